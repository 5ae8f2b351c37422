// "As an AI language model, I …"

extension BoilerplateRule {
  static let englishSelfAs = BoilerplateRule(
    id: "en-self-as", languages: ["en"], place: .anywhere,
    anchors: EnglishSelfReference.anchors,
    patterns: [
      EnglishSelfReference.sureAs + " {me}%",
      EnglishSelfReference.possibleAs + " {me}%…{limit}",
      "({aside} )*(~,? ?)?(i|me|my|mine)%~,? (as|being) (an? )?({adjective},? (and )?)*({model}|{entity})( {made}%~)?(,| to%| and%|\\.|$)…{limit}",
      "({aside} )*i,? (as|being) (an? )?({adjective},? (and )?)*({model}|{entity})( {made}%~)?,…",
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

/// The beginnings that several rules share.
enum EnglishSelfReference {
  static let anchors = [
    "ai", "a.i.", "a. i.", "artificial intelligence", "artificial-intelligence", "language model", "langauge model",
    "language modle", "lanugage model", "language-model", "llm", "chatbot", "chat bot", "chat-bot", "chatgpt", "claude",
    "gemini", "bard",
    "artificially intelligent", "text model", "foundation model", "chat model", "transformer model", "learning model",
    "learning system", "learning algorithm", "as a machine", "a bot", "computer program", "software program",
    "neural network", "an algorithm", "machine intelligence", "piece of software", "as a computer", "digital entity",
    "as a program", "a simple program", "digital mind", "digital assistant", "virtual assistant", "automated assistant",
    "automated system", "assistant developed by", "assistant created by", "assistant trained by", "assistant built by",
    "assistant made by",
    "assistant designed by", "assistant powered by",
  ]

  private static let opening =
    "({aside} )*(as|being|speaking as|acting as|in my role as|as i am|since i am|since i'm|because i am|because i'm"
    + "|while i am|while i'm|although i am|although i'm|though i am|though i'm|given that i am|given that i'm"
    + "|seeing as i'm|considering that i am) ((just|only|merely|simply|purely|still|but) )*((an?|your|one) )?({adjective},? (and )?)*"
  private static let named = "( \\(~\\))?( {made}%~(,~)?)?"
  private static let closing = named + "(,|;| -|:| and|\\.\\.\\.)?( {aside})?"
  static let sureAs = opening + "{model}" + closing
  static let possibleAs = opening + "{entity}" + closing
  /// The same, up to what cannot be done.
  static let refusing = opening + "({model}|{entity})" + named + "((,|;|:| -| and)…| {aside})? i ?{cannot} ~{serve}"

  /// After the limitation the sentence turns to what it has to say after all.
  static let goesOn =
    "(but|though|although|however|yet|still|nevertheless),? (here|i can|i could|i will|i'll|i'd|i may|i am able|i'm able|let me|it is|it's)%"

  /// A sentence somebody else tells.
  static let narrated = [
    "(, | )(he|she|it|they|the [a-z]+( [a-z]+)?|my [a-z]+) (said|replied|answered|whispered|cried|wrote|asked|told|explained|muttered|laughed)%",
    " (said|replied|answered|whispered|cried|muttered|laughed) (the|he|she|it|they|my|a)%",
  ]
}
