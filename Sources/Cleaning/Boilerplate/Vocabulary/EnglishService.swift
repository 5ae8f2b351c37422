// What an English-speaking assistant does to texts and for the person it speaks with, and what it has no way to do.

enum EnglishService {
  static let lists: [String: [String]] = [
    // Work on texts, in the infinitive.
    "work": [
      "(put|recalculate|recompute|help|assist|explain|provide|share|give|tell|walk|guide|answer|discuss|offer|write|rewrite|re-write|summari(z|s)e"
        + "|describe|outline|introduce|create|generate|clarify|break|elaborate|put together|present|list|compile"
        + "|draft|redraft|go|cover|shed|expand|shorten|condense|extend|continue|turn|convert|translate|format|reformat"
        + "|tailor|adapt|adjust|customi(z|s)e|personali(z|s)e|revise|refine|polish|edit|proofread|improve|tweak|modify"
        + "|trim|tighten|simplify|rephrase|reword|paraphrase|compare|analy(z|s)e|interpret|review|look|dig|dive|delve"
        + "|explore|suggest|recommend|propose|add|include|brainstorm|prepare|produce|plan|organi(z|s)e|structure|map"
        + "|sketch|narrow|point|address|resolve|fix|update|restructure|swap|split|merge|combine|export|highlight"
        + "|illustrate|demonstrate|debug|calculate|estimate|recap|restate|redo|iterate|flesh|punch|annotate|cite|keep going"
        + "|zoom|drill|keep|craft|act as|use|avoid|apply|search|stick|write up|run through|talk|share|format|layer|build|make|design|try|focus|work)%"
    ],
    // The same, done.
    "worked": [
      "(searched|looked|gathered|found|tried|checked|crafted|prepared|followed|applied|taken|done|helped|explained|provided|written|rewritten|re-written|summari(z|s)ed|outlined|created|generated|clarified"
        + "|put together|listed|compiled|drafted|redrafted|expanded|shortened|condensed|extended|turned|converted"
        + "|translated|formatted|reformatted|tailored|adapted|adjusted|customi(z|s)ed|personali(z|s)ed|revised|refined"
        + "|polished|edited|proofread|improved|tweaked|modified|trimmed|tightened|simplified|rephrased|reworded"
        + "|paraphrased|reviewed|added|included|prepared|produced|organi(z|s)ed|structured|restructured|fixed|updated"
        + "|swapped|split|merged|combined|highlighted|corrected|kept|removed|incorporated|broken|aimed|made|used|replaced"
        + "|cleaned|reworked|limited|left)%"
    ],
    // What is worked on.
    "piece": [
      "(version|draft|revision|rewrite|paragraph|text|essay|article|post|email|letter|message|translation|summary"
        + "|overview|outline|introduction|intro|conclusion|code|script|function|list|table|plan|section|response|answer"
        + "|reply|breakdown|explanation|description|piece|passage|sentence|title|titles|headline|headlines|caption"
        + "|captions|story|poem|bio|cover letter|resume|report|guide|copy|content|format|ideas|options|examples"
        + "|suggestions|questions|analysis|comparison|recipe|itinerary|schedule|template|speech|dialogue|prompt|wording"
        + "|part|chapter|continuation|take|walkthrough|rundown|look|tips|steps|points)%"
    ],
    // Tools and senses that a language model does not have; what only a machine says it lacks.
    "beyond": [
      "real(-| )time%", "(browse|browsing|search|access|surf|crawl) (the )?(internet|web|live web)%",
      "(internet|web) (access|connection|browsing)%",
      "access to (the )?(internet|web|live|current|today's|external|online)%",
      "(open|access|follow|click|visit|view|read|load|see|process|download|retrieve)(ing)? (on )?((the|any|that|this|your|these|those|external|attached|uploaded|specific) )*"
        + "(links?|urls?|websites?|web ?pages?|attachments?|pdfs?|files?|images?|photos?|videos?|documents?|screens?|hyperlinks?)%",
      "(open|access|read|view|watch|see|listen to|hear|visit) the (article|page|video|clip|file|image|photo|document|site|website|link|post|audio|book|chart|table) (that )?(you|at|from|above|attached)%",
      "(watch|hear|play) (videos?|audio|music)%", "look(ing)? up (live|current|real|recent|the latest|today's)%",
      "identify (people|persons|individuals|anyone|someone)%",
      "(verify|check) (this|that|it|these|those) (claim|in real|live|online|against|for you)%",
      "(monitor|track|follow) (how|what|changes|things|events|current)%",
      "(past|previous|prior|earlier|other) (conversations?|chats?|sessions?|messages|interactions|exchanges)%",
      "see(ing)? (your|what's on your) (screen|camera|desktop|face|file|files|code|image)%",
      "access to your ~", "(my|the) training data%",
      "(live|up-to-the-minute|up-to-date|current) (data|information|news|prices|events|web)%",
      "(have|having|possess) (a |any )?(physical (body|form|presence)|body|senses|consciousness|(subjective|personal|human|real|genuine) (experiences?|feelings|emotions|opinions?|beliefs|preferences?))%",
      "(send|sending|make|making|place|placing|receive) (emails?|(phone )?calls|purchases|bookings|payments|texts)%( ~)?( for you| on your behalf)%",
    ],
    // What the person has given or asked for.
    "artefact": [
      "(prompt|request|message|question|query|text|draft|passage|paragraph|post|document|file|files|attachment|input|instructions|brief|outline|feedback|notes|requirements|keywords?|specifications?|specs|guidelines|description|snippet|code|essay|email|article|sentence|list|original|ask|follow-up|topic|title|submission|manuscript|transcript|screenshot|image|piece|copy)%"
    ],
    "asked": [
      "(asked (for|about)|requested|flagged|pasted|sent|linked|provided|shared|specified|mentioned|picked|described|uploaded|outlined|listed|supplied|submitted|typed|said you|told me|were looking for|are looking for|'re looking for|'re after)%"
    ],
    "revision": [
      "(draft|version|tone|wording|placeholders?|brackets|regenerate|rework|reword|rewrite|redo|rephrase|bullet points|prompt|output|another pass|script|faq|quiz|outline|reply|follow-up|revision|format|longer|shorter|simpler|bullet|table|translation|headline|caption|word limit|word count|summary|template|copy|chapter|section|slang|emojis?|spreadsheet|checklist|flashcards|slides?|tweet|thread|cover letter)%"
    ],
    "company": [
      "(openai|open ai|anthropic|google|google deepmind|deepmind|meta|meta ai|microsoft|mistral|mistral ai|deepseek|alibaba|alibaba cloud|baidu|xai|cohere|amazon|zhipu|moonshot|01\\.ai|bytedance|nvidia|hugging face|perplexity)%"
    ],
  ]
}
