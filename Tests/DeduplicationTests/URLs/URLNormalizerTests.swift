// Addresses that lead to one page, and addresses that do not.

import TestSupport
import Testing

@testable import Deduplication

private func form(_ url: String, _ normalization: URLNormalization = URLNormalization()) -> String? {
  form(Array(url.utf8), normalization).map { String(decoding: $0, as: UTF8.self) }
}

private func form(_ url: [UInt8], _ normalization: URLNormalization = URLNormalization()) -> [UInt8]? {
  var normalizer = URLNormalizer(normalization: normalization)
  return url.withUnsafeBufferPointer { normalizer.normalForm(of: $0) }
}

private let session = "0123456789abcdef0123456789ABCDEF"

@Suite struct URLNormalizerTests {
  @Test(arguments: [
    // Scheme, host, port.
    ("https://example.org/a", "http://example.org/a"), ("HTTP://EXAMPLE.org/a", "http://example.org/a"),
    ("//example.org/a", "http://example.org/a"), ("http://www.example.org/a", "http://example.org/a"),
    ("http://WWW.www.example.org/a", "http://example.org/a"), ("http://example.org./a", "http://example.org/a"),
    ("http://example.org:80/a", "http://example.org/a"), ("https://example.org:443/a", "http://example.org/a"),
    ("http://example.org:/a", "http://example.org/a"), ("http://example.org:08080/", "http://example.org:8080"),
    ("http://user:secret@example.org/a", "http://example.org/a"), ("ftp://Host.org:21/a", "ftp://host.org/a"),
    ("http://%65xample.org/", "http://example.org/"), ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]/"),
    ("http:\\\\example.org\\a\\b", "http://example.org/a/b"), ("http:////example.org/a", "http://example.org/a"),
    ("<http://example.org/a>", "http://example.org/a"), ("  http://exam\nple.org/a\t\r\n", "http://example.org/a"),
    // Names in all scripts.
    ("http://例子.测试/页", "http://xn--fsqu00a.xn--0zwm56d/%E9%A1%B5"), ("http://例子。测试/", "http://例子.测试/"),
    ("http://BÜCHER.de/", "http://xn--bcher-kva.de/"), ("http://bu\u{308}cher.de/", "http://b%C3%BCcher.de/"),
    ("http://faß.de/", "http://xn--fa-hia.de/"), ("http://βόλος.com/", "http://xn--nxasmm1c.com/"),
    ("http://правительство.рф/", "http://xn--80aealotwbjpid2k.xn--p1ai/"),
    ("http://مثال.إختبار/", "http://xn--mgbh0fb.xn--kgbechtv/"),
    ("http://도메인.한국/", "http://xn--hq1bm8jm9l.xn--3e0b707e/"), ("http://ｅｘａｍｐｌｅ．ｏｒｇ/", "http://example.org/"),
    ("http://www.例子.测试/", "http://例子.测试/"),
    // Escapes.
    ("http://h.org/%7Eme/%61", "http://h.org/~me/a"), ("http://h.org/%e4%bd%a0", "http://h.org/你"),
    ("http://h.org/a%2fb", "http://h.org/a%2Fb"),
    ("http://h.org/Swift_%28language%29", "http://h.org/Swift_(language)"),
    ("http://h.org/a b", "http://h.org/a%20b"), ("http://h.org/100%", "http://h.org/100%25"),
    ("http://h.org/{x}|\"^`", "http://h.org/%7Bx%7D%7C%22%5E%60"), ("http://h.org/\u{1}a", "http://h.org/%01a"),
    // Paths.
    ("http://h.org", "http://h.org/"), ("http://h.org/a/./b/../c", "http://h.org/a/c"),
    ("http://h.org/../../a", "http://h.org/a"), ("http://h.org/a/%2e%2E/b", "http://h.org/b"),
    ("http://h.org/a/", "http://h.org/a"), ("http://h.org/a///", "http://h.org/a"),
    ("http://h.org/a/..", "http://h.org/"), ("http://h.org/a/index.html", "http://h.org/a"),
    ("http://h.org/Index.HTM", "http://h.org/"), ("http://h.org/a/default.aspx", "http://h.org/a/"),
    ("http://h.org/index.php/index.html/", "http://h.org"),
    ("http://h.org/a.do;jsessionid=0A1B.node2", "http://h.org/a.do"),
    ("http://h.org/a;v=1;JSESSIONID=x;w=2/b", "http://h.org/a;v=1;w=2/b"),
    ("http://h.org/(S(lit3py55t21z5v55vlm25s55))/a.aspx", "http://h.org/a.aspx"),
    // Queries and fragments.
    ("http://h.org/a?", "http://h.org/a"), ("http://h.org/a?&&x=1&", "http://h.org/a?x=1"),
    ("http://h.org/?b=2&a=1", "http://h.org/?a=1&b=2"), ("http://h.org?a=1", "http://h.org/?a=1"),
    ("http://h.org/?q=a+b", "http://h.org/?q=a%20b"), ("http://h.org/?a%5B%5D=1", "http://h.org/?a[]=1"),
    ("http://h.org/a?utm_source=x&id=3&utm_campaign=y", "http://h.org/a?id=3"),
    ("http://h.org/a?UTM_Source=x", "http://h.org/a"), ("http://h.org/a?fbclid=IwAR0&gclid=1&_ga=2", "http://h.org/a"),
    ("http://h.org/a?spm=a2oq0.12575281&id=7", "http://h.org/a?id=7"), ("http://h.org/a?%75tm_id=4", "http://h.org/a"),
    ("http://h.org/index.html?utm_medium=m", "http://h.org/"), ("http://h.org/a?PHPSESSID=abc", "http://h.org/a"),
    ("http://h.org/t?sid=\(session)&f=2", "http://h.org/t?f=2"), ("http://h.org/a#top", "http://h.org/a"),
    ("http://h.org/a#/route", "http://h.org/a"), ("http://h.org/a#!", "http://h.org/a"),
    ("http://h.org/#!/你", "http://h.org/#!/%e4%bd%a0"),
  ]) func oneForm(left: String, right: String) {
    #expect(form(left) != nil)
    #expect(form(left) == form(right))
  }

  @Test(arguments: [
    ("http://h.org/a", "http://h.org/A"), ("http://h.org/a", "http://h.org/b"), ("http://h.org/a", "http://i.org/a"),
    ("http://h.org/a", "ftp://h.org/a"), ("http://h.org/a", "http://h.org:8080/a"),
    ("http://h.org/a", "http://m.h.org/a"), ("http://www2.h.org/", "http://h.org/"),
    ("http://www.org/", "http://org/"), ("http://h.org/a/b", "http://h.org/a%2Fb"),
    ("http://h.org/a//b", "http://h.org/a/b"), ("http://h.org/a?b", "http://h.org/a%3Fb"),
    ("http://h.org/?id=1", "http://h.org/?id=2"), ("http://h.org/?id=1", "http://h.org/"),
    ("http://h.org/?a", "http://h.org/?a="), ("http://h.org/?x=1&x=2", "http://h.org/?x=2&x=1"),
    ("http://h.org/?q=a+b", "http://h.org/?q=a%2Bb"), ("http://h.org/?q=a%26b", "http://h.org/?q=a&b"),
    ("http://h.org/?sid=3", "http://h.org/?sid=4"), ("http://h.org/?s=cats", "http://h.org/?s=dogs"),
    ("http://h.org/?ref=1", "http://h.org/"), ("http://h.org/?utm_=1", "http://h.org/"),
    ("http://h.org/?utmost=1", "http://h.org/"), ("http://h.org/?gclids=1", "http://h.org/"),
    ("http://h.org/index.php?title=A", "http://h.org/?title=A"), ("http://h.org/my-index.html", "http://h.org/"),
    ("http://h.org/#!a", "http://h.org/#!b"), ("http://h.org/#!a", "http://h.org/"),
    ("http://h.org/你", "http://h.org/好"), ("http://例子.测试/", "http://例.测试/"),
    ("http://xn--bcher-kva.de/", "http://bucher.de/"),
  ]) func differentForms(left: String, right: String) {
    #expect(form(left) != nil)
    #expect(form(right) != nil)
    #expect(form(left) != form(right))
  }

  @Test(arguments: [
    "", " \n", "a", "example.org", "example.org/a", "/a/b", "http", "http:", "http:/h.org", "http://", "http:///",
    "http://?q", "http://#", "https://:80/", "http://user@/", "mailto:me@h.org", "data:text/html,x",
    "javascript:alert(1)", "about:blank", "urn:isbn:3", "file:///etc/hosts", "1http://h.org/", "ht tp://h.org/",
    "http://a b.org/", "http://a%00b.org/", "http://a%2fb.org/", "http://[::1/", "http://[::1]x/", "http://[zz]/",
    "http://h.org:99999/", "http://h.org:8a/", "http://℀.org/", "http://.org/", "<>", "http://\u{7f}/",
  ]) func noAddress(url: String) { #expect(form(url) == nil) }

  @Test func formsArePlainToRead() {
    #expect(
      form("HTTPS://Me@WWW.例子.测试.:443/a/../b c/?z=1&utm_source=x&a=%e4%bd%a0#part")
        == "http://例子.测试/b%20c?a=%E4%BD%A0&z=1")
  }

  @Test func wwwCountsWhereItIsAskedFor() {
    let strict = URLNormalization(removesWWW: false)
    #expect(form("http://www.h.org/", strict) != form("http://h.org/", strict))
  }

  @Test func whatIsNoUTF8IsNoError() {
    #expect(form(Array("http://h.org/".utf8) + [0xff, 0xc0]) == Array("http://h.org/%FF%C0".utf8))
    #expect(form(Array("http://h".utf8) + [0xff] + Array(".org/".utf8)) == nil)
  }

  /// The form of a form is itself, of whatever is put together from the pieces that the rules look at.
  @Test func formsAreStable() throws {
    let pieces = [
      "http:", "https:", "//", "/", "\\", "www.", "example", ".org", "xn--", "xn--fsqu00a", "例子", "。", ".", "..", "%2e",
      "%", "%2", "%25", "%41", "%C3%BC", "ü", "u\u{308}", "H\u{331}", "\u{ad}", "\u{200b}", "ﬁ", "İ", "Ω", ":", "80",
      "443", "@", "?", "&", "&&", "=", "a", "B", "utm_source=1", "utm_", "sid=", session, "#", "#!", "!", "+", " ",
      "\t",
      ";", ";jsessionid=", "(S(lit3py55t21z5v55vlm25s55))", "index.html", "index.php", "[", "]", "::1", "<", ">",
      "\u{0}",
    ]
    var random = SeededGenerator(seed: 11)
    var addresses = 0
    for _ in 0..<20_000 {
      var url = Bool.random(using: &random) ? "http://" : ""
      if Bool.random(using: &random) { url += "h.org/" }
      for _ in 0..<Int.random(in: 0..<10, using: &random) { url += pieces.randomElement(using: &random) ?? "" }
      if Int.random(in: 0..<8, using: &random) == 0 { url += random.text(scalarCount: 6) }
      guard let once = form(url) else { continue }
      addresses += 1
      #expect(form(once) == once, "\(url)")
    }
    #expect(addresses > 5_000)
  }

  @Test func bytesOfAllKindsAreBorne() {
    var random = SeededGenerator(seed: 12)
    for _ in 0..<2_000 {
      let noise = random.bytes(count: Int.random(in: 0..<80, using: &random))
      for head in ["", "http://", "http://h.org/", "http://h.org/?", "http://xn--"] {
        let url = Array(head.utf8) + noise
        guard let once = form(url) else { continue }
        #expect(form(once) == once, "\(url)")
        #expect(once.allSatisfy { $0 > 0x20 })
      }
    }
  }

  /// Long and hostile addresses: those within the limit are read, those beyond are none. Square time would not end.
  @Test func longAddresses() {
    let room = URLNormalizer.maximumByteCount - 13
    func url(_ piece: String) -> String { "http://h.org/" + String(repeating: piece, count: room / piece.utf8.count) }
    for piece in ["a", "../", "/", "a/../", "./", ";jsessionid=", "%", "%2e%2e/", "index.html/", "\u{0}"] {
      #expect(form(url(piece)) != nil)
    }
    #expect(form("http://h.org/?" + String(repeating: "a&", count: 30_000)) != nil)
    #expect(form("http://" + String(repeating: "xn--a.", count: 10_000)) == nil)
    #expect(form("http://xn--" + String(repeating: "9", count: 2_000) + "/") != nil)
    #expect(form("http://" + String(repeating: "ﷺ", count: 600) + "/") == nil)
    #expect(form(url("a") + "b") == nil)
    #expect(form([UInt8](repeating: 0x20, count: 100_000_000)) == nil)
    #expect(form(Array("http://h.org/".utf8) + [UInt8](repeating: 0x61, count: 100_000_000)) == nil)
  }
}

