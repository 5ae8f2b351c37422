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
    "fantastic topic", "important topic", "wonderful topic", "excellent topic", "excellent choice", "great follow-up",
    "good follow-up", "you're absolutely", "you’re absolutely", "you are absolutely", "you're right", "you’re right",
    "you are right", "good point", "great point", "good catch", "great catch", "excellent point", "no worries",
    "i apologize", "i apologise",
    "my apologies", "apologies for", "i'm sorry", "i’m sorry", "i am sorry", "sorry for", "sorry about", "love this",
    "love it", "i love", "ooh", "brilliant", "lovely", "neat", "cool", "super", "good instinct", "ah", "sounds good",
    "sounds great", "will do",
    "noted", "i understand", "i see", "makes sense", "great idea", "good idea", "fantastic", "amazing", "thoughtful",
    "nice", "fair point",
    "you're correct", "you’re correct", "you are correct", "thank you", "thanks", "how can i", "how may i",
    "what can i", "great request",
    "interesting request", "great prompt", "as you", "alright then", "on it", "right away", "you got it", "you bet",
    "i appreciate", "i really appreciate",
    "my bad", "good morning",
    "what a", "that's a", "that’s a", "that is a", "coming right up", "this is a great", "this is an excellent",
    "such a",
  ]

  /// What people and firms thank for, and assistants do not.
  static let business = [
    " your (order|purchase|payment|booking|reservation|subscription|visit|donation|business|support|application|letter|e-?mail|call|help|service|hospitality|kindness|custom|stay|registration|loyalty)%"
  ]

  static let lists: [String: [String]] = [
    // What an assistant announces.
    "digest": [
      "(overview|summary|introduction|explanation|list|guide|breakdown|answer|answers|facts|points|steps|tips|information|info|description|outline|example|examples|version|draft|rundown|look|primer|review|details|ideas|suggestions|recommendations|response|insights|basics|essentials|analysis|comparison|recipe|article|essay|text|story|poem|code|translation|rewrite|highlights|background|things|ways|reasons|thoughts|general|brief|short|quick|concise|simple|detailed|step-by-step)%"
    ],
    "interjection": [
      "(sure|certainly|absolutely|definitely|gladly|indeed|okay|ok|alright|all right|yes|yep|understood|got it|great|perfect|excellent|wonderful|awesome|fantastic|amazing|nice|hello|hi|hey|greetings|noted|ooh|oh|ah|wow|hmm|sounds (good|great)|will do|on it|right away|you (got it|bet)|coming right up|makes sense|no worries|fair (point|enough)|my bad|good (morning|afternoon|evening|day))"
        + "( thing| there| again| then| friend)?", "of course", "no problem( at all)?", "with pleasure", "my pleasure",
      "(it|that) would be my pleasure",
      "(happy|glad|delighted|pleased) to (help|assist|oblige)( you)?( with (that|this|~))?",
      "(what|that's|that is|this is|such) ?(an? )?(really |very |truly )?(great|good|excellent|interesting|fantastic|wonderful|fascinating|important|thoughtful|insightful) (question|topic|request|choice|prompt|inquiry|query)( about ~)?",
      "(great|good|excellent|interesting|fantastic|wonderful|fascinating) (question|topic|request|choice)( about ~)?",
      "(thank you|thanks)( so much| very much)? for (asking|your (question|request|inquiry|interest|message|query|patience|prompt)|reaching out|the question|bringing)( about ~| regarding ~| on ~| in ~| for ~)?",
      "i('d| would) be (more than |very |so |really )?(happy|glad|delighted|pleased) to( help| assist)?( you)?( with (that|this|~))?",
      "(i'm|i am|so|very|really)*( very| really| so)? ?sorry (for|about) (the|that|any|my) ~",
      "(brilliant|lovely|neat|cool|super|excellent|good|great|nice) (idea|choice|pick|one|topic|instinct|question)( ~)?",
      "(ah|ooh|oh|wow|yay|hey)+(,| -)? ~", "i (completely |totally |fully |absolutely )?(understand|get|see|hear) ~",
      "sorry", "oops", "hmm",
      "unfortunately", "i (really |do |truly )?appreciate (your|the|you|that)( ~)?",
      "(as|just as|like) (you )?(requested|asked|wanted|instructed)",
      "(i )?(really |absolutely )?love (this|it|that|your|the)( ~)?",
      "you('re| are) (absolutely |totally |completely |quite |so |very )?(right|correct|welcome)(( about| to| that)? ~)?((,| -) and i ~| -~)?",
      "(good|great|excellent|nice|fair|sharp) (catch|point|follow-up|follow up|idea|eye|call|start|thinking|choice)( question)?( about ~| on ~)?",
      "(i (do |sincerely )?apologi(z|s)e|my (sincere )?apologies|apologies|sorry) (for|about) (the|that|any|my) ((previous|earlier|last|initial|repeated) )*(confusion|mistake|error|oversight|misunderstanding|mix-up|inconvenience|response|answer|mistakes|errors)( ~)?",
      "(thank you|thanks)( so much| very much| a lot)? for (sharing|providing|clarifying|letting|pointing|catching|uploading|sending|confirming|explaining|the|your|that|this|bringing|trusting|coming|being|giving|choosing)( ~)?((,| -) ~)?",
      "i (see|understand|get|hear you|appreciate)( (that|what|your|the|how|you) ~)?",
      "(that|this|it|what)('s| is)? (an? )?((really|very|truly|such|quite|genuinely|a|super) )*"
        + "(great|good|excellent|interesting|fantastic|wonderful|fascinating|important|thoughtful|insightful|lovely|fun|brilliant|nice|clever|common|solid|timely|rich|deep|classic|tricky) (question|topic|request|choice|prompt|inquiry|query|idea|point|follow-up|one|subject|task|challenge)( of ~| to ~| about ~| for ~| -~|,~)*",
    ],
    "act": [
      "(here|below)('s| is| are|,? you'll find|,? you will find|,? you can find| i've| i have| i'll| i will) (…)?{digest}",
      "(please |you can )?(find|see)% ~below%~", "i can do (that|this|it)%…",
      "here you go%", "here you are%", "(here|below)('s| is| are) …:$",
      "i('d| would|'ll| will| can| am|'m) (also |certainly |definitely |gladly |absolutely |surely |gladly |try to |do my best to |attempt to )*"
        + "(be )?(more than |very |so |really )?(happy|glad|delighted|pleased|excited|here|able|love|like)? ?(to )?"
        + "(help|assist|explain|provide|share (some|a|what|the|more|with you|information)|tell you|give you|walk you|guide you|answer|discuss|talk about|offer|write|summari(z|s)e|describe|outline|introduce|show you|create|generate|clarify|break (it|this|that|down)|elaborate|put together|present|list|compile|draft|go over|cover|shed)%",
      "let me (explain|walk you|give you|help|introduce|tell you|share|outline|break|provide|summari(z|s)e|start|show|clarify|describe|answer|go through|present|guide|offer|list|try|see|elaborate|put)%",
      "let's (dive|take a|explore|get started|talk about|break|start|begin|go (over|through)|delve|look at|discuss|jump|walk|unpack|cover)%",
      "allow me to%", "the following…{digest}", "(here|below)('s| is| are) (how|what|why|everything|all|my)%",
      "the (answer|summary|overview|explanation) (you requested|below)",
      "below,? (you('ll| will| can) find)%",
      "(here|below|this|that|these|the following|what follows)( it|'s|'re| is| are| you| we)?%…:$",
      "this (gets|goes|cuts|touches|speaks)( right| straight)? (to|at|on) (the (heart|core|crux|essence)|something)%",
      "here (it is|they are|you are|you go|we go|goes)%",
      "(i|we)( have|'ve| just| also| now)+ {worked}…",
      "(i|we)( will|'ll| am going to|'m going to|'d| would|'ve tried to| can| could|'m about to)( (now|also|happily|gladly|certainly|definitely|try|to|do|my|best|be|happy|glad|love|just|start|by|keep|avoid))* {work}…",
      "let me( (just|now|try|to|quickly|first|also))* {work}…",
      "(based on|according to|following|per|using|from|given|in line with) (your|the) (request|feedback|description|outline|notes|input|preferences?|prompt|details|information|instructions|requirements|text|draft|suggestions?|specifications?)…",
      "the (revised|updated|corrected|new|improved|final|edited|requested|rewritten|expanded|shortened) {piece}…",
      "(to (answer|address|help|recap|clarify)|in response to) (your|the|you|that)%…",
      "(how|what) (can|may|else can|would|could|should) (i|we|you)%…(help|assist|like|do for you|support|know|explore|discuss|work on)…",
    ],
  ]
}
