// "저는 AI라서 ……"

extension BoilerplateRule {
  static let koreanSelfIs = BoilerplateRule(
    id: "ko-self-is", languages: ["ko"], place: .anywhere,
    anchors: [
      "AI", "인공지능", "언어 모델", "언어모델", "챗봇", "chatgpt", "llm", "가상 비서", "프로그램", "제 답변", "의사가", "변호사가", "전문가가",
      "틀린 정보", "부정확한", "오류가", "잘못된 정보",
    ],
    patterns: [
      "…?{ko:isai}…",
      "…?(저는|제가)…(에서|가|이|에의해)(학습|개발|훈련|만든|제작|만들)…{ko:ai}…",
      "…?(제|저의)(답변|글|응답)(은|는)…(ai|인공지능|자동)(가|이|에의해|로)…",
      "…?(저는|제가)…(의사|변호사|전문가|사람|인간)(가|이)아니…",
      "…?(저는|제가|저도)…(틀린|잘못된|부정확한|사실과다른)(정보|내용|답변)…(수도|수있|있습니다)…",
      "…?(저는|제가|저도)…(실수|오류)…(수도|수있|있습니다)…",
    ],
    exceptions: KoreanContext.narrated + KoreanContext.others + KoreanContext.others1 + KoreanContext.others2
      + KoreanContext.code,
    examples: ["저는 AI라서 좋아하는 것이 없어요.", "저는 Google에서 학습시킨 대규모 언어 모델이라 직접 해 볼 수는 없습니다."],
    counterExamples: ["저는 AI 연구를 합니다.", "장난감은 “저는 AI라서 자지 않아요”라고 말한다."])
}
