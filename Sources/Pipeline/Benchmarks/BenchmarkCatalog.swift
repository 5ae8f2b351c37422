// The benchmarks of a configuration: their files, read row by row as often as they are asked for.

import Corpus
import Decontamination
import Readers
import Storage

/// Benchmarks with all that is said of them.
struct BenchmarkCatalog: Sendable {
  /// A row that is no item, or of which something could not be understood.
  struct Problems: Sendable {
    /// Problems that are told one by one.
    static let shownLimit = 20
    private(set) var count = 0
    private(set) var messages: [String] = []

    mutating func add(_ message: String) {
      count += 1
      if messages.count < Self.shownLimit { messages.append(message) }
    }
  }

  private struct Entry: Sendable {
    let benchmark: PipelineConfiguration.Decontaminate.Benchmark
    let reader: ItemReader
    let rules: MatchRules
    /// Each file with the name that a benchmark without one gets.
    let files: [(path: String, name: String)]
  }

  private let entries: [Entry]
  private static let objectByteLimit = 1 << 30

  /// - Throws: `ConfigurationError` for a mapping file that cannot be understood, `DecontaminationError` for paths,
  ///   templates and rules, `RunError.noInput` where files match nothing.
  init(_ configuration: PipelineConfiguration.Decontaminate) throws {
    var entries: [Entry] = []
    let general = configuration.settings
    try general.validate()
    let listed = try configuration.benchmarks.map { benchmark in
      let complete = try BenchmarkMappingFile.completed(benchmark)
      return (complete, try (complete.files ?? []).flatMap { try Self.files(matching: $0) })
    }
    let names = Self.names(of: listed.flatMap(\.1))
    for (benchmark, files) in listed {
      let rules = benchmark.rules(general.rules)
      try rules.validate()
      entries.append(
        Entry(
          benchmark: benchmark, reader: try ItemReader(benchmark.fields),
          rules: rules,
          files: files.map { ($0, names[$0] ?? Path.lastComponent($0)) }))
    }
    self.entries = entries
  }

  /// All files in their order, those of mappings too: what the items depend on.
  static func paths(_ configuration: PipelineConfiguration.Decontaminate) throws -> [String] {
    try configuration.benchmarks.flatMap { benchmark in
      [benchmark.mapping].compactMap { $0 } + (try (benchmark.files ?? []).flatMap { try files(matching: $0) })
    }
  }

  /// Gives every item in order.
  ///
  /// - Parameter problems: collects rows that are none, with file and line.
  /// - Throws: `RunError.badData` for a file without any item; what `body` throws.
  func forEachItem(_ problems: inout Problems, _ body: (BenchmarkItem) throws -> Void) throws {
    for entry in entries {
      for file in entry.files { try read(file, entry, &problems, body) }
    }
  }

  /// The index of all items.
  ///
  /// - Parameter problems: what rows are no item.
  func index(
    _ settings: DecontaminationSettings, common: CommonNGrams = CommonNGrams(), problems: inout Problems
  ) throws -> BenchmarkIndex {
    try made(&problems) { try BenchmarkIndex(settings: settings, common: common, forEachItem: $0) }
  }

  /// What is made of all items in several passes; of their problems those of the first one are kept.
  func made<Result>(
    _ problems: inout Problems, _ make: ((_ body: (BenchmarkItem) throws -> Void) throws -> Void) throws -> Result
  ) throws -> Result {
    var isFirst = true
    var found = Problems()
    let result = try make { body in
      var again = Problems()
      if isFirst { try forEachItem(&found, body) } else { try forEachItem(&again, body) }
      isFirst = false
    }
    problems = found
    return result
  }

  func index(_ settings: DecontaminationSettings, common: CommonNGrams = CommonNGrams()) throws -> BenchmarkIndex {
    var problems = Problems()
    return try index(settings, common: common, problems: &problems)
  }

  // MARK: Files

  /// The regular files that a pattern names; of folders all but hidden ones.
  static func files(matching pattern: String) throws -> [String] {
    var found: [String] = []
    for match in try Glob.expand(pattern, relativeTo: "/") {
      if FileSystem.isDirectory(match) {
        found += try FileSystem.walk(match).map(\.path).filter { !Path.lastComponent($0).hasPrefix(".") }
      } else {
        found.append(match)
      }
    }
    if found.isEmpty { throw RunError(.noInput, "'\(pattern)' matches no benchmark file") }
    return found
  }

