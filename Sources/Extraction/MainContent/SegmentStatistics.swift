// What one pass over the bytes of a segment tells of its text.

/// Counts over the text of one segment.
struct SegmentStatistics {
  var byteCount = 0
  /// Code points without white space.
  var characterCount = 0
  /// Runs of letters and digits; each Han, Kana and Hangul character counts as half a word.
  var wordCount = 0
  var stopWordCount = 0
  /// Words that pages use for their own furniture: copyright, share, subscribe…
  var furnitureWordCount = 0
  var commaCount = 0
  var sentenceEndCount = 0
  var digitCount = 0
  var capitalCount = 0
  var eastAsianCount = 0
  /// Bars, bullets, arrows and the like between words.
  var separatorCount = 0
  var lineCount = 1
  var titleWordCount = 0
  var endsSentence = false
  var endsWithColon = false
  var startsWithSmallLetter = false
  var startsWithDigit = false
  var hasCopyrightSign = false
  /// A hash of the text, to find texts that a page repeats.
  var hash: UInt64 = 0
  var linkByteCount = 0

  /// Text with a sentence in it that is no list of links.
  var isProse: Bool {
    sentenceEndCount > 0 && linkByteCount * 2 < byteCount && (stopWordCount >= 2 || eastAsianCount >= 12)
      && characterCount >= 30
  }
}

/// The words that statistics count, and those of the page's title.
struct WordLists: Sendable {
  let stopWords: NameTable
  let furniture: NameTable

  static let shared = WordLists()

  private init() {
    stopWords = NameTable(Self.list(Self.stopWordText))
    furniture = NameTable(Self.list(Self.furnitureText))
  }

  private static func list(_ text: String) -> [(name: String, value: UInt8)] {
    text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { (String($0), 1) }
  }

  private static let stopWordText = """
    the of and to in a is that for it was on are as with be by this at from or have an not they which you we he his her
    but had all were when there can more if will would who so no their what been has its into than them some could our
    der die das und ist in den von zu mit sich des auf für im dem nicht ein eine als auch es an werden aus er hat dass
    sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch
    le la les de des et en un une du est que dans pour qui sur pas par au plus ne se ce il sont avec son aux ou mais
    el los las y es por con una para del al lo como más pero sus su ha o este sí porque esta entre cuando muy sin
    il di che è per del con non si da della alla sono gli ma nel anche dei delle più come ai questo
    o os as do da em um uma não no na com por mais dos foi ao das se quem mas
    de het een van en dat die niet op te zijn met voor aan er om maar ook als naar dan bij nog
    och att det som på är av för med den till inte ett om har de var jag men han så
    og er på en til som med av det ikke fra han den var ble
    i w na z do że się nie jest to o po jak dla za od przez przy ale czy tak
    a je se na v že s z do i o ve k pro za po jako ale by
    ve bir bu da de için ile çok olarak daha olan gibi ne var kadar
    yang dan di untuk dengan dari ini itu pada tidak dalam akan
    và của là có cho các không được trong một với những
    и в не на что я с он а как это по но они мы из у за от же к для так все было бы о
    та що не на у з до як це за від для є
    και το να του η της με που για την από είναι σε τα
    את של על לא זה עם הוא כי גם
    من في على إلى أن عن هذا التي مع
    के है में की को से और का पर
    ja on ei se että oli mutta kun niin myös
    az a és hogy nem is egy ez de meg
    și în de la cu pe nu un o este că din care
    """

  private static let furnitureText = """
    copyright reserved cookie cookies privacy policy terms subscribe newsletter login logout signin signup register share
    tweet facebook twitter pinterest linkedin whatsapp instagram youtube comments comment reply replies related next
    previous prev advertisement advertisements sponsored menu home contact about search sitemap navigation skip tags
    categories category archives follow email print rss feed disclaimer loading javascript browser enable unsubscribe
    impressum datenschutz agb kommentar kommentare antworten teilen drucken anmelden registrieren suche startseite
    kontakt weiterlesen mehr werbung anzeige nutzungsbedingungen schlagwörter veröffentlicht abonnieren passwort
    accueil partager imprimer commentaires mentions légales connexion inscrire publicité recherche
    compartir comentarios suscríbete inicio buscar publicidad condividi commenti accedi cerca pubblicità
    compartilhar comentários reacties delen aanmelden zoeken komentarze udostępnij szukaj reklama
    войти регистрация комментарии поделиться реклама поиск главная
    add cart checkout wishlist shipping account password username forgot download upload permalink posted filed
    views likes posts joined member members guest quote report edit moderator online views
    版权 登录 注册 评论 分享 上一 下一 关注 收藏 首页 举报 转载 责任 编辑 热门 推荐 相关 阅读 客服 备案 微信 微博 扫码 回复 发表
    """
}

