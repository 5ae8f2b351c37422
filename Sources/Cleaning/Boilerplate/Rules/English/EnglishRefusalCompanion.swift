// "It is important to act responsibly.": what stands beside a refusal.

extension BoilerplateRule {
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
      "my programming", "my primary", "i have to", "i hope you", "i appreciate", "i understand", "in the meantime",
      "what about", "could you", "can you", "would you", "you can", "you could", "you may", "making", "creating",
      "providing", "doing", "sharing", "put people", "misleading", "is there", "do you have", "how about", "try",
      "my knowledge", "i'd be glad", "i would be glad", "i follow", "my creators",
      "my developers", "let's", "let’s",
    ],
    patterns: [
      "({aside} )*(i hope you (understand|can understand)|i appreciate (your|you)|i understand (your|you|that|this|how)|in the meantime|what about you|could you|can you|would you|please|try %|you (can|could|may|might) (also |always |try |want )*)%…",
      "({aside} )*(is there|do you have|what|how|which|would you|could you|can you|are you)%…(you|i|else|other|another)…\\?…",
      "({aside} )*(making|creating|providing|doing|sharing|writing|generating|helping) ~ (would|could|can|may|might|is)%…",
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
