// Exact copies by a 128-bit hash of what counts.

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
    if output.count < text.count + 1 {
      output.append(contentsOf: repeatElement(0, count: text.count + 1 - output.count))
    }
    return output.withUnsafeMutableBufferPointer { output in
      // SAFETY: one byte at most is written for each byte read, and output is longer than text.
      guard let target = output.baseAddress, let source = text.baseAddress else { return 0 }
      var written = 0
      var position = 0
      // True where a space would be a second one; also at the start.
      var afterSpace = true
      while position < text.count {
        let byte = source[position]
        if byte < 0x80 {
          let isSpace = byte == 0x20 || byte &- 9 < 5
          target[written] = isSpace ? 0x20 : byte
          written &+= isSpace && afterSpace ? 0 : 1
          afterSpace = isSpace
          position &+= 1
          continue
        }
        let decoded = UTF8Bytes.decode(text, at: position) ?? UTF8Bytes.Decoded(scalar: 0xfffd, byteCount: 1)
        if UnicodeClasses.isWhitespace(decoded.scalar) {
          target[written] = 0x20
          written &+= afterSpace ? 0 : 1
          afterSpace = true
        } else {
          for index in 0..<decoded.byteCount { target[written &+ index] = source[position &+ index] }
          written &+= decoded.byteCount
          afterSpace = false
        }
        position &+= decoded.byteCount
      }
      return written > 0 && afterSpace ? written - 1 : written
    }
  }
}
