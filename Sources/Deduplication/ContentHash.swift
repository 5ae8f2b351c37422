// Exact copies by a 128-bit hash of what counts.

import CKernels
import Storage
import TextAnalysis

/// The 128-bit hash of a text under a normalisation (XXH3-128, seed 0).
///
/// 128 bits are taken as identity: among 10¹⁰ texts the chance of one accidental pair is 10⁻¹⁹.
public struct ContentHash: Sendable, Hashable {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The hash of bytes as they stand.
  public init(bytes: UnsafeRawBufferPointer) {
    let hash = XXH3.hash128(bytes)
    self.init(high: hash.high, low: hash.low)
  }

  /// The hash of a text.
  ///
  /// A text without units has nothing that `full` could compare: its white space is what counts then, so that `?` and
  /// `!` stay different.
  /// - Parameters:
  ///   - units: the units of this text; read for `full` only.
  ///   - scratch: any array; holds the normalised text.
  public init(
    _ text: UnsafeBufferPointer<UInt8>, units: borrowing TextUnits, normalization: ContentNormalization,
    scratch: inout [UInt8]
  ) {
    if normalization == .none {
      self.init(bytes: UnsafeRawBufferPointer(text))
    } else if normalization == .full, units.count > 0 {
      self = units.hashes.withUnsafeBytes { ContentHash(bytes: $0) }
    } else {
      let count = Whitespace.collapse(text, into: &scratch)
      self = scratch.withUnsafeBytes { ContentHash(bytes: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
  }
}

/// White space as one space.
enum Whitespace {
  /// Writes `text` with each run of White_Space as one space, without any at the ends, to the front of `output`.
  ///
  /// - Returns: the number of bytes; `output` may be longer.
  static func collapse(_ text: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) -> Int {
    // The kernel writes whole blocks.
    let room = text.count + 192
    if output.count < room { output.append(contentsOf: repeatElement(0, count: room - output.count)) }
    return output.withUnsafeMutableBufferPointer { output in
      // SAFETY: no more bytes are kept than were read, and output has room for the blocks of the kernel besides.
      guard let target = output.baseAddress, let source = text.baseAddress else { return 0 }
      var written = 0
      var position = 0
      // 1 where a space would be a second one; also at the start.
      var afterSpace: UInt64 = 1
      while position < text.count {
        position &+= sluice_collapse_whitespace(
          source + position, text.count - position, target, &written, &afterSpace)
        collapseScalars(text, &position, until: min(text.count, position &+ 66), target, &written, &afterSpace)
      }
      return written > 0 && afterSpace == 1 ? written - 1 : written
    }
  }

  /// The scalar twin of the kernel, for all white space: reads from `position` at least to `end`.
  static func collapseScalars(
    _ text: UnsafeBufferPointer<UInt8>, _ position: inout Int, until end: Int,
    _ target: UnsafeMutablePointer<UInt8>, _ written: inout Int, _ afterSpace: inout UInt64
  ) {
    while position < end {
      let decoded = UTF8Bytes.decode(text, at: position) ?? UTF8Bytes.Decoded(scalar: 0xfffd, byteCount: 1)
      if UnicodeClasses.isWhitespace(decoded.scalar) {
        target[written] = 0x20
        written &+= afterSpace == 1 ? 0 : 1
        afterSpace = 1
      } else {
        for index in 0..<decoded.byteCount { target[written &+ index] = text[position &+ index] }
        written &+= decoded.byteCount
        afterSpace = 0
      }
      position &+= decoded.byteCount
    }
  }
}
