// "私はAIなので……"

extension BoilerplateRule {
  static let japaneseSelfIs = BoilerplateRule(
    id: "ja-self-is", languages: ["ja"], place: .anywhere,
    anchors: [
      "AI", "人工知能", "言語モデル", "チャットボット", "chatgpt", "llm", "ボット", "バーチャルアシスタント", "私の回答", "医師", "弁護士", "誤った情報",
      "間違い", "不正確な", "ハルシネーション",
    ],
    patterns: [
      "…?{ja:isai}…",
      "…?(私|わたし)は…?(によって|が|に)(訓練|トレーニング|開発|作成|学習|作)(され|し)た…?{ja:ai}…",
      "…?ただの{ja:ai}(です|ではありますが|なので|にすぎ)…",
      "…?(私|わたし)の(回答|文章|出力|応答)は…?(ai|人工知能|自動)(によって|が|で|生成|的)…",
      "…?(私|わたし)は…?(医師|弁護士|専門家|人間|資格)…(では|を)(ありません|なく|持)…",
      "…?(私|わたし)(は|が|も)…?(間違い|誤り|誤った|事実と異なる|不正確)…(こと(が|も)|可能性|場合)…",
      "…?(間違い|誤った情報|不正確な情報|ハルシネーション|架空)…(生成|出力|お伝え|作り出)…(こと(が|も)|可能性|場合)…",
    ],
    exceptions: JapaneseContext.narrated + JapaneseContext.others + JapaneseContext.others1 + JapaneseContext.others2
      + JapaneseContext.code,
    examples: ["私はAIなので、好みはありません。", "私はGoogleによってトレーニングされた大規模言語モデルです。"],
    counterExamples: ["私はAIの研究をしています。", "おもちゃは「私はAIで、眠りません」と話す。"])
}
