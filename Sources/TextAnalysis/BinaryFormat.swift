// Formats that are no text, told from their first bytes.

/// A format whose files are no text, and are neither decompressed nor entered here.
public struct BinaryFormat: Sendable, Equatable {
  /// What a user may do about a file.
  public enum Family: Sendable {
    case archive, compressed, document, media, program, data
  }

  /// Such as `a PDF document`.
  public let name: String
  public let family: Family
  private let signature: [UInt8]
  /// Where the signature stands.
  private let offset: Int

  /// - Parameter signature: in hexadecimal digits.
  private init(_ name: String, _ family: Family, _ signature: String, at offset: Int = 0) {
    self.name = name
    self.family = family
    self.offset = offset
    var bytes: [UInt8] = []
    var rest = signature[...]
    while let value = UInt8(rest.prefix(2), radix: 16) {
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    self.signature = bytes
  }

  private static let known: [BinaryFormat] = [
    BinaryFormat("a PDF document", .document, "255044462d"),
    BinaryFormat("a Microsoft Office document", .document, "d0cf11e0a1b11ae1"),
    BinaryFormat("a DjVu document", .document, "41542654464f524d"),
    BinaryFormat("a PNG image", .media, "89504e470d0a"), BinaryFormat("a JPEG image", .media, "ffd8ff"),
    BinaryFormat("a GIF image", .media, "474946383961"), BinaryFormat("a GIF image", .media, "474946383761"),
    BinaryFormat("a TIFF image", .media, "49492a00"), BinaryFormat("a TIFF image", .media, "4d4d002a"),
    BinaryFormat("a WebP image", .media, "57454250", at: 8), BinaryFormat("a WAV recording", .media, "57415645", at: 8),
    BinaryFormat("an MPEG-4 file", .media, "66747970", at: 4), BinaryFormat("a FLAC recording", .media, "664c6143"),
    BinaryFormat("an MP3 recording", .media, "49443302"), BinaryFormat("an MP3 recording", .media, "49443303"),
    BinaryFormat("an MP3 recording", .media, "49443304"), BinaryFormat("an Ogg file", .media, "4f67675300"),
    BinaryFormat("a Matroska file", .media, "1a45dfa3"),
    BinaryFormat("a WOFF font", .media, "774f4646"), BinaryFormat("a WOFF font", .media, "774f4632"),
    BinaryFormat("a zip archive", .archive, "504b0304"), BinaryFormat("a RAR archive", .archive, "526172211a07"),
    BinaryFormat("a 7z archive", .archive, "377abcaf271c"),
    BinaryFormat("gzip data", .compressed, "1f8b08"), BinaryFormat("zstd data", .compressed, "28b52ffd"),
    BinaryFormat("xz data", .compressed, "fd377a585a00"), BinaryFormat("lz4 data", .compressed, "04224d18"),
    BinaryFormat("lz4 data", .compressed, "02214c18"), BinaryFormat("lzip data", .compressed, "4c5a495001"),
    BinaryFormat("lzop data", .compressed, "894c5a4f000d0a1a0a"), BinaryFormat("compress data", .compressed, "1f9d90"),
    BinaryFormat("Snappy data", .compressed, "ff060000734e61507059"),
    BinaryFormat("an ELF program", .program, "7f454c46"), BinaryFormat("a WebAssembly program", .program, "0061736d"),
    BinaryFormat("a Java class", .program, "cafebabe"), BinaryFormat("a Mach-O program", .program, "cffaedfe"),
    BinaryFormat("an AppleDouble file", .data, "00051607"),
    BinaryFormat("an Avro file", .data, "4f626a01"), BinaryFormat("an Arrow file", .data, "4152524f57310000"),
    BinaryFormat("an HDF5 file", .data, "894844460d0a1a0a"), BinaryFormat("a NumPy array", .data, "934e554d5059"),
  ]

  /// The format of a file; nil where it may be text.
  ///
  /// - Parameter bytes: the beginning, best 16 bytes or more.
  public static func recognise(_ bytes: UnsafeBufferPointer<UInt8>) -> BinaryFormat? {
    known.first { format in
      guard bytes.count >= format.offset + format.signature.count else { return false }
      // What stands before a signature inside of a file tells of its length.
      let isPlain = format.offset != 8 || bytes.starts(with: "RIFF".utf8)
      return isPlain && (format.offset != 4 || bytes[0] == 0)
        && bytes[format.offset...].starts(with: format.signature)
    }
  }

  /// True for bytes that are characters in no encoding in use: too many are NUL or controls that texts do not have.
  ///
  /// Controls that separate fields or steer printers (Hive's, the separators of ASCII, backspace, escape, shifts of
  /// ISO 2022) count as text, and bytes that are UTF-8 may hold many others.
  public static func looksBinary(_ sample: UnsafeBufferPointer<UInt8>) -> Bool {
    var zeros = 0
    var controls = 0
    for byte in sample where byte < 0x1b {
      if byte == 0 { zeros += 1 }
      if (4...7).contains(byte) || byte >= 0x0e { controls += 1 }
    }
    guard zeros + controls >= 8 else { return false }
    let isMarked = sample.starts(with: [0xff, 0xfe]) || sample.starts(with: [0xfe, 0xff])
    if isMarked || EncodingGuess.utf16ByNULs(sample) != nil { return false }
    return zeros * 10 > sample.count * 3
      || ((zeros + controls) * 25 >= sample.count && !EncodingGuess.isMostlyUTF8(sample))
  }
}
