import Corpus
import Storage
import TestSupport
import Testing

@testable import Deduplication

@Suite struct DocumentListTests {
  private func list(_ files: [(String, DocumentListKind)], passesOver: Bool = false) throws -> DocumentList {
    let folder = TemporaryFolder()
    let written = try files.enumerated().map { index, file in
      let path = "\(folder.path)/list\(index).txt"
      _ = try AtomicFile.write(Array(file.0.utf8), to: path)
      return (path: path, kind: file.1)
    }
    return try DocumentList(written, passesOver: passesOver)
  }

  private func lines(_ list: DocumentList, id: String = "none", own: String? = nil, url: String? = nil) -> [Int] {
    list.matches(id: id, ownID: own, url: url).map(\.line.number).sorted()
  }

  @Test(arguments: [
    ("http://example.org/a", true), ("https://www.example.org/a/", true), ("http://SUB.example.org:8080/x", true),
    ("http://deep.sub.example.org", true), ("http://anexample.org/", false), ("http://example.org.uk/", false),
    ("http://example.com/example.org", false), ("http://user:example.org@other.net/", false),
    ("http://bücher.example/", true), ("http://xn--bcher-kva.example/x", true), ("no address", false),
  ])
  func domainsMatchByLabel(_ url: String, _ isListed: Bool) throws {
    let list = try list([("# comment\n\nExample.ORG.\tticket 7\n*.BÜCHER.example\n", .domains)])
    #expect(!lines(list, url: url).isEmpty == isListed)
  }

  @Test func addressesAreComparedInTheirNormalForm() throws {
    let list = try list([
      ("https://Example.org/a?utm_source=x\nexample.org/blog/*\nhttp://example.net/*\n", .urls)
    ])
    #expect(lines(list, url: "http://www.example.org/a") == [1])
    #expect(lines(list, url: "http://example.org/a/b") == [])
    #expect(lines(list, url: "https://example.org/blog/2020/x?y=1#z") == [2])
    #expect(lines(list, url: "https://example.org/blog") == [2])
    #expect(lines(list, url: "https://example.org/blogger") == [])
    #expect(lines(list, url: "https://example.net") == [3])
    #expect(lines(list, url: "https://sub.example.net/x") == [])
  }

  @Test func idsAreSluicesOrTheSources() throws {
    let list = try list([("0123456789abcdef0123456789abcdef\nrow 7\nrow 7\n", .ids)])
    #expect(lines(list, id: "0123456789abcdef0123456789abcdef") == [1])
    // Both lines have asked for it.
    #expect(lines(list, own: "row 7") == [2, 3])
    #expect(lines(list, own: "row") == [])
    #expect(list.count == 3)
  }

  @Test func aListOfAllKindsTellsThemApart() throws {
    let text = """
      https://example.org/page
      example.net
      abc-1234
      id:example.com
      domain:localhost.localdomain
      url:example.info/x
      """
    let list = try list([(text, .any)])
    #expect(lines(list, url: "http://example.org/page") == [1])
    #expect(lines(list, url: "http://a.example.net/") == [2])
    #expect(lines(list, own: "abc-1234") == [3])
    #expect(lines(list, own: "example.com") == [4] && lines(list, url: "http://example.com/") == [])
    #expect(lines(list, url: "http://localhost.localdomain/") == [5])
    #expect(lines(list, url: "http://example.info/x") == [6])
  }

  @Test func aLineThatIsNothingNamesItsPlace() throws {
    for (line, kind) in [
      ("com", DocumentListKind.domains), ("http://", .urls), ("a b/", .domains), ("domain:org", .any),
    ] {
      let error = #expect(throws: DeduplicationError.self) { try self.list([("# x\n\(line)\n", kind)]) }
      #expect(error?.description.contains("list0.txt:2") == true, "\(line)")
    }
    let published = try list([("com\nexample.org\n", .domains)], passesOver: true)
    #expect(published.count == 1)
  }

  /// Every entry of a large list is found, and nothing else.
  @Test func manyEntriesAreFound() throws {
    let names = (0..<20_000).map { "site\($0 &* 2_654_435_761 % 1_000_000_007).example" }
    let list = try list([(names.joined(separator: "\n"), .domains)])
    for (index, name) in names.enumerated() where index % 7 == 0 {
      #expect(lines(list, url: "https://a.\(name)/x") == [index + 1])
    }
    #expect(lines(list, url: "https://site.example/") == [])
  }

  @Test func stagesSayWhoAskedForIt() throws {
    let list = try list([("example.org\n", .domains), ("row 7\n", .ids)])
    var document = Document(
      id: DocumentID(high: 1, low: 2), source: "s", text: Array("text".utf8),
      origin: Origin(file: "f", offset: 0, byteCount: 4, row: 0, url: "https://a.example.org/x"),
      metadata: ["id": "row 7"])
    var workspace = Workspace()
    guard case .drop(let reason) = TakedownStage(list: list).apply(to: &document, using: &workspace) else {
      Issue.record("not dropped")
      return
    }
    #expect(reason.code == "id" && reason.detail == ["list": "list1.txt", "line": "1"])
    #expect(Set(workspace.findings.map(\.collection)) == ["list0.txt", "list1.txt"])
    workspace.findings = []
    guard case .drop(let blocked) = BlockListStage(list: list).apply(to: &document, using: &workspace) else {
      Issue.record("not dropped")
      return
    }
    #expect(["blocked-url", "blocked-domain"].contains(blocked.code) && workspace.findings.isEmpty)
    document.metadata = [:]
    document.origin.url = "https://example.com/"
    #expect(TakedownStage(list: list).apply(to: &document, using: &workspace) == .keep)
  }
}
