// "Certainly! Here is a short overview:", "Sure, I'd be happy to help you with that!"

extension BoilerplateRule {
  static let englishOpener = BoilerplateRule(
    id: "en-opener", languages: ["en"], place: .opening, extent: .throughColon,
    anchors: EnglishOpening.anchors + [
      "here's", "here’s", "here is", "here are", "below is", "below are", "you asked", "you requested", "as requested",
      "let me", "i've", "i’ve", "i have", "i will", "i'll", "i’ll", "based on your", "how can i", "how may i",
      "allow me",
      "the following is", "to answer your", "in response to your", "to address your", "your question", "your request",
    ],
    patterns: [
      "({interjection}(,|!|\\.| -|;|:| and)+ ?)({interjection}(,|!|\\.| -|;)* )*{act}…",
      "i('d| would) be (more than |very |so |really )?(happy|glad|delighted|pleased) to (help|assist)( you)?( out)?( with ~| by ~| in ~)?(,|!|\\.|:|$)…",
      "i('d| would) be (more than |very |so |really )?(happy|glad|delighted|pleased) to (explain|provide|give you|tell you|share some|summari(z|s)e|write|discuss)%~(!|:|$)",
      "(here|below)('s| is| are) …(you( have|'ve)? (requested|asked for|wanted|were looking for)|as (you )?(requested|asked)|you asked)~(:|\\.|!|$)",
      "(that's|that is|what) an? (really |very |truly )?(great|good|excellent|interesting|fantastic|wonderful|fascinating|important|thoughtful|insightful) question( about ~)?(!|\\.|,| -|$)",
      "(great|good|excellent|interesting|fantastic|wonderful|fascinating) question( about ~)?!",
      "(thank you|thanks)( so much| very much)? for (asking|your (question|request|inquiry|query|prompt)|the question)( about ~| regarding ~| on ~|, ~)?( ~)?(!|\\.|$)",
      "(i'm|i am) (happy|glad|delighted|pleased|excited|here) to (help|assist|explain|answer)( you)?( with ~| about ~)?(!|\\.|$)",
      "({interjection}(,|!|\\.| -|;|:| and)+ ?)*(how|what) (can|may|would|could) (i|you) (help|assist|do for|like to|like me)…\\?…",
      "(here|below|the following|this)('s| is| are|'re) (a|an|the|my|your|some|one|two|three|four|five|several|another|[0-9]+) (~ )?{piece}…(your|you|requested|asked|based on|keywords?|prompt|tone|rewritten|revised|in the style|seo)…(:|$)",
      "({interjection}(,|!|\\.| -|;|:| and)+ ?)+(since|because|as|given that|with) (you|your|that)…(i'll|i will|i've|i have|i can|let me|here's|here is)%…",
      "let me (rephrase|reword|rewrite|summari(z|s)e|break|simplify|explain|walk|clarify|put|give|help|show|provide|create|draft|try)( ~)? (that|this|it|you)( down| again)?( for you| with ~| in ~| into ~| through ~)*(:|\\.|!|$)",
      "(as (you )?requested|as per your request|per your request|based on your (request|description|feedback|input|prompt|instructions|requirements|preferences|outline|details)|(following|according to) your (request|instructions|feedback|outline))%,…",
      "(i|we)('ve| have)( now| just| also)? {worked}…(your|you|for you|as requested|below)…",
      "i('ll| will| am going to)( now| then)? {work}…(your|you requested|for you|as requested|below:?$|section|outline)…",
      "(to answer your question|in response to your (question|request|query)|to address your (question|request|concern))%,…",
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
