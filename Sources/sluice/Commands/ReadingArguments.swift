// The options of commands that read dumps: what a pipeline's source says in its keys.

import ArgumentParser
import Pipeline

struct ReadingArguments: ParsableArguments {
  @Option(
    help:
      "What the inputs are: \(SourceFormat.allCases.map(\.rawValue).joined(separator: ", ")); absent: told from them.")
  var format: SourceFormat?

  @Option(help: "A command that writes what is at {url}, such as \"s5cmd cat {url}\"; the inputs are addresses.")
  var command: String?

  @Option(help: "With --command: how often it may be started for one address.")
  var attempts = 3

  @Option(parsing: .upToNextOption, help: "Archives: patterns of the members to read; '!…' leaves out.")
  var members: [String] = []

  @Option(help: "Tables: template of the text, such as \"{title}\\n\\n{body}\"; absent: text, body, content or html.")
  var text: String?

  @Option(name: .customLong("text-field"), help: "JSONL: the field with the text; dots lead into objects.")
  var textField: String?

  @Flag(name: .customLong("html-field"), help: "JSONL: the text field holds HTML.")
  var htmlField = false

  @Option(help: "JSONL and Parquet: template of a turn of a conversation, such as \"{role}: {content}\".")
  var turns: String?

  @Option(help: "Text files: a line that stands between documents.")
  var separator: String?

  @Option(help: "SQL dumps and databases: the table to read.")
  var table: String?

  @Option(help: "Tables and JSONL: the column or field with the id.")
  var id: String?

  @Option(help: "Tables and JSONL: the column or field with the address.")
  var url: String?

  @Option(help: "Tables and JSONL: the column or field with the date.")
  var date: String?

  @Option(name: .customLong("html-columns"), parsing: .upToNextOption, help: "Tables: columns that hold HTML.")
  var htmlColumns: [String] = []

  @Option(
    name: .customLong("column-types"), parsing: .upToNextOption,
    help: "SQL dumps of data alone: NAME=bytea, boolean, text or number, for columns whose types they do not declare.")
  var columnTypes: [String] = []

  @Option(name: .customLong("wiki-columns"), parsing: .upToNextOption, help: "Tables: columns that hold wikitext.")
  var wikiColumns: [String] = []

  @Option(parsing: .upToNextOption, help: "MediaWiki: numbers of the namespaces to read; absent: 0, articles.")
  var namespaces: [Int] = []

  @Option(help: "MediaWiki: redirects: skip, or keep.")
  var redirects = Redirects.skip

  @Option(help: "MediaWiki: revisions of a page: latest, or all.")
  var revisions = Revisions.latest

  enum Redirects: String, CaseIterable, ExpressibleByArgument { case skip, keep }
  enum Revisions: String, CaseIterable, ExpressibleByArgument { case latest, all }

  @Option(parsing: .upToNextOption, help: "Columns or fields to keep as metadata.")
  var metadata: [String] = []

  @Option(name: .customLong("where"), help: "Tables: row filter, such as \"lang = 'en' and score >= 3\".")
  var filter: String?

  @Option(help: "CSV: the delimiter; absent: detected.")
  var delimiter: String?

  @Option(help: "CSV: the character around cells, or nothing where nothing is quoted; absent: detected.")
  var quote: String?

  @Option(help: "CSV: how a quote stands inside quotes: doubled, or backslash as MySQL writes; absent: detected.")
  var escape: Escape?

  @Option(parsing: .upToNextOption, help: "CSV: names of the columns, in place of a header's.")
  var columns: [String] = []

  @Option(name: .customLong("ragged-rows"), help: "CSV: rows of another width: quarantine, or pad.")
  var raggedRows = RaggedRows.quarantine

  @Flag(name: .customLong("empty-is-null"), help: "CSV: an empty cell without quotes is NULL.")
  var emptyIsNull = false

  @Option(help: "CSV, SQL dumps, text: what they are written in, such as gbk; absent: as declared, or detected.")
  var encoding: String?

  enum Escape: String, CaseIterable, ExpressibleByArgument { case doubled, backslash }
  enum RaggedRows: String, CaseIterable, ExpressibleByArgument { case quarantine, pad }

  @Flag(inversion: .prefixedNo, help: "CSV: whether the first row names the columns; absent: detected.")
  var header: Bool?

  var options: ReadingOptions {
    var options = ReadingOptions()
    options.format = format
    options.command = command
    options.attempts = attempts
    options.members = members
    // A shell passes the two characters \n where YAML has a line end.
    options.text = text?.split(separator: "\\n", omittingEmptySubsequences: false).joined(separator: "\n")
    options.textField = textField
    options.htmlField = htmlField
    options.turns = turns
    options.separator = separator
    options.table = table
    options.id = id
    options.url = url
    options.date = date
    options.htmlColumns = htmlColumns
    options.metadata = metadata
    options.filter = filter
    options.delimiter = delimiter
    options.header = header
    options.quote = quote
    options.escape = escape?.rawValue
    options.columns = columns
    options.raggedRows = raggedRows.rawValue
    options.emptyIsNull = emptyIsNull
    options.encoding = encoding
    options.wikiColumns = wikiColumns
    for entry in columnTypes {
      let parts = entry.split(separator: "=").map(String.init)
      options.columnTypes[parts.dropLast().joined(separator: "=")] = parts.last
    }
    if !namespaces.isEmpty { options.namespaces = namespaces }
    options.redirects = redirects.rawValue
    options.revisions = revisions.rawValue
    return options
  }

  func validate() throws {
    guard attempts >= 1 else { throw ValidationError("--attempts: give 1 or more") }
    let types = ["bytea", "boolean", "text", "number"]
    for entry in columnTypes {
      let parts = entry.split(separator: "=")
      guard parts.count > 1, types.contains(String(parts[parts.count - 1])) else {
        throw ValidationError(
          "--column-types \(entry): give NAME=TYPE, the type one of \(types.joined(separator: ", "))")
      }
    }
  }
}

extension SourceFormat: ExpressibleByArgument {}
