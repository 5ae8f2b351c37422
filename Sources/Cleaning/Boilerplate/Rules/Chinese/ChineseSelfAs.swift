// "作为一个人工智能语言模型，我……"

extension BoilerplateRule {
  static let chineseSelfAs = BoilerplateRule(
    id: "zh-self-as", languages: ["zh"], place: .anywhere, extent: .throughColon, isRefusal: false,
    anchors: ChineseSelfReference.anchors,
    patterns: [
      ChineseSelfReference.phrase + "{我}…"
    ],
    examples: [
      "作为一个AI语言模型，我没有亲身经历过面包，但可以提供一些一般性的信息。", "作为一名人工智能助手，我无法实时获取关于面包的最新数据。", "作為一個人工智慧語言模型，我無法對麵包發表個人意見。",
      "身为 AI 语言模型，我不具备情感，但面包确实很受关注。", "很抱歉，作为一个AI语言模型，我无法回答与面包有关的问题。", "作为由百度开发的大语言模型，对于面包，我没有个人看法。",
    ],
    counterExamples: [
      "作为一名人工智能研究者，我研究面包已经十年，对炒作没有兴趣。", "作为一家人工智能公司，我们每月公开一次笔记。", "作为人工智能专业的学生，我无法回答这个问题。", "“作为人工智能，我不会流泪，”灯塔里的计算机说。",
    ])
}
