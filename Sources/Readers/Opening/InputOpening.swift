// The one way from a place to events: archives are entered, foreign formats converted, everything else read as it is.

import Corpus
import Storage
import TextAnalysis

/// How inputs are opened and read.
public struct InputOpening: Sendable {
  /// The options of every kind of reader; the kind itself counts where `isKindKnown` is true.
  public var configuration: ReaderConfiguration
  /// False when each input's and each member's kind is told from its content.
  public var isKindKnown: Bool
  /// Patterns of the names of members of archives that are read, after `MemberPatterns`; where there are none, the
  /// endings of the kind decide, or everything is read when the kind is not known.
  public var members: [String] = []
  public var limits = DecompressionLimits.standard
  /// Where inputs are kept that must be files: an archive from a pipe, a compressed Parquet file.
  public var scratchFolder: String
  /// True when of each member of an archive only a record with its first bytes is wanted.
  public var givesBeginnings = false
  /// Changes the options for an input whose kind was told from these first bytes; the flag is true for a member of an
  /// archive.
  public var adapt: (@Sendable (inout ReaderConfiguration, UnsafeBufferPointer<UInt8>, Bool) -> Void)?

  public init(
    _ configuration: ReaderConfiguration, isKindKnown: Bool = true, scratchFolder: String = SpooledFile.usualFolder
  ) {
    self.configuration = configuration
    self.isKindKnown = isKindKnown
    self.scratchFolder = scratchFolder
  }

  /// Opens an input for reading.
  ///
  /// What the bytes say against it (another format, a directory that cannot be read) becomes an event.
  ///
  /// - Parameter file: its name in origins.
  /// - Throws: `StorageError` when it cannot be opened or a program is missing, `ReaderError` when its options or columns
  ///   cannot be right.
  public func open(_ location: InputLocation, file: String) throws -> OpenedInput {
    try read(look(into: location, file: file), file: file, isMember: false)
  }

  /// Reads an input that has been looked into.
  public func open(_ looked: LookedInput, file: String) throws -> OpenedInput {
    try read(looked, file: file, isMember: false)
  }

  /// Opens a file of the known kind at the place where another reader stopped.
  public func open(path: String, file: String, resuming state: ReaderState) throws -> OpenedInput {
    let input = try ByteInput.open(path: path, at: state.position, limits: limits)
    return OpenedInput(
      input: input, content: .records, kind: configuration.kind,
      reader: try configuration.makeReader(input: input, file: file, resuming: state), configuration: configuration)
  }

  /// Opens an input as far as to know what it is.
  public func look(into location: InputLocation, file: String) throws -> LookedInput {
    let input = try location.open(limits: limits)
    return try look(into: input, file: file, path: location.path, isFromStart: location.isFromStart)
  }

  func look(into input: ByteInput, file: String, path: String? = nil, isFromStart: Bool = true) throws -> LookedInput {
    do throws(StorageError) {
      try input.fill(atLeast: FormatDetection.sampleByteCount)
    } catch {
      // What came before the damage is read; reading meets the damage again.
      guard error.isDamage else { throw error }
    }
    let (content, kind, problem) = input.withBuffer { bytes in
      let sample = UnsafeBufferPointer(rebasing: bytes.prefix(FormatDetection.sampleByteCount))
      let content = isFromStart ? InputContent.detect(firstBytes: sample, name: file) : .records
      let kind = isKindKnown ? configuration.kind : FormatDetection.detect(firstBytes: sample, name: file)
      let mayBeForeign = isFromStart && content == .records && kind != .parquet
      return (content, kind, mayBeForeign ? foreignFormat(of: sample, kind) : nil)
    }
    return LookedInput(
      input: input, content: content, kind: kind, path: input.compression == .none ? path : nil, problem: problem)
  }

  /// What is wrong with an input that is plainly something else than records.
  private func foreignFormat(of sample: UnsafeBufferPointer<UInt8>, _ kind: ReaderConfiguration.Kind) -> String? {
    if let format = BinaryFormat.recognise(sample) { return "\(format.name), which is not read: \(format.advice)" }
    let hasCharset =
      configuration.text.charset != nil || configuration.csv.encoding != nil || configuration.csv.charset != nil
    // A reader of WARC finds its records among anything; other formats may hold some binary values.
    guard kind != .warc, !hasCharset, BinaryFormat.looksBinary(sample),
      FormatDetection.detect(firstBytes: sample, name: "") == .text
    else { return nil }
    return "binary data and no text in a known encoding: leave it out, or name the encoding where it is text"
  }

