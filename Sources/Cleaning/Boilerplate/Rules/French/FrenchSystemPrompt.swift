// "Tu es un assistant utile." at the head of a text

extension BoilerplateRule {
  static let frenchSystemPrompt = BoilerplateRule(
    id: "fr-system-prompt", languages: ["fr"], place: .prompt,
    anchors: ["tu es", "vous êtes", "prompt", "consigne", "instruction"],
    patterns: [
      """
      ((système|instructions?|consigne|prompt)(:| -) ?)?(tu es|vous êtes) (désormais |maintenant )?(une? |l'|\
      chatgpt|claude|gemini)((assistante?|ia|chatbot|modèle de langage|expert|rédacteur( web)?|intelligence \
      artificielle|agent|copywriter)% ?…(utile|bienveillant|serviable|ia|virtuel|seo|intelligence|langage|\
      conversation|amical|aide|entraîn|web)…|(assistante?|ia|chatbot) )…
      """,
      """
      (prompt|consigne|instruction|entrée)(:| -) ?(écri|rédig|génér|résum|tradui|expliqu|cré|tu es|donne|fais|\
      list)…
      """,
    ],
    examples: ["Tu es un assistant utile et bienveillant."],
    counterExamples: ["Tu es un boulanger patient si tu attends deux jours."])
}
