// A text as reports on tokenizers see it: its characters with their scripts, and its words.

import TextAnalysis

/// The characters and words of one text. Bytes that are no UTF-8 count as characters of no known script.
public struct TextOutline: Sendable {
  /// For each byte the script of its character; the highest bit marks the first byte of a character.
  private(set) var characters: [UInt8] = []
  private(set) var words = TextUnits()
  /// For each word its script.
  private(set) var wordScripts: [UInt8] = []

  static let firstByte: UInt8 = 0x80

  public init() {}

  /// Replaces the content by that of `text`.
  public mutating func outline(_ text: UnsafeBufferPointer<UInt8>) {
    characters.removeAll(keepingCapacity: true)
    characters.reserveCapacity(text.count)
    var at = 0
    while at < text.count {
      if text[at] < 0x80 {
        let script = UnicodeClasses.script(UInt32(text[at])).rawValue
        characters.append(script | Self.firstByte)
        at += 1
        continue
      }
      let decoded = UTF8Bytes.decode(text, at: at)
      let script = (decoded.map { UnicodeClasses.script($0.scalar) } ?? .unknown).rawValue
      characters.append(script | Self.firstByte)
      for _ in 1..<max(1, decoded?.byteCount ?? 1) { characters.append(script) }
      at += decoded?.byteCount ?? 1
    }
    words.analyse(text)
    wordScripts.removeAll(keepingCapacity: true)
    for index in 0..<words.count {
      wordScripts.append(script(of: Int(words.starts[index])..<Int(words.ends[index])).rawValue)
    }
  }

  /// The script of the first character in the range that has one of its own; `common` where none has.
  func script(of range: Range<Int>) -> UnicodeScript {
    for at in range {
      let script = UnicodeScript(rawValue: characters[at] & ~Self.firstByte) ?? .unknown
      if script != .common && script != .inherited && script != .unknown { return script }
    }
    return .common
  }
}
