// Records that are text already.

/// Plain text: only what cannot be text goes.
enum PlainText {
  /// Appends `text` with line ends as LF, without NULs and other controls, without white space at the end.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    var end = text.count
    while end > 0, text[end - 1] <= 0x20 { end -= 1 }
    var index = 0
    output.reserveCapacity(output.count + end)
    while index < end {
      let start = index
      while index < end, text[index] >= 0x20 || text[index] == 0x0a || text[index] == 0x09 { index += 1 }
      output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      guard index < end else { return }
      if text[index] == 0x0d, index + 1 >= end || text[index + 1] != 0x0a { output.append(0x0a) }
      if text[index] == 0x0c { output.append(0x0a) }
      index += 1
    }
  }
}