  /// Names of benchmarks by their files: without endings, and with the folder where that tells equal names apart.
  static func names(of files: [String]) -> [String: String] {
    func stem(_ path: String) -> String {
      let name = Path.lastComponent(path)
      let bare = name.prefix { $0 != "." }
      return bare.isEmpty ? name : String(bare)
    }
    var counts: [String: Int] = [:]
    for file in Set(files) { counts[stem(file), default: 0] += 1 }
    var names: [String: String] = [:]
    for file in files {
      let stem = stem(file)
      let folder = Path.lastComponent(Path.parent(file))
      names[file] = counts[stem, default: 0] > 1 && !folder.isEmpty ? "\(folder)/\(stem)" : stem
    }
    return names
  }

  private func read(
    _ file: (path: String, name: String), _ entry: Entry, _ problems: inout Problems,
    _ body: (BenchmarkItem) throws -> Void
  ) throws {
    var found = 0
    var first: String?
    var number = 0
    func take(_ row: JSONValue, _ location: String, _ problems: inout Problems) throws {
      defer { number += 1 }
      let reading: ItemReader.Reading
      do throws(DecontaminationError) {
        reading = try entry.reader.read(row, number: number, file: file.name, location: location)
      } catch {
        problems.add(error.description)
        if first == nil { first = error.description }
        return
      }
      if let problem = reading.problem { problems.add("\(location): \(problem)") }
      var item = reading.item
      item.rules = entry.rules
      found += 1
      try body(item)
    }
    try forEachRow(of: file.path, entry.benchmark, &problems) { row, location, problems in
      guard let rows = entry.benchmark.rows else { return try take(row, location, &problems) }
      guard let found = entry.reader.rows(rows, in: row) else {
        let message = "\(location): there is no array of items at '\(rows)'"
        if first == nil { first = message }
        return problems.add(message)
      }
      for row in found { try take(row, location, &problems) }
    }
    if found == 0 {
      throw RunError(.badData, "\(file.path): holds no benchmark item\(first.map { "; \($0)" } ?? "")")
    }
  }

  /// Gives the rows of a file as JSON values: objects of JSON files, rows of tables.
  private func forEachRow(
    of path: String, _ benchmark: PipelineConfiguration.Decontaminate.Benchmark, _ problems: inout Problems,
    _ body: (JSONValue, _ location: String, inout Problems) throws -> Void
  ) throws {
    var configuration = ReaderConfiguration(kind: .text)
    configuration.csv = CSVOptions(
      delimiter: benchmark.delimiter?.utf8.first, hasHeader: benchmark.header, names: benchmark.columns,
      raggedRows: .quarantine)
    let opening = InputOpening(configuration, isKindKnown: false)
    var looked = try opening.look(into: .file(path), file: path)
    if looked.kind == .jsonLines, looked.content == .records {
      var reader = JSONLinesReader(objectsOf: looked.input, file: path, maximumByteCount: Self.objectByteLimit)
      while let event = try reader.next() {
        switch event {
        case .record(let record):
          let location = "\(path):\(record.origin.row + 1)"
          do {
            try body(JSONValue(parsing: record.body), location, &problems)
          } catch let error as JSONError {
            problems.add("\(location): no JSON: \(error.message)")
          }
        case .quarantined(let entry): problems.add("\(path):\(entry.origin.row + 1): \(entry.message)")
        case .skipped: break
        }
      }
      return
    }
    guard var rows = try opening.tableRows(&looked, file: path) else {
      throw RunError(
        .badData,
        "\(path): is neither JSON nor a table\(looked.problem.map { " (\($0))" } ?? ""): benchmarks are JSON "
          + "Lines, JSON, CSV, TSV or Parquet files")
    }
    while let event = try rows.next() {
      switch event {
      case .row(let row):
        try body(.object(Self.object(of: row)), "\(path), row \(row.origin.row + 1)", &problems)
      case .quarantined(let entry): problems.add("\(path), row \(entry.origin.row + 1): \(entry.message)")
      case .skipped: break
      }
    }
  }

  /// A row's cells by the names of their columns. A cell that holds a JSON array or object, as nested columns of Parquet
  /// files come, is that.
  private static func object(of row: TableRow) -> JSONObject {
    var object = JSONObject()
    for (column, cell) in zip(row.columns, row.cells) where !cell.isNull {
      if let first = cell.bytes.first, first == UInt8(ascii: "[") || first == UInt8(ascii: "{"),
        let value = try? JSONValue(parsing: cell.bytes), value.array != nil || value.object != nil
      {
        object[column.name] = value
      } else {
        object[column.name] = .string(String(decoding: cell.bytes, as: UTF8.self))
      }
    }
    return object
  }
}
