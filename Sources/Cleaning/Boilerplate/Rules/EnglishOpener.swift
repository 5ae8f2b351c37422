// "Certainly! Here is a short overview:", "Sure, I'd be happy to help you with that!"

enum EnglishOpening {
  static let lists: [String: [String]] = [
    // What an assistant announces.
    "digest": [
      "(overview|summary|introduction|explanation|list|guide|breakdown|answer|answers|facts|points|steps|tips|information|info|description|outline|example|examples|version|draft|rundown|look|primer|review|details|ideas|suggestions|recommendations|response|insights|basics|essentials|analysis|comparison|recipe|article|essay|text|story|poem|code|translation|rewrite|highlights|background|things|ways|reasons|thoughts|general|brief|short|quick|concise|simple|detailed|step-by-step)%"
    ],
    "interjection": [
      "(sure|certainly|absolutely|definitely|gladly|indeed|okay|ok|alright|all right|yes|yep|understood|got it|great|perfect|excellent|wonderful|awesome|hello|hi|hey|greetings)"
        + "( thing| there| again)?", "of course", "no problem( at all)?", "with pleasure", "my pleasure",
      "(it|that) would be my pleasure",
      "(happy|glad|delighted|pleased) to (help|assist|oblige)( you)?( with (that|this|~))?",
      "(what|that's|that is|this is|such) ?(an? )?(really |very |truly )?(great|good|excellent|interesting|fantastic|wonderful|fascinating|important|thoughtful|insightful) (question|topic|request|choice|prompt|inquiry|query)( about ~)?",
      "(great|good|excellent|interesting|fantastic|wonderful|fascinating) (question|topic|request|choice)( about ~)?",
      "(thank you|thanks)( so much| very much)? for (asking|your (question|request|inquiry|interest|message|query|patience|prompt)|reaching out|the question|bringing)( about ~| regarding ~| on ~| in ~| for ~)?",
      "i('d| would) be (more than |very |so |really )?(happy|glad|delighted|pleased) to( help| assist)?( you)?( with (that|this|~))?",
    ],
    "act": [
      "(here|below)('s| is| are|,? you'll find|,? you will find|,? you can find| i've| i have| i'll| i will) (…)?{digest}",
      "here you go%", "here you are%", "(here|below)('s| is| are) …:$",
      "i('d| would|'ll| will| can| am|'m) (also |certainly |definitely |gladly |absolutely |surely |gladly |try to |do my best to |attempt to )*"
        + "(be )?(more than |very |so |really )?(happy|glad|delighted|pleased|excited|here|able|love|like)? ?(to )?"
        + "(help|assist|explain|provide|share (some|a|what|the|more|with you|information)|tell you|give you|walk you|guide you|answer|discuss|talk about|offer|write|summari(z|s)e|describe|outline|introduce|show you|create|generate|clarify|break (it|this|that|down)|elaborate|put together|present|list|compile|draft|go over|cover|shed)%",
      "let me (explain|walk you|give you|help|introduce|tell you|share|outline|break|provide|summari(z|s)e|start|show|clarify|describe|answer|go through|present|guide|offer|list|try|see|elaborate|put)%",
      "let's (dive|take a|explore|get started|talk about|break|start|begin|go (over|through)|delve|look at|discuss|jump|walk|unpack|cover)%",
      "allow me to%", "the following…{digest}", "(here|below)('s| is| are) (how|what|why|everything|all|my)%",
      "the (answer|summary|overview|explanation) (you requested|below)",
      "below,? (you('ll| will| can) find)%",
    ],
  ]
}

extension BoilerplateRule {
  private static let openerAnchors = [
    "sure", "sure thing", "certainly", "absolutely", "definitely", "gladly", "of course", "no problem", "with pleasure",
    "my pleasure", "happy to help",
    "glad to help", "delighted to help", "pleased to help", "happy to assist", "glad to assist", "pleased to assist",
    "delighted to assist", "great question", "good question",
    "excellent question", "interesting question", "fantastic question", "wonderful question", "fascinating question",
    "fascinating topic", "interesting topic",
    "important question", "thoughtful question", "great topic", "thank you for", "thanks for", "understood", "got it",
    "okay", "ok", "alright", "great choice",
    "i'd be happy", "i’d be happy", "i would be happy", "i'd be glad", "i’d be glad", "i would be glad",
    "i'd be delighted", "i would be delighted", "i'd be pleased", "i’d be delighted", "i’d be pleased",
    "more than happy", "insightful question",
    "hello", "hi", "hey", "greetings", "yes", "perfect", "great", "excellent", "wonderful", "awesome", "indeed",
    "fantastic topic", "important topic", "wonderful topic", "excellent topic", "excellent choice",
  ]

