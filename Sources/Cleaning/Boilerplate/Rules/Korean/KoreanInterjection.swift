// "물론이죠!" by itself, before an announcement

extension BoilerplateRule {
  static let koreanInterjection = BoilerplateRule(
    id: "ko-interjection", languages: ["ko"], place: .interjection,
    anchors: [
      "네", "예", "넵", "물론", "당연", "알겠", "좋", "그럼요", "그럼", "기꺼이", "안녕하세요", "반갑", "ok", "OK", "확인했", "이해했", "죄송", "맞",
      "훌륭", "멋지", "걱정", "문제없", "질문", "주제", "감사", "지적", "흥미",
    ],
    patterns: ["({ko:interjection}(,|!|\\.)*)+$"],
    exceptions: KoreanContext.narrated + KoreanContext.others + KoreanContext.others1 + KoreanContext.others2
      + KoreanContext.refused + KoreanContext.others3,
    examples: [],
    counterExamples: [])
}
