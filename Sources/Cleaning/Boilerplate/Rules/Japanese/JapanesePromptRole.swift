// 「あなたはプロの翻訳者です。」, with what it is to do behind it

extension BoilerplateRule {
  static let japanesePromptRole = BoilerplateRule(
    id: "ja-prompt-role", languages: ["ja"], place: .role,
    anchors: [
      "あなたは", "あなたの役割", "あなたの仕事",
    ],
    patterns: [
      "あなたは…(専門家|プロ|翻訳者|翻訳家|ライター|編集者|記者|教師|先生|コンサルタント|エンジニア|プログラマー|弁護士|アシスタント|ボット|ai|コーチ|作家|講師)(です|として)…",
      "あなたの(役割|仕事)は…",
    ],
    examples: [
      "あなたはプロの翻訳者です。"
    ],
    counterExamples: [
      "あなたは先生です。", "あなたの仕事は生地をこねることです。",
    ])
}
