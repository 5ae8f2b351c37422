// Unicode normalisation over bytes. What is normal already, which is nearly everything, never reaches ICU.

import CICUShim
import CKernels

/// NFC and NFKC of UTF-8.
///
/// The quick check is the table's (Unicode 16.0); the few stretches that fail it go through ICU, whose version may be
/// older: characters that it does not know stay as they are. A stretch of more than 1024 bytes without a place where
/// normalisation may begin anew (hundreds of combining marks on one letter) is normalised in pieces.
public enum Normalizer {
  /// A normal form.
  public enum Form: Sendable {
    /// Canonical composition.
    case nfc
    /// Compatibility composition.
    case nfkc
    /// Compatibility composition, then simple lower case for each scalar, with final sigma as sigma: the text that
    /// units are made of.
    case nfkcLowercase
  }

  /// Normalises `text`; a text that is normal already is not touched.
  ///
  /// - Parameters:
  ///   - text: UTF-8; bytes that are no valid UTF-8 stay as they are.
  ///   - scratch: any array; its storage is swapped with that of `text` where the text changes.
  /// - Returns: whether the text changed.
  @discardableResult
  public static func normalize(_ text: inout [UInt8], to form: Form, scratch: inout [UInt8]) -> Bool {
    var changed = compose(&text, isCompatible: form != .nfc, scratch: &scratch)
    if form == .nfkcLowercase { changed = lowercase(&text, scratch: &scratch) || changed }
    return changed
  }

  /// The normal form of `text`.
  public static func normalized(_ text: [UInt8], to form: Form) -> [UInt8] {
    var result = text
    var scratch: [UInt8] = []
    normalize(&result, to: form, scratch: &scratch)
    return result
  }

  // MARK: Composition

  private static func compose(_ text: inout [UInt8], isCompatible: Bool, scratch: inout [UInt8]) -> Bool {
    let changed = text.withUnsafeBufferPointer { source in
      var composer = Composer(text: source, isCompatible: isCompatible)
      return composer.run(into: &scratch)
    }
    if changed { swap(&text, &scratch) }
    return changed
  }

  // MARK: Lower case

  private static func lowercase(_ text: inout [UInt8], scratch: inout [UInt8]) -> Bool {
    scratch.removeAll(keepingCapacity: true)
    let changed = text.withUnsafeBufferPointer { source in
      var copied = 0
      var position = 0
      while position < source.count {
        let decoded = UTF8Bytes.decode(source, at: position) ?? UTF8Bytes.Decoded(scalar: 0, byteCount: 1)
        if sluice_unicode_main(decoded.scalar) & UnitProperty.folds != 0 {
          scratch.append(contentsOf: source[copied..<position])
          appendUTF8(sluice_unicode_fold(decoded.scalar), to: &scratch)
          copied = position + decoded.byteCount
        }
        position += decoded.byteCount
      }
      if copied == 0 { return false }
      scratch.append(contentsOf: source[copied...])
      return true
    }
    if changed { swap(&text, &scratch) }
    return changed
  }

  private static func appendUTF8(_ scalar: UInt32, to output: inout [UInt8]) {
    var packed = PackedUTF8(scalar)
    for _ in 0..<packed.byteCount {
      output.append(UInt8(truncatingIfNeeded: packed.bytes))
      packed.bytes >>= 8
    }
  }
}

/// The UTF-8 of one scalar, first byte in the lowest bits.
struct PackedUTF8 {
  var bytes: UInt64
  let byteCount: Int

  @inline(__always)
  init(_ scalar: UInt32) {
    let scalar = UInt64(scalar)
    if scalar < 0x80 {
      bytes = scalar
      byteCount = 1
    } else if scalar < 0x800 {
      bytes = 0x80c0 | scalar >> 6 | (scalar & 0x3f) << 8
      byteCount = 2
    } else if scalar < 0x1_0000 {
      bytes = 0x80_80e0 | scalar >> 12 | (scalar >> 6 & 0x3f) << 8 | (scalar & 0x3f) << 16
      byteCount = 3
    } else {
      bytes =
        0x8080_80f0 | scalar >> 18 & 7 | (scalar >> 12 & 0x3f) << 8 | (scalar >> 6 & 0x3f) << 16
        | (scalar & 0x3f) << 24
      byteCount = 4
    }
  }
}

/// One pass over a text that copies what is normal and sends the rest to ICU, stretch by stretch.
private struct Composer {
  let text: UnsafeBufferPointer<UInt8>
  let isCompatible: Bool
  /// "Nothing before can join it" and "unchanged and certain" of the chosen form.
  let boundary: UInt16
  let certain: UInt16
  /// Everything before is in the output already.
  var copied = 0
  var changed = false

  init(text: UnsafeBufferPointer<UInt8>, isCompatible: Bool) {
    self.text = text
    self.isCompatible = isCompatible
    boundary = isCompatible ? UnitProperty.boundaryNFKC : UnitProperty.boundaryNFC
    certain = isCompatible ? UnitProperty.certainNFKC : UnitProperty.certainNFC
  }

  func decode(_ position: Int) -> UTF8Bytes.Decoded {
    UTF8Bytes.decode(text, at: position) ?? UTF8Bytes.Decoded(scalar: 0, byteCount: 1)
  }

  mutating func run(into output: inout [UInt8]) -> Bool {
    var position = 0
    // Where the stretch that the present scalar belongs to begins.
    var stretch = 0
    var lastClass: UInt8 = 0
    while position < text.count {
      if text[position] < 0x80 {
        position = UTF8Bytes.asciiEnd(text, from: position)
        stretch = position - 1
        lastClass = 0
        continue
      }
      let decoded = decode(position)
      let properties = sluice_unicode_main(decoded.scalar)
      if properties & boundary != 0 {
        stretch = position
        lastClass = 0
      }
      if properties & certain != 0 {
        let combining = properties & boundary != 0 ? 0 : UnicodeClasses.combiningClass(decoded.scalar)
        if combining == 0 || combining >= lastClass {
          lastClass = combining
          position += decoded.byteCount
          continue
        }
      }
      let limit = Int(SLUICE_ICU_MAXIMUM_INPUT)
      if position + decoded.byteCount - stretch > limit { stretch = position }
      var end = position + decoded.byteCount
      while end < text.count {
        let next = decode(end)
        if sluice_unicode_main(next.scalar) & boundary != 0 || end + next.byteCount - stretch > limit { break }
        end += next.byteCount
      }
      replace(stretch..<end, in: &output)
      position = end
      stretch = end
      lastClass = 0
    }
    if changed { output.append(contentsOf: text[copied...]) }
    return changed
  }

  private mutating func replace(_ range: Range<Int>, in output: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(SLUICE_ICU_MAXIMUM_OUTPUT)) { target in
      guard let source = text.baseAddress, let target = target.baseAddress else { return }
      // SAFETY: the shim reads range.count bytes and writes at most the capacity it documents.
      let count = sluice_icu_normalize(
        isCompatible ? 1 : 0, source + range.lowerBound, Int32(range.count), target)
      let result = UnsafeBufferPointer(start: target, count: max(0, Int(count)))
      if count < 0 || result.elementsEqual(text[range]) { return }
      if !changed { output.removeAll(keepingCapacity: true) }
      changed = true
      output.append(contentsOf: text[copied..<range.lowerBound])
      output.append(contentsOf: result)
      copied = range.upperBound
    }
  }
}
