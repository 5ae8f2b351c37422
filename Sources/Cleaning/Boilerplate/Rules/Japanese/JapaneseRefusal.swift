// "そのリクエストにはお応えできません。": a refusal and nothing else

extension BoilerplateRule {
  static let japaneseRefusal = BoilerplateRule(
    id: "ja-refusal", languages: ["ja"], place: .alone, isRefusal: true,
    anchors: [
      "もう少し情報が", "十分な情報が", "詳しい情報が必要",
      "アドバイスはできません", "提供することはできません", "提供できません",
      "ません", "できません", "かねます", "難しい", "お断り", "学習中", "超えて", "申し訳", "すみません", "残念", "話題", "別の話", "ない", "ごめんなさい", "控え",
    ],
    patterns: [
      "…?{ja:sorry}…{ja:cannot}…",
      // A manual says that something cannot be done; who refuses speaks of himself, or humbly of what he does.
      "…?{ja:rnoun}…{ja:humble}…",
      "…?{ja:do}(する|し|の|は|を|でき|いたし|ため|に|て)?…{ja:humble}…",
      "…?(私|わたし|ai|人工知能|モデル|当方|アシスタント)(として|である|なので|です|は|に|では|には|も|が)…({ja:rnoun}|{ja:do})…{ja:cannot}…",
      "…?(お|ご)~(する|いただく|すること|いただくこと)(は|が)?…?(でき|叶い|かない|いたし)(ませ|ない|かね)…",
      "…?(別の|他の)(話題|話|テーマ)(に|を|について)…",
      "…?私では…",
      "…(能力|範囲|対応範囲)を超え…",
      "…?(まだ)(学習中|勉強中|お答え)…",
    ]
      + [
        "(申し訳ありませんが,?)?(医学|医療|法律|法的|税務|投資|専門)(的|上の|に関する)?な?…?(アドバイス|助言|診断|相談)は(できません|できかねます|いたしかねます|行えません)…",
        "その(情報|内容|質問|リクエスト|依頼)(を|に|は)…(できません|できかねます|お答えできません)…",
      ]
      + [
        "(お手伝い|お答え|回答)する(には|ためには),?(もう少し|さらに|より)…(情報|詳細)が必要…",
        "…(ご質問|質問)にお答えするための(十分な)?(情報|データ)が(ありません|不足)…",
      ],
    exceptions: JapaneseContext.narrated + JapaneseContext.others + JapaneseContext.others1 + JapaneseContext.code + [
      "(昨日|予約|配送|荷物|注文|眠れ|誕生日|欠席|休業)"
    ],
    examples: ["申し訳ありませんが、そのリクエストにはお応えできません。", "それは書けません。"],
    counterExamples: [])
}
