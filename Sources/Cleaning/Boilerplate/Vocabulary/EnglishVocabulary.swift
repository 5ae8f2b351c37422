// What English boilerplate is made of.

enum EnglishVocabulary {
  static let lists = words.merging(EnglishOpening.lists) { first, _ in first }
    .merging(EnglishClosing.lists) { first, _ in first }
    .merging(EnglishService.lists) { first, _ in first }

  private static let words: [String: [String]] = [
    // What an assistant calls itself: adjectives, nouns that leave no doubt, nouns that need a limitation beside them.
    "adjective": [
      "large", "advanced", "powerful", "sophisticated", "helpful", "friendly", "mere", "simple", "humble", "virtual",
      "digital", "text-based", "text based", "conversational", "pre-trained", "pretrained", "trained", "generative",
      "neural", "multilingual", "general", "general-purpose", "responsible", "ethical", "harmless", "honest", "safe",
      "automated", "automatic", "modern", "current", "open-source", "artificial", "intelligent", "smart", "new",
      "state-of-the-art", "cutting-edge", "language-based", "well-trained", "professional", "respectful", "non-human",
      "computer-based", "cloud-based", "purely", "machine-learning", "machine learning", "deep learning",
    ],
    "ai": [
      "ai", "a.i.", "a. i.", "artificial intelligence", "artificial-intelligence", "ai-based", "ai-powered",
      "ai-driven", "ai based", "ai powered", "artificially intelligent",
    ],
    "model": [
      "(large )?(language|langauge|lanugage|text|foundation|chat)(-| )?(model|modle)", "llm", "chatbot", "chat bot",
      "chat-bot",
      "{ai} (powered |based )?((large )?language model|(language )?model|assistant|chatbot|chat bot|bot|chat assistant"
        + "|system|program|tool|agent|entity|language processor|language assistant|text generator|writing assistant"
        + "|virtual assistant|machine|software|algorithm|language tool|chat model|text model|conversationalist)",
      "language ai",
      "machine(-| )learning (model|system|algorithm)",
      "transformer model",
      "assistant (developed|created|trained|built|made|designed|powered) by "
        + "(openai|anthropic|google|meta|microsoft|mistral|deepseek|alibaba|baidu|xai)",
    ],
    // Of those, what only a machine calls itself.
    "unmistakable": [
      "(large )?(language|langauge|lanugage|text|foundation|chat)(-| )?(based )?(model|modle)", "llm", "chatbot",
      "chat bot", "chat-bot",
      "{ai} (powered |based )?((large )?language model|(language )?model|assistant|chatbot|chat bot|bot|system|program|tool|agent|entity|writing assistant)",
      "(text|machine|computer|cloud)-based (model|assistant|ai|program)",
      "machine(-| )learning (model|system|algorithm)", "computer program", "virtual assistant", "digital assistant",
    ],
    "entity": [
      "{ai}", "machine", "bot", "(computer |software )program", "neural network", "algorithm", "machine intelligence",
      "piece of software", "computer", "computer system", "digital entity", "digital mind", "digital assistant",
      "virtual assistant", "automated (assistant|system)", "chatgpt", "claude", "gemini", "bard",
    ],
    "made": [
      "developed", "created", "trained", "built", "made", "designed", "programmed", "provided", "powered", "based",
      "engineered", "released", "operated", "run", "that", "which", "without", "with", "from", "by", "called",
      "named", "rather than", "and not", "not", "like", "such as", "who",
    ],
    // What may stand before the sentence proper.
    "aside": [
      "(please |kindly |do |just )?(note|remember|be aware|bear in mind|keep in mind|understand|be advised|be mindful"
        + "|recall|know|beware)(,| -|:)?( also)?( that)?,?( however,| though,)?",
      "(oops|hmm|uh-oh|ah|oh)(,|!|\\.)", "however,?", "but,?", "and", "so,?", "also,?", "additionally,?",
      "unfortunately,?", "first(ly)?,",
      "first of all,?",
      "that said,", "that being said,", "having said that,", "with that said,",
      "to be (clear|honest|transparent|upfront)"
        + "(,| with you,)?",
      "(disclaimer|note|reminder|caveat|important|n\\.b\\.|p\\.s\\.|ps|nb|fyi|warning|update|edit):?",
      "again,", "while", "although", "though", "since", "because", "given that", "it is worth (noting|mentioning) that",
      "(it is|it's) (important|worth|crucial|essential|necessary|good) (to )?(note|mention|remember|noting|mentioning"
        + "|remembering|point out|understand|keep in mind|bear in mind)( that)?,?",
      "{sorry}(,|;| -|:)?( but)?( that)?,?", "of course,?", "well,", "hello(!|,|\\.)?( there)?(!|,)?",
      "hi(!|,|\\.)?( there)?(!|,)?",
      "i (must|should|have to|need to|want to|would like to|'d like to|do) (admit|mention|note|point out|clarify"
        + "|emphasi(z|s)e|stress|remind you|say|add|warn you|tell you|let you know|inform you|be clear|be honest)"
        + "(,| -)?( that)?,?", "i'd like to (note|mention|clarify|point out|remind you)( that)?,?",
      "(thank you|thanks) for ~(, but|,|;)", "sure,", "certainly,", "actually,", "as always,", "as a reminder,",
      "as mentioned( (before|earlier|above))?,", "as (i|we) (said|mentioned|noted)( (before|earlier|above))?,",
      "in other words,", "technically,", "just", "honestly,", "frankly,", "ultimately,", "in general,",
      "furthermore,", "moreover,", "therefore,?", "thus,", "my apologies,?( but)?", "ok(ay)?,", "great question(!|,)",
      "good question(!|,)", "no,", "yes,", "let me (be clear|remind you|clarify)( that)?(:|,)?",
    ],
    "sorry": [
      "(i'm|i am|im) (very |really |so |truly |terribly |deeply )?sorry( to say| about that| for (the|any) ~| to inform you)?",
      "i (do |must |sincerely )*apologi(z|s)e( for ~| sincerely)?",
      "(my |please accept my )?(sincere |sincerest )?apologies( for ~)?",
      "sorry( about that)?", "unfortunately", "regrettably", "(i'm|i am) afraid", "i regret( to (say|inform you))?",
      "forgive me", "i understand ~",
    ],
    // First person, and the impersonal turns that follow a self-reference.
    "me": [
      "i", "i'm", "i've", "i'd", "i'll", "im", "my", "mine", "me", "it is not", "it's not", "it isn't", "it is beyond",
      "it is (my|outside|against|important|essential|difficult|impossible|inappropriate|unethical)",
      "it's (my|outside|beyond|against|important|essential|difficult|impossible|inappropriate)", "it would be",
      "there (are|is)", "providing", "expressing", "personal", "all of my", "nothing i", "answers i", "the answers i",
      "what i", "any", "having", "generating",
    ],
    "limit": [
      "not%", "(do|does|did|have|has|is|are|was|would|could|should)n't%", "can't%", "cannot%", "won't%", "cant%",
      "dont%", "no%", "nor%", "unable%", "never%", "neither%", "only%", "must%", "may%", "might%", "limited%",
      "limitation", "lack%", "lacks%", "without%", "strive%", "designed%", "programmed%", "trained%", "should%",
      "incapable%", "unaware%", "able to%", "mistake", "error", "verify%", "consult%", "double-check%",
      "rather than%", "training data%", "guidelines%", "restricted%", "inaccura", "imperfect", "outdated",
      "depends? on%", "bound by%", "rel(y|ies) on%", "hallucinate", "nothing%", "none%", "beyond%", "far from%",
      "free of%", "wrong%", "incomplete", "impossible%", "check%",
    ],
    "cannot": [
      "can't", "cant", "cannot", "can not", "can neither", "won't", "will not", "won't be able to",
      "will not be able to",
      "(am|'m) (just |simply |currently |really |afraid i'm )?not (able|allowed|permitted|authori(z|s)ed|going|programmed|designed|willing|equipped"
        + "|comfortable|in a position|capable|supposed|prepared)( to| of| with)?",
      "(am|'m) (currently )?(unable|prohibited|prevented|forbidden|restricted|incapable|uncomfortable|barred)( to| from| of| with)?",
      "(must|have to|need to|'ll have to|would have to|'m going to have to|'d have to) (respectfully |politely )?(decline|refuse|pass|refrain)( to| from| on)?",
      "(respectfully |politely )?(decline|refuse)( to)?", "(don't|do not) feel comfortable", "couldn't", "could not",
      "(don't|do not) (provide|offer|support|generate|create|engage|assist|help|produce|promote|condone|participate)",
      "(am|'m) afraid i (can't|cannot|won't)",
      "(do not|don't) have (enough |sufficient |adequate )(information|data|knowledge|context|details)( to)?",
      "(do not|don't) have (the|any) (ability|capability|capacity|means|authority|knowledge|information|necessary information|access)( to| of| about)?",
      "have no (ability|capability|way|means|access|knowledge|information|answer)( to| of| about| for)?",
      "('d|would) rather not", "(am|'m) not something", "haven't learned", "(am|'m) still learning", "do not|don't",
      "(shouldn't|should not|may not|wouldn't be able to)",
    ],
    // What stands in front of what a model is told to do.
    "order": [
      "please", "always", "only", "also", "then", "and",
      "you (must|should|will|can|are to|need to)( always| only| never| not)*",
    ],
    "serve": [
      "help%", "assist%", "fulfil", "comply%", "provide", "providing", "answer", "discuss", "generat", "creat", "writ",
      "support%", "engag", "continue%", "complete%", "completing", "process%", "share%", "sharing", "offer", "give",
      "giving", "respond", "carry out", "participat", "produc", "identif", "recogni", "continue", "verif", "confirm",
      "predict", "recall", "remember", "retriev", "browse",
      "open (links|urls|attachments|pdf|the link|that link|files)", "look it up", "look that up", "have a conversation",
      "have that conversation", "get into", "do it%", "engage%", "feel%", "vouch", "monitor", "access", "view", "see",
      "find the", "diagnos", "determine", "take on", "act as", "impersonat", "pretend", "finish", "rewrite", "summari",
      "translat", "work on", "facilitat", "promot", "encourag", "condon", "do that%",
      "do this%", "talk about", "accommodate", "handle%", "proceed", "advise", "instruct", "explain", "describe",
      "recommend", "comment", "speculate", "honou?r", "satisfy", "grant", "execute", "perform", "take part",
      "be of (help|assistance)", "go into", "go along", "tell you", "show you", "teach you", "guide you", "meet",
      "cover", "address", "contribute", "suggest", "deliver", "supply", "draft", "compose", "act on", "follow%",
      "advis", "be able to", "decline", "touch", "enter into", "elaborate",
    ],
  ]
}
