// "I am just an AI, so I have no opinion of my own."

extension BoilerplateRule {
  static let englishSelfIs = BoilerplateRule(
    id: "en-self-is", languages: ["en"], place: .anywhere, extent: .throughColon,
    anchors: EnglishSelfReference.anchors,
    patterns: [
      "({aside} )*(i am|i'm|im) ((just|only|merely|simply|actually|still|but|really|currently) )*(an?|your|the) "
        + "({adjective},? (and )?)*({model}|{entity})( {made}%~|( and| so| but| not| who| which| that| without| or)%~|,| -|;|\\.|$)…{limit}",
      "({aside} )*i (am|was|'m) (not a (human|person|real person|doctor|lawyer|professional|licensed ~))…({model}|artificial intelligence| an ai%)…",
    ],
    exceptions: EnglishSelfReference.narrated,
    examples: [
      "I'm just an AI assistant, so I have no opinion of my own on bread.",
      "Please note that I am an AI and you should consult a professional about tax forms.",
      "I am a large language model trained by Google, and my answers may contain errors.",
    ],
    counterExamples: [
      "I am an AI researcher and I have no opinion on bread.",
      "I'm an AI artist, but I cannot paint.",
      "I am a machine operator and cannot leave my post.",
      "The assistant introduces itself with \"I am an AI assistant\" and then answers questions.",
    ])
}
