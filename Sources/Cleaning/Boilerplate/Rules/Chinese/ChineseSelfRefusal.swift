// "很抱歉，作为一个AI语言模型，我无法回答……": a refusal without a turn to what can be said after all.

extension BoilerplateRule {
  static let chineseSelfRefusal = BoilerplateRule(
    id: "zh-self-refusal", languages: ["zh"], place: .anywhere, isRefusal: true,
    anchors: ChineseSelfReference.anchors,
    patterns: [
      ChineseSelfReference.bare + "(,{引子}*((对于?|关于|就|在|针对)~,)?(我%|本助手|本模型)?|我%){副词}*{不能}~{效劳}…",
      "{引子}*(我|本人)(只|仅)?是{一个}?{修饰}*{智能体}(\\(~\\))?,(我%)?{副词}*{不能}~{效劳}…",
    ],
    exceptions: ["(但|不过|然而|只是|可是|可以|下面|以下|确实|只能根据|仍)"],
    examples: ["很抱歉，作为一个AI语言模型，我无法回答与面包有关的问题。", "作为AI助手，我不能就面包给出建议。"],
    counterExamples: ["作为人工智能专业的学生，我无法回答这个问题。"])
}
