import Glibc
import Storage
import TestSupport
import Testing

@Suite struct GlobTests {
  let folder = TemporaryFolder("glob")

  init() {
    for name in [
      "a.txt", "b.txt", "ab.txt", "B.md", ".hidden.txt", "data[1].csv", "中文.txt", "日.txt", "star*.q",
      "crawl-1/x.warc.gz", "crawl-1/deep/er/y.warc.zst", "crawl-2/z.warc.gz", "crawl-2/.git/k.warc.gz", "crawl-10/n",
    ] {
      folder.write("x", to: name)
    }
  }

  @Test(
    arguments: [
      ("*.txt", ["a.txt", "ab.txt", "b.txt", "中文.txt", "日.txt"]),
      ("?.txt", ["a.txt", "b.txt", "日.txt"]),
      ("??.txt", ["ab.txt", "中文.txt"]),
      ("[ab].txt", ["a.txt", "b.txt"]),
      ("[a-b]*.txt", ["a.txt", "ab.txt", "b.txt"]),
      ("[!a]*.txt", ["b.txt", "中文.txt", "日.txt"]),
      ("[一-龥]*.txt", ["中文.txt", "日.txt"]),
      (".*.txt", [".hidden.txt"]),
      ("{b,a}.txt", ["a.txt", "b.txt"]),
      ("{a,{b,ab}}.{txt,md}", ["a.txt", "ab.txt", "b.txt"]),
      ("{a,[a]}.txt", ["a.txt"]),
      ("crawl-*/*.gz", ["crawl-1/x.warc.gz", "crawl-2/z.warc.gz"]),
      ("crawl-*/**/*.warc.{gz,zst}", ["crawl-1/deep/er/y.warc.zst", "crawl-1/x.warc.gz", "crawl-2/z.warc.gz"]),
      ("**/*.zst", ["crawl-1/deep/er/y.warc.zst"]),
      ("**/er/*", ["crawl-1/deep/er/y.warc.zst"]),
      ("crawl-1/**", ["crawl-1/deep/er/y.warc.zst", "crawl-1/x.warc.gz"]),
      ("**/**/x.*", ["crawl-1/x.warc.gz"]),
      ("crawl-1*", ["crawl-1", "crawl-10"]),
      ("crawl-*/", ["crawl-1", "crawl-10", "crawl-2"]),
      ("data[1].csv", ["data[1].csv"]),
      ("data\\[*.csv", ["data[1].csv"]),
      ("star\\*.*", ["star*.q"]),
      ("a.txt", ["a.txt"]),
      ("./a.txt", ["./a.txt"]),
      ("a.txt/*", []),
      ("missing/*", []),
      ("missing.txt", []),
      ("*.{txt", nil),
    ] as [(String, [String]?)])
  func patternsGiveTheSortedNamesThatMatch(pattern: String, expected: [String]?) throws {
    guard let expected else {
      #expect(throws: StorageError.self) { try Glob.expand(pattern, relativeTo: folder.path) }
      return
    }
    let found = try Glob.expand(pattern, relativeTo: folder.path)
    #expect(found == expected.map { folder.path + "/" + $0 })
    // An absolute pattern means the same wherever it starts.
    #expect(try Glob.expand(folder.path + "/" + pattern, relativeTo: "/nowhere") == found)
  }

  @Test func bracesThatExplodeAreRefused() {
    let pattern = String(repeating: "{a,b}", count: 40)
    #expect { try Glob.expand(pattern, relativeTo: folder.path) } throws: {
      ($0 as? StorageError)?.code == .limitExceeded
    }
  }

  @Test func manyStarsTakeNoExponentialTime() {
    let name = String(repeating: "a", count: 2000)
    #expect(!Glob.matches(name, pattern: String(repeating: "*a", count: 50) + "*b"))
    #expect(Glob.matches(name, pattern: String(repeating: "*a", count: 50) + "*"))
  }

  @Test func randomPatternsNeverCrash() throws {
    var generator = SeededGenerator(seed: 8)
    let pieces = ["*", "?", "[", "]", "a", "-", "!", "{", "}", ",", "\\", "/", "**", "文", ".", "^"]
    for _ in 0..<3000 {
      let count = Int(generator.next() % 8)
      let pattern = (0..<count).map { _ in pieces[Int(generator.next() % UInt64(pieces.count))] }.joined()
      if pattern.hasPrefix("/") || pattern.contains("..") { continue }
      _ = try? Glob.expand(pattern, relativeTo: folder.path)
    }
  }

  @Test func loopsOfLinksEndAndEveryFolderIsEnteredOnce() throws {
    symlink(folder.path, folder.file("crawl-1/up"))
    symlink("crawl-1", folder.file("alias"))
    symlink("/nonexistent", folder.file("dangling.gz"))
    let outside = TemporaryFolder("outside")
    outside.write("x", to: "far.gz")
    symlink(outside.path, folder.file("elsewhere"))
    symlink(outside.path, folder.file("also"))
    #expect(
      try Glob.expand("**/*.gz", relativeTo: folder.path)
        == ["also/far.gz", "crawl-1/x.warc.gz", "crawl-2/z.warc.gz"].map { folder.path + "/" + $0 })
    #expect(
      try FileSystem.walk(folder.path, followLinks: false).map(\.path).filter { $0.hasSuffix(".gz") }
        == ["crawl-1/x.warc.gz", "crawl-2/z.warc.gz"].map { folder.path + "/" + $0 })
  }
}
