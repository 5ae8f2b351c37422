// sluice shards trace: one token of a shard, followed back to the bytes of the dump.

import Auditing
import Corpus
import Readers
import Storage
import TokenShards
import Tokenization

/// What is known of one token of a shard.
public struct TokenTrace: Sendable, Codable {
  /// The token's row, and where in it the token stands.
  public struct Row: Sendable, Codable {
    public let number: Int
    public let place: Int
    public let tokenCount: Int
    public let source: String
  }

  /// The document that the token belongs to.
  public struct Owner: Sendable, Codable {
    public let id: String
    /// Place in the document's sequence, the ids around the document included.
    public let place: Int
    /// Stretch of the sequence that stands in this row.
    public let first: Int
    public let count: Int
    /// True for the end-of-document id, which is no part of the text.
    public let isEndOfDocument: Bool
    /// True for the beginning-of-document id, which is none either.
    public let isBeginningOfDocument: Bool
    /// Offset in bytes of the token in the document's refined text; nil where that is not at hand.
    public var textOffset: Int?
    /// Text around the token, escaped: before it, it, behind it.
    public var context: [String]?
  }

  /// Where the document was read.
  public struct Place: Sendable, Codable {
    public let file: String
    /// The file on this machine; nil when the plan lists no such file.
    public let path: String?
    /// Offset in bytes in the decompressed file.
    public let offset: Int
    public let byteCount: Int
    public let row: Int
    public let url: String?
    /// The record's first bytes, escaped; nil when the file cannot be read.
    public var record: String?
    /// Why there is no record.
    public var problem: String?
  }

  public let file: String
  public let token: Int
  /// Offset in bytes of the token in its shard; in the uncompressed shard where that is compressed.
  public let byteOffset: Int
  public let id: UInt32
  /// The token's bytes as text, escaped; nil when the tokenizer is not at hand.
  public let text: String?
  /// The row, or the document of shards that hold whole documents.
  public let row: Row
  /// Nil for padding.
  public var document: Owner?
  public var origin: Place?
  /// Why the trace ends where it does; nil when it reaches the dump.
  public var note: String?

  public func json() throws -> String { String(decoding: try RunJSON.encode(self), as: UTF8.self) }

  public func report() -> String {
    var lines = [
      ("token", "\(Figures.count(token)) of \(file), byte \(Figures.count(byteOffset))"),
      ("id", "\(id)" + (text.map { "  “\($0)”" } ?? "")),
      ("row", "\(Figures.count(row.number)), token \(row.place) of its \(row.tokenCount)"),
      ("source", TerminalText.escape(row.source)),
    ]
    if let document {
      lines.append(("document", document.id))
      let place =
        document.isEndOfDocument
        ? "the end-of-document id"
        : document.isBeginningOfDocument
          ? "the beginning-of-document id" : "token \(Figures.count(document.place))"
      lines.append(
        (
          "",
          "\(place) of its sequence; tokens \(document.first) to \(document.first + document.count) stand in this row"
        ))
      if let offset = document.textOffset { lines.append(("", "byte \(Figures.count(offset)) of its text")) }
      if let context = document.context { lines.append(("text", "…" + context.joined(separator: "│") + "…")) }
    }
    if let origin {
      lines.append(
        (
          "from",
          "\(TerminalText.escape(origin.file)), byte \(Figures.count(origin.offset)), "
            + "\(Figures.count(origin.byteCount)) bytes, row \(Figures.count(origin.row))"
        ))
      if let url = origin.url { lines.append(("url", TerminalText.escape(url))) }
      if let path = origin.path { lines.append(("file", TerminalText.escape(path))) }
      if let record = origin.record { lines.append(("record", record)) }
      if let problem = origin.problem { lines.append(("record", problem)) }
    }
    if let note { lines.append(("note", note)) }
    return lines.map { $0.0 + String(repeating: " ", count: 10 - $0.0.utf8.count) + $0.1 + "\n" }.joined()
  }
}

/// Follows tokens.
public struct TokenTraceCall: Sendable {
  private let file: String
  private let token: Int
  /// The run directory; nil to look for it above the shard.
  public var runDirectory: String?
  /// The tokenizer; nil to look for it near the shard.
  public var tokenizer: String?

