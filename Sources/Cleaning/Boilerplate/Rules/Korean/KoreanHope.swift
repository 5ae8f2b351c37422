// "도움이 되었기를 바랍니다!"

extension BoilerplateRule {
  static let koreanHope = BoilerplateRule(
    id: "ko-hope", languages: ["ko"], place: .closing,
    anchors: [
      "답이 되었기를", "답이 되었으면", "답변이 되었기를", "도움이", "도움", "되었기를", "바랍니다", "바라요", "좋겠습니다", "좋겠어요", "되셨기를", "되길", "유용",
    ],
    patterns: ["…(도움|참고|유용|이해|해결|답변|보탬)…(바랍니다|바라요|바라며|좋겠|되었나요|되셨나요|되었으면|되셨으면|되길|되기를|되셨기를|되었기를|기대)…"]
      + [
        "…질문에대한(답|답변|대답)이(되었기를|되었으면|됐기를|되길)…"
      ],
    exceptions: KoreanContext.narrated + KoreanContext.others + KoreanContext.others1 + KoreanContext.others2
      + KoreanContext.personal + KoreanContext.code + ["(조카|동생|누군가|분들께|친구|후배|이웃)"],
    examples: ["도움이 되었기를 바랍니다!", "이 내용이 도움이 되셨으면 좋겠습니다."],
    counterExamples: ["조카에게 도움이 되었으면 좋겠다."])
}
