// Records that are text already, and records that are none.

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

/// Formats that are sent under a text's media type by mistake.
enum BinaryFormat {
  /// First bytes in hexadecimal digits: PDF, PNG, JPEG, GIF, ZIP, gzip, zstd, ELF, OLE, RAR, WOFF, MP3, Ogg, WebAssembly.
  private static let signatures: [[UInt8]] = {
    let list: String =
      "255044462d 89504e470d0a ffd8ff 474946383961 474946383761 504b0304 1f8b08 28b52ffd 7f454c46 d0cf11e0a1b1 "
      + "526172211a 774f4646 774f4632 494433 4f676753 0061736d"
    return list.split(separator: " ").map { digits in
      var bytes: [UInt8] = []
      var rest = digits
      while let value = UInt8(rest.prefix(2), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      }
      return bytes
    }
  }()

  static func isRecognised(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    signatures.contains { signature in bytes.starts(with: signature) }
  }
}
