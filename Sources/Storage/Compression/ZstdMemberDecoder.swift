// zstd frames, streamed.

import CZstd

/// Decodes zstd frames of any size with bounded memory; skippable frames give no bytes.
final class ZstdMemberDecoder: MemberDecoder {
  private let context: OpaquePointer
  private let limits: DecompressionLimits

  init(path: String, limits: DecompressionLimits) throws(StorageError) {
    guard let context = ZSTD_createDCtx() else {
      throw StorageError(.inputOutput, "no memory for a zstd decoder", path: path)
    }
    self.context = context
    self.limits = limits
    let windowLog = Int32(max(10, min(31, limits.maximumZstdWindowLog)))
    _ = ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, windowLog)
  }

  deinit { ZSTD_freeDCtx(context) }

  func begin() { ZSTD_DCtx_reset(context, ZSTD_reset_session_only) }

  func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodeStep {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let result = ZSTD_decompressStream(context, &target, &source)
    var status = DecodeStep.Status.progress
    if ZSTD_isError(result) != 0 {
      if ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge {
        status = .overLimit(
          "the frame needs a window larger than maximumZstdWindowLog = \(limits.maximumZstdWindowLog) allows")
      } else {
        status = .damaged(String(cString: ZSTD_getErrorName(result)))
      }
    } else if result == 0 {
      status = .memberEnd
    }
    return DecodeStep(consumed: source.pos, produced: target.pos, status: status)
  }
}
