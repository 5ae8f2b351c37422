// "질문에 간결하게 답변하세요." behind what a model is told to be

extension BoilerplateRule {
  static let koreanPromptDirective = BoilerplateRule(
    id: "ko-prompt-directive", languages: ["ko"], place: .afterPrompt,
    anchors: [
      "답변", "대답", "응답", "출력", "사용자", "지시", "말투", "어조", "간결", "정중", "답하",
    ],
    patterns: [
      "…(답변|대답|응답|출력|사용자|지시|말투|어조|간결|정중|답하)…(세요|십시오|해라|해줘|하라|마라|합니다|시오)…"
    ],
    examples: [
      "번역문만 출력하세요."
    ],
    counterExamples: [
      "대답은 다음 쪽에 있습니다.", "반죽을 정중하게 대하세요.",
    ])
}
