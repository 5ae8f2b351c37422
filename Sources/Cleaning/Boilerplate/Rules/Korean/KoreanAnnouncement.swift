// "다음은 간단한 소개입니다." behind a polite opening

extension BoilerplateRule {
  static let koreanAnnouncement = BoilerplateRule(
    id: "ko-announcement", languages: ["ko"], place: .afterOpening, extent: .throughColon,
    anchors: [
      "다음은", "다음과", "아래", "여기", "드릴게요", "드리겠습니다", "드렸", "볼게요", "보겠습니다", "봤어요", "보았습니다", "했습니다", "했어요", "할게요", "출력",
      "답변", "항상", "게요", "까요", "주제",
    ],
    patterns: [
      "…?(다음(은|과|의)|아래|여기|요청하신|말씀하신)…",
      "…?{ko:do}…(드릴게요|드리겠습니다|드렸습니다|드렸어요|볼게요|보겠습니다|봤어요|보았습니다|했습니다|했어요|할게요|봅시다|줄게요|까요|습니다|드려요|드립니다)(:|$)",
      "(항상|반드시|모든)?…?(한국어|존댓말)로…(답변|대답|응답)(하세요|해주세요|하십시오)…",
      "(출력|답변|결과):?$",
      "…(습니다|니다|요):$",
    ],
    exceptions: KoreanContext.narrated + KoreanContext.others + KoreanContext.others1 + KoreanContext.others2
      + KoreanContext.refused + KoreanContext.others3,
    examples: [],
    counterExamples: [])
}
