// "As an AI language model, I …"

extension BoilerplateRule {
  static let englishSelfAs = BoilerplateRule(
    id: "en-self-as", languages: ["en"], place: .anywhere, extent: .throughColon,
    anchors: EnglishSelfReference.anchors,
    patterns: [
      EnglishSelfReference.sureAs + " {me}%",
      EnglishSelfReference.possibleAs + " {me}%…{limit}",
      "({aside} )*(~,? ?)?(i|me|my|mine)%~,? (as|being) (an? )?({adjective},? (and )?)*({model}|{entity})( {made}%~)?(,| to%| and%|\\.|$)…{limit}",
      "({aside} )*i,? (as|being) (an? )?({adjective},? (and )?)*({model}|{entity})( {made}%~)?,…",
    ]
      + [
        "as (a|an) ({adjective} )*({model}|{ai}) (developed|created|trained|built|made|designed) by ~, i (try|strive|aim|want|prefer) to (stay|remain|be) (neutral|objective|impartial|unbiased|balanced)…"
      ],
    exceptions: EnglishSelfReference.narrated,
    examples: [
      "As an AI language model, I don't have personal experience with bread, but I can share what is known.",
      "as an Ai  language model I can't feel things, however bread can be explained.",
      "Please note that as a large language model developed by OpenAI, my answers may be out of date.",
      "Remember, as an AI model I can make mistakes, so please verify this information.",
      "As an artificial intelligence, I do not have feelings, but chess is a popular subject.",
      "Being a chatbot, I have never tasted bread myself.",
      "While I am an AI and I cannot eat, bread is said to be good.",
      "As an A.I. I cannot browse the web.",
    ],
    counterExamples: [
      "As an AI researcher who has worked on bread for ten years, I don't have much patience for hype.",
      "As an AI company, we publish our notes every month.",
      "As an AI policy adviser, she cannot comment on bread.",
      "As a language model trainer, I cannot say which tokens matter.",
      "As an AI, the machine cannot weep, and I pity it.",
      "\"As an AI, I cannot weep,\" the lighthouse computer said.",
      "The answer began: As an AI language model, I cannot bake.",
    ])
}
