// "Let me know if you'd like me to expand on this section.", "Do you want me to continue?" anywhere.

extension BoilerplateRule {
  static let englishFeedback = BoilerplateRule(
    id: "en-feedback", languages: ["en"], place: .anywhere, extent: .throughColon,
    anchors: [
      "in my previous", "in my last", "in my earlier", "in my prior",
      "like me to", "want me to", "prefer me to", "need me to", "ask me for", "ask me to", "asked me to",
      "my previous response", "my previous answer", "my last response", "my earlier response", "my earlier answer",
      "my previous message", "my last message", "my initial response", "your feedback", "your requirements",
      "your preferences", "just ask", "if you need one", "if you share", "if you paste", "if you provide",
      "if you send", "if you tell", "you provided", "your original", "you shared", "you gave", "left off",
      "you requested",
      "as requested", "you asked for", "per your request", "i should continue", "i should expand", "i should go",
      "your instructions", "your request", "i can continue", "say continue", "wanted me to", "your guidelines",
    ],
    patterns: [
      "({aside} )*(i apologi(z|s)e|apologies|sorry|my apologies) for (the|my|any) ((previous|earlier|last|initial) )*(mistake|error|confusion|misunderstanding|oversight)s? (in|with) my ((previous|earlier|last|initial) )*(response|answer|message|reply|output|explanation)…",
      "({aside} )*(continuing|picking up|resuming) (from )?(where|my|the)…(i left off|previous (response|answer|message)|last (response|answer|message))…",
      "({aside} )*(i've|i have|i) (now |just |also )?{worked}…(to (fit|match|reflect|suit|meet|address) your|as (you )?requested|per your|based on your|your (request|feedback|instructions|requirements|preferences|guidelines))…",
      "({aside} )*i('d| would|'ll| will| can) (be (happy|glad) to |happily |gladly )?{work}…{piece}…(if you|for you|should you|upon request|just (ask|let|say)|let me know)…",
      "({aside} )*if you (share|paste|provide|send|give|tell|upload|describe|let)%…(your|me|next message|here)…,? ?i ?(can|could|'ll|will|'d|would) {work}…",
      "({aside} )*(want|would you like|do you want|need) (me to |a |an |another |some )…{work}?…(\\?|just ask|just say|let me know)…(just ask|just say|let me know|say the word|i can|i'll)…",
      "({aside} )*(here's|here is|here are|below is|below are) …({piece}|{artefact})…(requested|you asked for|you provided|your request|you wanted|your original|you shared|you gave)…",
      "({aside} )*(please |just )?(let me know|tell me|say so) (if|whether|when) (you( would|'d)? (like|want|prefer|need|rather have) me to|i should) {work}…",
      "({aside} )*(would you like|do you want|want|would you prefer|do you need|shall i|should i)( for)? (me to )?{work}…\\?…",
      "({aside} )*(please |just )?(feel free|don't hesitate) to ask me (for|to|if|about|anything)%…",
      "({aside} )*(here's|here is|here are|below is|below are|this is) …{piece}…,? ?(as|like|just as|per|that|which|the way) (you |your )(requested|asked|request|wanted|instructed|specified|instructions)…",
      "({aside} )*(as (you )?requested|per your (request|instructions)|following your (request|instructions)|based on your (request|instructions)),…",
      "({aside} )*(since |because |as )?you (asked|wanted|told|instructed|requested) (me|for|that i) …{piece}…,? ?(-|so|and|but|here|i) ?(i|i've|i have|here|this)%…",
    ]
      + [
        "({aside} )*as (i )?(already )?(mentioned|said|noted|stated|explained|discussed|indicated) (earlier |before )?in my (previous|last|earlier|prior) (response|answer|message|reply)%…"
      ],
    exceptions: EnglishSelfReference.narrated + EnglishClosing.human
      + [
        " (editor|boss|friend|readers?|commenter|subscribers?|mother|father|wife|husband|he|she|they|customers?|clients?|court)%"
      ],
    examples: [
      "Let me know if you'd like me to expand on this section.", "Do you want me to continue with the remaining steps?",
      "Feel free to ask me for more examples at this point.",
      "Here's the next part of the article, as you requested:",
      "You asked me to keep this section short, so I've limited it to the essentials.",
    ],
    counterExamples: ["You asked me to come early, so I left at six."])
}
