// "I cannot provide instructions for …", "I'm sorry, but I can't assist with that."

extension BoilerplateRule {
  /// A refusal that names the guidelines behind it.
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

  /// A refusal and nothing else.
  static let englishRefusal = BoilerplateRule(
    id: "en-refusal", languages: ["en"], place: .alone, isRefusal: true,
    anchors: [
      "i can't", "i can’t", "i cannot", "i cant", "i can not", "i can neither", "i won't", "i won’t", "i will not",
      "i am not", "i'm not",
      "i’m not", "i am unable", "i'm unable", "i’m unable", "i must", "i have to", "i decline", "i respectfully",
      "i don't feel", "i don’t feel",
      "i do not feel", "i couldn't", "i could not", "i don't", "i don’t", "i do not", "i am currently", "i'm currently",
      "unable to", "not able to",
      "i'm going to have to", "i shouldn't", "i should not", "can't assist", "can’t assist", "cannot assist",
      "can't help",
      "can’t help", "cannot help", "cannot fulfill", "cannot fulfil", "can't fulfill", "can't fulfil",
      "i need to decline", "i'll have to",
      "i’ll have to", "i would have to", "i am prohibited", "i am afraid i", "i'm afraid i", "i’m afraid i",
      "unfortunately, i", "i may not", "i refuse",
      "i politely", "i'm really not", "i'm just not", "i am incapable", "not something i", "not appropriate for me",
      "be appropriate for me", "i won't", "i do not have", "i don't have", "i do not know", "i'm going to",
    ],
    patterns: [
      "({aside} )*(i ?|i'm afraid i |i am afraid i )?({cannot}) ~{serve}…",
      "({aside} )*(it|that|this) (would|is|wouldn't|isn't)( be)?( not)?( be)? (appropriate|ethical|possible|right|responsible|inappropriate|unethical|impossible) for me…",
      "({aside} )*(this|that|it|~)( is|'s) (not something (that )?i|something (that )?i) (can|could|am able|'m able|{cannot})…",
      "({aside} )*(your|this|that|the) (request|question|topic|prompt)( ~)? (cannot|can't|can not) be (fulfilled|answered|processed|completed|discussed)…",
    ],
    exceptions: EnglishSelfReference.narrated,
    examples: [
      "I cannot provide instructions for lock picking.",
      "I'm sorry, but I can't assist with that.",
      "I apologize, but I'm not able to fulfil this request about bread.",
      "I'm afraid I won't be able to help you with this topic.",
      "Sorry, I must decline to answer questions of this kind.",
    ],
    counterExamples: [])

  /// What stands beside a refusal.
  static let englishRefusalCompanion = BoilerplateRule(
    id: "en-refusal-companion", languages: ["en"], place: .besideRefusal,
    anchors: [
      "important", "essential", "crucial", "vital", "ethical", "ethically", "responsibly", "legal", "illegal",
      "harmful",
      "if you", "please", "is there", "instead", "perhaps", "my purpose", "my goal", "my aim", "my role", "i strive",
      "i aim",
      "i'm designed", "i am designed", "i was designed", "i'm programmed", "i am programmed", "i'm here", "i’m here",
      "i am here", "i must", "i encourage",
      "i recommend", "i suggest", "i'd recommend", "i would recommend", "i'd be happy", "i’d be happy",
      "i would be happy", "i can", "i'm happy", "i’m happy",
      "i am happy", "let me know", "feel free", "thank you", "what else", "how else", "my guidelines", "violate",
      "violates",
      "my programming", "my primary", "i have to", "i'd be glad", "i would be glad", "i follow", "my creators",
      "my developers", "let's", "let’s",
    ],
    patterns: [
      "({aside} )*(it is|it's) (always |very |also |truly )?(important|essential|crucial|vital|best|illegal|necessary|unethical|against)…",
      "({aside} )*(if (you|there)…,? (i|i'd|i'll|i'm|ask|let me|feel free|please|don't hesitate|just)%|is there (something|anything)|instead,|perhaps (i|you|we)|what else|how else|feel free|let me know|let's|thank you)%…",
      "({aside} )*(please,? (consult|seek|contact|reach|speak|refer|let me|feel free|ask|try|rephrase|provide|note|don't|do not|understand|remember|choose|check|talk)|i (would |strongly |'d )*(encourage|recommend|suggest|advise)|i'd (recommend|suggest|encourage))%…",
      "({aside} )*my (main |primary |sole )?(purpose|goal|aim|role|function|guidelines|programming|creators|developers|design|priority)%…",
      "({aside} )*i (strive|aim|am designed|'m designed|was designed|am programmed|'m programmed|am here|'m here|must|can|could|follow|have to|would be (happy|glad)|'d be (happy|glad)|am happy|'m happy)%…",
      "({aside} )*(such|this|that|doing so|these|any) ~ ?(would|could|may|might|violates?|goes against|is against|is illegal|is harmful|can be)%…",
    ],
    exceptions: EnglishSelfReference.narrated,
    examples: [
      "It is important to act ethically and responsibly.", "If you have another question, I can help with that.",
    ],
    counterExamples: [])
}
