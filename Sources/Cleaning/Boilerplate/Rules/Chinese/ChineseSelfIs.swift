// "我只是一个人工智能程序……"

extension BoilerplateRule {
  static let chineseSelfIs = BoilerplateRule(
    id: "zh-self-is", languages: ["zh"], place: .anywhere, extent: .throughColon,
    anchors: ChineseSelfReference.anchors,
    patterns: [
      "{引子}*(我|本人)(只|仅|毕竟|其实|目前|现在|也|还|终究|不过|仅仅|只不过|本质上|实际上|仍然|仍|依然|,)*是{一个}?{修饰}*{智能体}(\\(~\\))?(,|;|-|而|所以|并|没|无|不|,而|而不是|且|和|$)…{局限}"
    ],
    examples: ["很抱歉，我只是一个人工智能程序，对面包没有主观感受。", "请注意，我是人工智能，关于面包请咨询专业人士。"],
    counterExamples: [
      "我是人工智能专业的学生，没有时间烤面包。", "该应用的开场白是“我是人工智能助手”，随后回答问题，用户可以关闭问候语。", "我是机器人工程师，不是厨师。",
    ])
}
