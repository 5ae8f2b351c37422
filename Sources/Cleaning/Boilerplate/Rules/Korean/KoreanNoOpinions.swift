// "저는 개인적인 의견이 없습니다."

extension BoilerplateRule {
  static let koreanNoOpinions = BoilerplateRule(
    id: "ko-no-opinions", languages: ["ko"], place: .anywhere, isRefusal: true,
    anchors: ["개인적인 의견", "개인적인 감정", "개인적 의견", "감정", "의식", "개인적인 선호", "선호", "개인적인 견해", "개인적인 경험", "취향", "피로"],
    patterns: KoreanContext.behindAsides([
      """
      (저는|저에게는|저에겐|제게는|ai는)…((개인적인|주관적인|개인적|정치적)(의견|감정|선호|견해|경험|신념|취향)|감정|의식|피로|미각)(이나|과|와|을|를|이|은|도|가)…(없|않|못)…
      """
    ]),
    exceptions: KoreanContext.narrated + KoreanContext.others + KoreanContext.others1 + KoreanContext.others2
      + KoreanContext.code + ["(아내|남편|아버지|어머니|누나|동생|형)"],
    examples: ["저는 개인적인 의견이나 감정이 없지만 호밀빵은 인기가 있습니다."],
    counterExamples: ["빵에 대해 의견이 없다."])
}
