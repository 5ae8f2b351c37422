// "リアルタイムの情報にアクセスできません。"

extension BoilerplateRule {
  static let japaneseNoAccess = BoilerplateRule(
    id: "ja-no-access", languages: ["ja"], place: .anywhere, isRefusal: true,
    anchors: [
      "インターネットで検索", "検索して確認", "ネットで調べ",
      "リアルタイム", "リンク", "インターネット", "過去の会話", "以前の会話", "前回の会話", "これまでの会話", "アクセスでき", "過去のやり取り", "以前のやり取り",
    ],
    patterns: ["…?{ja:lim}…(でき|アクセス|開|見|確認|覚え|思い出|持っ|閲覧|参照|取得|検索|記憶|読|保持|お示し|表示)…{ja:neg}…"]
      + [
        "…?(私は)?(インターネット|ネット|ウェブ)(で|を|に)(検索|調べ|アクセス|接続)…(できません|できない|できかね)…"
      ],
    exceptions: JapaneseContext.narrated + JapaneseContext.others + JapaneseContext.others1 + JapaneseContext.others2
      + JapaneseContext.code + ["(宿|ホテル|会社|職場|昨日|実家|山小屋|スマホ|電波|当時|た。|かった|でした)"],
    examples: ["リアルタイムの情報にアクセスできないため、価格は変わっている可能性があります。", "申し訳ありませんが、お送りいただいたリンクを開くことはできません。"],
    counterExamples: ["山小屋ではインターネットにつながらなかった。"])
}
