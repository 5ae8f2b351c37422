// What stages know of a document, written into its JSON line.

import Corpus

/// Sets members of a line's `metadata`; everything else in the line stays as it stands.
enum LineMetadata {
  /// Sets members in the line that ends `lines`, its line end included.
  ///
  /// - Parameter start: where the line begins.
  /// - Returns: false where the line's `metadata` is no object, so that nothing was set.
  static func set(_ members: [String: String], ofLineAt start: Int, in lines: inout [UInt8]) -> Bool {
    let line = Array(lines[start..<(lines.count - 1)])
    var existing: JSONSpan?
    var isEmpty = true
    let isObject: Void? = line.withUnsafeBufferPointer { bytes in
      var scanner = JSONLineScanner(fields: ["metadata"], contentOf: 0)
      guard (try? scanner.scan(bytes)) != nil else { return nil }
      existing = scanner[0]
      isEmpty =
        bytes.dropFirst(bytes.firstIndex(of: UInt8(ascii: "{")).map { $0 + 1 } ?? 0)
        .first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "}")
      return ()
    }
    guard isObject != nil else { return false }
    var object = JSONObject()
    var range: Range<Int>?
    if let existing, existing.kind != .null {
      guard existing.kind == .object, let value = try? JSONValue(parsing: Array(line[existing.start..<existing.end])),
        let members = value.object
      else { return false }
      object = members
    }
    if let existing { range = existing.start..<existing.end }
    for (key, value) in members.sorted(by: { $0.key < $1.key }) { object[key] = .string(value) }
    lines.removeLast(lines.count - start)
    if let range {
      lines += line[..<range.lowerBound]
      JSONValue.object(object).append(to: &lines)
      lines += line[range.upperBound...]
    } else {
      guard let end = line.lastIndex(of: UInt8(ascii: "}")) else { return false }
      lines += line[..<end]
      JSONText.appendRaw(isEmpty ? #""metadata":"# : #","metadata":"#, to: &lines)
      JSONValue.object(object).append(to: &lines)
      lines += line[end...]
    }
    lines.append(0x0a)
    return true
  }
}
