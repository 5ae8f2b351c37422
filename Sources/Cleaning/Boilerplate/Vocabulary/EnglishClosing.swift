// How English-speaking assistants end.

enum EnglishClosing {
  /// Invitations to write to a person or a firm are not an assistant's.
  static let personal = [
    " (e-?mail|comment|comments|phone|call|visit|office|forum|website|desk|shop|store|newsletter|subscribe|twitter|facebook|dm|pm|counter|librarian|our|us|we)%",
    " (i'll|i will) (pick|meet|call|drive|come|wait|buy|lend|fetch|be there|be home)%",
  ]

  /// The same beside offers of work on a text, which may be an e-mail or a comment.
  static let human = [
    " (our|us|we|ours)%", " (i'll|i will) (pick|meet|call|drive|come|wait|buy|lend|fetch|be there|be home)%",
    "(e-?mail|call|phone|text|dm|pm|message|write to|visit|contact) (me|us) (at|on|via)%",
    " (in|via|through) the (comments?|forum)%", " comments? (below|section)%",
    " by (monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight|noon)%", "@",
  ]

  static let lists: [String: [String]] = [
    "wish": [
      "(have|need|want|require|are interested|are looking|are curious|would like|'d like|like|are unsure|get stuck|encounter|run into|wish|think of|come across|feel|prefer|ever need|should have|still have|want me)"
    ],
    "questions": [
      "((any|a|some|more|other|further|additional|specific|follow-up|particular|another|related|additional|of) )*(questions?|concerns?|doubts?|clarifications?|information|info|help|assistance|details?|guidance|advice|support|inquiries|queries|explanation|examples?|thoughts|topics?|requests?|specifics?|elaboration|recommendations|suggestions|feedback)"
    ],
    "about": ["( (about|regarding|on|concerning|related to|with|for|in|of|or|and) ~)?( or ~)?"],
    "whenever": [
      "you('d| would|'ve| have|'re| are| ever)?( still| ever| also| do)? ?{wish}%~",
      "you (have|need|want|would like|'d like|require) {questions}{about}",
      "(there is|there's|there are) (anything|something|any|a|another|more|other|still)%~",
      "(anything|something)( else)? (is|remains|seems|was)( still)? (unclear|confusing|not clear)~",
      "i can (help|assist|be of|provide|clarify|do|offer|explain)%~", "you('d| would) like(~)?", "anything else",
      "(any part|something|anything|that|this) ~",
      "(any|some|one|parts?)( of)? ~ (is|are|isn't|aren't|seems?|feels?|needs?|don't|doesn't)( ~)?",
    ],
    "invite": [
      "(please |just |do |so |and |always |simply |kindly |then )*(feel free|don't hesitate|do not hesitate|never hesitate|don't be afraid|be sure|be my guest) (to )?(ask|bring|raise|say|mention|voice|drop|write|return|come back|reach out|let me know|inquire|message me|continue|follow up|tell me|share|provide|request|get in touch with me|contact me)%(~)?",
      "(please |just |do |so |and |simply |kindly |then )*(let me know|tell me|ask( me)?( away| anything)?|say the word|reach out( to me)?|say so|keep asking)%( (what|which|how|where|more|about|and|anytime|any time|at any time|here|so|in|with|directly)%~)?",
      "(i'm|i am|i'll be|i will be)( always| just| more than| very| also| only| still)* (here|happy|glad|available|ready|delighted|around|a message away)%(~)?",
      "i('d| would|'ll| will) (be )?(always |more than |very |gladly |do my best |try )*(happy|glad|delighted|pleased|love|like|help|assist|to help)?%( to)?( (help|assist|answer|clarify|elaborate|explain|provide|dive|go|expand|discuss|guide|chat|do))~",
      "i can( also| always| certainly| definitely| gladly)* (help|assist|provide|explain|clarify|answer|elaborate|give|offer|go|expand|share|suggest|create|write|tailor|walk|show)%~",
      "i (am|'m)( always| entirely)? at your (service|disposal)(~)?",
      "you can (always )?(ask|let me know|reach out|tell me)%(~)?",
    ],
    "offer": [
      "(if|whether|in case|should|when|whenever) {whenever}(,|;| -)? ?(and ~, ?)?{invite}",
      "(please |just |do |so |and |simply |kindly )*(let me know|tell me|ask me|reach out|feel free to (ask|reach out|let me know)|don't hesitate to (ask|reach out|let me know|contact me)|do not hesitate to (ask|reach out|let me know|contact me)|(i'm|i am|i'll be) (always )?(here|happy|glad|available)( to ~)?|i('d| would) be (happy|glad|more than happy)( to ~)?|just ask)%"
        + " (if|whether|in case|should|when|how|what|which)( i)? ?{whenever}(, (and|or|so) ~)?",
      "(please |just |do |so |and )*(feel free|don't hesitate|do not hesitate) to (ask|reach out|let me know|inquire|ask me)%( (me|more|any|another|further|follow-up|about|anything|questions|additional|for|again|anytime|at any time|if|whenever|with (more|any|further|other|questions|additional|follow-up)|to me|out)%~)?",
      "(happy|glad|more than happy) to (help|clarify|elaborate|explain|answer|expand|discuss|assist|dive|go)~",
      "(is|was) there (an?|one|some|any)( (particular|specific|certain|other))* (aspect|part|area|section|topic|angle|step|question|point|format|version|style)( of ~)? ?(that )?(you|i)~",
      "would it (help|be (helpful|useful|better|easier))( you)? (if i|to have me|for me to)~",
      "you can always (come back|return|ask|reach out|write|ping|message)%(~)?",
      "(is|was) there (anything|something)( else)? (specific|particular|in particular) (about|on|in|regarding) ~ (you|i)~",
      "(is|was) there (anything|something|any)( else| specific| in particular| more| other|thing| about| aspect| part| of ~)* ?(that )?(you|i)~",
      "(would you like|do you want|want|do you need|shall i|should i|may i|can i)( me| to| more| further| any| a| some| help| additional| i| you)%~",
      "(is|was) there (something|anything)( else)? on your mind", "(anything|something) else (you|i)~",
      "how (else )?(can|may) i (help|assist)~", "what (else )?(can|may) i (help|do)~",
      "do you have (any|more|other|further|specific)( (other|more|further|specific|follow-up|additional))* (questions|concerns|requests|topics)(~)?",
      "(i'm|i am|i'll be)( always| just)? (here|happy|glad) to (help|assist|answer|clarify|discuss|chat|guide)%(~)?(,( and)? ~)?",
      "(any|got|have) (other|more|further|any)? ?questions", "{questions}\\?? (ask|just ask|feel free)~",
      "i can also (provide|help|explain|give|suggest|share|create|go|write|show|offer|walk)~(if (you('d)?|that) ~)?",
      "(let me know|tell me) (how|what|which|where) (you|i|else|part|specific|aspect)%~",
      "(what|which) (else|other|part|aspect)( of ~)? (would|do|can|should|may) (you|i)%~",
    ],
  ]
}
