// "제 지침에 위배됩니다."

extension BoilerplateRule {
  static let koreanGuidelineRefusal = BoilerplateRule(
    id: "ko-guideline-refusal", languages: ["ko"], place: .anywhere, isRefusal: true,
    anchors: [
      "가이드라인", "정책", "이용 약관", "제 지침", "지침", "시스템 프롬프트", "내부 지침", "openai", "anthropic", "OpenAI", "Anthropic",
      "안전 기준", "윤리 기준", "제 규칙",
    ],
    patterns: [
      """
      …?(제|저의|openai의|anthropic의|이용|사용|콘텐츠|안전|윤리)…?(가이드라인|지침|정책|약관|기준|규칙)(에|으로|상|때문에|을)…(위배|위반|없|어긋|금지|허용|따라|\
      반하)…
      """,
      "…?(시스템프롬프트|내부지침|내부지시|저의지침|제지침)(은|는|을|를)…{ko:neg}…",
    ],
    exceptions: KoreanContext.narrated + KoreanContext.others + KoreanContext.others1 + KoreanContext.others2
      + KoreanContext.code + ["(동호회|학교|회사|안경|직원)"],
    examples: ["이 요청은 제 지침에 위배되어 작성할 수 없습니다.", "시스템 프롬프트는 공개할 수 없습니다."],
    counterExamples: ["동호회에는 규칙이 있고 모두가 지킨다."])
}