  /// The first bytes of a record, found again: where nothing stands around the records those at its origin, otherwise
  /// of its body.
  ///
  /// - Throws: `StorageError` of code `notFound` when the input does not have the record any more.
  public func bytes(of origin: Origin, in location: InputLocation, file: String, limit: Int) throws -> [UInt8] {
    let looked = try look(into: location, file: file)
    if looked.content == .records, looked.kind != .parquet {
      let input = looked.input
      while input.offset < origin.offset, try input.fill(atLeast: 1) > 0 {
        input.consume(min(input.availableByteCount, origin.offset - input.offset))
      }
      guard input.offset == origin.offset else {
        throw StorageError(.truncated, "ends before byte \(origin.offset)", path: file)
      }
      let count = min(origin.byteCount, limit)
      try input.fill(atLeast: count)
      return input.withBuffer { Array($0.prefix(count)) }
    }
    var opened = try read(looked, file: file, isMember: false)
    while let event = try opened.next() {
      guard case .record(let record) = event, record.origin.file == origin.file, record.origin.row == origin.row else {
        continue
      }
      return Array(record.body.prefix(limit))
    }
    throw StorageError(.notFound, "does not have this record any more", path: origin.file)
  }

  /// - Parameter isMember: true for a member of an archive, which is not entered when it is an archive itself.
  func read(_ looked: LookedInput, file: String, isMember: Bool) throws -> OpenedInput {
    do {
      return try reader(of: looked, file: file, isMember: isMember)
    } catch let error as ReaderError where isMember && !isKindKnown && error.code == .unknownColumn {
      return refused(looked, file, .noText, error.message)
    } catch let error as StorageError where error.isDamage {
      // Damage that was met while the input was written to a file.
      return refused(looked, file, error.code == .truncated ? .streamTruncated : .streamCorrupt, error.message)
    }
  }

  private func reader(of looked: LookedInput, file: String, isMember: Bool) throws -> OpenedInput {
    var looked = looked
    if isMember, givesBeginnings {
      let reader = BeginningReader(cursor: InputCursor(input: looked.input, file: file))
      return OpenedInput(input: nil, content: looked.content, kind: looked.kind, reader: reader)
    }
    switch looked.content {
    case .tar where !isMember:
      let reader = TarReader(input: looked.input, file: file, opening: self)
      return OpenedInput(input: looked.input, content: .tar, kind: looked.kind, reader: reader)
    case .zip where !isMember:
      let path = try looked.keptPath(scratchFolder)
      return OpenedInput(
        input: nil, content: .zip, kind: looked.kind, reader: try ZipReader(path: path, file: file, opening: self),
        kept: looked.kept)
    case .tar, .zip:
      return refused(looked, file, .nestedArchive, "an archive inside of an archive is not entered")
    case .parquet where !isKindKnown || configuration.kind == .parquet:
      let path = try looked.keptPath(scratchFolder)
      let reader = try ParquetReader(
        path: path, file: file, mapping: configuration.table, turns: configuration.jsonLines.turns,
        maximumRowByteCount: configuration.csv.maximumRowByteCount)
      return OpenedInput(input: nil, content: .parquet, kind: .parquet, reader: reader, kept: looked.kept)
    case .postgreSQLArchive where !isKindKnown || [.postgreSQL, .sql].contains(configuration.kind):
      looked = try converted(looked, kind: .postgreSQL)
    case .sqliteDatabase where !isKindKnown || [.sqliteDump, .sql].contains(configuration.kind):
      looked = try converted(looked, kind: .sqliteDump)
    case .parquet, .postgreSQLArchive, .sqliteDatabase:
      return refused(
        looked, file, .otherFormat, "\(looked.content.noun), which format '\(configuration.kind.rawValue)' is not")
    case .records:
      if let problem = looked.problem { return refused(looked, file, .otherFormat, problem) }
      if looked.kind == .parquet { return refused(looked, file, .otherFormat, "this is no Parquet file") }
    }
    var configuration = configuration
    configuration.kind = looked.kind
    if !isKindKnown, let adapt {
      looked.input.withBuffer { adapt(&configuration, $0, isMember) }
    }
    var reader = try configuration.makeReader(input: looked.input, file: file)
    if isMember, !isKindKnown { reader = TextlessMember(reader, input: looked.input, file: file) }
    return OpenedInput(
      input: looked.content == .records ? looked.input : nil, content: looked.content, kind: looked.kind,
      reader: reader,
      configuration: configuration, kept: looked.kept)
  }

  /// The text that stands for a database or a dump in a binary format.
  public func converted(_ looked: LookedInput, kind: ReaderConfiguration.Kind) throws -> LookedInput {
    var looked = looked
    let path = try looked.keptPath(scratchFolder)
    looked.input = try ConvertedInput.open(looked.content, path: path, table: configuration.table.table)
    looked.kind = kind
    return looked
  }

