// "Does this help?", "Which of these would you like me to expand on first?", "Tell me which you like and I'll refine it."

extension BoilerplateRule {
  static let englishFollowUp = BoilerplateRule(
    id: "en-follow-up", languages: ["en"], place: .closing,
    anchors: [
      "shall i", "should i", "would you prefer", "do you prefer", "would you rather", "please provide", "please share",
      "please specify", "if you'd like", "would you like", "do you want", "would it be", "would that be",
      "would this be", "does this", "does that",
      "did this", "did that", "did i", "is this", "is that", "was this", "was that", "which of", "which one",
      "which part", "which option", "which version", "which section", "which area", "which aspect", "which style",
      "what part", "what aspect", "what would you", "where would you", "how does", "how would you like", "how do",
      "want a", "want an", "want to", "want some", "want more", "want the", "want me", "need a", "need help", "need me",
      "curious", "interested in", "ready to", "shall we", "should we", "tell me", "just say", "say the word", "send me",
      "give me", "share your", "share the", "share more", "share a", "share any", "paste", "reply with", "i can",
      "i'll", "i’ll", "i'd", "i’d", "i will", "i could", "if you", "feel free", "go ahead", "let me know", "i'm here",
      "i am here", "i’m here", "i'm always", "i’m always", "you're welcome", "you’re welcome", "next i can",
      "next, i can",
      "drop me", "show me", "point me", "anything you", "any part", "come back", "how are you", "what's next",
      "do these",
      "are you looking", "are there", "would these", "i've", "i’ve", "i have", "any feedback", "adjust", "tweak",
    ],
    patterns: [
      "({aside} )*(would|could|does|do|did|is|was|are|were|should) (this|that|it|these|those|any of (this|these)|the above|my [a-z]+|i) ?(be |been )?((more|really|actually|closer|kind|fully|enough|all|now|sort) )*( ?of )?"
        + "(help|useful|answer|clarif|make sense|clear|work for|match|meet|look (good|right|ok)|sound (good|right|ok)|cover|address|suit|fit|what you|okay|ok%|enough|detailed|helpful|miss|closer|like what|the kind|the (right|sort)|along the lines|good%|better|understand|capture|align|on the right)…\\?…",
      "({aside} )*(which|what|where|how)%( ~)? (would|do|did|might) you (like|want|prefer|need|rather)…(me|i|to explore|to focus|to see|next|first)%…\\?…",
      "({aside} )*(which|what)( of (these|the above|those|them)| one| part| option| version| section| area| aspect| style| direction| topic| tone| format)% …(you|your|we|i)%…(first|next|further|explore|expand|focus|prefer|interest|detail|closer|best|most|helpful|deep)…\\?…",
      "({aside} )*(do you |would you |you )?(want|need|like|prefer|rather|care for|interested in|curious (about|to)|ready (for|to)|looking for)( to)? (a|an|another|some|more|the|any|me|see|dig|go|dive|try|explore|continue|know|learn|help|compare|keep)%…\\?…",
      "({aside} )*(would|could|might) (it|that|this) be (useful|helpful|ok|okay|of interest|good|better|easier|interesting)…\\?…",
      "({aside} )*(shall|should) (we|i) {work}…\\?…",
      "({aside} )*how (does|do|would) (this|that|these|it) (sound|look|feel|work|fit|read)…\\?…",
      "({aside} )*(are|is) (there|you looking for) (any|anything|something|a|other|more|specific)%…\\?…",
      "({aside} )*(please |just |and |so |or |simply )*(tell me|let me know|say the word|just say|give me|send me|share|paste|show me|drop me|point me to|reply with|upload|describe|provide)%…(,| -| and| so)( then)? ?(i|i'll|i'd|i can|we can|we'll|i'm|i will)%…",
      "({aside} )*(please |just |and |so |simply |also )*(tell me|let me know) (which|what|how|where|if|whether|more|about|your) ?…(you|your|this|that|it)%…",
      "({aside} )*(just )?say the word%…",
      "({aside} )*(please |kindly )?(provide|share|specify|give me|send|tell me) (more|additional|further|any|a few more|some more|the|your) (context|details?|information|specifics|examples?|background|requirements|constraints|info)%…",
      "({aside} )*(please |kindly )?share (your|any|more) (feedback|thoughts|preferences|details|requirements|goals|ideas|draft|notes)%…",
      "({aside} )*if (you( would|'d)?|there's|there is|anything|something|any|this|that|it|the|i|needed|helpful|useful|so|not|interested)%…(,| -|;|:) ?(then )?(…)?(i|i'll|i'd|i can|i'm|let me|feel free|tell me|just (let|tell|ask|say|share|paste|send)|we can)%…",
      "({aside} )*(i|we|next,? i|next,? we)( can|'ll| will|'d| would| could|'m able to|'m happy to|'d be happy to|'d be glad to|'m glad to)( (also|always|then|gladly|happily|easily|certainly|definitely|absolutely|even|help|next|now|be|happy|glad|to|you|love|like))* ?{work}…(you|your|if|would|it|this|that|too|well|further|first|next)…",
      "({aside} )*(please |so |and |but |also |then )*(feel free|you're free|you are free|you're welcome|you are welcome|don't hesitate|go ahead and|be sure)%( to)? ?(use|copy|paste|tweak|adjust|adapt|modify|edit|change|customi(z|s)e|personali(z|s)e|replace|swap|fill|tailor|add|expand|mix|reuse|remove|shorten|come back|return|follow|continue|build on|explore|drop|throw|play|experiment|scale|rename|let me|send me|tell me|ask)%…",
      "({aside} )*(i'm|i am|i'll be|i will be)( (always|just|only|right|still|more than|very|also|glad|happy))* (here|happy|glad|around|available|ready|one message|a message)%( (to|for|if|whenever|with|and|should|anytime|as|when|you|away|should) ?…)?$",
      "(~(,|!|;| and| -) ?)?(and )?(feel free to|don't hesitate to|do) (come back|reach out|return|ask|let me know|check in|write back|message me)%…",
      "({aside} )*(i|we)('ve| have) {worked}…(let me know|you|your|feel free)…",
    ],
    exceptions: EnglishSelfReference.narrated + EnglishClosing.human
      + [
        " (friends?|post|posts|blog|page|leaflet|gate|church|garden|party|readers?|below|below in|photos?|pictures?|stall|market|museum|trip|tour|club|meeting|neighbou?rs?|nephew|mum|mother|folks|everyone|store|product|order|ticket|tickets|service|team|sale|tasting|visit|visiting|stop by|lot|parking|meet|coffee|lunch|dinner|kitchen|recipe card)%"
      ],
    examples: [
      "Does this help clarify things?", "Which of these would you like me to expand on first?",
      "Tell me which option you like best and I'll refine it.",
      "Would it be useful if I compared this with a few alternatives?",
      "Feel free to tweak the wording to match your own style.",
      "Just say the word and I'll draft the follow-up email too.",
      "If you paste the rest of your text, I can edit it in the same style.", "Want a version that's under 100 words?",
      "Is this what you were looking for, or should I try a different angle?",
      "If you'd like, I can shorten it or add examples, just let me know.",
    ],
    counterExamples: [
      "Would you like to bake with us on Sunday?", "Which bread did your mother bake?",
      "Feel free to take a leaflet at the door.", "If you come early, I can show you the oven, said the miller.",
      "Tell me about the mill, the child said.", "Does this oven burn wood?", "I can still smell the bread.",
      "If you ever pass through the village, I can show you the mill.", "I will write again when the harvest is in.",
    ])
}
