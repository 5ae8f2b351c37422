// "ご参考になれば幸いです。"

extension BoilerplateRule {
  static let japaneseHope = BoilerplateRule(
    id: "ja-hope", languages: ["ja"], place: .closing,
    anchors: [
      "答えになって", "お答えになって", "幸い", "参考", "役に立", "役立", "お役", "助け", "願って", "祈って", "嬉しい",
    ],
    patterns: [
      """
      …?(参考|お役|役に|役立|助け|お力|ヒント|一助|お手伝い|解決|満足|ご期待|理解)…(幸い|嬉しい|願って|祈って|思います|なりました|でしょうか|ましたか|なれば|ましたら|いただけ)…
      """
    ]
      + [
        "…(ご質問|質問|疑問)(への|の|に対する)(お)?答えになって(い)?(れば|ましたら)…"
      ],
    exceptions: JapaneseContext.narrated + JapaneseContext.others + JapaneseContext.others1 + JapaneseContext.others2
      + JapaneseContext.personal + JapaneseContext.code + ["(甥|姪|誰か|どなたか|読者|友人|隣人|後輩|方々|方の|人の|方に)"],
    examples: ["ご参考になれば幸いです。", "お役に立てれば幸いです。"],
    counterExamples: ["甥の参考になれば幸いです。"])
}
