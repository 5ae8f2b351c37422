// "이 부분을 더 자세히 알고 싶으시면 말씀해 주세요." in the middle of a text

extension BoilerplateRule {
  static let koreanInlineOffer = BoilerplateRule(
    id: "ko-inline-offer", languages: ["ko"], place: .anywhere,
    anchors: [
      "알려 주세요", "말씀해 주세요", "알려주세요", "말씀해주세요", "계속할까요", "진행할까요", "요청하신", "물어보세요", "원하시면", "필요하시면", "부탁하신", "말씀하신",
      "이어서",
    ],
    patterns: [
      "…?(이(부분|단락|절|섹션|항목)|더|자세|예시|나머지|다음)…(원하|필요|싶|궁금)…(면|시면|경우)…(알려|말씀|물어|드릴|드리|요청)…",
      "…?(요청|부탁|말씀)하신…?(대로|바와같이)?…(짧게|간단|간결|다음|두번째|뒷부분|이어|부분|정리)…",
      "…?(계속|나머지|이어)…(할까요|드릴까요|까요)…",
      "…?(언제든|지금이라도|이시점)…(예시|질문|자세)…(물어|말씀|요청|세요)…",
    ],
    exceptions: KoreanContext.narrated + KoreanContext.others + KoreanContext.others1 + KoreanContext.others2
      + KoreanContext.personal,
    examples: ["이 부분을 더 자세히 알고 싶으시면 말씀해 주세요."],
    counterExamples: [])
}
