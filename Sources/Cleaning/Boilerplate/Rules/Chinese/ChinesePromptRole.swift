// “你是一名专业翻译。”, with what it is to do behind it.

extension BoilerplateRule {
  static let chinesePromptRole = BoilerplateRule(
    id: "zh-prompt-role", languages: ["zh"], place: .role,
    anchors: [
      "你是", "您是", "扮演", "你的任务", "你的职责", "你将",
    ],
    patterns: [
      """
      (现在)?(请)?(你|您)?(现在)?(是|将扮演|扮演|充当)(一|位|名|个|资深|专业|经验丰富|优秀|出色|顶级|知识渊博|的|友好|严谨)*…(专家|翻译|助手|助理|作家|编辑|老师|\
      教师|顾问|工程师|程序员|医生|律师|记者|文案|博主|机器人|ai|模型|教练|分析师|客服|学者|诗人|写手|大师)…
      """,
      "你的(任务|职责|目标)是…",
    ],
    examples: [
      "你是一名专业翻译。", "你是一位烘焙专家。",
    ],
    counterExamples: [
      "你是一名老师。", "你的任务是揉好面团。",
    ])
}
