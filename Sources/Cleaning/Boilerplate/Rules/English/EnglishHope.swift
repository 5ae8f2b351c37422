// "I hope this helps!"

extension BoilerplateRule {
  static let englishHope = BoilerplateRule(
    id: "en-hope", languages: ["en"], place: .closing,
    anchors: [
      "hope this helps", "hope that helps", "hope it helps",
      "hope you find",
      "hopefully this", "hopefully that", "hopefully it", "hopefully the", "hope this", "hope that", "hope these",
      "hope the", "hope my", "hope it", "hope you", "hope i", "trust this", "trust that", "believe this",
    ],
    patterns: [
      "({aside} )*(i |and )?((really |sincerely |truly |do )*(hope|trust|believe)|hopefully,?)( that)? (this|that|these|those|it|the|my)( (above|brief|short|quick|little|general|simple|detailed))*"
        + "( (information|info|explanation|overview|answer|response|summary|guide|introduction|breakdown|tips|details|suggestions|pointers|clarification|list|outline|example|examples))?( above)?( (about|on|of|regarding) ~)?"
        + " ((will |has |have )?(help|helps|helped)|(is|was|are|were|will be|proves|prove|has been|have been) (of )?(helpful|useful|help|informative|what you( ~)?|clear|some help|some use)|answers?~|clarif~|(gives?|gave|provides?|provided|offers?)( you)?( with)? (a|an|some|the|enough|you) ~|clears?~|sheds?~|makes? sense~|meets?~|points you ~|gets you ~)"
        + "( you| out| your ~| to ~| with ~| a good ~| some ~| for you~| in your ~| clarify ~| a bit| a little| get (started|going)~)*"
        + "(((,|;| -|\\.|!)( and| so| but)?| and) ?{offer})?$",
      "({aside} )*(i |and )?((really |sincerely |truly |do )*hope|hopefully,?)( that)? you('ll| will)? (find|found) (this|that|these|it|the|my)( ~)? (helpful|useful|informative|valuable|clear)(~)?$",
      "({aside} )*(i )?hope i (have |was able to |could |'ve )*(answer|help|clarif|assist|been of|be of)~$",
    ]
      + [
        "({aside} )*i (really |sincerely )?hope (that )?you (find|found|will find|'ll find) (these|this|the|my) (suggestions|tips|ideas|information|answer|explanation|overview|examples|points|steps|guide|summary|recommendations)~ (helpful|useful|informative|valuable)$"
      ]
      + [
        "({aside} )*(i )?hope (this|that|it) helps,? (and |- )?(good luck|happy|have a|enjoy|all the best)%~$"
      ],
    exceptions: EnglishSelfReference.narrated + [" (anyone|everyone|everybody|someone|somebody|others|readers|people)%"]
      + EnglishClosing.personal,
    examples: [
      "I hope this helps!", "I hope this information is helpful.", "Hopefully this answers your question!",
      "I hope this overview of bread was useful to you.",
    ],
    counterExamples: [
      "I apologize for the late post about bread; I hope this helps anyone who waited.",
      "I hope this winter will be mild.", "I hope this helps the next person who waits at the counter.",
    ])
}
