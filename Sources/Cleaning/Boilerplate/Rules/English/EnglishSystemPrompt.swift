// "You are ChatGPT, a large language model trained by OpenAI." at the head of a text.

extension BoilerplateRule {
  static let englishSystemPrompt = BoilerplateRule(
    id: "en-system-prompt", languages: ["en"], place: .opening,
    anchors: [
      "you are chatgpt", "you are claude", "you are gemini", "you are an ai", "you are a helpful",
      "you are a large language", "you are a language model",
      "you are an assistant", "you are a chatbot", "you are a friendly", "helpful assistant", "trained by openai",
      "you are an intelligent", "you are an expert assistant",
      "you are a virtual assistant", "you are gpt", "you are an artificial intelligence", "knowledge cutoff:",
      "current date:", "you are a knowledgeable", "you are copilot", "you are bing",
    ],
    patterns: [
      "((system|instructions?|prompt)( prompt| message| instruction)?(:| -)? ?)?you are (now )?(an? |the )?({adjective},? (and )?|knowledgeable,? (and )?|expert )*(chatgpt|claude|gemini|gpt-?~|bing~|copilot|assistant|{model}|{entity})(,|;|:|\\.| -| that%| who%| trained%| developed%| created%| designed%| named%| called%| with%| by%| from%| and your%| specializ~|$)…",
      "knowledge cut-?off: ~$", "current (date|model)(: |:)~$",
    ],
    examples: [
      "You are ChatGPT, a large language model trained by OpenAI.", "You are a helpful assistant.",
      "system: You are a helpful AI assistant.",
    ],
    counterExamples: ["You are a patient baker if you wait two days.", "You are an AI researcher and want to bake."])
}
