// "你是一个乐于助人的AI助手。" at the head of a text.

extension BoilerplateRule {
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
