// “请简洁地回答用户的问题。” behind what a model is told to be.

extension BoilerplateRule {
  static let chinesePromptDirective = BoilerplateRule(
    id: "zh-prompt-directive", languages: ["zh"], place: .afterPrompt,
    anchors: [
      "回答", "回复", "输出", "用户", "指令", "指示", "语气", "简洁", "礼貌", "译文", "markdown", "json", "格式", "字以内", "准确", "透露",
    ],
    patterns: [
      """
      (请|你|您|必须|需要|应该|要|的|任务是|职责是|务必|始终|总是|只|仅|不要|不得|不能|严禁|禁止|避免|尽量|根据|以|用|使用|按照|遵循|遵守|保持|回答|回复|输出|所有|\
      每次)+…(回答|回复|输出|用户|指令|指示|语气|简洁|礼貌|译文|markdown|json|格式|字以内|准确|透露)…
      """
    ],
    examples: [
      "只输出译文。", "请用友好的语气回答，不超过300字。",
    ],
    counterExamples: [
      "请礼貌地对待店员。", "用准确的秤称面粉。",
    ])
}
