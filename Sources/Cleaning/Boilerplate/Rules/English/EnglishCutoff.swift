// "My knowledge cutoff is September 2021, …"

extension BoilerplateRule {
  static let englishCutoff = BoilerplateRule(
    id: "en-knowledge-cutoff", languages: ["en"], place: .anywhere, extent: .throughColon,
    anchors: [
      "my knowledge of", "my knowledge about", "my knowledge on",
      "my knowledge", "my training", "knowledge cutoff", "knowledge cut-off", "training data", "training cutoff",
      "my data",
      "my information", "my last update", "my last knowledge", "my last training", "my latest update",
      "my latest training",
      "my most recent update", "my current knowledge", "my database", "my dataset", "i was last updated",
      "i was last trained", "i was trained on", "i was trained with", "my cutoff", "my cut-off", "my latest knowledge",
      "my most recent training", "my most recent knowledge", "information after", "information beyond",
      "data after", "since my last",
    ],
    patterns: [
      "({aside} )*(my|the) (own |current |latest )?(knowledge|training|training data|knowledge base)( data)?( only| currently)? (cut-?off|cut off)…",
      "({aside} )*my (cut-?off|cut off)( date)? (is|was)…",
      "({aside} )*(all )?(of )?my ((own|current|latest|internal) )?(knowledge base|knowledge|training data|training set|training|data|dataset|database|information)%( about ~)?"
        + " (only |currently |just )*(goes|go|extends|extend|reaches|reach|runs|is|are|was|were|ends|end|ended|stops|stop|stopped|covers|cover|dates|comes|come|has|have|includes|include|does|do|stem|stems)"
        + "…(20(1|2)|training|trained|updated|cut-?off|cut off|certain (date|point)|point in time|up to date|out of date|outdated|recent)…",
      "({aside} )*(as of|based on|according to|given|up to|up until|since|from|at the time of|to|within|in) (the )?my (own )?((last|latest|most recent|current|final|existing) )?"
        + "(knowledge|training|training data|data)?( data)? ?(update|cut-?off|training)…",
      "({aside} )*(as of|based on|according to|given|up to|up until|since|at the time of|to) my ((last|latest|most recent|current|final|existing) )?"
        + "(knowledge |training |training data |data )*(update|cut-?off|training|data)%…",
      "({aside} )*my ((last|latest|most recent) )(knowledge |training |data )*(update|training)%( date)? (was|is|took place|occurred|happened|dates|came|only)…20(1|2)…",
      "(… )?(after|beyond|since|past|following|before) my (training|knowledge)( data)? ?(cut-?off|cut off|date|ends|ended)…",
      "({aside} )*my training data%( only)? (does not|doesn't|did not|didn't) (include|contain|cover|have)…",
      "(… )?my knowledge (ends|ended|stops|stopped|ends at|goes up|extends|is limited to|is current)%…20(1|2)…",
      "({aside} )*i (don't|do not) have ((any|access to|reliable|current) )*(information|data|knowledge)%( ~)? (after|beyond|past|since) ~20(1|2)…",
      "({aside} )*(there|things|some|details|this) (may|might|could)%…since my last (update|training|knowledge update)%…",
      "({aside} )*i was (last )?(trained|updated)( (on|with|using))?…(data|text|information)?…(up to|until|through|before|in|as of) ~20(1|2)…",
    ]
      + [
        "({aside} )*my knowledge (of|about|on) ~ (only )?(goes up to|goes only up to|only goes up to|only goes to|only extends to|extends only to|only reaches|is limited to|is current (up )?to)% ~20~$"
      ],
    exceptions: EnglishSelfReference.narrated + ["(coach|gym|marathon|sprint|half-marathon)"],
    examples: [
      "My knowledge cutoff is September 2021, so I may not know the latest news about bread.",
      "As of my last knowledge update in January 2022, the record was still standing.",
      "Please note that my training data only goes up to 2023.",
    ],
    counterExamples: [
      "My knowledge of bread is limited to what my grandmother taught me.",
      "My training for the race ended in the rain.",
      "A knowledge cutoff is the date after which a model has seen no data.",
    ])
}
