// sluice shards head: the first rows of a split as text.

import Auditing
import Storage
import TokenShards
import Tokenization

/// Shows rows as a person reads them.
public struct ShardHead {
  private let shards: ShardSet
  private let tokenizer: Tokenizer
  private let split: DatasetSplit
  /// Rows that there are to show.
  public let rowCount: Int

  /// - Parameters:
  ///   - path: a folder of shards, or a run directory.
  ///   - tokenizer: its file; nil to look for it near the shards.
  ///   - rows: the number of rows to show.
  public init(_ path: String, tokenizer: String?, split: DatasetSplit, rows: Int) throws {
    guard rows >= 0 else { throw RunError(.usage, "--rows \(rows): give a number that is not negative") }
    let folder = try ShardFolder(path)
    self.tokenizer = try folder.tokenizer(tokenizer)
    self.split = split
    shards = try ShardSet(folder: folder.path)
    rowCount = min(rows, shards.rowCount(split))
  }

  /// A row: a line on the row, then for each document a line that names it and its text. Control characters of the text
  /// are escaped. Of other objectives it is what was packed, with nothing taken out or hidden.
  ///
  /// - Throws: `ShardError` for a row that is not what its objective makes.
  public func text(ofRow row: Int) throws -> String {
    let manifest = shards.manifest
    let tokens = try shards.packed(row: row, split).tokens
    let pieces = shards.pieces(ofRow: row, split)
    let place = shards.place(of: row, split)
    let room =
      manifest.content == .rows ? manifest.rowTokenCount(of: manifest.shards(split)[place.shard]) : tokens.count
    let used = pieces.reduce(0) { $0 + $1.tokenCount }
    let source = manifest.sources[shards.source(ofRow: row, split)].name
    let item = manifest.content == .rows ? "row" : "document"
    let file = manifest.shards(split)[place.shard].tokens.path
    var text = "━━ \(split.rawValue) \(item) \(row), \(file) \(item) \(place.row), "
    text += "source \(TerminalText.escape(source)): \(used) tokens, \(room - used) of padding\n"
    var start = 0
    for piece in pieces {
      let held = tokens[start..<start + piece.tokenCount]
      start += piece.tokenCount
      let order = manifest.text(of: piece, held)
      text += "── document \(piece.document), \(Self.stretch(piece))"
      text += order?.isRearranged == true ? ", its middle moved to the end\n" : "\n"
      let marks = [manifest.marks.end.id, manifest.beginningOfDocument]
      let body = tokenizer.decode((order?.tokens(held) ?? Array(held)).filter { !marks.contains($0) })
      text += TerminalText.escape(body, keepsLines: true)
      if body.last != UInt8(ascii: "\n") { text += "\n" }
    }
    return text
  }

  private static func stretch(_ piece: RowPiece) -> String {
    piece.first == 0
      ? "its first \(piece.tokenCount) tokens" : "tokens \(piece.first) to \(piece.first + piece.tokenCount)"
  }
}
