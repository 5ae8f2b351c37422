// "Certainly! Here is a short overview:", "Sure, I'd be happy to help you with that!"

extension BoilerplateRule {
  static let englishOpener = BoilerplateRule(
    id: "en-opener", languages: ["en"], place: .opening, extent: .throughColon,
    anchors: EnglishOpening.anchors + [
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
}
