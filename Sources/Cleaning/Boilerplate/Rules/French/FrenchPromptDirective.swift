// "Réponds à la question de façon claire et concise." behind what a model is told to be

extension BoilerplateRule {
  static let frenchPromptDirective = BoilerplateRule(
    id: "fr-prompt-directive", languages: ["fr"], place: .afterPrompt,
    anchors: [
      "répon", "question", "utilisateur", "instruction", "concis", "poli", "traduction", "markdown", "amical",
      "utile", "bref", "brève", "courtes",
    ],
    patterns: [
      """
      (réponds|répondez|donne|donnez|fournis|fournissez|écris|écrivez|rédige|rédigez|garde|gardez|suis|\
      suivez|respecte|respectez|aide|aidez|utilise|utilisez|évite|évitez|sois|soyez|traduis|traduisez|n'|\
      ne%|ta tâche|votre tâche|tu dois|vous devez|tu aides|toujours|tes réponses|vos réponses)…(répon|\
      question|utilisateur|instruction|concis|poli|traduction|markdown|amical|utile|bref|brève|courtes)…
      """,
      "(réponds|répondez)…",
    ],
    examples: [
      "Réponds uniquement par la traduction."
    ],
    counterExamples: [
      "Pose la question au boulanger.", "Suis la recette polie du chef.",
    ])
}
