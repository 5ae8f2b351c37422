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

  static let chineseSystemPrompt = BoilerplateRule(
    id: "zh-system-prompt", languages: ["zh"], place: .opening,
    anchors: [
      "你是一个", "你是一名", "你是一位", "你是由", "你是chatgpt", "你是文心一言", "你是通义千问", "你是kimi", "你是ai", "你是人工智能", "您是一个", "你是 ",
    ],
    patterns: [
      "((系统|system)(提示|提示词|指令|消息)?(:|,))?(现在)?(你|您)是{一个}?(有用的?|乐于助人的?|有帮助的?|{修饰})*{智能体}(,|;|:|$|由|能|会|请|擅长|名)…"
    ],
    examples: ["你是一个乐于助人的AI助手。", "你是由百度开发的人工智能语言模型。"],
    counterExamples: ["你是一个有耐心的面包师。", "你是一名人工智能研究者。"])
}
