// Guessing the encoding of text that declares none and is not UTF-8.

internal import CDynamic
internal import CICUShim

/// Guesses an encoding from the text of a page, without its tags.
///
/// East Asian encodings are told apart by the statistics of their lead and trail bytes, which are decisive after some
/// dozen characters; for the others ICU's detector (n-gram statistics) is asked.
struct EncodingDetector: Sendable {
  private let uchardet: Uchardet?

  /// - Throws: `libraryMissing` when uchardet is asked for and not installed.
  init(_ kind: ExtractionOptions.Detector) throws(ExtractionError) {
    switch kind {
    case .builtin: uchardet = nil
    case .uchardet:
      guard let library = Uchardet.shared else {
        throw ExtractionError(
          .libraryMissing, "uchardet is not installed; install libuchardet0, or choose the detector 'builtin'")
      }
      uchardet = library
    }
  }

  /// Bytes of text that a guess is made from.
  private static let sampleByteCount = 64 << 10

  func detect(_ bytes: UnsafeBufferPointer<UInt8>, isMarkup: Bool, url: String?) -> TextEncoding {
    if let utf16 = Self.utf16ByNULs(bytes) { return utf16 }
    let sample = Self.sample(bytes, isMarkup: isMarkup)
    return sample.withUnsafeBufferPointer { text in
      if let uchardet {
        if let name = uchardet.guess(text), let encoding = TextEncoding(label: name) { return encoding }
        return .windows1252
      }
      if text.contains(0x1b), Self.isISO2022JP(text) { return .iso2022JP }
      return EastAsianStatistics(text).encoding ?? Self.singleByte(text)
    }
  }

  /// UTF-16 without a mark: nearly every other byte at the beginning is NUL.
  static func utf16ByNULs(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    let count = min(bytes.count, 512) & ~1
    guard count >= 8 else { return nil }
    var even = 0
    var odd = 0
    for index in stride(from: 0, to: count, by: 2) {
      if bytes[index] == 0 { even += 1 }
      if bytes[index + 1] == 0 { odd += 1 }
    }
    if odd * 4 >= count, even * 16 <= count { return .utf16LE }
    if even * 4 >= count, odd * 16 <= count { return .utf16BE }
    return nil
  }

  private static func isISO2022JP(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index + 2 < text.count {
      if text[index] == 0x1b, text[index + 1] == 0x24, text[index + 2] == 0x42 || text[index + 2] == 0x40 {
        return true
      }
      index += 1
    }
    return false
  }

  /// The text without tags, scripts and styles; of it, lines with bytes outside ASCII and a little around them.
  private static func sample(_ bytes: UnsafeBufferPointer<UInt8>, isMarkup: Bool) -> [UInt8] {
    var sample: [UInt8] = []
    var index = 0
    var isTag = false
    while index < bytes.count, sample.count < sampleByteCount {
      let byte = bytes[index]
      if isMarkup {
        if byte == UInt8(ascii: "<") {
          let next = index + 1 < bytes.count ? bytes[index + 1] | 0x20 : 0x20
          let third = index + 2 < bytes.count ? bytes[index + 2] | 0x20 : 0x20
          if next == UInt8(ascii: "s"), third == UInt8(ascii: "c") || third == UInt8(ascii: "t") {
            index = endOfRawText(bytes, from: index + 1, second: third)
            continue
          }
          isTag = true
        } else if byte == UInt8(ascii: ">"), isTag {
          isTag = false
          sample.append(0x20)
          index += 1
          continue
        }
      }
      if !isTag { sample.append(byte) }
      index += 1
    }
    return sample
  }

  /// The offset of the end tag of a `script` or `style` element; for any other element the offset given.
  private static func endOfRawText(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, second: UInt8) -> Int {
    var index = start
    while index + 3 < bytes.count {
      if bytes[index] == UInt8(ascii: "<"), bytes[index + 1] == UInt8(ascii: "/"),
        bytes[index + 2] | 0x20 == UInt8(ascii: "s"), bytes[index + 3] | 0x20 == second
      {
        return index + 1
      }
      index += 1
    }
    return bytes.count
  }

  private static let singleByteNames =
    "windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 ISO-8859-1 ISO-8859-2 "
    + "ISO-8859-5 ISO-8859-6 ISO-8859-7 ISO-8859-8 ISO-8859-9 KOI8-R IBM866"

  private static func singleByte(_ text: UnsafeBufferPointer<UInt8>) -> TextEncoding {
    if let cyrillic = CyrillicStatistics(text).encoding { return cyrillic }
    var name = [CChar](repeating: 0, count: 64)
    let confidence = sluice_detect_charset(text.baseAddress, Int32(text.count), singleByteNames, &name, 64)
    guard confidence >= 10 else { return .windows1252 }
    let bytes = name.prefix(while: { $0 != 0 }).map { UInt8(bitPattern: $0) }
    return TextEncoding(label: String(decoding: bytes, as: UTF8.self)) ?? .windows1252
  }
}

/// uchardet through its C interface.
private struct Uchardet: @unchecked Sendable {
  // SAFETY: the functions are stateless; every guess makes a detector of its own.
  private typealias New = @convention(c) () -> OpaquePointer?
  private typealias Delete = @convention(c) (OpaquePointer) -> Void
  private typealias Handle = @convention(c) (OpaquePointer, UnsafePointer<UInt8>?, Int) -> Int32
  private typealias End = @convention(c) (OpaquePointer) -> Void
  private typealias Name = @convention(c) (OpaquePointer) -> UnsafePointer<CChar>?

  private let new: New
  private let delete: Delete
  private let handle: Handle
  private let end: End
  private let name: Name

  static let shared = Uchardet()

  private init?() {
    let opened = "libuchardet.so.0".withCString { name in
      var names: [UnsafePointer<CChar>?] = [name, nil]
      return sluice_dynamic_open(&names)
    }
    guard let opened, let new = sluice_dynamic_symbol(opened, "uchardet_new"),
      let delete = sluice_dynamic_symbol(opened, "uchardet_delete"),
      let handle = sluice_dynamic_symbol(opened, "uchardet_handle_data"),
      let end = sluice_dynamic_symbol(opened, "uchardet_data_end"),
      let name = sluice_dynamic_symbol(opened, "uchardet_get_charset")
    else { return nil }
    self.new = unsafeBitCast(new, to: New.self)
    self.delete = unsafeBitCast(delete, to: Delete.self)
    self.handle = unsafeBitCast(handle, to: Handle.self)
    self.end = unsafeBitCast(end, to: End.self)
    self.name = unsafeBitCast(name, to: Name.self)
  }

  func guess(_ text: UnsafeBufferPointer<UInt8>) -> String? {
    guard let detector = new() else { return nil }
    defer { delete(detector) }
    guard handle(detector, text.baseAddress, text.count) == 0 else { return nil }
    end(detector)
    guard let found = name(detector) else { return nil }
    let label = String(cString: found)
    return label.isEmpty ? nil : label
  }
}
