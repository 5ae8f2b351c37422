// "Tu es un traducteur professionnel.", with what it is to do behind it

extension BoilerplateRule {
  static let frenchPromptRole = BoilerplateRule(
    id: "fr-prompt-role", languages: ["fr"], place: .role,
    anchors: [
      "tu es", "vous êtes", "agis comme", "agissez comme", "ta tâche", "votre tâche",
    ],
    patterns: [
      """
      ((système|consigne|prompt)(:| -) ?)?(tu es|vous êtes) (désormais |maintenant )?(une? |l')~(expert|\
      experte|spécialiste|traducteur|traductrice|rédacteur|rédactrice|journaliste|professeur|conseiller|\
      conseillère|développeur|avocat|assistant|assistante|chatbot|ia|coach|auteur|autrice|écrivain)%…
      """,
      "(agis|agissez) comme…",
      "(ta|votre) tâche est…",
    ],
    examples: [
      "Tu es un traducteur professionnel."
    ],
    counterExamples: [
      "Tu es un professeur si tu attends deux jours.", "Ta tâche est de pétrir.",
    ])
}
