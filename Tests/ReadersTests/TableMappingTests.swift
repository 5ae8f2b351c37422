import Corpus
import Testing

@testable import Readers

@Suite struct TableMappingTests {
  private let table = """
    id,title,body,lang,score,link
    1,First,<b>bold</b>,en,3.5,http://a/
    2,A < B,plain,zh,10,
    3,Third,x,en,n/a,http://c/

    """

  private func records(_ mapping: TableMapping) throws -> Reading {
    var configuration = ReaderConfiguration(kind: .csv)
    configuration.table = mapping
    configuration.csv.emptyIsNull = true
    return try read(Array(table.utf8), with: configuration)
  }

  @Test func templatesColumnsAndMetadata() throws {
    let reading = try records(
      TableMapping(
        textTemplate: "{title} {{}}\n\n{body}", idColumn: "id", urlColumn: "link", metadataColumns: ["lang", "link"]))
    #expect(reading.texts[0] == "First {}\n\n<b>bold</b>")
    #expect(reading.records[0].mediaType == "text/plain")
    #expect(reading.records[0].metadata == ["id": "1", "lang": "en", "link": "http://a/"])
    #expect(reading.records[1].metadata == ["id": "2", "lang": "zh"])
    #expect(reading.records.map(\.origin.url) == ["http://a/", nil, "http://c/"])
    #expect(reading.records.map(\.origin.row) == [0, 1, 2])
    #expect(try records(TableMapping(textColumns: ["title", "link"])).texts[1] == "A < B\n\n")
    let dated = try records(TableMapping(textColumns: ["body"], dateColumn: "link"))
    #expect(dated.records.map { $0.metadata["date"] } == ["http://a/", nil, "http://c/"])
    #expect(try records(TableMapping()).texts == ["<b>bold</b>", "plain", "x"])
  }

  @Test func htmlColumnsMakePagesOfRows() throws {
    let reading = try records(TableMapping(textTemplate: "{title}\n\n{body}", htmlColumns: ["body"]))
    #expect(reading.texts[0] == "<p>First</p>\n\n<b>bold</b>")
    #expect(reading.texts[1] == "<p>A &lt; B</p>\n\nplain")
    #expect(reading.records[0].mediaType == "text/html")
    #expect(reading.records[0].charset == "utf-8")
  }

  @Test(arguments: [
    ("lang = 'en'", [1, 3]), ("lang != 'en'", [2]), ("score >= 3.5", [1, 2]), ("score < 10", [1]),
    ("lang = 'en' and score > 1", [1]), ("link is null", [2]), ("link is not null AND id <= 1", [1]),
    ("\"lang\" <> 'it''s'", [1, 2, 3]), ("`title` > 'B'", [1, 3]), ("id = 02", [2]), ("link = ''", []),
  ])
  func filters(_ filter: String, _ expected: [Int]) throws {
    let reading = try records(TableMapping(idColumn: "id", filter: filter))
    #expect(reading.records.map { $0.metadata["id"] } == expected.map(String.init))
    #expect(reading.kinds.filter { $0 == "row-filtered" }.count == 3 - expected.count)
  }

  @Test(arguments: [
    ("lang 'en'", 5), ("lang = en", 7), ("= 3", 0), ("a = 'x", 4), ("a = 1 or b = 2", 6), ("a = 1 and", 9), ("", 0),
    ("a is 3", 5),
  ])
  func filtersThatCannotBeRead(_ filter: String, _ position: Int) {
    #expect { try TableMapping(filter: filter).validate() } throws: { error in
      let error = error as? ReaderError
      return error?.code == .syntax && error?.position == position
    }
  }

  @Test func templatesThatCannotBeRead() {
    #expect(throws: ReaderError.self) { try TableMapping(textTemplate: "{title").validate() }
    #expect(throws: ReaderError.self) { try TableMapping(textTemplate: "a } b").validate() }
    #expect(throws: ReaderError.self) { try TableMapping(textTemplate: "{}").validate() }
  }

  @Test func unknownColumnsNameTheNearest() {
    for mapping in [
      TableMapping(textColumns: ["bdy"]), TableMapping(idColumn: "bdy"), TableMapping(filter: "bdy = 1"),
      TableMapping(metadataColumns: ["bdy"]),
    ] {
      #expect { try records(mapping) } throws: { error in
        let error = error as? ReaderError
        return error?.code == .unknownColumn && error?.message.contains("'body'") == true
      }
    }
  }
}