  private func refused(
    _ looked: LookedInput, _ file: String, _ reason: QuarantineReason, _ message: String
  ) -> OpenedInput {
    OpenedInput(
      input: looked.input, content: looked.content, kind: looked.kind,
      reader: RefusedInput(input: looked.input, file: file, reason: reason, message: message))
  }
}

/// An input of which the beginning has been seen.
public struct LookedInput {
  /// The decompressed bytes; of converted inputs the text that stands for them.
  public internal(set) var input: ByteInput
  public let content: InputContent
  /// The configured kind, or the one that the content shows.
  public internal(set) var kind: ReaderConfiguration.Kind
  /// The path under which these bytes are a whole file.
  private(set) var path: String?
  private(set) var kept: SpooledFile?
  /// What is wrong with an input that is plainly something else than records, and what to do; nil where nothing is.
  public let problem: String?

  init(input: ByteInput, content: InputContent, kind: ReaderConfiguration.Kind, path: String?, problem: String? = nil) {
    self.input = input
    self.problem = problem
    self.content = content
    self.kind = kind
    self.path = path
  }

  /// The path of a file with these bytes; they are written to one in `folder` where there is none.
  public mutating func keptPath(_ folder: String) throws(StorageError) -> String {
    if let path { return Path.absolute(path) }
    let file = try SpooledFile(input, folder: folder)
    kept = file
    path = file.path
    return file.path
  }
}

/// An input that is being read.
public struct OpenedInput: RecordReader {
  public let content: InputContent
  /// The options it is read with; nil for archives and tables of other programs.
  public let configuration: ReaderConfiguration?
  private let input: ByteInput?
  private let firstKind: ReaderConfiguration.Kind
  private var reader: any RecordReader
  private let kept: SpooledFile?

  init(
    input: ByteInput?, content: InputContent, kind: ReaderConfiguration.Kind, reader: any RecordReader,
    configuration: ReaderConfiguration? = nil, kept: SpooledFile? = nil
  ) {
    self.input = input
    self.content = content
    firstKind = kind
    self.reader = reader
    self.configuration = configuration
    self.kept = kept
  }

  /// The kind of what is being read: of an archive, of the member that the last event was about.
  public var kind: ReaderConfiguration.Kind { (reader as? any ArchiveReader)?.memberKind ?? firstKind }

  /// Bytes of the stored input that have been read, about; 0 where a program reads them.
  public var storedOffset: Int { input?.storedOffset ?? (reader as? any ArchiveReader)?.storedOffset ?? 0 }

  /// True when the bytes of the input are compressed.
  public var isCompressed: Bool { input.map { $0.compression != .none } ?? true }

  public mutating func next() throws -> ReadEvent? { try reader.next() }

  /// What another reader needs to go on behind the last event; nil where nobody could: inside of archives and of what
  /// other programs write.
  public func state() -> ReaderState? {
    guard content == .records, var resumable = reader as? any ResumableReader else { return nil }
    return resumable.state()
  }
}

/// A reader of an archive's members.
protocol ArchiveReader: RecordReader {
  var memberKind: ReaderConfiguration.Kind? { get }
  var storedOffset: Int { get }
}

/// An input that is not read: one entry over all its bytes.
struct RefusedInput: RecordReader {
  private var cursor: InputCursor
  private let reason: QuarantineReason
  private let message: String
  private var isFinished = false

  init(input: ByteInput, file: String, reason: QuarantineReason, message: String) {
    cursor = InputCursor(input: input, file: file)
    self.reason = reason
    self.message = message
  }

  mutating func next() throws -> ReadEvent? {
    if isFinished { return nil }
    isFinished = true
    while try cursor.more() { cursor.head = cursor.tail }
    return cursor.quarantined(reason, message, row: 0)
  }
}

extension BinaryFormat {
  /// What to do with such a file.
  fileprivate var advice: String {
    switch family {
    case .archive: "unpack it, or make a tar or zip archive of what it holds"
    case .compressed: "decompress it first; gzip, zstd, bzip2 and xz are read, once around a file"
    case .document: "turn it into HTML or text first"
    case .data: "turn it into Parquet, CSV or JSON Lines first"
    case .media, .program: "leave it out"
    }
  }
}

extension InputContent {
  fileprivate var noun: String {
    switch self {
    case .parquet: "a Parquet file"
    case .postgreSQLArchive: "a PostgreSQL dump in custom format"
    case .sqliteDatabase: "an SQLite database"
    case .tar, .zip: "an archive"
    case .records: "text"
    }
  }
}
