// "先ほどの回答に誤りがありました。"

extension BoilerplateRule {
  static let japaneseContinuation = BoilerplateRule(
    id: "ja-continuation", languages: ["ja"], place: .anywhere, extent: .throughColon,
    anchors: [
      "先ほどの回答", "前回の回答", "以前の回答", "先の回答", "ご指摘", "続いて", "ご依頼いただいた", "混乱", "中断した", "前の回答", "続きです", "誤解",
    ],
    patterns: [
      "…?(先ほど|前回|以前|先|前|私)の…?(回答|返答|説明|メッセージ)…(誤り|間違|訂正|お詫び|申し訳|ミス|失礼|通り|不正確|述べ|途中|切れ|続き|不十分)…",
      "…?ご指摘(いただき|ありがとう|を|の(通り|とおり))…",
      "(続いて|続きまして|以下|次|こちら)(,|は|が|に)?…(続き|後半|前半|次の(部分|節|パート)|第二部|残り)…",
      "…?(混乱|誤解)を(招|与え|生)…(申し訳|すみません|お詫び|失礼)…",
    ],
    exceptions: JapaneseContext.narrated + JapaneseContext.others + JapaneseContext.others1 + JapaneseContext.others2
      + JapaneseContext.personal,
    examples: ["先ほどの回答に誤りがありました。", "続いて、ご依頼いただいた記事の後半です。"],
    counterExamples: ["返信が遅くなり申し訳ありません。"])
}
