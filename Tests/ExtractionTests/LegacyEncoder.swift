// Text in legacy encodings for tests, through the C library's converters.

import Glibc

/// Encodes by `iconv`, a converter that has nothing in common with the one under test.
enum LegacyEncoder {
  /// The bytes of `text`; nil when the C library lacks the encoding or the encoding the characters.
  static func encode(_ text: String, _ label: String) -> [UInt8]? {
    guard let converter = iconv_open(label, "utf-8"), Int(bitPattern: converter) != -1 else { return nil }
    defer { iconv_close(converter) }
    var input = text.utf8.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: input.count * 4)
    let written: Int? = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var source = input.baseAddress
        var target = output.baseAddress
        var sourceLeft = input.count
        var targetLeft = output.count
        guard iconv(converter, &source, &sourceLeft, &target, &targetLeft) != -1 else { return nil }
        return output.count - targetLeft
      }
    }
    return written.map { output.prefix($0).map { UInt8(bitPattern: $0) } }
  }
}
