// "I'm sorry, but I can't assist with that.": a refusal and nothing else.

extension BoilerplateRule {
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
}
