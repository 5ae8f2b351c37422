// "I'm sorry, but as an AI language model I cannot help with …"

extension BoilerplateRule {
  static let englishSelfRefusal = BoilerplateRule(
    id: "en-self-refusal", languages: ["en"], place: .anywhere, isRefusal: true,
    anchors: EnglishSelfReference.anchors,
    patterns: [
      EnglishSelfReference.refusing
    ],
    exceptions: EnglishSelfReference.narrated + [EnglishSelfReference.goesOn],
    examples: [
      "I'm sorry, but as an AI language model I cannot help with lock picking.",
      "As an AI developed by a company, I am not able to provide instructions for this.",
    ],
    counterExamples: [
      "I'm sorry, but as an AI researcher I cannot help with lock picking."
    ])
}
