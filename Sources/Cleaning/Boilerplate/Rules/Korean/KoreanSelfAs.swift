// "AI로서 저는 ……"

extension BoilerplateRule {
  static let koreanSelfAs = BoilerplateRule(
    id: "ko-self-as", languages: ["ko"], place: .anywhere,
    anchors: KoreanContext.selfAnchors,
    patterns: KoreanContext.behindAsides(["{ko:asai}…"])
      + [
        "…(저는|제가|저도|저의|제)…{ko:asai}…",
        "…{ko:ai}인(저는|저로서|제가|저에게|저도|저의)…",
        "…(몸|감정|신체|의식)(이|을)(없는|가지지않은|갖지않은){ko:ai}…",
      ],
    exceptions: KoreanContext.narrated + KoreanContext.others + KoreanContext.others1 + KoreanContext.others2
      + KoreanContext.code,
    examples: [
      "인공지능으로서 저는 이 주제에 대해 중립을 지켜야 합니다.",
      "AI인 저는 물론 직접 해 본 적이 없고 학습 데이터를 바탕으로 말씀드립니다.",
      "AI로서 중립을 지키겠습니다.",
    ],
    counterExamples: ["AI 연구자로서 저는 유행을 믿지 않습니다.", "AI 기업으로서 매달 기록을 공개합니다.", "“AI로서 울 수 없다”고 등대가 말했다."])
}
