// Mojibake, homoglyphs, emoji: what is repaired, and what no repair may touch.

import Corpus
import TestSupport
import Testing
import TextAnalysis

@testable import Cleaning

/// What UTF-8 becomes when somebody reads it in an encoding of one byte.
private func misread(_ text: String, _ page: SingleBytePage?) -> String? {
  var result = String.UnicodeScalarView()
  for byte in text.utf8 {
    guard byte >= 0x80 else {
      result.append(Unicode.Scalar(byte))
      continue
    }
    // Without a page as Latin-1; the controls of pages come last.
    let scalars = Array(0xa0...0x2fff as ClosedRange<UInt32>) + Array(0x80...0x9f)
    let scalar = page.map { page in scalars.first { page.byte(of: $0) == byte } } ?? UInt32(byte)
    guard let scalar = scalar.flatMap(Unicode.Scalar.init) else { return nil }
    result.append(scalar)
  }
  return String(result)
}

@Suite struct MojibakeStageTests {
  static let sentences = [
    "Das Mädchen aß größere Brötchen und überlegte.", "L’été à la plage, c’est déjà fini – où êtes-vous ?",
    "El niño comió piñas mañana; ¿qué pasó?", "Zażółć gęślą jaźń.", "Příliš žluťoučký kůň.", "“Quoted” — and… done™",
    "Это предложение написано по-русски.", "Η ταχύτητα του φωτός είναι μεγάλη.", "今天天气很好，我们去公园散步吧。",
    "日本語の文章です。", "한국어 문장입니다.", "Price: 20 € or £15 ½ °C", "Happy 😀 day 👍🏽", "नमस्ते दुनिया", "สวัสดีชาวโลก",
  ]

