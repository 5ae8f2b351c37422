// zstd in one call: one frame from bytes, bytes from one frame.

import CZstd

/// Facts about the zstd library in use.
public enum Zstd {
  /// The library's version, such as "1.5.4"; part of what decides about the bytes of compressed files.
  public static var version: String { String(cString: ZSTD_versionString()) }

  /// Most bytes that a frame of `byteCount` bytes can take.
  public static func boundOfFrame(byteCount: Int) -> Int { ZSTD_compressBound(byteCount) }
}

/// Compresses to single frames, with one reusable context. Used from one thread at a time.
public final class ZstdCompressor {
  private let context: OpaquePointer

  /// - Parameters:
  ///   - level: 1 (fast) to 22; 3 is zstd's own default.
  ///   - checksum: whether frames end with a checksum of their content.
  public init(level: Int32 = 3, checksum: Bool = true) {
    guard let context = ZSTD_createCCtx() else { preconditionFailure("no memory for a zstd context") }
    self.context = context
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, checksum ? 1 : 0)
  }

  deinit { ZSTD_freeCCtx(context) }

  /// Appends exactly one frame, which states its content's size, to `output`.
  ///
  /// - Returns: the frame's size in bytes.
  @discardableResult
  public func compress(_ bytes: UnsafeRawBufferPointer, into output: inout [UInt8]) -> Int {
    let bound = ZSTD_compressBound(bytes.count)
    var count = 0
    // Room that is not filled with zeros first.
    output.append(addingCapacity: bound) { span in
      span.withUnsafeMutableBufferPointer { room, initializedCount in
        count = ZSTD_compress2(
          context, room.baseAddress.map { $0 + initializedCount }, bound, bytes.baseAddress, bytes.count)
        // The only failures are a full output, which the bound excludes, and memory.
        precondition(ZSTD_isError(count) == 0, "zstd: \(String(cString: ZSTD_getErrorName(count)))")
        initializedCount += count
      }
    }
    return count
  }

  /// Appends exactly one frame of `bytes` to `output`.
  @discardableResult
  public func compress(_ bytes: [UInt8], into output: inout [UInt8]) -> Int {
    bytes.withUnsafeBytes { compress($0, into: &output) }
  }
}

/// Decompresses single frames, with one reusable context. Used from one thread at a time.
public final class ZstdDecompressor {
  private let context: OpaquePointer

  public init() {
    guard let context = ZSTD_createDCtx() else { preconditionFailure("no memory for a zstd context") }
    self.context = context
  }

  deinit { ZSTD_freeDCtx(context) }

  /// Appends the content of one whole frame to `output`.
  ///
  /// - Parameter limit: most bytes that the frame may give.
  /// - Returns: the number of bytes appended. After an error `output` is as it was.
  /// - Throws: `corrupt`, `truncated` or `limitExceeded`; the offset is 0, the frame's own start.
  @discardableResult
  public func decompress(
    frame: UnsafeRawBufferPointer, into output: inout [UInt8], limit: Int, name: String = "zstd frame"
  ) throws(StorageError) -> Int {
    let stated = ZSTD_getFrameContentSize(frame.baseAddress, frame.count)
    // The last two values of UInt64 mean "not stated" and "no frame".
    guard stated != UInt64.max - 1 else {
      throw StorageError(.corrupt, "is not a zstd frame", path: name, offset: 0)
    }
    guard stated != UInt64.max else {
      return try decompressUnsized(frame: frame, into: &output, limit: limit, name: name)
    }
    guard stated <= UInt64(clamping: limit) else {
      throw StorageError(
        .limitExceeded, "the frame holds \(stated) bytes, more than the limit of \(limit)", path: name, offset: 0)
    }
    let size = Int(stated)
    var result = 0
    output.append(addingCapacity: size) { span in
      span.withUnsafeMutableBufferPointer { room, initializedCount in
        result = ZSTD_decompressDCtx(
          context, room.baseAddress.map { $0 + initializedCount }, size, frame.baseAddress, frame.count)
        if result == size { initializedCount += size }
      }
    }
    guard ZSTD_isError(result) == 0, result == size else { throw Self.failure(result, name: name) }
    return size
  }

  @discardableResult
  public func decompress(
    frame: [UInt8], into output: inout [UInt8], limit: Int, name: String = "zstd frame"
  ) throws(StorageError) -> Int {
    try frame.withUnsafeBufferPointer { bytes throws(StorageError) -> Int in
      try decompress(frame: UnsafeRawBufferPointer(bytes), into: &output, limit: limit, name: name)
    }
  }

  /// A frame that does not state its size, as streaming compressors write them.
  private func decompressUnsized(
    frame: UnsafeRawBufferPointer, into output: inout [UInt8], limit: Int, name: String
  ) throws(StorageError) -> Int {
    let start = output.count
    ZSTD_DCtx_reset(context, ZSTD_reset_session_only)
    var source = ZSTD_inBuffer(src: frame.baseAddress, size: frame.count, pos: 0)
    while true {
      let from = output.count
      let room = 1 << 17
      output.append(contentsOf: repeatElement(0, count: room))
      let (result, got) = output.withUnsafeMutableBytes { whole in
        var target = ZSTD_outBuffer(dst: whole.baseAddress! + from, size: room, pos: 0)
        let result = ZSTD_decompressStream(context, &target, &source)
        return (result, target.pos)
      }
      output.removeLast(room - got)
      let problem: StorageError? =
        if ZSTD_isError(result) != 0 {
          Self.failure(result, name: name)
        } else if output.count - start > limit {
          StorageError(.limitExceeded, "the frame holds more than the limit of \(limit) bytes", path: name, offset: 0)
        } else if result != 0 && got == 0 && source.pos == source.size {
          StorageError(.truncated, "the zstd frame is cut off", path: name, offset: 0)
        } else {
          nil
        }
      if let problem {
        output.removeLast(output.count - start)
        throw problem
      }
      if result == 0 { return output.count - start }
    }
  }

  private static func failure(_ result: Int, name: String) -> StorageError {
    if ZSTD_isError(result) != 0, ZSTD_getErrorCode(result) == ZSTD_error_srcSize_wrong {
      return StorageError(.truncated, "the zstd frame is cut off", path: name, offset: 0)
    }
    let why =
      ZSTD_isError(result) != 0 ? String(cString: ZSTD_getErrorName(result)) : "its size differs from what it states"
    return StorageError(.corrupt, "damaged zstd data: \(why)", path: name, offset: 0)
  }
}
