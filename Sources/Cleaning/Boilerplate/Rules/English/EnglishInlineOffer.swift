// "I can rewrite this section for you in a different tone if you like." in the middle of an answer.

extension BoilerplateRule {
  static let englishInlineOffer = BoilerplateRule(
    id: "en-inline-offer", languages: ["en"], place: .anywhere, extent: .throughColon,
    anchors: [
      "glad to give you more", "happy to give you more", "isn't clear", "is not clear", "is unclear",
      "explain it differently", "information on this", "details on this", "examples of this",
      "i can rewrite", "i can rephrase", "i can expand", "i can shorten", "i can simplify", "i can also rewrite",
      "i could rewrite", "i can revise", "happy to rewrite", "happy to expand", "on this point", "on this step",
      "on this part", "on this section", "section of your", "part of your", "chapter of your", "portion of your",
      "paragraph of your",
    ],
    patterns: [
      """
      ({aside} )*(i can|i could|i can also|i'd be happy to|i would be happy to) (rewrite|rephrase|expand|\
      shorten|simplify|revise) (this|the|that) (section|part|paragraph|text|passage|answer|response|draft|\
      introduction|conclusion)%~(for you|if you)…
      """,
      """
      (please )?(let me know|feel free to ask|tell me) if (you|this|anything)%~(clarification|explanation|\
      information|details|help|example)~(on|about|with|for) this (point|step|part|section)$
      """,
      """
      if you (need|want|would like|have|'d like)%~(on|about|with|for) this (point|step|part|\
      section),? (please )?(feel free to ask|let me know|just ask|don't hesitate)…
      """,
      """
      (here is|here's|here are|below is) the (next|following|remaining|final|second|third|last) (section|\
      part|chapter|paragraph|portion)s? of your (article|essay|story|report|text|book|paper|blog post|\
      script|guide|document|novel|letter)…
      """,
    ]
      + [
        "({aside} )*(i'd|i would|i'll|i will) be (glad|happy) to (give|provide|share|show)~ (examples|details|information) (of|on|about) this~if you…",
        "if (this|that|anything|something) (isn't|is not|is un|seems un|still isn't)~ ?clear,? (just |please )?let me know and i('ll| will| can) (explain|clarify|rephrase|go over)…",
        "(please )?let me know if you('d| would)? (like|need|want)~ (information|details|examples|help) (on|about|with|of) this (point|step|part|section|topic)$",
      ],
    examples: [
      "I can rewrite this section for you in a different tone if you like.",
      "Please let me know if you need clarification on this point.", "Here is the next section of your article:",
    ],
    counterExamples: [
      "Here is the next section of the river."
    ])
}
