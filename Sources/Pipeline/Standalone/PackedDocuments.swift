// Where packed documents came from: a list beside shards that belong to no run.

import Corpus
import Storage

/// `documents.jsonl.zst`, a line for each document that `sluice pack` has packed, in the order of the inputs:
/// `{"document","id","file","offset","bytes","row"}`.
enum PackedDocuments {
  static let fileName = "documents.jsonl.zst"

  /// The name of an input in the list.
  static func name(of file: String) -> String { file == "-" ? "-" : Path.absolute(file) }

  /// - Parameter file: the name of the line's input, which many lines share.
  static func appendLine(_ line: borrowing LineDocument, of file: String, to output: inout [UInt8]) {
    let origin = line.document.origin
    output += prefix(of: line.document.id)
    JSONText.appendRaw(",\"id\":", to: &output)
    JSONText.appendString(line.name, to: &output)
    JSONText.appendRaw(",\"file\":", to: &output)
    JSONText.appendString(file, to: &output)
    for (key, value) in [("offset", origin.offset), ("bytes", origin.byteCount), ("row", origin.row)] {
      output.append(UInt8(ascii: ","))
      JSONText.appendKey(key, to: &output)
      JSONText.append(value, to: &output)
    }
    JSONText.appendRaw("}\n", to: &output)
  }

  /// The origin of a document by a scan of the list; nil when there is no list or it does not name the document.
  static func origin(of id: DocumentID, in folder: String) throws -> Origin? {
    let path = Path.join(folder, fileName)
    guard FileSystem.exists(path) else { return nil }
    var input = try LineInput([path], options: LineInputOptions())
    let wanted = prefix(of: id)
    while let batch = try input.next() {
      for line in batch.bytes.split(separator: 0x0a) where line.starts(with: wanted) {
        guard let json = try? JSONValue(parsing: Array(line)), let file = json["file"]?.string,
          let offset = json["offset"]?.int, let byteCount = json["bytes"]?.int, let row = json["row"]?.int
        else { throw RunError(.badData, "\(path): the line of document \(id) is damaged") }
        return Origin(file: file, offset: offset, byteCount: byteCount, row: row)
      }
    }
    return nil
  }

  private static func prefix(of id: DocumentID) -> [UInt8] {
    Array("{\"document\":\"".utf8) + Array(id.description.utf8) + [UInt8(ascii: "\"")]
  }
}
