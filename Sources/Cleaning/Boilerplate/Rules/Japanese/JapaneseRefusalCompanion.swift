// "他にお手伝いできることはありますか？": what stands beside a refusal

extension BoilerplateRule {
  static let japaneseRefusalCompanion = BoilerplateRule(
    id: "ja-refusal-companion", languages: ["ja"], place: .besideRefusal,
    anchors: ["ください", "できます", "ますか", "です", "ます", "幸い", "でしょう", "お願い", "ましょう", "か？", "ません"],
    patterns: [
      """
      …?(ください|できます|ますか|ですね|ですか|でしょうか|幸いです|いたします|ましょう|お答えし|かもしれません|可能です|お願い(し|いた)|お勧め|おすすめ|推奨|重要|大切|ご理解|ご了承|ご相談|\
      専門|代わりに|別の|他に|ほかに|お手伝い|お役|喜んで|ご質問|必要|してみ|お試し)…
      """
    ],
    exceptions: JapaneseContext.narrated + JapaneseContext.others + JapaneseContext.others1,
    examples: ["他にお手伝いできることはありますか？", "別のテーマでしたらお役に立てるかもしれません。"],
    counterExamples: [])
}