extension SegmentStatistics {
  /// Counts `text`, of which `linkByteCount` bytes stand in links.
  init(_ text: UnsafeBufferPointer<UInt8>, linkByteCount: Int, titleWords: TitleWords, lists: WordLists) {
    byteCount = text.count
    self.linkByteCount = linkByteCount
    guard let base = text.baseAddress, text.count > 0 else { return }
    let count = text.count
    var index = 0
    var low: UInt64 = 0
    var high: UInt64 = 0
    var length = 0
    var words2 = 0
    var previousEastAsian: UInt64 = 0
    var mixed: UInt64 = 0x9e37_79b9_7f4a_7c15
    while index < count {
      let byte = base[index]
      if byte < 0x80 {
        let folded = byte | 0x20
        let isLetter = folded &- 0x61 < 26
        let isDigit = byte &- 0x30 < 10
        if isLetter || isDigit {
          if length < 8 {
            low |= UInt64(isLetter ? folded : byte) << UInt64(length * 8)
          } else if length < 16 {
            high |= UInt64(isLetter ? folded : byte) << UInt64((length - 8) * 8)
          }
          length += 1
          characterCount += 1
          if isDigit { digitCount += 1 } else if byte != folded { capitalCount += 1 }
        } else {
          if length > 0 { endWord(&low, &high, &length, &words2, &mixed, titleWords, lists) }
          switch byte {
          case 0x20: break
          case 0x0a: lineCount += 1
          case UInt8(ascii: ","), UInt8(ascii: ";"):
            commaCount += 1
            characterCount += 1
          case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
            characterCount += 1
            if index + 1 >= count || base[index + 1] <= 0x20 || base[index + 1] == UInt8(ascii: "\"")
              || base[index + 1] == UInt8(ascii: ")")
            {
              sentenceEndCount += 1
            }
          case UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "<"):
            separatorCount += 1
            characterCount += 1
          default: characterCount += 1
          }
        }
        previousEastAsian = 0
        index += 1
        continue
      }
      let width = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      guard index + width <= count else { break }
      characterCount += 1
      if width == 3 {
        let point = UInt32(byte & 0xf) << 12 | UInt32(base[index + 1] & 0x3f) << 6 | UInt32(base[index + 2] & 0x3f)
        if point >= 0x2e80 || point & 0xff00 == 0x2000 || point & 0xff00 == 0x2100 || point & 0xff00 == 0x2500 {
          if length > 0 { endWord(&low, &high, &length, &words2, &mixed, titleWords, lists) }
          let packed = UInt64(byte) | UInt64(base[index + 1]) << 8 | UInt64(base[index + 2]) << 16
          if Self.isEastAsian(point) {
            eastAsianCount += 1
            words2 += 1
            mixed = (mixed ^ packed) &* 0x9e37_79b9_7f4a_7c15
            if previousEastAsian != 0 {
              let pair = previousEastAsian | packed << 24
              if lists.furniture.value(low: pair, high: 0) != nil { furnitureWordCount += 1 }
              if titleWords.contains(pair) { titleWordCount += 1 }
            }
            if Self.isFunctionCharacter(point) { stopWordCount += 1 }
            previousEastAsian = packed
          } else {
            previousEastAsian = 0
            switch point {
            case 0x3002, 0xff01, 0xff1f, 0x2026: sentenceEndCount += 1
            case 0xff0c, 0x3001, 0xff1b: commaCount += 1
            case 0x2022, 0x203a, 0x2192, 0x25b6...0x25ff: separatorCount += 1
            case 0x201d, 0x2019, 0x300d:
              break
            default: break
            }
          }
          index += 3
          continue
        }
      } else if width == 2, byte == 0xc2 {
        if length > 0 { endWord(&low, &high, &length, &words2, &mixed, titleWords, lists) }
        if base[index + 1] == 0xa9 { hasCopyrightSign = true }
        if base[index + 1] == 0xbb || base[index + 1] == 0xb7 || base[index + 1] == 0xab { separatorCount += 1 }
        index += 2
        continue
      }
      for offset in 0..<width {
        if length < 8 {
          low |= UInt64(base[index + offset]) << UInt64(length * 8)
        } else if length < 16 {
          high |= UInt64(base[index + offset]) << UInt64((length - 8) * 8)
        }
        length += 1
      }
      previousEastAsian = 0
      index += width
    }
    if length > 0 { endWord(&low, &high, &length, &words2, &mixed, titleWords, lists) }
    wordCount = (words2 + 1) / 2
    hash = mixed | 1
    classifyEnds(base, count)
  }

  private mutating func classifyEnds(_ base: UnsafePointer<UInt8>, _ count: Int) {
    var end = count
    while end > 1, base[end - 1] == UInt8(ascii: "\"") || base[end - 1] == UInt8(ascii: ")") || base[end - 1] <= 0x20 {
      end -= 1
    }
    if end >= 4, base[end - 3] == 0xe2, base[end - 2] == 0x80, base[end - 1] == 0x9d { end -= 3 }
    let last = base[end - 1]
    endsSentence = last == UInt8(ascii: ".") || last == UInt8(ascii: "!") || last == UInt8(ascii: "?")
    endsWithColon = last == UInt8(ascii: ":")
    if end >= 3 {
      let tail = UInt32(base[end - 3]) << 16 | UInt32(base[end - 2]) << 8 | UInt32(base[end - 1])
      if tail == 0xe38082 || tail == 0xefbc81 || tail == 0xefbc9f || tail == 0xe280a6 { endsSentence = true }
      if tail == 0xefbc9a { endsWithColon = true }
    }
    startsWithSmallLetter = base[0] &- 0x61 < 26
    startsWithDigit = base[0] &- 0x30 < 10
  }

  @inline(__always)
  private mutating func endWord(
    _ low: inout UInt64, _ high: inout UInt64, _ length: inout Int, _ words2: inout Int, _ mixed: inout UInt64,
    _ titleWords: TitleWords, _ lists: WordLists
  ) {
    words2 += 2
    mixed = (mixed ^ low ^ (high &* 3) ^ UInt64(length)) &* 0x9e37_79b9_7f4a_7c15
    mixed ^= mixed >> 29
    if length <= 16 {
      if length <= 8, lists.stopWords.value(low: low, high: high) != nil { stopWordCount += 1 }
      if lists.furniture.value(low: low, high: high) != nil { furnitureWordCount += 1 }
      if length > 2, titleWords.contains(low &+ high &* 3) { titleWordCount += 1 }
    }
    low = 0
    high = 0
    length = 0
  }

  @inline(__always)
  static func isEastAsian(_ point: UInt32) -> Bool {
    point >= 0x3400 && point <= 0x9fff || point >= 0x3040 && point <= 0x30ff || point >= 0xac00 && point <= 0xd7a3
      || point >= 0xf900 && point <= 0xfaff
  }

  /// Characters that Chinese, Japanese and Korean sentences need and lists of names do not.
  @inline(__always)
  private static func isFunctionCharacter(_ point: UInt32) -> Bool {
    switch point {
    case 0x7684, 0x4e86, 0x662f, 0x5728, 0x4e0d, 0x6709, 0x548c, 0x5c31, 0x90fd, 0x4e5f, 0x8fd9, 0x6211, 0x4ed6, 0x4eec,
      0x306f, 0x3092, 0x306b, 0x304c, 0x3067, 0x3068, 0x3066, 0xc774, 0xb2e4, 0xc744, 0xb294, 0xc5d0:
      true
    default: false
    }
  }
}

