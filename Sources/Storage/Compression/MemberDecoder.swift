// One interface over the decompression libraries.

import CDynamic

/// What one step of a decoder did.
struct DecodeStep {
  enum Status {
    /// Went on; needs more input or more room.
    case progress
    /// The member, its checksum included, ends at the bytes consumed.
    case memberEnd
    /// The bytes do not decode.
    case damaged(String)
    /// The member asks for more than a limit allows; the sentence names it.
    case overLimit(String)
  }

  var consumed: Int
  var produced: Int
  var status: Status
}

/// Decodes members (gzip members, zstd frames, bzip2 and xz streams) one after the other.
protocol MemberDecoder: AnyObject {
  /// Makes ready for the next member.
  func begin() throws(StorageError)
  /// Decodes some of `input` into `output`; `output` is not empty.
  func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodeStep
}

extension CompressionFormat {
  /// A decoder for members of this format, which is not `none`.
  ///
  /// - Throws: `libraryMissing` with the package to install.
  func makeDecoder(path: String, limits: DecompressionLimits) throws(StorageError) -> any MemberDecoder {
    switch self {
    case .zstd: try ZstdMemberDecoder(path: path, limits: limits)
    default: try LibraryMemberDecoder(format: self, path: path, limits: limits)
    }
  }
}

/// gzip, bzip2 and xz through libraries that are opened when first needed.
final class LibraryMemberDecoder: MemberDecoder {
  private let decoder: OpaquePointer
  private let path: String
  private let limits: DecompressionLimits

  /// What a library decodes: members of files, or the bare deflate of zip archives.
  enum Kind {
    case gzip, bzip2, xz, deflate
  }

  convenience init(format: CompressionFormat, path: String, limits: DecompressionLimits) throws(StorageError) {
    let kind: Kind =
      switch format {
      case .bzip2: .bzip2
      case .xz: .xz
      default: .gzip
      }
    try self.init(kind, path: path, limits: limits)
  }

  init(_ format: Kind, path: String, limits: DecompressionLimits) throws(StorageError) {
    let (number, library, package) =
      switch format {
      case .gzip: (SLUICE_DECODER_GZIP, "libz.so.1", "zlib1g")
      case .deflate: (SLUICE_DECODER_DEFLATE, "libz.so.1", "zlib1g")
      case .bzip2: (SLUICE_DECODER_BZIP2, "libbz2.so.1.0", "libbz2-1.0")
      case .xz: (SLUICE_DECODER_XZ, "liblzma.so.5", "liblzma5")
      }
    let kind = Int32(number.rawValue)
    guard sluice_decoder_available(kind) != 0 else {
      throw StorageError(
        .libraryMissing,
        "is compressed with \(format), and \(library) is not installed; install the package \(package)",
        path: path)
    }
    guard let decoder = sluice_decoder_open(kind, UInt64(clamping: limits.maximumXZMemoryByteCount)) else {
      throw StorageError(.inputOutput, "no memory for a \(format) decoder", path: path)
    }
    self.decoder = decoder
    self.path = path
    self.limits = limits
  }

  deinit { sluice_decoder_close(decoder) }

  func begin() throws(StorageError) {
    if sluice_decoder_reset(decoder) != Int32(SLUICE_DECODER_PROGRESS.rawValue) {
      throw StorageError(.inputOutput, "no memory for decompression", path: path)
    }
  }

  func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodeStep {
    var consumed = 0
    var produced = 0
    let status = sluice_decoder_step(
      decoder, input.baseAddress, input.count, &consumed, output.baseAddress, output.count, &produced)
    let meaning: DecodeStep.Status =
      switch UInt32(bitPattern: status) {
      case SLUICE_DECODER_PROGRESS.rawValue: .progress
      case SLUICE_DECODER_MEMBER_END.rawValue: .memberEnd
      case SLUICE_DECODER_MEMORY_LIMIT.rawValue:
        .overLimit(
          "the stream needs more than maximumXZMemoryByteCount = \(limits.maximumXZMemoryByteCount) bytes of memory")
      case SLUICE_DECODER_NO_MEMORY.rawValue: .overLimit("the system gave no memory for decompression")
      default: .damaged(String(cString: sluice_decoder_message(decoder)))
      }
    return DecodeStep(consumed: consumed, produced: produced, status: meaning)
  }
}
