// Guessing the encoding of text that declares none and is not UTF-8.

internal import CDynamic
import TextAnalysis

/// Guesses by our own statistics, or asks uchardet where that is wanted.
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

  func detect(_ bytes: UnsafeBufferPointer<UInt8>, isMarkup: Bool) -> TextEncoding {
    guard let uchardet else { return EncodingGuess.encoding(of: bytes, isMarkup: isMarkup) }
    if let utf16 = EncodingGuess.utf16ByNULs(bytes) { return utf16 }
    let name = EncodingGuess.sample(bytes, isMarkup: isMarkup).withUnsafeBufferPointer(uchardet.guess)
    return name.flatMap { TextEncoding(label: $0) } ?? .windows1252
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
