import Corpus
import Testing

@testable import Readers

@Suite struct MySQLXMLTests {
  static let dump = """
    <?xml version="1.0"?>
    <mysqldump xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    <database name="d">
    \t<table_structure name="docs">
    \t\t<field Field="id" Type="int(11)" Null="NO" Key="PRI" Extra="" Comment="" />
    \t\t<field Field="title" Type="text" Null="YES" Comment="a &lt;row&gt;" />
    \t\t<field Field="raw" Type="longblob" Null="YES" />
    \t</table_structure>
    \t<table_data name="docs">
    \t<row>
    \t\t<field name="id">1</field>
    \t\t<field name="title">a &lt;b&gt; &amp;amp; &quot;c&quot; &#x4e2d; & d</field>
    \t\t<field name="raw">\u{0}\u{1}\u{1b}&lt;</field>
    \t</row>
    \t<row>
    \t\t<field name="id">2</field>
    \t\t<field name="title" xsi:nil="true" />
    \t\t<field name="raw" xsi:type="xs:hexBinary">4142</field>
    \t</row>
    \t<row>
    \t\t<field name="id">3</field>
    \t\t<field name="title">
    </field>
    \t\t<field name="raw"></field>
    \t</row>
    \t</table_data>
    \t<table_data name="other &quot;x&quot;">
    \t<row>
    \t\t<field name="n">1</field>
    \t</row>
    \t</table_data>
    </database>
    </mysqldump>

    """

  private func reading(_ text: String, step: Int = .max) throws -> TableReading {
    try TableReading(Array(text.utf8), ReaderConfiguration(kind: .mySQLXML), step: step)
  }

  @Test(arguments: [Int.max, 1, 7])
  func rows(step: Int) throws {
    let reading = try reading(Self.dump, step: step)
    #expect(
      reading.rows == [
        ["1", "a <b> &amp; \"c\" 中 & d", "\0\u{1}\u{1b}<"], ["2", nil, "AB"], ["3", "\n", ""], ["1"],
      ])
    #expect(reading.columns[0] == ["id", "title", "raw"])
    #expect(reading.kinds[0] == [.number, .text, .binary])
    #expect(reading.tables == ["docs", "docs", "docs", "other \"x\""])
    #expect(reading.quarantined.isEmpty)
  }

  @Test func resultsOfQueries() throws {
    let reading = try reading(
      """
      <?xml version="1.0"?>

      <resultset statement="select 1 as `a`, '&gt;' as b
      " xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        <row>
      \t<field name="a">1</field>
      \t<field name="b">&gt;</field>
        </row>
      </resultset>
      """)
    #expect(reading.rows == [["1", ">"]])
    #expect(reading.columns == [["a", "b"]])
  }

  @Test func recordsOfOneTable() throws {
    var configuration = ReaderConfiguration(kind: .mySQLXML)
    configuration.table = TableMapping(table: "docs", textTemplate: "{title}", idColumn: "id", filter: "id != 3")
    let reading = try read(Array(Self.dump.utf8), with: configuration)
    #expect(reading.texts == ["a <b> &amp; \"c\" 中 & d", ""])
    #expect(reading.records.map { $0.metadata["id"] } == ["1", "2"])
    #expect(reading.kinds.contains("sql-other-table"))
    #expect(reading.kinds.contains("row-filtered"))
  }

  @Test func damagedRowsCostThemselves() throws {
    let damaged = Self.dump.replacing("<field name=\"id\">2</field>", with: "<cell>2</cell>")
    let reading = try reading(damaged)
    #expect(reading.rows.count == 3)
    #expect(reading.quarantined.map(\.reason) == ["xml-syntax"])
    #expect(reading.quarantined[0].message.contains("cell"))
  }

  @Test func rowsBeyondTheLimitAreNotKept() throws {
    var configuration = ReaderConfiguration(kind: .mySQLXML)
    configuration.sql.maximumRowByteCount = 12
    let reading = try TableReading(Array(Self.dump.utf8), configuration)
    #expect(reading.quarantined.map(\.reason) == ["record-too-large"])
    #expect(reading.rows.count == 3)
  }

  @Test func everyCut() throws {
    var configuration = ReaderConfiguration(kind: .mySQLXML)
    configuration.table = TableMapping(textTemplate: "{title}")
    try checkEveryCut(of: Array(Self.dump.utf8), with: configuration)
  }

  @Test func isDetected() {
    let bytes = Array(Self.dump.utf8)
    let kind = bytes.withUnsafeBufferPointer { FormatDetection.detect(firstBytes: $0, name: "dump.xml") }
    #expect(kind == .mySQLXML)
  }
}