  static let englishOpener = BoilerplateRule(
    id: "en-opener", languages: ["en"], place: .opening, extent: .throughColon,
    anchors: openerAnchors + [
      "here's the", "here’s the", "here is the", "here are the", "you asked", "you requested", "as requested",
    ],
    patterns: [
      "({interjection}(,|!|\\.| -|;|:| and)+ ?)({interjection}(,|!|\\.| -|;)* )*{act}…",
      "i('d| would) be (more than |very |so |really )?(happy|glad|delighted|pleased) to (help|assist)( you)?( out)?( with ~| by ~| in ~)?(,|!|\\.|:|$)…",
      "i('d| would) be (more than |very |so |really )?(happy|glad|delighted|pleased) to (explain|provide|give you|tell you|share some|summari(z|s)e|write|discuss)%~(!|:|$)",
      "(here|below)('s| is| are) …(you( have|'ve)? (requested|asked for|wanted|were looking for)|as (you )?(requested|asked)|you asked)~(:|\\.|!|$)",
      "(that's|that is|what) an? (really |very |truly )?(great|good|excellent|interesting|fantastic|wonderful|fascinating|important|thoughtful|insightful) question( about ~)?(!|\\.|,|$)",
      "(great|good|excellent|interesting|fantastic|wonderful|fascinating) question( about ~)?!",
      "(thank you|thanks)( so much| very much)? for (asking|your (question|request|inquiry|query|prompt)|the question)( about ~| regarding ~| on ~|, ~)?( ~)?(!|\\.|$)",
      "(i'm|i am) (happy|glad|delighted|pleased|excited|here) to (help|assist|explain|answer)( you)?( with ~| about ~)?(!|\\.|$)",
    ],
    exceptions: EnglishSelfReference.narrated,
    examples: [
      "Certainly! Here is a short overview of bread baking:", "Sure, I'd be happy to help you with chess openings!",
      "Of course, let me explain how sourdough works.", "Absolutely, here's a summary of river fish:",
      "Great question!", "Thank you for your question about violin strings.",
    ],
    counterExamples: [
      "Sure, I'd be happy to lend you my notes on bread, my neighbour said, and so the club began.",
      "Of course, the shop was closed.", "Here is the house in which the painter lived:",
      "Certainly the best book on bread is the oldest one.", "Thank you for visiting our bakery!",
      "Thank you for your interest in our course.",
    ])

  /// "Certainly!" by itself; "Certainly." only before an announcement.
  static let englishInterjection = BoilerplateRule(
    id: "en-interjection", languages: ["en"], place: .interjection,
    anchors: openerAnchors,
    patterns: ["{interjection}((,|!|\\.| -|;)+ {interjection})*( ~)?$"],
    exceptions: EnglishSelfReference.narrated,
    examples: [], counterExamples: [])

  static let englishAnnouncement = BoilerplateRule(
    id: "en-announcement", languages: ["en"], place: .afterOpening, extent: .throughColon,
    anchors: [
      "here is", "here are", "here's", "here’s", "below", "i'd be", "i’d be", "i would be", "i'll", "i’ll", "i can",
      "i will", "let me", "let's", "let’s",
      "allow me", "the following", "i'm happy", "i’m happy", "i am happy", "i'm here", "i’m here", "i am here",
      "i'm glad", "i am glad", "i’m glad", "here you go", "here i", "here you",
      "i'd love", "i’d love", "i would love", "i'd like", "i’d like",
    ],
    patterns: ["{act}…"],
    exceptions: EnglishSelfReference.narrated,
    examples: [],
    counterExamples: ["Here is the house in which the painter lived:"])
}
