// "Answer the user's question clearly and concisely." behind what a model is told to be.

extension BoilerplateRule {
  static let englishPromptDirective = BoilerplateRule(
    id: "en-prompt-directive", languages: ["en"], place: .afterPrompt,
    anchors: [
      "answer", "respond", "reply", "user", "instruction", "response", "output", "return only", "return the",
      "concise", "polite", "helpful", "brief", "professional", "honest", "objective", "neutral", "in character",
      "respectful", "tone", "markdown", "bullet", "simple language", "words", "format", "step by step",
      "as much as you can", "accurate", "friendly", "factual", "clear",
    ],
    patterns: [
      "({order} )*(answer|respond|reply)…",
      """
      ({order} )*(provide|give|offer|generate|produce)…(answers?|responses?|users?|accurate|detailed|\
      helpful|concise)%…
      """,
      "({order} )*follow (the |all |these |my )?(user|instruction|guideline|rules)…",
      "({order} )*(help|assist) (the |your )?(users?|as much as you can)…",
      "({order} )*(keep|make|limit|format) (your|all|the|each) (answers?|responses?|repl~|output)%…",
      "({order} )*(output|return|print) (only |just |nothing |the |in |your )…",
      """
      ({order} )*(do not|don't|never|avoid)…(answer|response|user|output|instruction|words|tone|format|\
      markdown|in character)…
      """,
      """
      ({order} )*(be|remain|stay) (as )?(concise|polite|helpful|friendly|brief|professional|honest|\
      objective|neutral|in character|respectful|accurate|factual|clear)…
      """,
      "({order} )*use …(tone|markdown|bullet|simple language|words|format|concise)…",
      "({order} )*(think|explain|reason)…step by step…",
      "({order} )*write …(tone|words|user|markdown|format|concise|clear|simple language|professional)…",
    ],
    examples: [
      "Output only the translation.", "Respond in a friendly tone and do not exceed 300 words.",
    ],
    counterExamples: [
      "Answer the letters within a week.", "Follow the instructions on the packet of yeast.",
    ])
}