  /// Bytes of a record that are shown.
  private static let recordByteCount = 240
  /// Bytes of text shown on each side of the token.
  private static let contextByteCount = 48

  /// - Parameter place: `FILE:TOKEN`, the token counted from 0 in the file.
  /// - Throws: `RunError.usage` when it is none.
  public init(place: String) throws {
    guard let colon = place.lastIndex(of: ":"), let token = Int(place[place.index(after: colon)...]), token >= 0,
      colon > place.startIndex
    else { throw RunError(.usage, "'\(place)': give a shard and the number of a token in it, such as 000000.bin:4711") }
    file = String(place[..<colon])
    self.token = token
  }

  /// Follows the token as far as what is at hand leads.
  ///
  /// - Throws: `RunError.usage` for a token that the file does not have, `RunError.noInput` for a file that belongs to
  ///   no manifest; `ShardError`, `StorageError`.
  public func run() throws -> TokenTrace {
    let path = Path.absolute(file)
    let folder = try ShardFolder(Path.parent(Path.parent(path)), run: runDirectory)
    let name = Path.relative(path, to: folder.path)
    let shards = DatasetSplit.allCases.flatMap { folder.manifest.shards($0) }
    guard let shard = shards.first(where: { $0.tokens.path == name }) else {
      throw RunError(
        .usage, "\(file) is no shard of \(folder.path); its first is \(shards.first?.tokens.path ?? "not there")")
    }
    let (reader, spans) = try ShardSet.open(shard, folder.manifest, folder: folder.path)
    guard token < reader.tokenCount else {
      throw RunError(.usage, "\(file) has the tokens 0 to \(reader.tokenCount - 1), not \(token)")
    }
    let place = reader.place(ofToken: token)
    let id = reader.tokens(ofItem: place.item, place.place..<place.place + 1)
    let tokenizer = try tokenizer(folder)
    let row = TokenTrace.Row(
      number: place.item, place: place.place, tokenCount: reader.item(place.item).tokenCount,
      source: folder.manifest.sources[spans.source(ofRow: place.item)].name)
    var trace = TokenTrace(
      file: file, token: token, byteOffset: reader.byteOffset(ofItem: place.item, token: place.place), id: id[0],
      text: tokenizer.map {
        TerminalText.escape(id[0] < $0.vocabularySize ? $0.bytes(of: id[0]) : [], keepsLines: false)
      }, row: row)
    let pieces = spans.pieces(ofRow: place.item)
    let packed = try RowDecoder(folder.manifest).decode(place.item, of: reader, pieces)
    if let inRow = packed.places[place.place] {
      try follow(&trace, inRow, packed, pieces, folder, tokenizer)
    } else {
      trace.note = "padding or an id of the objective: it belongs to no document"
    }
    return trace
  }

  private func tokenizer(_ folder: ShardFolder) throws -> Tokenizer? {
    do {
      return try folder.tokenizer(tokenizer)
    } catch let error as RunError where error.code == .noInput {
      return nil
    }
  }

  /// From the row's pieces to the document, and on to its origin.
  private func follow(
    _ trace: inout TokenTrace, _ inRow: Int, _ packed: PackedRow, _ pieces: [RowPiece], _ folder: ShardFolder,
    _ tokenizer: Tokenizer?
  ) throws {
    var start = 0
    guard
      let piece = pieces.first(where: { piece in
        if inRow < start + piece.tokenCount { return true }
        start += piece.tokenCount
        return false
      }), let text = folder.manifest.text(of: piece, packed.tokens[start..<start + piece.tokenCount])
    else {
      trace.note = "the spans name no document for this token"
      return
    }
    guard let inText = text.order.firstIndex(of: inRow - start) else {
      trace.note = "an id of the objective: it marks a part of document \(piece.document)"
      return
    }
    let marks = folder.manifest.marks
    let place = text.first + inText
    var owner = TokenTrace.Owner(
      id: piece.document.description, place: place, first: text.first, count: text.order.count,
      isEndOfDocument: packed.tokens[inRow] == marks.end.id,
      isBeginningOfDocument: packed.tokens[inRow] == marks.beginning)
    defer { trace.document = owner }
    guard let run = folder.run else {
      if let origin = try folder.companionFolders.compactMap({
        try PackedDocuments.origin(of: piece.document, in: $0)
      }).first {
        trace.origin = Self.place(
          of: origin, path: origin.file == "-" ? nil : origin.file, in: .file(origin.file),
          InputOpening(ReaderConfiguration(kind: .text)))
      } else {
        trace.note = "the shard lies in no run directory; name the run with --run to follow the document"
      }
      return
    }
    let plan = try run.readPlan()
    if let tokenizer, let refined = try document(piece.document, .refine, run, plan) {
      locate(&owner, refined, place - (marks.front == nil ? 0 : 1), tokenizer)
    }
    guard let document = try document(piece.document, .extract, run, plan) else {
      trace.note = "the run has no document shard with this document; another plan made it"
      return
    }
    trace.origin = try origin(of: document, plan)
  }

