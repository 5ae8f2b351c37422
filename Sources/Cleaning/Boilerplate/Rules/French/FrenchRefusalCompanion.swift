// "Puis-je faire autre chose pour vous ?": what stands beside a refusal

extension BoilerplateRule {
  static let frenchRefusalCompanion = BoilerplateRule(
    id: "fr-refusal-companion", languages: ["fr"], place: .besideRefusal,
    anchors: [
      "je", "puis-je", "si vous", "si tu", "il est", "n'hésitez", "n'hésite", "merci", "parlez-en", "parles-en",
      "veuillez", "vous", "tu", "avez-vous", "y a-t-il", "dites-moi", "contactez", "voulez-vous", "souhaitez-vous",
      "mon", "important", "aide", "sujet", "alternative", "demande", "question", "questions", "contenu",
      "professionnel", "urgences", "médecin", "avocat", "spécialiste", "sources", "compréhension", "plutôt",
      "sécurité", "loi", "votre", "vos", "ton", "ta", "essayez", "essaie", "reformulez", "parlons",
      "votre compréhension", "vous", "te", "proche",
    ],
    patterns: FrenchContext.behindAsides([
      "(puis-je|pourrais-je|puis je)%…",
      "je (peux|pourrais|suis|reste|vous|te|t'|serais|recommande|suggère|comprends|peux en revanche)%…",
      "si (vous|tu)%…",
      "il est (important|essentiel|préférable|illégal|recommandé|conseillé)…",
      """
      (n'hésitez|n'hésite|merci|veuillez|parlez|parles|parle|contactez|contacte|consultez|dites|dis|\
      tournez-vous|cherchez|adressez-vous)%…
      """,
      "(avez-vous|as-tu|y a-t-il|voulez-vous|veux-tu|souhaitez-vous|souhaites-tu)%…",
      "mon (but|objectif|rôle)%…",
      "(vous|tu) (pouvez|peux|pourriez|pourrais)%…",
    ])
      + [
        "\(WordOrder.any("{fr:youstrict}", "({fr:do}|{fr:more}|{fr:rnoun})"))…",
        """
        …(important|aide|sujet|alternative|demande|question|contenu|professionnel|urgence|médecin|spécialiste|\
        sources|sécurité|compréhension)…
        """,
      ],
    exceptions: FrenchContext.narrated,
    examples: ["Puis-je faire autre chose pour vous ?", "Si vous avez une autre question, je suis là."],
    counterExamples: [])
}
