// "個人的な意見はありません。"

extension BoilerplateRule {
  static let japaneseNoOpinions = BoilerplateRule(
    id: "ja-no-opinions", languages: ["ja"], place: .anywhere, isRefusal: true,
    anchors: [
      "個人的な意見", "個人的な感情", "感情", "意識", "個人的な好み", "好みはあり", "体験", "味覚", "疲れ", "主観", "個人的な見解", "個人的な経験", "好きな",
    ],
    patterns: JapaneseContext.behindAsides([
      """
      (私|わたし|ai)(に|は|自身)…?((個人的な|主観的な|自分の|人間のような|政治的な)(意見|感情|好み|見解|経験|体験|信念|考え)|感情|意識|味覚|五感|疲れ)(は|を|も|や|\
      が)…(持って(い|お)|持ち(ま|え)|ありません|感じ(る|ま)|持た|ございません)…
      """
    ]),
    exceptions: JapaneseContext.narrated + JapaneseContext.others + JapaneseContext.others1 + JapaneseContext.others2
      + JapaneseContext.code + ["(妻|夫|父|母|姉|妹|兄|弟|彼|店主|た。)"],
    examples: ["私には個人的な意見や感情はありませんが、ライ麦パンは人気があります。"],
    counterExamples: ["パンについて意見はない。"])
}
