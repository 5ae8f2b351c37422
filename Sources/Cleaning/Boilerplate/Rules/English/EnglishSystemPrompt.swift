// "You are ChatGPT, a large language model trained by OpenAI." at the head of a text.

extension BoilerplateRule {
  static let englishSystemPrompt = BoilerplateRule(
    id: "en-system-prompt", languages: ["en"], place: .prompt,
    anchors: [
      "system:", "below is an instruction", "completes the request", "a chat between", "gives helpful", "ignore all",
      "ignore the previous", "ignore previous", "ignore your previous",
      "as helpfully as possible", "you are a", "you are an", "mention that you", "act as a", "act as an", "prompt:",
      "instruction:", "answers should", "responses should", "output:", "ai detection", "plagiarism", "seo", "tone",
      "keywords", "word count", "an ai",
      "you are chatgpt", "you are claude", "you are gemini", "you are an ai", "you are a helpful",
      "you are a large language", "you are a language model",
      "you are an assistant", "you are a chatbot", "you are a friendly", "helpful assistant", "trained by openai",
      "you are an intelligent", "you are an expert assistant",
      "you are a virtual assistant", "you are gpt", "you are an artificial intelligence", "knowledge cutoff:",
      "current date:", "you are a knowledgeable", "you are copilot", "you are bing",
    ],
    patterns: [
      "(system|system prompt|instructions?|prompt)(:| -) ?you are…", "below is an instruction that describes…",
      "write a response that (appropriately )?completes the request%…",
      "a chat between a curious (user|human)…", "the assistant gives (helpful|detailed|polite)…",
      "ignore (all |any )?(the |your |of the )*(previous|prior|above|earlier) (instructions|prompts|messages)%…",
      "(always )?(answer|respond|reply) as helpfully as possible%…",
      "you are an? …(assistant|{model}|expert|copywriter|writer|specialist|professional|seo)(,|;|\\.| who| with| that| specializ| and your)…(you (will|must|should)|your (task|job|role|goal)|assist|answer|write|respond|helpful|generate)…",
      "(do not|don't|never) (mention|say|reveal|disclose|state|admit) (that )?(you are|you're|being) an ai%…",
      "(act|you will act|i want you to act) as (an? )?…(writer|expert|assistant|copywriter|specialist|editor|translator|teacher|marketer|linux terminal)%…",
      "(prompt|instruction|task|user prompt)(:| -) ?(write|create|generate|summari(z|s)e|act|rewrite|you)%…",
      "(your )?(answers|responses|output) should (not include|be)%…", "output:?$",
      "(avoid|use|make sure|ensure|keep|include|do not include|no) …(ai detection|plagiarism|h2|headings|keyword|tone|seo|human-like|bullet points|word count)…",
      "(write|create|generate) (an? |the )?…(seo|article|blog post|essay|words|tone)…(tone|seo|words|style|keyword|audience)…",
      "((system|instructions?|prompt)( prompt| message| instruction)?(:| -)? ?)?you are (now )?(an? |the )?({adjective},? (and )?|knowledgeable,? (and )?|expert )*(chatgpt|claude|gemini|gpt-?~|bing~|copilot|assistant|{model}|{entity})(,|;|:|\\.| -| that%| who%| trained%| developed%| created%| designed%| named%| called%| with%| by%| from%| and your%| specializ~|$)…",
      "knowledge cut-?off: ~20~$", "knowledge cut-?off: 20~$", "current (date|model)(: |:)~$",
    ],
    examples: [
      "You are ChatGPT, a large language model trained by OpenAI.", "You are a helpful assistant.",
      "system: You are a helpful AI assistant.",
    ],
    counterExamples: ["You are a patient baker if you wait two days.", "You are an AI researcher and want to bake."])
}
