// "실시간 정보에 접근할 수 없습니다."

extension BoilerplateRule {
  static let koreanNoAccess = BoilerplateRule(
    id: "ko-no-access", languages: ["ko"], place: .anywhere, isRefusal: true,
    anchors: [
      "인터넷을 사용할 수", "인터넷에 접속할 수", "인터넷에 접근할 수", "실시간", "링크", "인터넷", "이전 대화", "지난 대화", "과거 대화", "이전 채팅", "최신 정보",
    ],
    patterns: ["…?{ko:lim}…(접근|열|볼|확인|기억|접속|가져|조회|검색|읽|저장|알려|말씀|제공|살펴|보)…{ko:neg}…"]
      + [
        "(참고:?)?(저는|제가)인터넷(을|에)(직접)?(사용|접속|접근|검색)할수(가|는)?없…"
      ],
    exceptions: KoreanContext.narrated + KoreanContext.others + KoreanContext.others1 + KoreanContext.others2
      + KoreanContext.code + ["(호텔|회사|어제|시골|산장|휴대폰|당시|었다|았다|했다|였다)"],
    examples: ["실시간 정보에 접근할 수 없어 가격이 바뀌었을 수 있습니다.", "죄송하지만 보내 주신 링크는 열 수 없습니다."],
    counterExamples: ["산장에서는 인터넷에 접속할 수 없었다."])
}
