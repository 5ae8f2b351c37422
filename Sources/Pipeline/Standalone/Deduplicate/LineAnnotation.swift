// Members that a line gets which has duplicates.

import Corpus

/// Adds members to JSON objects and leaves everything else in their lines as it stands.
///
/// They stand at the end of the object: `duplicate_cluster` in every line of a cluster, `duplicate_of`,
/// `duplicate_jaccard` and `duplicate_reason` in those of documents that go. Members of these names that a line has
/// already give way.
enum LineAnnotation {
  private static let names: [[UInt8]] = [
    "duplicate_cluster", "duplicate_of", "duplicate_jaccard", "duplicate_reason",
  ].map { Array($0.utf8) }

  /// Appends a line with its additions and its line end.
  ///
  /// - Parameters:
  ///   - line: one JSON object, checked before.
  ///   - additions: members, each with a comma in front.
  static func append(_ line: UnsafeBufferPointer<UInt8>, _ additions: [UInt8], to output: inout [UInt8]) throws {
    guard let start = line.firstIndex(of: UInt8(ascii: "{")), let end = line.lastIndex(of: UInt8(ascii: "}")) else {
      throw JSONError(.notAnObject, at: 0)
    }
    var hasOldMembers = false
    var members: [Range<Int>] = []
    try JSONSpan(kind: .object, start: start, end: end + 1).forEachMember(in: line) { name, value in
      if isOurs(name, in: line) {
        hasOldMembers = true
      } else {
        // The spans of strings leave their quotes out.
        members.append(name.start - 1..<value.end + (value.kind == .string ? 1 : 0))
      }
    }
    if hasOldMembers {
      output.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        output.append(contentsOf: line[member])
      }
    } else {
      output.append(contentsOf: line[..<end])
    }
    output.append(contentsOf: members.isEmpty ? additions.dropFirst() : additions[...])
    output.append(contentsOf: line[end...])
    output.append(0x0a)
  }

  private static func isOurs(_ name: JSONSpan, in line: UnsafeBufferPointer<UInt8>) -> Bool {
    var content: [UInt8] = []
    JSONLineScanner.append(name, of: line, to: &content)
    return names.contains(content)
  }
}
