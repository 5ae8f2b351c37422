// Which encoding a record has, and what becomes of its bytes.

import Extraction
import TestSupport
import Testing

@Suite struct EncodingTests {
  static let chinese: [UInt8] = [0xd6, 0xd0, 0xce, 0xc4]
  static let japanese: [UInt8] = [0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea]
  static let russian: [UInt8] = [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]

  private func page(_ head: String, _ body: [UInt8]) -> [UInt8] { Array(head.utf8) + Array("<p>".utf8) + body }

  @Test(arguments: [
    ("gb18030", chinese, "中文"), ("GB2312", chinese, "中文"), ("shift_jis", japanese, "日本語"),
    ("windows-1251", russian, "Привет"), ("iso-8859-1", [0x93, 0x61, 0x94, 0x80], "“a”€"), ("latin1", [0xe9], "é"),
    ("big5", [0xa4, 0xa4, 0xa4, 0xe5], "中文"), ("euc-kr", [0xc7, 0xd1, 0xb1, 0xdb], "한글"),
    ("euc-jp", [0xc6, 0xfc, 0xcb, 0xdc], "日本"), ("koi8-r", [0xf0, 0xd2, 0xc9], "При"),
    ("iso-2022-jp", [0x1b, 0x24, 0x42, 0x46, 0x7c, 0x1b, 0x28, 0x42], "日"),
  ])
  func decodesWhatIsDeclared(label: String, bytes: [UInt8], expected: String) throws {
    let byMeta = try extracted(page("<meta charset='\(label)'>", bytes))
    #expect(byMeta.string == expected)
    let byPragma = try extracted(
      page("<meta http-equiv=Content-Type content='text/html; charset=\(label)'>", bytes))
    #expect(byPragma.string == expected)
    let byTransport = try extracted(page("<meta charset=utf-8>", bytes), charset: " \(label.uppercased()) ")
    #expect(byTransport.string == expected)
    let byMediaType = try extracted(page("", bytes), mediaType: "text/html; charset=\"\(label)\"")
    #expect(byMediaType.string == expected)
    #expect([byMeta, byPragma, byTransport, byMediaType].allSatisfy { $0.replacementCount == 0 })
    let plain = try extracted(bytes, mediaType: "text/plain", charset: label)
    #expect(plain.string == expected)
  }

  @Test func marksOfByteOrderWin() throws {
    let little: [UInt8] = [0xff, 0xfe] + "<p>π😀".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let result = try extracted(little, charset: "windows-1252")
    #expect(result.string == "π😀")
    #expect(result.encoding == "utf-16le")
    let big: [UInt8] = [0xfe, 0xff] + "<p>π".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    #expect(try extracted(big).string == "π")
    #expect(try extracted([0xef, 0xbb, 0xbf] + Array("é".utf8), charset: "big5").string == "é")
  }

  @Test func bytesRefuteAWrongDeclaration() throws {
    let utf8 = try extracted(page("<meta charset=iso-8859-1>", Array("naïve café".utf8)))
    #expect(utf8.string == "naïve café")
    #expect(utf8.encoding == "utf-8")
    let chinese = String(repeating: "这是一个关于中文编码的例子，我们在这里测试。", count: 5)
    let asUTF8 = try extracted(page("<meta charset=gb2312>", Array(chinese.utf8)))
    #expect(asUTF8.string == chinese)
    let russian = Self.russian + [0x2c, 0x20] + Self.russian
    let declaredUTF8 = try extracted(page("<meta charset=utf-8>", russian))
    #expect(declaredUTF8.string == "Привет, Привет")
  }

  @Test func undecodableBytesAreCounted() throws {
    let result = try extracted(
      Array("<meta charset=utf-8><p>".utf8) + Array(String(repeating: "é", count: 40).utf8) + [0xff, 0x41, 0xe4, 0xb8])
    #expect(result.string.hasSuffix("é\u{fffd}A\u{fffd}"))
    #expect(result.replacementCount == 2)
    let legacy = try extracted(page("<meta charset=gbk>", Self.chinese + [0xff] + Self.chinese))
    #expect(legacy.string == "中文\u{fffd}中文")
    #expect(legacy.replacementCount == 1)
  }

  @Test func declarationsThatDoNotCount() throws {
    let inComment = try extracted(page("<!-- <meta charset=big5> --><meta charset=gbk>", Self.chinese))
    #expect(inComment.encoding == "gbk")
    let inAttribute = try extracted(page("<a title='<meta charset=big5>'></a><meta charset=gbk>", Self.chinese))
    #expect(inAttribute.encoding == "gbk")
    let pragmaless = try extracted(page("<meta content='text/html; charset=big5'><meta charset=gbk>", Self.chinese))
    #expect(pragmaless.encoding == "gbk")
    let utf16 = try extracted(page("<meta charset=utf-16>", Array("é".utf8)))
    #expect(utf16.encoding == "utf-8")
    let hz = try extracted(page("<meta charset=hz-gb-2312>", Array("~{VPND~}".utf8)))
    #expect(hz.replacementCount == 1)
  }

  @Test(arguments: [
    ("gb18030", "这是一段没有声明编码的中文文字，它必须被识别出来。我们用它来检查检测器是否可靠。"),
    ("big5", "這是一段沒有宣告編碼的中文文字，它必須被識別出來。我們用它來檢查偵測器是否可靠。"),
    ("shift_jis", "これは文字コードが宣言されていない日本語の文章です。正しく判別されなければなりません。"),
    ("euc-jp", "これは文字コードが宣言されていない日本語の文章です。正しく判別されなければなりません。"),
    ("euc-kr", "이것은 인코딩이 선언되지 않은 한국어 문장입니다. 올바르게 판별되어야 합니다."),
    ("windows-1251", "Это русский текст без объявленной кодировки, который должен быть правильно распознан."),
    ("koi8-r", "Это русский текст без объявленной кодировки, который должен быть правильно распознан."),
    ("windows-1252", "Größere Städte haben häufig ältere Straßen, während kleine Dörfer schöne Gärten pflegen."),
  ])
  func undeclaredEncodingsAreDetected(label: String, sentence: String) throws {
    let bytes = try #require(LegacyEncoder.encode(sentence, label))
    let result = try extracted(page("<title>x</title>", bytes))
    #expect(result.string == sentence)
  }

  @Test func everyByteStringGivesValidText() throws {
    var generator = SeededGenerator(seed: 7)
    for round in 0..<300 {
      let bytes = (0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let label = ["gb18030", "big5", "shift_jis", "euc-jp", "utf-16le", "utf-8", nil][round % 7]
      let result = try extracted(Array("<p>".utf8) + bytes, charset: label)
      #expect(String(validating: result.text, as: UTF8.self) != nil)
    }
  }
}
