// "そのリクエストにはお応えできません。": a refusal and nothing else

extension BoilerplateRule {
  static let japaneseRefusal = BoilerplateRule(
    id: "ja-refusal", languages: ["ja"], place: .alone, isRefusal: true,
    anchors: [
      "ません", "できません", "かねます", "難しい", "お断り", "学習中", "超えて", "申し訳", "すみません", "残念", "話題", "別の話", "ない", "ごめんなさい", "控え",
    ],
    patterns: [
      "…?{ja:sorry}…{ja:cannot}…",
      "…?{ja:rnoun}…{ja:cannot}…",
      "…?{ja:do}(する|し|の|は|を|でき|いたし|ため|に|て)?…{ja:cannot}…",
      "…?(別の|他の)(話題|話|テーマ)(に|を|について)…",
      "…?私では…",
      "…(能力|範囲|対応範囲)を超え…",
      "…?(まだ)(学習中|勉強中|お答え)…",
    ],
    exceptions: JapaneseContext.narrated + JapaneseContext.others + JapaneseContext.others1 + JapaneseContext.code + [
      "(昨日|予約|配送|荷物|注文|眠れ|誕生日|欠席|休業)"
    ],
    examples: ["申し訳ありませんが、そのリクエストにはお応えできません。", "それは書けません。"],
    counterExamples: [])
}
