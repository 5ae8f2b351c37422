// What several Japanese rules share: where they look, and what speaks against them.

enum JapaneseContext {
  /// Somebody else speaks.
  static let narrated = ["と(言|いっ|答え|述べ|書|語|つぶや|叫|尋ね|返し|返っ|囁|ささや|表示|話し|喋|告げ|続け|名乗)"]
  /// People who speak of AI, or for others.
  static let others = ["(彼|彼女|ロボット|灯台|船長)(は|が)"]
  /// People who speak of AI, or for others.
  static let others1 = ["(ai|人工知能|言語モデル)(の|関連|技術)?(研究|開発者|企業|専門家|エンジニア|会社|担当|学部|部門|ベンダー|業界|分野)"]
  /// People who speak of AI, or for others.
  static let others2 = ["(我々|私たち|弊社|当社|わが社|当店)"]
  /// Signs of a program.
  static let code = ["(\\(\\?|=|\\^|\\{|\\||</)"]
  /// A refusal is no opening and no closing.
  static let refused = ["{ja:cannot}"]
  /// People who speak of AI, or for others.
  static let others3 = ["(当店|弊社|当社|来店)"]
  /// Invitations to write to a person or a firm are not an assistant's.
  static let personal = [
    """
    (当店|弊社|当社|当院|当館|私たち|我々|お電話|電話|メール(で|にて|まで|アドレス)|窓口|店頭|受付|フォーム|コメント欄|コメント|番号|事務局|スタッフ|フォロー|チャンネル|登録|まで(ご連絡|\
    お問い合わせ)|部員|編集部|皆様|皆さん|みなさん|ご来場|ご来店)
    """
  ]
  static let selfAnchors = ["AI", "人工知能", "言語モデル", "チャットボット", "chatgpt", "llm", "ボット", "バーチャルアシスタント"]

  /// Patterns that may stand behind asides.
  static func behindAsides(_ patterns: [String]) -> [String] {
    ["{ja:aside}*(\(patterns.joined(separator: "|")))"]
  }
}
