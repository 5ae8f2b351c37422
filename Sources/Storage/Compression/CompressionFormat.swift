// Which compressions are read, and how they are recognised.

/// How a stream is stored. Recognised by its first bytes, never by the file's name alone.
public enum CompressionFormat: String, Sendable, CaseIterable {
  case none, gzip, zstd, bzip2, xz

  /// Bytes needed to recognise any format.
  static let magicByteCount = 6

  /// The format whose members begin like these bytes.
  public static func detect(_ prefix: UnsafeRawBufferPointer) -> CompressionFormat {
    for format in [CompressionFormat.gzip, .zstd, .bzip2, .xz] where format.matchesStart(prefix) == .yes {
      return format
    }
    return .none
  }

  /// Whether more bytes could still show a format.
  static func isUndecided(_ prefix: UnsafeRawBufferPointer) -> Bool {
    let matches = [CompressionFormat.gzip, .zstd, .bzip2, .xz].map { $0.matchesStart(prefix) }
    return !matches.contains(.yes) && matches.contains(.soFar)
  }

  /// The format of a file so short that its name must help: the bytes are the beginning of a magic number.
  static func detectTruncated(_ prefix: UnsafeRawBufferPointer, name: String) -> CompressionFormat {
    if prefix.isEmpty { return .none }
    for format in [CompressionFormat.gzip, .zstd, .bzip2, .xz] where format.matchesStart(prefix) == .soFar {
      if format.fileNameSuffixes.contains(where: { name.hasSuffix($0) }) { return format }
    }
    return .none
  }

  enum Match { case yes, soFar, no }

  /// Whether bytes are the start of a member: `soFar` when there are too few of them to tell.
  func matchesStart(_ bytes: UnsafeRawBufferPointer) -> Match {
    switch self {
    case .none: return .no
    case .gzip: return Self.compare(bytes, [0x1f, 0x8b, 0x08])
    case .bzip2:
      let match = Self.compare(bytes, [0x42, 0x5a, 0x68])
      guard match == .yes else { return match }
      guard bytes.count > 3 else { return .soFar }
      return (0x31...0x39).contains(bytes[3]) ? .yes : .no
    case .xz: return Self.compare(bytes, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])
    case .zstd:
      let frame = Self.compare(bytes, [0x28, 0xb5, 0x2f, 0xfd])
      if frame != .no { return frame }
      guard let first = bytes.first, first & 0xf0 == 0x50 else { return .no }
      return Self.compare(UnsafeRawBufferPointer(rebasing: bytes.dropFirst()), [0x2a, 0x4d, 0x18])
    }
  }

  private static func compare(_ bytes: UnsafeRawBufferPointer, _ magic: [UInt8]) -> Match {
    let count = min(magic.count, bytes.count)
    for index in 0..<count where bytes[index] != magic[index] { return .no }
    return count == magic.count ? .yes : .soFar
  }

  private var fileNameSuffixes: [String] {
    switch self {
    case .none: []
    case .gzip: [".gz", ".tgz"]
    case .zstd: [".zst", ".zstd"]
    case .bzip2: [".bz2"]
    case .xz: [".xz"]
    }
  }
}

/// What hostile or damaged compressed input may cost. Every limit counts bytes; a passed limit is an error that
/// names it.
public struct DecompressionLimits: Sendable, Equatable {
  /// Most bytes that one input may decompress to.
  public var maximumByteCount: Int
  /// Most bytes out for one byte in, of one member (or frame) and of the whole input.
  public var maximumRatio: Int
  /// The ratio is not looked at before this many bytes have come out.
  public var ratioFloorByteCount: Int
  /// Largest window that a zstd frame may ask for, as a power of two (27 is 128 MiB; `zstd --long=31` needs 31).
  public var maximumZstdWindowLog: Int
  /// Most memory, in bytes, that an xz stream may ask for.
  public var maximumXZMemoryByteCount: Int

  public init(
    maximumByteCount: Int = 1 << 44, maximumRatio: Int = 500, ratioFloorByteCount: Int = 64 << 20,
    maximumZstdWindowLog: Int = 27, maximumXZMemoryByteCount: Int = 256 << 20
  ) {
    self.maximumByteCount = maximumByteCount
    self.maximumRatio = maximumRatio
    self.ratioFloorByteCount = ratioFloorByteCount
    self.maximumZstdWindowLog = maximumZstdWindowLog
    self.maximumXZMemoryByteCount = maximumXZMemoryByteCount
  }

  /// 16 TiB, 500 : 1 from 64 MiB on, 128 MiB of zstd window, 256 MiB for xz.
  public static let standard = DecompressionLimits()
}
