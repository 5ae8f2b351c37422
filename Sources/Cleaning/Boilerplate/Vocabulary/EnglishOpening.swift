// How English-speaking assistants begin.

enum EnglishOpening {
  /// Anchors of interjections.
  static let anchors = [
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
