// "AIとして、私は……"

extension BoilerplateRule {
  static let japaneseSelfAs = BoilerplateRule(
    id: "ja-self-as", languages: ["ja"], place: .anywhere,
    anchors: JapaneseContext.selfAnchors,
    patterns: JapaneseContext.behindAsides(["{ja:asai}…", "(身体|体|肉体|感情)を持たない{ja:ai}…"])
      + [
        "…(私|わたし|僕)…?{ja:asai}…",
        "…{ja:ai}(である|の)(私|わたし|僕)(は|に|が|も|で|の)…",
        "…(私|わたし)は…{ja:ai}(として|の立場)…",
      ],
    exceptions: JapaneseContext.narrated + JapaneseContext.others + JapaneseContext.others1 + JapaneseContext.others2
      + JapaneseContext.code,
    examples: ["AIとして個人的な意見は持っていませんが、主な考え方をご紹介します。", "AIである私はパンを食べたことがありません。", "人工知能として、私は中立の立場を取ります。"],
    counterExamples: ["AI研究者として、私は流行に懐疑的です。", "AI企業として、毎月メモを公開しています。", "「AIとして泣くことはできない」と灯台は言った。", "AIは道具である。"])
}
