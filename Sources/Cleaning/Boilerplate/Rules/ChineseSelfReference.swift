// "作为一个人工智能语言模型，我……", "我只是一个人工智能程序……"

extension BoilerplateRule {
  private static let chineseAnchors = [
    "语言模型", "人工智能", "人工智慧", "大模型", "聊天机器人", "智能助手", "智能助理", "虚拟助手", "虚拟助理", "对话机器人", "对话系统", "智能体", "ai", "a.i.",
    "chatgpt", "文心一言",
    "通义千问", "讯飞星火", "智谱清言", "豆包", "kimi", "deepseek", "claude", "gemini", "智能机器人", "问答机器人", "问答系统", "计算机程序", "电脑程序",
    "对话助手", "聊天助手", "语言助手", "写作助手", "智能系统",
    "对话模型", "为机器", "是机器", "台机器", "智能程序", "智能客服", "智能工具", "机器人", "深度学习模型", "机器学习模型", "生成模型", "个模型", "语言处理模型", "gpt",
    "智能对话", "智能问答", "数字助手", "数字助理",
  ]

  private static let chineseBare = "{引子}*{身份}{一个}?{修饰}*{智能体}(\\(~\\))?(的我|来说|而言|的身份|,我是~)?"
  private static let chineseAs =
    chineseBare + "(,|-|:|;)?((对于?|关于|针对|在|就|由于|因为|受|根据|按照)~,)?{引子}*"

  /// The same as a refusal, without a turn to what can be said after all.
  static let chineseSelfRefusal = BoilerplateRule(
    id: "zh-self-refusal", languages: ["zh"], place: .anywhere, isRefusal: true,
    anchors: chineseAnchors,
    patterns: [
      chineseBare + "(,{引子}*((对于?|关于|就|在|针对)~,)?(我%|本助手|本模型)?|我%){副词}*{不能}~{效劳}…",
      "{引子}*(我|本人)(只|仅)?是{一个}?{修饰}*{智能体}(\\(~\\))?,(我%)?{副词}*{不能}~{效劳}…",
    ],
    exceptions: ["(但|不过|然而|只是|可是|可以|下面|以下|确实|只能根据|仍)"],
    examples: ["很抱歉，作为一个AI语言模型，我无法回答与面包有关的问题。", "作为AI助手，我不能就面包给出建议。"],
    counterExamples: ["作为人工智能专业的学生，我无法回答这个问题。"])

  static let chineseSelfAs = BoilerplateRule(
    id: "zh-self-as", languages: ["zh"], place: .anywhere, isRefusal: false,
    anchors: chineseAnchors,
    patterns: [
      chineseAs + "{我}…"
    ],
    examples: [
      "作为一个AI语言模型，我没有亲身经历过面包，但可以提供一些一般性的信息。", "作为一名人工智能助手，我无法实时获取关于面包的最新数据。", "作為一個人工智慧語言模型，我無法對麵包發表個人意見。",
      "身为 AI 语言模型，我不具备情感，但面包确实很受关注。", "很抱歉，作为一个AI语言模型，我无法回答与面包有关的问题。", "作为由百度开发的大语言模型，对于面包，我没有个人看法。",
    ],
    counterExamples: [
      "作为一名人工智能研究者，我研究面包已经十年，对炒作没有兴趣。", "作为一家人工智能公司，我们每月公开一次笔记。", "作为人工智能专业的学生，我无法回答这个问题。", "“作为人工智能，我不会流泪，”灯塔里的计算机说。",
    ])

  static let chineseSelfIs = BoilerplateRule(
    id: "zh-self-is", languages: ["zh"], place: .anywhere,
    anchors: chineseAnchors,
    patterns: [
      "{引子}*(我|本人)(只|仅|毕竟|其实|目前|现在|也|还|终究|不过|仅仅|只不过|本质上|实际上|仍然|仍|依然|,)*是{一个}?{修饰}*{智能体}(\\(~\\))?(,|;|-|而|所以|并|没|无|不|,而|而不是|且|和|$)…{局限}"
    ],
    examples: ["很抱歉，我只是一个人工智能程序，对面包没有主观感受。", "请注意，我是人工智能，关于面包请咨询专业人士。"],
    counterExamples: [
      "我是人工智能专业的学生，没有时间烤面包。", "该应用的开场白是“我是人工智能助手”，随后回答问题，用户可以关闭问候语。", "我是机器人工程师，不是厨师。",
    ])
}
