// "I cannot write about that, because it goes against my guidelines.": a refusal that names what is behind it.

extension BoilerplateRule {
  static let englishGuidelineRefusal = BoilerplateRule(
    id: "en-guideline-refusal", languages: ["en"], place: .anywhere, isRefusal: true,
    anchors: [
      "guidelines", "my rules", "my instructions", "my design", "my policy", "my creators", "my developers",
      "my restrictions", "content policy", "usage policy", "usage policies", "my programming", "my principles",
      "openai",
      "anthropic", "ethical standards", "my policies", "my training", "my capabilities", "safety policies",
    ],
    patterns: [
      "({aside} )*(my|the) (own )?((ethical|safety|content|usage|core|strict|internal|built-in) )*(guidelines|programming|policies|policy|principles|training|design|creators|developers|instructions|rules|restrictions)"
        + " (clearly |strictly |also )*(do not|don't|does not|doesn't|prevents?|prohibits?|requires?|forbids?|will not|won't|restricts?|stops?|keeps?|bars?)…( me|allow|let|permit)%…",
      "({aside} )*i ?({cannot}|am not|do not|don't|must|have to) ~…({serve})…"
        + "(my (own )?(ethical |safety |content |usage |core |strict )*(guidelines|programming|principles|policies|training|capabilities|standards)"
        + "|content policy|openai|anthropic|usage polic|safety polic|(ethical|safety|community|content) guidelines)…",
      "({aside} )*(this|that|your|the|such) (request|question|topic|content|prompt|task|query|type of ~)? ?(~)?"
        + "(goes against|violates|is against|conflicts with|falls outside|is outside|is beyond|would violate|would go against|may violate|contravenes)"
        + " (of )?(my (own )?(ethical |safety |content |usage |core )*(guidelines|programming|principles|policies|training|capabilities|standards|scope)"
        + "|openai|anthropic|(the|our) (content|usage) polic)…",
    ],
    exceptions: EnglishSelfReference.narrated,
    examples: [
      "I cannot write about lock picking, because it goes against my guidelines.",
      "This request violates my content guidelines.",
    ],
    counterExamples: [
      "I cannot read the guidelines without my glasses.",
      "The club has guidelines, and we follow them.",
    ])
}
