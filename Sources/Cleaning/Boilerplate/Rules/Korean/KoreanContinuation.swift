// "앞선 제 답변에 오류가 있었습니다."

extension BoilerplateRule {
  static let koreanContinuation = BoilerplateRule(
    id: "ko-continuation", languages: ["ko"], place: .anywhere, extent: .throughColon,
    anchors: [
      "제가 실수", "올바른 내용", "혼란을 드려", "제 답변", "이전 답변", "앞선 답변", "지난 답변", "지적해", "혼란", "이어서", "앞서", "두 번째 부분", "오해", "답변에",
    ],
    patterns: [
      "…?(앞선|이전|지난|앞서|제|저의|방금)(드린|제|의)*(답변|설명|응답|메시지)…(오류|잘못|실수|틀|죄송|사과|말씀|정정|끊|부족|부정확|혼란)…",
      "…?지적(해|하신|감사)…(감사|맞|대로|수정)…",
      "…?(이어서|계속해서|다음은)…(요청하신|부분|나머지|후반|다음|이어)…(입니다|:|이에요|습니다)…",
      "…?(혼란|오해)(을|를)…(죄송|사과|미안)…",
    ]
      + [
        "(맞습니다|맞아요|죄송합니다)?(\\.|,)?제가(실수|착각|잘못)…(죄송|사과)…"
      ],
    exceptions: KoreanContext.narrated + KoreanContext.others + KoreanContext.others1 + KoreanContext.others2
      + KoreanContext.personal,
    examples: ["앞선 제 답변에 오류가 있었습니다.", "이어서 요청하신 글의 두 번째 부분입니다."],
    counterExamples: ["답장이 늦어 죄송합니다."])
}
