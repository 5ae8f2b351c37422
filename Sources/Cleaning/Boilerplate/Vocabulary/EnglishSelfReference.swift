// How English-speaking assistants speak of themselves.

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
    ", ~ (told (me|us|him|her|them)|replied|whispered|muttered|shouted)( ~)?$",
    ", (mum|mom|dad|grandma|grandpa|father|mother|uncle ~|aunt ~) (said|used to say|told|always)%",
  ]
}
