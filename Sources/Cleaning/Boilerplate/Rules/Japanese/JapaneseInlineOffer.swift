// "この部分をさらに詳しく知りたい場合はお知らせください。" in the middle of a text

extension BoilerplateRule {
  static let japaneseInlineOffer = BoilerplateRule(
    id: "ja-inline-offer", languages: ["ja"], place: .anywhere,
    anchors: [
      "お知らせください", "教えてください", "お申し付けください", "続けましょうか", "続けますか", "ご希望", "ご要望", "ご依頼", "ご指示", "おっしゃってください", "聞いてください",
      "お尋ねください", "必要であれば", "よろしければ", "必要でしたら",
    ],
    patterns: [
      """
      …?(この(部分|節|セクション|項目|章|箇所)|さらに|もっと|詳しく|例|続き|残り)…(必要|希望|場合|でしたら|であれば|たい|なら|ば)…(お知らせ|教えて|お申し付け|おっしゃって|聞いて|\
      お尋ね|できます|いたします|します)…
      """,
      "…?(ご希望|ご要望|ご依頼|ご指示)(に|の|いただ|どおり|通り|でした)…(要点|短く|簡潔|続|後半|前半|次の|部分|まとめ|節|セクション|項|記事)…",
      "…?(続け|続き|残り)…(ましょうか|ますか|でしょうか)…",
      "(ひとまず|とりあえず|このまま)…続けます(ね)?$",
      "…?(いつでも|この時点で)…(例|質問|詳細)…(聞いて|お尋ね|ご質問|お申し付け)…",
      "…?(必要|よろし)…?(ば|たら|でしたら),?…(ご説明|ご紹介|お作り|お手伝い|続けますので|いたしますので)…",
    ],
    exceptions: JapaneseContext.narrated + JapaneseContext.others + JapaneseContext.others1 + JapaneseContext.others2
      + JapaneseContext.personal,
    examples: ["この部分をさらに詳しく知りたい場合はお知らせください。"],
    counterExamples: [])
}
