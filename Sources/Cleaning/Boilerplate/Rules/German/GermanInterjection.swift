// "Gerne!" by itself, before an announcement

extension BoilerplateRule {
  static let germanInterjection = BoilerplateRule(
    id: "de-interjection", languages: ["de"], place: .interjection,
    anchors: [
      "gern", "gerne", "klar", "natürlich", "selbstverständlich", "sicher", "sicherlich", "absolut", "okay", "ok",
      "verstanden", "perfekt", "super", "prima", "toll", "wunderbar", "großartig", "klasse", "ausgezeichnet",
      "gewiss", "kein problem", "vergnügen", "freude", "hallo", "hi", "guten tag", "jawohl", "ja", "genau", "gut",
      "in ordnung", "sofort", "freut mich", "frage", "thema", "idee", "dank", "danke", "recht", "entschuldige",
      "entschuldigung", "sorry", "verzeihung", "hinweis", "punkt", "einwand", "anfrage",
    ],
    patterns: ["{de:interjection}((,|!|\\.| -|;|:| und)+ ?{de:interjection})*$"],
    exceptions: GermanContext.narrated + GermanContext.refused,
    examples: [],
    counterExamples: [])
}
