// Whether bytes are Chinese in GBK: characters that every text is made of.

import TextAnalysis

enum EverydayHan {
  /// The UTF-8 of bytes that are pairs of GBK, when at least three are Han, all of them in the first level of GB 2312 (the
  /// 3,755 ordered by sound) or its punctuation, and a third of them among the most frequent; nil otherwise.
  static func decode(_ bytes: [UInt8]) -> [UInt8]? {
    for index in stride(from: 0, to: bytes.count, by: 2) {
      guard (0xb0...0xd7).contains(bytes[index]) || bytes[index] == 0xa1 || bytes[index] == 0xa3 else { return nil }
    }
    guard let converter = TextConverter(.gbk),
      let decoded = bytes.withUnsafeBufferPointer({ converter.decode($0) }), decoded.replacementCount == 0
    else { return nil }
    var (han, frequentCount) = (0, 0)
    for scalar in String(decoding: decoded.text, as: UTF8.self).unicodeScalars where scalar.value >= 0x4e00 {
      guard scalar.value < 0xa000 else { continue }
      han += 1
      if frequent.contains(scalar.value) { frequentCount += 1 }
    }
    return han >= 3 && frequentCount * 3 >= han ? decoded.text : nil
  }

  private static let frequent = Set(
    ("的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进"
      + "好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新"
      + "己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量"
      + "再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规"
      + "万取拉格望觉术领共确传师观清今切院让识候带导争运网站请文章关于我们联系登录注册首页新闻").unicodeScalars.map(\.value))
}