  @Test(arguments: sentences) func repairsWhatWasReadWronglyOnceAndTwice(_ sentence: String) throws {
    for page in [SingleBytePage.western, nil] {
      let once = try #require(misread(sentence, page))
      #expect(run(MojibakeStage(), once).text == sentence)
      if let twice = misread(once, page) { #expect(run(MojibakeStage(), twice).text == sentence) }
    }
    if sentence.unicodeScalars.contains(where: { (0x400..<0x500).contains($0.value) }) {
      let once = try #require(misread(sentence, .cyrillic))
      #expect(run(MojibakeStage(), once).text == sentence)
    }
  }

  @Test func listsEveryStretch() {
    let result = run(MojibakeStage(), "cafÃ© and cafÃƒÂ©, naÃ¯ve")
    #expect(result.text == "café and café, naïve")
    guard case .edit(let edits) = result.verdict else {
      Issue.record("nothing was repaired")
      return
    }
    #expect(edits.map { $0.start..<$0.end } == [3..<7, 15..<23, 27..<31])
    #expect(edits.allSatisfy { $0.isListed && $0.rule == "mojibake" && $0.replacementByteCount == 2 })
  }

  @Test(arguments: [
    ("rĂ©servĂ© und kĂ¶nnen", "réservé und können"), ("zur√ºck, extensi√≥n", "zurück, extensión"),
    ("P≈ô√≠li≈° ouƒçk", "Příliš oučk"),
    ("заголовка Ð² тексте", "заголовка в тексте"), ("αυτή Î· μέθοδος", "αυτή η μέθοδος"), ("с Ñ\u{81} á", "с с á"),
    ("那 é\u{95}¿ 些", "那 长 些"),
  ]) func otherPages(_ text: String, _ expected: String) { #expect(run(MojibakeStage(), text).text == expected) }

  @Test func whatIsDoubtfulGoesWithTheWholeLineOrText() {
    // É™ is a letter of Azerbaijani with a sign, or ə; Рё are two letters, or и.
    #expect(run(MojibakeStage(), "cafÃ© É™").text == "café ə")
    #expect(run(MojibakeStage(), "cafÃ©\nÉ™ b").text == "café\nə b")
    #expect(run(MojibakeStage(), "РїСЂРёРІРµС‚ Рё").text == "привет и")
    // Something that was read well, on the line or elsewhere: the certain stretch alone.
    #expect(run(MojibakeStage(), "cafÃ© É™ é").text == "café É™ é")
    #expect(run(MojibakeStage(), "cafÃ© é\nÉ™ b").text == "café é\nÉ™ b")
    #expect(run(MojibakeStage(), "cafÃ© É™\né").text == "café ə\né")
    // What is doubtful in one encoding beside what is certain in another.
    #expect(run(MojibakeStage(), "cafÃ© Рё").text == "café Рё")
    #expect(run(MojibakeStage(), "РїСЂРёРІРµС‚ É™").text == "привет É™")
  }

  @Test(arguments: 0..<20) func correctTextBesideWhatWasReadWronglyStays(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      let page: SingleBytePage = generator.next() % 3 == 0 ? .cyrillic : .western
      let wrong = page.kind == .cyrillic ? "Это предложение" : "L’été déjà fini"
      let correct = (0..<3).map { _ in Self.sentences.randomElement(using: &generator) ?? "" }
      let parts = [correct[0], try #require(misread(wrong, page)), correct[1], correct[2]]
      let order = parts.indices.shuffled(using: &generator)
      let glue = generator.next() % 2 == 0 ? " | " : "\n"
      let text = order.map { parts[$0] }.joined(separator: glue)
      let expected = order.map { $0 == 1 ? wrong : parts[$0] }.joined(separator: glue)
      #expect(run(MojibakeStage(), text).text == expected, "\(text)")
    }
  }

  @Test func chineseThatWasReadAsLatin() {
    // 中文网站 and 我们的新闻 in GBK.
    #expect(run(MojibakeStage(), "ÖÐÎÄÍøÕ¾").text == "中文网站")
    #expect(run(MojibakeStage(), "title: ÎÒÃÇµÄÐÂÎÅ.").text == "title: 我们的新闻.")
  }

  @Test(
    arguments: sentences + [
      "der „Spaß“ und “CAFÉ” – É™ JOSÉ’S NÃO MAÇÃ”, IRMÃ»", "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß àáâãäåæçèéêëìíîïðñòóôõö",
      "perché è”… così", "“Å” is a letter, Ä… too", "Рівне, Січень, Рёв", "Ünïcödé, naïve, façade, smörgåsbord",
      "ÄÖÜß äöüß",
      "Điện Biên Phủ ở Việt Nam", "Łódź Škoda Ž œuvre Œuvre", "5 ÷ 2 × 3 ± 1 µm ¼ ½", "ÐÑ", "“Ñ” y «Ñ» ESPAÑ\u{92} Ñ³",
      "Þórður Ólafsdóttir ð þ",
      "k√π, a√∫x, ƒ≈g, n≈π", "Ăn uống, CĂRŢI, Şcoală, ÎN PĂDURE", "die „Ä“-Laute",
    ]) func leavesTextAlone(_ text: String)
  { #expect(run(MojibakeStage(), text).verdict == .keep) }

  @Test(arguments: 0..<40) func isIdempotentValidAndAccountedFor(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "Ã", "©", "â", "€", "™", "Â", " ", "\u{a0}", "a", "É", "“", "ÃƒÂ©", "ð", "Ÿ", "˜", "€", "Ð", "¿", "Ñ", "Р", "С",
      "ё", "\n",
      "ÖÐÎÄÍøÕ¾", "ä¸­", "\u{80}", "\u{99}", "中", "ß",
    ]
    for _ in 0..<50 {
      let text = (0..<12).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      var repaired = document(text)
      var workspace = Workspace()
      let original = repaired.text
      if case .edit(let edits) = MojibakeStage().apply(to: &repaired, using: &workspace) {
        #expect(areSound(edits, in: original))
        let removed = edits.reduce(0) { $0 + $1.end - $1.start - $1.replacementByteCount }
        #expect(original.count - removed == repaired.text.count)
      } else {
        #expect(repaired.text == original)
      }
      #expect(UTF8Bytes.isValid(repaired.text))
      #expect(MojibakeStage().apply(to: &repaired, using: &workspace) == .keep, "\(text)")
    }
  }
}

@Suite struct HomoglyphStageTests {
  @Test(arguments: [
    // Cyrillic, Greek and full-width letters in Latin words, Latin ones in Cyrillic and Greek words.
    ("p\u{430}ypal", "paypal"), ("Micr\u{43e}s\u{43e}ft", "Microsoft"), ("\u{421}lick h\u{435}re", "Click here"),
    ("g\u{3bf}\u{3bf}gle", "google"), ("\u{391}pple", "Apple"), ("ｂitcoin", "bitcoin"),
    ("пp\u{438}вет", "привет"), ("Mосква", "Москва"), ("\u{3ba}αλoς", "καλος"),
    ("bank ассount now", "bank account now"),
  ]) func repairsWords(_ text: String, _ expected: String) {
    let result = run(HomoglyphStage(), text)
    #expect(Array(result.text.utf8) == Array(expected.utf8))
    guard case .edit(let edits) = result.verdict else {
      Issue.record("nothing was repaired")
      return
    }
    #expect(areSound(edits, in: Array(text.utf8)) && edits.allSatisfy { $0.isListed && $0.rule == "homoglyph" })
    #expect(run(HomoglyphStage(), result.text).verdict == .keep)
  }

  @Test(arguments: [
    // One script, no majority, no twin, no word.
    "Привет, мир. Hello, world. Καλημέρα κόσμε.", "сор рор", "p\u{43e}", "Windowsом", "в Google\u{430} нет", "XXвек",
    "PDFе в файле",
    "ρgh λx Δx μm kΩ 5µm", "ｆｕｌｌ width", "foo_b\u{430}r x\u{430}2 http://p\u{430}ypal.com", "a\u{430}@b.com",
    "Lietuvių kalba",
    "Ünïcödé", "USB-кабель", "Tσ", "Сорок тысяч", "日本語のテスト", "Wi-Fi и TV",
  ]) func leavesTextAlone(_ text: String) { #expect(run(HomoglyphStage(), text).verdict == .keep, "\(text)") }

  @Test(arguments: 0..<30) func isIdempotentAndAccountedFor(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let letters = ["a", "n", "\u{430}", "ж", "\u{3bf}", "λ", "ｂ", " ", ".", "1", "X", "о", "t", "\u{301}", "面"]
    for _ in 0..<50 {
      let text = (0..<20).map { _ in letters.randomElement(using: &generator) ?? "" }.joined()
      var repaired = document(text)
      var workspace = Workspace()
      let original = repaired.text
      if case .edit(let edits) = HomoglyphStage().apply(to: &repaired, using: &workspace) {
        #expect(areSound(edits, in: original))
      } else {
        #expect(repaired.text == original)
      }
      #expect(HomoglyphStage().apply(to: &repaired, using: &workspace) == .keep, "\(text)")
    }
  }
}

@Suite struct EmojiStageTests {
  @Test(arguments: [
    ("Hi 😀!", "Hi :grinning_face:!", "Hi grinning face!", "Hi !"),
    ("👍🏽 ok", ":thumbs_up_sign_medium_skin_tone: ok", "thumbs up sign medium skin tone ok", " ok"),
    ("go 👨‍👩‍👧 go", "go :man_woman_girl: go", "go man woman girl go", "go go"),
    ("🇩🇪🇫🇷", ":flag_de::flag_fr:", "flag de flag fr", ""),
    ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", ":flag_gbeng:", "flag gbeng", ""), ("press 1️⃣ now", "press :keycap_1: now", "press keycap 1 now", "press now"),
    ("I ❤️ it", "I :heavy_black_heart: it", "I heavy black heart it", "I it"),
    ("end 😀\nnext", "end :grinning_face:\nnext", "end grinning face\nnext", "end\nnext"),
    ("好😀好", "好:grinning_face:好", "好 grinning face 好", "好好"),
  ]) func writesOrRemovesWholeSequences(_ text: String, _ names: String, _ words: String, _ removed: String) {
    for (form, expected) in [(EmojiStage.Form.names, names), (.words, words), (.remove, removed)] {
      let result = run(EmojiStage(form: form), text)
      #expect(result.text == expected)
      guard case .edit(let edits) = result.verdict else {
        Issue.record("nothing was replaced")
        continue
      }
      #expect(areSound(edits, in: Array(text.utf8)) && edits.allSatisfy { !$0.isListed && $0.rule == "emoji" })
      #expect(run(EmojiStage(form: form), result.text).verdict == .keep)
    }
  }

  @Test(arguments: ["© 2020 ™ ®", "☺ ❤ ✔", "0123456789 #*", "a\u{200d}b", "↔ ▶", "中文，日本語。", "𝒳 ℝ", "🔎\u{fe0e}"])
  func leavesTextAlone(_ text: String) {
    for form in EmojiStage.Form.allCases { #expect(run(EmojiStage(form: form), text).verdict == .keep) }
  }

  @Test(arguments: 0..<30) func isIdempotentValidAndAccountedFor(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "😀", "\u{200d}", "\u{fe0f}", "🏽", "👩", "1", "\u{20e3}", "🇩", "🇪", "a", " ", "\n", "❤", "🏴", "\u{e0067}",
      "\u{e007f}", "©", "面",
    ]
    for form in EmojiStage.Form.allCases {
      for _ in 0..<30 {
        let text = (0..<12).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
        var rewritten = document(text)
        var workspace = Workspace()
        let original = rewritten.text
        if case .edit(let edits) = EmojiStage(form: form).apply(to: &rewritten, using: &workspace) {
          #expect(areSound(edits, in: original))
          let removed = edits.reduce(0) { $0 + $1.end - $1.start - $1.replacementByteCount }
          #expect(original.count - removed == rewritten.text.count)
        }
        #expect(UTF8Bytes.isValid(rewritten.text))
      }
    }
  }
}
