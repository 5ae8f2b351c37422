// "この文章はAIによって生成されました。"

extension BoilerplateRule {
  static let japaneseGenerated = BoilerplateRule(
    id: "ja-generated", languages: ["ja"], place: .edge,
    anchors: ["AI", "人工知能", "chatgpt", "ChatGPT", "自動生成"],
    patterns: [
      """
      …?(この|本|上記の|以上の|当)(文章|記事|テキスト|内容|コンテンツ|回答|文|ページ|文書|情報|翻訳|要約|画像)…(ai|人工知能|chatgpt|言語モデル)…(生成|作成|書かれ|執筆|作られ|\
      翻訳|出力)…
      """,
      "(ai|人工知能|chatgpt)(によって|による|で|が)(生成|作成|自動生成)…(文章|記事|テキスト|内容|コンテンツ|回答|た|です|もの)…",
    ],
    exceptions: JapaneseContext.narrated + JapaneseContext.others + JapaneseContext.others1 + JapaneseContext.others2,
    examples: ["この文章はAIによって生成されたものであり、誤りが含まれる場合があります。"],
    counterExamples: ["この文章は手で書かれた。"])
}
