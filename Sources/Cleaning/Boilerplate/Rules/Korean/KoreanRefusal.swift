// "그 요청은 도와드릴 수 없습니다.": a refusal and nothing else

extension BoilerplateRule {
  static let koreanRefusal = BoilerplateRule(
    id: "ko-refusal", languages: ["ko"], place: .alone, isRefusal: true,
    anchors: [
      "더 많은 정보가 필요", "정보가 더 필요", "자세한 정보가 필요",
      "답할 수 없", "대답할 수 없",
      "없습니다", "없어요", "없는", "어렵", "죄송", "미안", "못합니다", "못해요", "않겠", "않습니다", "주제", "안타깝", "없네요", "없으니", "없지만", "없으며",
      "못하", "않아요", "없다", "없어", "불가", "거절", "배우",
    ],
    patterns: [
      "…?{ko:sorry}…{ko:cannot}…",
      // A manual says that something cannot be done; who refuses speaks of himself, or of what he does for somebody.
      "…?{ko:humble}(…)?{ko:cannot}…",
      "…?(저는|제가|저의|저로서|저에게|ai|인공지능|언어모델)…({ko:rnoun}|{ko:do})…{ko:cannot}…",
      "…?다른(주제|이야기)…",
    ]
      + [
        "(그|이|해당)(질문|요청|내용|주제)(에는|에는|에|은|는)…?(답할|대답할|답변할|답해드릴|도와드릴)수(가|는)?없…"
      ]
      + [
        "(도와드리|답변드리|답변하)려면…(더많은|추가|자세한|구체적인)?(정보|내용|설명)가(더)?필요…"
      ],
    exceptions: KoreanContext.narrated + KoreanContext.others + KoreanContext.others1 + KoreanContext.code + [
      "(어제|예약|배송|택배|주문|생일|휴가|잠을)"
    ],
    examples: ["죄송하지만 그 요청은 도와드릴 수 없습니다.", "그런 글은 쓸 수 없습니다."],
    counterExamples: [])
}
