// Traditional characters that occur in boilerplate, and their simplified forms, so that a rule is written once.

enum ChineseFolding {
  /// Pairs: traditional, simplified.
  private static let pairs =
    "個个為为爲为無无語语對对發发關关問问題题請请時时間间來来說说學学習习訓训練练數数據据資资訊讯內内幫帮還还會会"
    + "應应該该機机臺台種种經经歷历驗验實实獲获體体類类識识開开過过隨随況况樣样點点見见觀观聯联繫系詢询專专業业讓让"
    + "當当樂乐協协滿满規规則则範范違违倫伦隱隐誤误確确認认證证權权網网絡络際际動动產产僅仅參参須须從从務务於于麼么"
    + "們们簡简紹绍彙汇總总結结兩两給给愛爱處处聽听寫写讀读長长號号腦脑聲声電电圖图覽览輸输後后斷断審审轉转換换慮虑"
    + "險险將将謝谢嗎吗歡欢繼继續续議议論论構构職职負负責责價价標标準准屬属層层備备終终極极幾几別别態态連连錄录導导"
    + "較较細细維维護护課课與与這这話话設设計计針针討讨難难氣气進进創创製制雖虽儘尽盡尽遺遗鑒鉴鑑鉴復复複复"

  private static let table: [UInt32: UInt32] = {
    var table: [UInt32: UInt32] = [:]
    let scalars = pairs.unicodeScalars.map(\.value)
    var index = 0
    while index + 1 < scalars.count {
      table[scalars[index]] = scalars[index + 1]
      index += 2
    }
    return table
  }()

  private static let reverse: [UInt32: UInt32] = {
    var reverse: [UInt32: UInt32] = [:]
    let scalars = pairs.unicodeScalars.map(\.value)
    var index = 0
    while index + 1 < scalars.count {
      if reverse[scalars[index + 1]] == nil { reverse[scalars[index + 1]] = scalars[index] }
      index += 2
    }
    return reverse
  }()

  static func simplified(_ scalar: UInt32) -> UInt32 {
    guard scalar >= 0x4e00, scalar <= 0x9fff else { return scalar }
    return table[scalar] ?? scalar
  }

  /// `text` as it is written in traditional characters, as far as the table goes.
  static func traditional(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      result.append(reverse[scalar.value].flatMap(Unicode.Scalar.init) ?? scalar)
    }
    return String(result)
  }
}