/// The words of a page's title.
struct TitleWords {
  private var words: [UInt64] = []

  init(_ title: String?) {
    guard let title else { return }
    var low: UInt64 = 0
    var high: UInt64 = 0
    var length = 0
    var previous: UInt64 = 0
    let bytes = Array(title.utf8.prefix(400))
    var index = 0
    while index <= bytes.count, words.count < 64 {
      let byte = index < bytes.count ? bytes[index] : 0x20
      let folded = byte | 0x20
      if byte >= 0xe3, byte <= 0xed, index + 2 < bytes.count {
        let packed = UInt64(byte) | UInt64(bytes[index + 1]) << 8 | UInt64(bytes[index + 2]) << 16
        if previous != 0 { words.append(previous | packed << 24) }
        previous = packed
        index += 3
        continue
      }
      previous = 0
      if byte >= 0x80 || folded &- 0x61 < 26 || byte &- 0x30 < 10 {
        let value = UInt64(folded &- 0x61 < 26 ? folded : byte)
        if length < 8 {
          low |= value << UInt64(length * 8)
        } else if length < 16 {
          high |= value << UInt64((length - 8) * 8)
        }
        length += 1
      } else {
        if length > 2, length <= 16 { words.append(low &+ high &* 3) }
        low = 0
        high = 0
        length = 0
      }
      index += 1
    }
  }

  @inline(__always)
  func contains(_ word: UInt64) -> Bool {
    for known in words where known == word { return true }
    return false
  }
}
