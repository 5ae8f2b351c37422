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
      "i'd rather not", "i’d rather not", "i would rather not", "i have no", "still learning", "i do not",
      "don't understand", "don’t understand", "not something",
      "let's talk about", "let’s talk about", "i have to stop", "i need to stop", "goes against", "against my",
      "couldn't find", "couldn’t find", "i need a little more", "i need more",
      "provide more", "without more", "i need to decline", "i'll have to",
      "i’ll have to", "i would have to", "i am prohibited", "i am afraid i", "i'm afraid i", "i’m afraid i",
      "unfortunately, i", "i may not", "i refuse",
      "i politely", "i'm really not", "i'm just not", "i am incapable", "not something i", "not appropriate for me",
      "be appropriate for me", "i won't", "i do not have", "i don't have", "i do not know", "i'm going to",
    ],
    patterns: [
      "({aside} )*(i ?|i'm afraid i |i am afraid i )?({cannot}) ~{serve}…",
      "({aside} )*(it|that|this) (would|is|wouldn't|isn't)( be)?( not)?( be)? (appropriate|ethical|possible|right|responsible|inappropriate|unethical|impossible) for me…",
      "({aside} )*(this|that|it|~)( is|'s) (not something (that )?i|something (that )?i) (can|could|am able|'m able|{cannot})…",
      "({aside} )*(oops|hmm|uh-oh|no|sorry|well|thanks for asking|i appreciate ~)?(,|!|\\.)? ?(but )?i ?({cannot})%( ~)? ?{serve}…",
      "({aside} )*(…)?i ?({cannot})%…({serve}|that%|this%|it%)…(you|your|request|question|topic|content|prompt|conversation|training data|guidelines|policy|policies|answer)…",
      "({aside} )*(i'm|i am) (still )?(learning|not (sure|certain|able)|only able|only allowed|only here|here only)%…",
      "({aside} )*(…)?i ?({cannot})%( ~)? ?(tell|give|show|help|offer|write|send|advise) (you|me)%…",
      "({aside} )*i (have|need) to (stop|pause|end)%…",
      "({aside} )*(this|that|your|the) (request|prompt|question|topic|conversation|content)%…(against|violat|beyond|outside|not allowed|inappropriate|harmful|policy|policies|guidelines)…",
      "({aside} )*i (don't|do not|didn't|did not|couldn't|could not) (quite |fully |really )*(understand|follow|catch|get|find|see|receive)%…(request|question|asking|you|your|said|text|prompt|message|input|link|file)…",
      "({aside} )*i need (a little |a bit |some )?more (detail|details|information|context|info)…",
      "({aside} )*(that|this|it)('s| is| isn't)( just| simply)? (not )?something i…",
      "({aside} )*let's (talk about|discuss|change|move on|explore|focus on) (something|another|other|the subject|a different|topics)…",
      "({aside} )*it looks like you('ve|'re| have| are)?…(can't|cannot|unable|not able|incomplete|empty|forgot|accidentally)…",
      "({aside} )*i (aim|try|strive|want) to (be|stay|remain|provide|keep) (helpful|neutral|safe|respectful|harmless|honest|accurate)%…",
      "({aside} )*(your|this|that|the) (request|question|topic|prompt)( ~)? (cannot|can't|can not) be (fulfilled|answered|processed|completed|discussed)…",
    ],
    // What happened to people, and to what is theirs, is no reason of a machine.
    exceptions: EnglishSelfReference.narrated + [
      " (decided|died|closed|expired|bought|arrived|left|moved|married|wrote|called|met|was born|retired)%",
      "(since|because|as|until|so) (the (jury|court|company|shop|office|school|police|family|editor|publisher|bank)|my|our|we|he|she|they)%",
      " my (wife|husband|mother|father|son|daughter|boss|brother|sister|friend|neighbou?r|doctor|car|flight|train)%",
    ],
    examples: [
      "I cannot provide instructions for lock picking.",
      "I'm sorry, but I can't assist with that.",
      "I apologize, but I'm not able to fulfil this request about bread.",
      "I'm afraid I won't be able to help you with this topic.",
      "Sorry, I must decline to answer questions of this kind.",
    ],
    counterExamples: [])
}
