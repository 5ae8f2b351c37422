// "이 글은 AI가 생성했습니다."

extension BoilerplateRule {
  static let koreanGenerated = BoilerplateRule(
    id: "ko-generated", languages: ["ko"], place: .edge,
    anchors: ["AI", "인공지능", "chatgpt", "ChatGPT", "자동 생성"],
    patterns: [
      """
      …?(이|본|위|해당)(글|문서|기사|텍스트|내용|콘텐츠|답변|문장|페이지|자료|정보|번역|요약|이미지)…(ai|인공지능|chatgpt|언어모델)…(생성|작성|만들|쓰|쓴|번역|제공)…
      """,
      "(ai|인공지능|chatgpt)(가|로|에의해)(생성|작성|자동생성)…(글|내용|콘텐츠|답변|것|니다)…",
    ],
    exceptions: KoreanContext.narrated + KoreanContext.others + KoreanContext.others1 + KoreanContext.others2,
    examples: ["이 글은 AI가 생성한 것으로 오류가 있을 수 있습니다."],
    counterExamples: ["이 글은 손으로 썼다."])
}
