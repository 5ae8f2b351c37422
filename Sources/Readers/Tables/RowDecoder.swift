// The text of a row's cells in UTF-8, whatever the file is written in.

import Corpus
import TextAnalysis

/// What the text cells of a file are written in, and how they become UTF-8.
///
/// A declaration may be wrong: a cell that is well-formed UTF-8 with characters outside ASCII is UTF-8. Of an encoding
/// with characters of several bytes, whose text may look so by chance, four characters are wanted for that.
struct RowDecoder {
  private enum Encoding {
    case utf8
    case all(TextConverter)
    /// A converter for each column; nil for those in UTF-8.
    case columns([TextConverter?])
  }

  private let encoding: Encoding
  /// False when the bytes of cells stay as they are: UTF-8, or nobody knows.
  var isActive: Bool { if case .utf8 = encoding { false } else { true } }

  /// Characters of the last row that could not be decoded, and are U+FFFD now.
  private(set) var replacementCount = 0

  /// - Parameter charset: a label of the WHATWG Encoding standard; nil, and a label that is not known, leave the bytes.
  init(charset: String?) {
    let converter = charset.flatMap(Self.converter)
    encoding = converter.map { .all($0) } ?? .utf8
  }

  /// - Parameter charsets: for each column a label, or nil for UTF-8.
  init(columns charsets: [String?]) {
    var made: [String: TextConverter] = [:]
    let converters = charsets.map { charset -> TextConverter? in
      guard let charset else { return nil }
      let converter = made[charset] ?? Self.converter(charset)
      made[charset] = converter
      return converter
    }
    encoding = made.isEmpty ? .utf8 : .columns(converters)
  }

  private static func converter(_ charset: String) -> TextConverter? {
    TextEncoding(label: charset).flatMap { TextConverter($0) }
  }

  /// Decodes the text cells of a row.
  @inline(__always)
  mutating func decode(_ row: inout RowBuffer) {
    if case .utf8 = encoding { return }
    decodeCells(&row)
  }

  private mutating func decodeCells(_ row: inout RowBuffer) {
    replacementCount = 0
    for index in 0..<row.count where row.kind(index) == .text {
      guard let converter = converter(index) else { continue }
      let decoded = row.withCell(index) { cell in
        Self.isUTF8(cell, rather: converter.encoding) ? nil : converter.decode(cell)
      }
      guard let decoded else { continue }
      row.rewrite(index, as: .text, with: decoded.text)
      replacementCount += decoded.replacementCount
    }
  }

  private func converter(_ column: Int) -> TextConverter? {
    switch encoding {
    case .utf8: nil
    case .all(let converter): converter
    case .columns(let converters): column < converters.count ? converters[column] : nil
    }
  }

  /// The number of U+FFFD in a text.
  static func replacementCount(in text: [UInt8]) -> Int {
    var count = 0
    for index in text.indices.dropLast(2) where text[index] == 0xef {
      if text[index + 1] == 0xbf && text[index + 2] == 0xbd { count += 1 }
    }
    return count
  }

  /// True for ASCII, and for what is more likely UTF-8 than text of the other encoding.
  private static func isUTF8(_ cell: UnsafeBufferPointer<UInt8>, rather encoding: TextEncoding) -> Bool {
    if encoding.isUTF16 || encoding == .iso2022JP { return cell.isEmpty }
    guard UTF8Validation.isValid(cell) else { return false }
    if encoding.isSingleByte { return true }
    let sequenceCount = cell.count { $0 >= 0xc2 }
    return sequenceCount == 0 || sequenceCount >= 4
  }
}
