// How the commands that read dumps are told to read them: the keys of a pipeline's source, as options.

import Readers
import Storage
import TextAnalysis

/// What a user says of the inputs of `sluice extract` and `sluice inspect`; what is nil is told from the content.
public struct ReadingOptions: Sendable {
  public var format: SourceFormat?
  /// A command with `{url}`; the inputs then are addresses.
  public var command: String?
  public var attempts = 3
  public var members: [String] = []
  public var text: String?
  public var textField: String?
  public var htmlField = false
  public var turns: String?
  public var separator: String?
  public var table: String?
  public var id: String?
  public var url: String?
  public var date: String?
  public var htmlColumns: [String] = []
  public var wikiColumns: [String] = []
  public var columnTypes: [String: String] = [:]
  public var metadata: [String] = []
  public var filter: String?
  public var delimiter: String?
  public var quote: String?
  public var escape: String?
  public var header: Bool?
  public var columns: [String] = []
  public var raggedRows = CSVOptions.RaggedRows.quarantine.rawValue
  public var emptyIsNull = false
  public var encoding: String?
  public var namespaces: [Int] = [0]
  public var redirects = "skip"
  public var revisions = "latest"

  public init() {}

  /// - Throws: `RunError.usage` for options that cannot be right.
  func opening(limits: PipelineConfiguration.Limits) throws -> InputOpening {
    if let delimiter, delimiter.utf8.count != 1 {
      throw RunError(.usage, "--delimiter: give one byte, such as ',' or a tab")
    }
    if let quote, quote.utf8.count > 1 {
      throw RunError(.usage, "--quote: give one byte, such as '\"', or nothing where nothing is quoted")
    }
    if let encoding, TextEncoding(label: encoding) == nil {
      throw RunError(.usage, "--encoding \(encoding): no encoding of this name is known")
    }
    let source = source
    var opening = source.opening(limits: limits, scratchFolder: SpooledFile.usualFolder)
    do throws(ReaderError) {
      try opening.configuration.table.validate()
      try opening.configuration.jsonLines.validate()
    } catch { throw RunError(.usage, error.message) }
    opening.isKindKnown = format != nil
    return opening
  }

  /// True when a file of a folder is taken: with a format those with its usual endings, and archives.
  func takes(_ path: String) -> Bool {
    guard let format else { return true }
    return format.readerKind.takes(fileNamed: path) || FileEndings.isArchive(path)
  }

  /// The place of an input: standard input, an address, or a file, which need not be a regular one.
  ///
  /// - Throws: `RunError.usage` for a command that cannot be understood.
  func location(of input: String) throws -> InputLocation {
    if let command {
      do throws(StorageError) {
        return .command(try CommandTemplate([command]), url: input, attempts: attempts)
      } catch { throw RunError(.usage, "--command: \(error.message)") }
    }
    if input == "-" { return .standardInput }
    return try FileSystem.info(input).isRegular ? .file(input) : .stream(input)
  }

  private var source: PipelineConfiguration.Source {
    PipelineConfiguration.Source(
      name: "input", format: format ?? .text, paths: [], exclude: [], command: command.map { [$0] }, urls: [],
      urlsFrom: nil, attempts: attempts, members: members, textField: textField ?? "text", htmlField: htmlField,
      turns: turns,
      separator: separator, table: table, id: id, url: url, date: date, text: text, columnTypes: columnTypes,
      htmlColumns: htmlColumns,
      wikiColumns: wikiColumns, metadata: metadata, where: filter, delimiter: delimiter, quote: quote, escape: escape,
      header: header,
      columns: columns, raggedRows: raggedRows, emptyIsNull: emptyIsNull, encoding: encoding,
      namespaces: namespaces, redirects: redirects, revisions: revisions, priority: 0)
  }
}

extension PipelineConfiguration.Limits {
  /// The limits of commands that have no configuration.
  static var standalone: Self {
    Self(
      recordBytes: 256 << 20, decompressedBytes: DecompressionLimits.standard.maximumByteCount,
      decompressionRatio: DecompressionLimits.standard.maximumRatio, quarantinedRecords: nil)
  }
}