@Suite struct PunycodeTests {
  /// RFC 3492, section 7.1.
  @Test(arguments: [
    ("egbpdaj6bu4bxfgehfvwxn", "ليهمابتكلموشعربي؟"), ("ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"),
    ("Proprostnemluvesky-uyb24dma41a", "Pročprostěnemluvíčesky"),
    ("4dbcagdahymbxekheh6e0a7fei0b", "למההםפשוטלאמדבריםעברית"),
    ("i1baa7eci9glrd9b2ae1bj0hfcgg6iyaf8o0a1dig0cd", "यहलोगहिन्दीक्योंनहींबोलसकतेहैं"),
    ("n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa", "なぜみんな日本語を話してくれないのか"),
    ("b1abfaaepdrnnbgefbadotcwatmq2g4l", "почемужеонинеговорятпорусски"), ("3B-ww4c5e180e575a65lsy2b", "3年B組金八先生"),
    ("-with-SUPER-MONKEYS-pc58ag80a8qai00g7n9n", "安室奈美恵-with-SUPER-MONKEYS"),
  ]) func vectors(label: String, expected: String) {
    var output: [UInt8] = []
    let isDecoded = Punycode.decode(Array(label.utf8)[...], into: &output)
    #expect(isDecoded)
    #expect(String(decoding: output, as: UTF8.self) == expected)
  }

  @Test(arguments: ["", "-", "-abc", "a-!", "99999999", "a-999999999999999999", "ü"]) func damaged(label: String) {
    var output: [UInt8] = []
    #expect(!Punycode.decode(Array(label.utf8)[...], into: &output))
  }
}
