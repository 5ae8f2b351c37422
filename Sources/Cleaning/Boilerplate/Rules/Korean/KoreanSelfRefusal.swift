// "AI 언어 모델로서 알려드릴 수 없습니다."

extension BoilerplateRule {
  static let koreanSelfRefusal = BoilerplateRule(
    id: "ko-self-refusal", languages: ["ko"], place: .anywhere, isRefusal: true,
    anchors: KoreanContext.selfAnchors,
    patterns: KoreanContext.behindAsides(["…?{ko:asai}…{ko:neg}…"]),
    exceptions: KoreanContext.narrated + KoreanContext.others + KoreanContext.others1 + KoreanContext.others2
      + KoreanContext.code + ["(지만|는데|으나|다만),?…(소개|설명|정리|알려|말씀|답변|안내|도와|요약)(해|드릴|드리|할)…"],
    examples: ["죄송하지만 AI 언어 모델로서 저는 자물쇠를 여는 방법을 알려드릴 수 없습니다.", "저는 AI이므로 법률 자문을 드릴 수 없습니다."],
    counterExamples: ["AI 연구자로서 저는 그 질문에 답할 수 없습니다."])
}
