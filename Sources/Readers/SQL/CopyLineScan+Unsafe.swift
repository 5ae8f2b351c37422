// The hot loop of PostgreSQL's COPY: one whole line with the escapes that `pg_dump` writes.

/// Scans lines of COPY's text format that lie in the window as a whole; lines with rarer escapes are left to
/// `SQLScanner.copiedRow`, which knows all of them and reads cells of any length.
enum CopyLineScan {
  /// Scans the line at `bytes`, and leaves its cells in `row`.
  ///
  /// - Returns: the number of bytes up to and with the line feed; nil for a line of another kind.
  static func scan(_ bytes: UnsafePointer<UInt8>, count: Int, into row: inout RowBuffer) -> Int? {
    // SAFETY: every index that is believed is below `count`; words may reach into the window's overhang. A cell is no
    // longer than what it is made of, so `count` bytes, and a word more, are room enough for all of them.
    row.removeAll()
    row.reserve(byteCount: count + 16, cellCount: 16)
    var writer = CellWriter(row)
    var index = 0
    var kind = CellKind.text
    var start = 0
    while index < count {
      let word = load(bytes, index)
      let marks =
        matches(word, repeated(UInt8(ascii: "\t"))) | matches(word, repeated(UInt8(ascii: "\n")))
        | matches(word, repeated(UInt8(ascii: "\\")))
      let plain = marks == 0 ? 8 : marks.trailingZeroBitCount >> 3
      writer.append(word, plain)
      index += plain
      if marks == 0 { continue }
      guard index < count else { return nil }
      let mark = bytes[index]
      if mark == UInt8(ascii: "\\") {
        guard index + 2 < count else { return nil }
        let escaped = bytes[index + 1]
        let isCellEnd = bytes[index + 2] == UInt8(ascii: "\t") || bytes[index + 2] == UInt8(ascii: "\n")
        if escaped == UInt8(ascii: "N"), index == start, isCellEnd {
          kind = .null
        } else {
          guard let byte = unescaped(escaped) else { return nil }
          writer.append(byte)
        }
        index += 2
        continue
      }
      index += 1
      if mark == UInt8(ascii: "\n"), index > 1, bytes[index - 2] == UInt8(ascii: "\r") { return nil }
      guard writer.endCell(kind) else {
        // Room for the rows that follow.
        row.reserve(byteCount: 0, cellCount: min(writer.cellCapacity * 2, 1 << 16))
        return nil
      }
      if mark == UInt8(ascii: "\n") {
        row.setCounts(byteCount: writer.end, count: writer.count)
        return index
      }
      kind = .text
      start = index
    }
    return nil
  }

  /// What the byte behind a backslash stands for; nil where more bytes belong to it, or where it ends the data.
  @inline(__always)
  private static func unescaped(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "n"): 0x0a
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "r"): 0x0d
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0c
    case UInt8(ascii: "v"): 0x0b
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "x"), UInt8(ascii: "."): nil
    default: byte
    }
  }
}
