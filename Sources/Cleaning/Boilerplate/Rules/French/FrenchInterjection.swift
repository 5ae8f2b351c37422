// "Bien sûr !" by itself, before an announcement

extension BoilerplateRule {
  static let frenchInterjection = BoilerplateRule(
    id: "fr-interjection", languages: ["fr"], place: .interjection,
    anchors: [
      "oui", "d'accord", "bien sûr", "certainement", "absolument", "plaisir", "volontiers", "entendu", "compris",
      "parfait", "très bien", "super", "génial", "souci", "problème", "bonjour", "salut", "tout à fait",
      "évidemment", "noté", "ok", "okay", "excellent", "naturellement", "marche", "parti", "question", "idée",
      "merci", "raison", "désolé", "désolée", "excuses", "effectivement", "formidable", "top", "je suis",
      "je serais", "choix", "point", "remercie", "demande",
    ],
    patterns: ["{fr:interjection}((,|!|\\.| -|;|:| et)+ ?{fr:interjection})*$"],
    exceptions: FrenchContext.narrated + FrenchContext.others + FrenchContext.refused,
    examples: [],
    counterExamples: [])
}
