// "Certainly!" by itself; "Certainly." only before an announcement.

extension BoilerplateRule {
  static let englishInterjection = BoilerplateRule(
    id: "en-interjection", languages: ["en"], place: .interjection,
    anchors: EnglishOpening.anchors,
    patterns: ["{interjection}((,|!|\\.| -|;)+ {interjection})*( ~)?$"],
    exceptions: EnglishSelfReference.narrated + EnglishOpening.business,
    examples: [], counterExamples: [])
}
