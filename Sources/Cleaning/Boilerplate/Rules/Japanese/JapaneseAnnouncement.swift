// "以下にまとめました。" behind a polite opening

extension BoilerplateRule {
  static let japaneseAnnouncement = BoilerplateRule(
    id: "ja-announcement", languages: ["ja"], place: .afterOpening, extent: .throughColon,
    anchors: [
      "以下", "次の", "こちら", "下記", "ました", "みます", "ましょう", "いたします", "しますね", "します", "出力", "回答", "必ず", "では", "ます",
    ],
    patterns: [
      "…?(以下|次(の|に)|こちら|下記)…",
      "…?({ja:do}|文体|してみ|なりき)…(ます|ました|ますね|ましょう|みます|みました|です|ですね)(:|$)",
      "…?(ます|ました)(ね|よ)?:?$",
      "(必ず|常に|すべて)?…?(日本語|敬語)で(回答|答え|返答)…",
      "(出力|回答|結果):?$",
      "…(です|ます|ました):$",
    ],
    exceptions: JapaneseContext.narrated + JapaneseContext.others + JapaneseContext.others1 + JapaneseContext.others2
      + JapaneseContext.refused + JapaneseContext.others3,
    examples: [],
    counterExamples: [])
}
