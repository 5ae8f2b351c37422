// "Happy baking!", "Word count: 512." beside an offer.

extension BoilerplateRule {
  static let englishFarewell = BoilerplateRule(
    id: "en-farewell", languages: ["en"], place: .besideRemoved,
    anchors: [
      "you're welcome", "you’re welcome", "you are welcome", "just ask", "just say", "just let", "just tell", "i can",
      "happy", "good luck", "best of luck", "all the best", "best wishes", "enjoy", "have fun", "have a", "take care",
      "wishing you", "i wish you", "thank you", "thanks", "word count", "character count", "approximate word",
      "reading time", "cheers", "you've got this", "you’ve got this", "stay safe", "keep it up", "i'll assume",
      "i’ll assume", "i will assume", "in the meantime", "what about you", "and you", "you can copy", "i look forward",
      "looking forward", "your feedback", "if not", "either way", "no pressure", "take your time",
    ],
    patterns: [
      "({aside} )*(happy [a-z]+ing|happy ~ing|good luck|best of luck|all the best|best wishes|enjoy|have (fun|a (great|good|nice|wonderful|lovely|productive|fantastic))|take care|wishing you|i wish you|cheers|you've got this|stay safe|keep it up)%(~)?(,( and)? ~)?$",
      "(approximate |total |current )?(word|character) count%…$", "(estimated )?reading time%…$",
      "you('re| are) (very |most )?welcome$", "just (ask|say so|let me know|tell me)$", "i can {work}…$",
      "i can (put|pull|have|get) (one|it|that|this|them)…$",
      "(thank you|thanks)( so much| very much)?( again)?( for ~)?$",
      "i('ll| will) (just )?(assume|go with|default to|continue with|proceed)%…$", "(and )?what about you$",
      "(i )?look(ing)? forward to (hearing|your|helping|working)~$",
      "(if not|either way|no pressure|otherwise),? … (i|i'll|i'd|i can|let me|just|feel free)%…$",
      "(please )?take your time~$",
    ],
    exceptions: EnglishClosing.personal,
    examples: [], counterExamples: ["Happy is the baker who sleeps at night.", "Good luck to all who bake in summer."])
}