  private func document(
    _ id: DocumentID, _ kind: StageKind, _ run: RunDirectory, _ plan: Plan
  ) throws -> Document? {
    guard let stage = plan.stage(kind), FileSystem.exists(run.sealPath(of: stage)) else { return nil }
    return try run.document(with: id, of: stage, run.records(of: stage))
  }

  /// Finds the token in the document's text by encoding it again.
  private func locate(
    _ owner: inout TokenTrace.Owner, _ document: Document, _ place: Int, _ tokenizer: Tokenizer
  ) {
    var ids: [UInt32] = []
    document.text.withUnsafeBufferPointer { tokenizer.encode($0, into: &ids, using: Tokenizer.Workspace()) }
    guard !owner.isEndOfDocument, !owner.isBeginningOfDocument, ids.indices.contains(place) else { return }
    let before = tokenizer.decode(Array(ids[..<place]))
    let after = ids[(place + 1)...].prefix(Self.contextByteCount).flatMap(tokenizer.bytes)
    // A tokenizer that forgets white space cannot say how far into the text it is.
    if tokenizer.decodedText(of: document.text) != nil { owner.textOffset = before.count }
    owner.context = [
      TerminalText.escape(
        before.suffix(Self.contextByteCount).drop(while: { $0 & 0xc0 == 0x80 }), keepsLines: false),
      TerminalText.escape(tokenizer.bytes(of: ids[place]), keepsLines: false),
      TerminalText.escape(Self.wholeCharacters(after.prefix(Self.contextByteCount)), keepsLines: false),
    ]
  }

  /// The bytes without a character that is cut off at their end.
  private static func wholeCharacters(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let lead = bytes.lastIndex(where: { $0 & 0xc0 != 0x80 }), bytes[lead] >= 0xc0 else { return bytes }
    let length = bytes[lead] >= 0xf0 ? 4 : bytes[lead] >= 0xe0 ? 3 : 2
    return bytes.endIndex - lead < length ? bytes[..<lead] : bytes
  }

  private func origin(of document: Document, _ plan: Plan) throws -> TokenTrace.Place {
    let files = plan.listing.first { $0.source == document.source }?.files
    let name = document.origin.file
    // A member of an archive has the archive's name in front of its own.
    let file = files?.first { $0.name == name } ?? files?.first { name.hasPrefix($0.name + "!") }
    guard let file, let source = plan.configuration.sources.first(where: { $0.name == document.source }) else {
      return Self.place(of: document.origin, path: nil, in: .standardInput, InputOpening(.init(kind: .text)))
    }
    return Self.place(
      of: document.origin, path: file.path, in: try source.location(of: file),
      source.opening(limits: plan.configuration.limits, scratchFolder: SpooledFile.usualFolder), name: file.name)
  }

  /// An origin with the record's first bytes.
  private static func place(
    of origin: Origin, path: String?, in location: InputLocation, _ opening: InputOpening, name: String? = nil
  ) -> TokenTrace.Place {
    var place = TokenTrace.Place(
      file: origin.file, path: path, offset: origin.offset, byteCount: origin.byteCount, row: origin.row,
      url: origin.url)
    guard path != nil else {
      place.problem = "cannot be read: it came through standard input, or the plan lists no such file"
      return place
    }
    do {
      let bytes = try opening.bytes(of: origin, in: location, file: name ?? origin.file, limit: recordByteCount)
      place.record = TerminalText.escape(wholeCharacters(bytes[...]), keepsLines: false)
    } catch {
      place.problem = "cannot be read any more: \(error)"
    }
    return place
  }
}
