// "다른 도움이 필요하신가요?": what stands beside a refusal

extension BoilerplateRule {
  static let koreanRefusalCompanion = BoilerplateRule(
    id: "ko-refusal-companion", languages: ["ko"], place: .besideRefusal,
    anchors: [
      "요", "니다", "주세요", "까요", "세요", "나요", "다른", "대신", "도움", "드릴", "드리", "바랍니다", "있어요", "있습니다", "중요", "전문가", "하세요",
      "보세요",
    ],
    patterns: ["…?(주세요|까요|나요|드릴|드리|바랍니다|보세요|세요|하겠습니다|있어요|있습니다|중요|전문가|상담|이해|양해|대신|다른|도움|도와|질문|필요|가능|겠어요)…"],
    exceptions: KoreanContext.narrated + KoreanContext.others + KoreanContext.others1,
    examples: ["다른 도움이 필요하신가요?", "다른 주제라면 기꺼이 답변드리겠습니다."],
    counterExamples: [])
}
