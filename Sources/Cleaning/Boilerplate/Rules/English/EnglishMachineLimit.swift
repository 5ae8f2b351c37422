// "Since I don't have access to real-time data, I can't confirm today's prices."

extension BoilerplateRule {
  static let englishMachineLimit = BoilerplateRule(
    id: "en-machine-limit", languages: ["en"], place: .anywhere, extent: .throughColon,
    anchors: [
      "access to the latest", "access to current", "access to recent", "access to up-to-date",
      "external link", "external site", "external websites", "view or open", "open or view", "access or open",
      "real-time data", "real-time information", "real time data", "in real time", "real-time access", "you linked",
      "know from training", "end of my training", "i was trained on", "training data", "my training", "on my end",
      "the attachment", "live results", "browse the",
      "browse", "your location", "your account", "live data", "live information", "current data", "i can only",
      "the article you", "the page you", "the video you", "the clip you", "watch videos", "identify people",
      "browsing the", "search the internet", "search the web", "internet access", "access to the internet",
      "access to live", "access to current", "access to external", "access external", "the link you", "the links you",
      "the url", "links or", "open links", "open the link", "open urls", "open attachments", "follow links",
      "visit links", "access links", "view links", "access websites", "visit websites", "open files", "open the file",
      "the file you", "the image you", "view images", "see images", "the document you", "past conversations",
      "previous conversations", "prior conversations", "earlier conversations", "past chats", "previous chats",
      "previous sessions", "past sessions", "other conversations", "past interactions", "previous interactions",
      "your screen", "access to your", "my training data", "on your behalf", "the training data", "previous messages",
      "personal experiences", "personal feelings", "physical body", "physical form", "or pdf", "open pdf",
      "access the internet", "access the web", "the attachment", "the attached", "your files", "your location",
    ],
    patterns: [
      "({aside} )*…(wouldn't|couldn't|didn't|can't|wasn't able to|weren't able to|unable to) (load|open|access|pull up|fetch|retrieve|read|view|play)%…(page|link|url|attachment|file|results|website|video|image|on my end|document)… (i|i'm|i've|my)%…",
      "({aside} )*i (couldn't|wasn't able to|was unable to|didn't manage to) (open|access|load|pull up|fetch|retrieve|read|view|find) …(attachment|link|url|page you|file|live results|website|document you|image you)…",
      "({aside} )*…(what i know from training|end of my training|patterns in the (text|data) i was trained on|text i was trained on|data i was trained on|training data (that )?(ends|ended|stops|goes)|in my training|my training (ends|ended|stops|only))%…",
      "({aside} )*(not (having|being able to)|without|lacking)…{beyond}…,…i ?({cannot}|have no|don't|do not|may|might)%…",
      "({aside} )*i( (currently|also|really|unfortunately|simply|just))* ?({cannot}|(don't|do not|didn't) ((currently|actually|directly|really|yet) )*(have|retain|store|keep|remember|recall|possess)"
        + "( any| a| the)?( (way|ability|means|capacity|memory|record|access|option|direct|live))?|have no (way|access|ability|means|memory|record|knowledge|direct)|lack)%…{beyond}…",
      "({aside} )*i ({cannot}|don't|do not|have no)%…(access|see|know|track|detect) your (location|account|order|payment|device|email|inbox|calendar|data|identity|situation|exact|history)%…",
      "({aside} )*(i can only|i'm only able to|i am only able to|i only) (respond|answer|generate|produce|process|work|see|know|have access)…(text|trained on|training|you (share|paste|type|provide)|conversation)…",
    ]
      + [
        "({aside} )*i (can't|cannot|can not|am not able to|am unable to|'m unable to|'m not able to) (directly )?(view|open|access|browse|visit|click)(,| or| and)~(links|urls|websites|sites|files|attachments|images)…",
        "({aside} )*i (can't|cannot|can not|am not able to|am unable to|'m unable to|'m not able to) (directly )?(view|open|access|browse|visit|click on)~ external (links|urls|websites|sites|content)…",
      ]
      + [
        "({aside} )*i (don't|do not) have access to (the )?(latest|most recent|current|up-to-date|live) (statistics|data|figures|numbers|news|prices)…"
      ],
    exceptions: EnglishSelfReference.narrated
      + [
        " at (home|work|school|my desk|the office|the library)%",
        " (wifi|wi-fi|cabin|phone|laptop|router|village|provider|battery|signal|browser|password|boss|colleague|office)%",
        "(conversations?|chats?|messages) with (my|his|her|our|the|their)%",
      ],
    examples: [
      "Since I don't have access to real-time data, I'm unable to confirm today's prices.",
      "I'm unable to open the link you provided, so here is what is generally known.",
      "I don't retain memory of past conversations, so please paste the notes again.",
      "Not having internet access, I can't name the exact page.",
      "I have no way of seeing your screen, so describe what you see.",
    ],
    counterExamples: [
      "I have no way of knowing who built the oven.", "I can't open the door to the mill.",
      "We had no internet access in the valley, so I could not send the pictures.",
      "I don't remember the conversation we had at the mill.",
      "I don't remember earlier conversations with my father, since I was four when he died.",
      "“I have no memory of earlier conversations,” the assistant lied.",
    ])
}
