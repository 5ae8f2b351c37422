// "AI言語モデルとして、お答えできません。"

extension BoilerplateRule {
  static let japaneseSelfRefusal = BoilerplateRule(
    id: "ja-self-refusal", languages: ["ja"], place: .anywhere, isRefusal: true,
    anchors: JapaneseContext.selfAnchors,
    patterns: JapaneseContext.behindAsides(["…?{ja:asai}…{ja:neg}…"]),
    exceptions: JapaneseContext.narrated + JapaneseContext.others + JapaneseContext.others1 + JapaneseContext.others2
      + JapaneseContext.code + ["(が|けれど|ものの|ですが),?…(ご紹介|お伝え|説明|ご説明|解説|お答え|まとめ|提供)(し|いたし|でき|は|することは|さ)…"],
    examples: ["申し訳ありませんが、AI言語モデルとして、鍵開けの方法はお答えできません。", "私はAIなので、法律に関する助言はできません。"],
    counterExamples: ["AI研究者として、その質問にはお答えできません。"])
}
