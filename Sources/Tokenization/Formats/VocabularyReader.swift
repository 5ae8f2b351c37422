// Tokens and merges as JSON and text files name them, made into ids.

import Corpus

/// What the names in a file stand for.
enum TokenNames: Sendable {
  /// A printable character for each byte.
  case byteLevel
  /// Text that is its own name.
  case text

  /// Appends the bytes that a name stands for; false, with nothing appended, where it stands for none.
  func appendBytes(of name: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) -> Bool {
    switch self {
    case .byteLevel: return ByteLevelText.appendBytes(of: name, to: &bytes)
    case .text:
      bytes.append(contentsOf: name)
      return true
    }
  }
}

/// Gathers a vocabulary that is given by printable names.
struct VocabularyReader {
  private let path: String
  private let meaning: TokenNames
  private var bytes: [UInt8] = []
  private var names: [(token: Range<Int>, id: Int)] = []
  private var idCount = 0

  init(path: String, meaning: TokenNames = .byteLevel) {
    self.path = path
    self.meaning = meaning
  }

  /// Reads the members of a JSON object from token to id.
  ///
  /// - Parameter addedTokens: names that are not bytes of text; they get no bytes when their id is the same.
  mutating func readVocabulary(
    _ object: JSONSpan, in text: UnsafeBufferPointer<UInt8>, addedTokens: [BPEModel.AddedToken]
  ) throws(TokenizationError) {
    var added: [UInt32: [UInt8]] = [:]
    for token in addedTokens { added[token.id] = Array(token.content.utf8) }
    var failure: TokenizationError?
    do {
      try object.forEachMember(in: text) { name, value in
        guard let id = value.integer(in: text), id >= 0 else {
          throw TokenizationError(.malformed, "expected an id", path: path, offset: value.start)
        }
        guard id < TokenList.idLimit else {
          throw TokenizationError(
            .limitExceeded, "the id \(id) is not below \(TokenList.idLimit)", path: path, offset: value.start)
        }
        let known = added[UInt32(id)]
        guard name.hasEscapes else {
          return add(UnsafeBufferPointer(rebasing: text[name.start..<name.end]), id: id, known)
        }
        var unescaped: [UInt8] = []
        JSONLineScanner.append(name, of: text, to: &unescaped)
        unescaped.withUnsafeBufferPointer { add($0, id: id, known) }
      }
    } catch let error as TokenizationError {
      failure = error
    } catch {
      failure = TokenizationError(.malformed, "expected an object of tokens and ids", path: path, offset: object.start)
    }
    if let failure { throw failure }
  }

  /// Takes a name unless it is that of the added token of its id.
  private mutating func add(_ name: UnsafeBufferPointer<UInt8>, id: Int, _ added: [UInt8]?) {
    if let added, name.elementsEqual(added) { return }
    idCount = max(idCount, id + 1)
    let start = bytes.count
    // A name outside the alphabet stands for no bytes: nothing can ever become that token.
    if meaning.appendBytes(of: name, to: &bytes) { names.append((start..<bytes.count, id)) }
  }

  /// The tokens by id.
  ///
  /// - Throws: `inconsistent` when two tokens have one id, or one token two.
  func tokens() throws(TokenizationError) -> (TokenList, TokenIndex) {
    var seen = [Bool](repeating: false, count: idCount)
    for name in names {
      if seen[name.id] { throw TokenizationError(.inconsistent, "the id \(name.id) has two tokens", path: path) }
      seen[name.id] = true
    }
    let list = TokenList.placing(names.map { bytes[$0.token] }, at: names.map(\.id), idCount: idCount)
    let index = TokenIndex(list)
    if let duplicate = index.duplicates.first {
      throw TokenizationError(.inconsistent, "token \(duplicate) has the bytes of another one", path: path)
    }
    return (list, index)
  }
}

/// Gathers merges that are given by the printable names of their sides.
struct MergeReader {
  private let path: String
  private let index: TokenIndex
  private let meaning: TokenNames
  private(set) var merges: [BPEModel.Merge] = []
  private var bytes: [UInt8] = []

  init(path: String, index: TokenIndex, meaning: TokenNames = .byteLevel) {
    self.path = path
    self.index = index
    self.meaning = meaning
  }

  /// Adds the merge of two names.
  ///
  /// - Parameter offset: where it stands in the file, for messages.
  mutating func append(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, at offset: Int
  ) throws(TokenizationError) {
    bytes.removeAll(keepingCapacity: true)
    guard meaning.appendBytes(of: left, to: &bytes) else {
      throw TokenizationError(.malformed, "the merge's left side is not byte-level", path: path, offset: offset)
    }
    let leftCount = bytes.count
    guard meaning.appendBytes(of: right, to: &bytes), leftCount > 0, bytes.count > leftCount else {
      throw TokenizationError(.malformed, "the merge's right side is not byte-level", path: path, offset: offset)
    }
    let ids = bytes.withUnsafeBufferPointer { bytes -> (UInt32?, UInt32?, UInt32?) in
      guard let base = bytes.baseAddress else { return (nil, nil, nil) }
      // Nearly always ids follow the order of merges.
      let next = (merges.last?.result ?? 255) &+ 1
      return (
        index.id(of: base, count: leftCount), index.id(of: base + leftCount, count: bytes.count - leftCount),
        index.isToken(next, base, count: bytes.count) ? next : index.id(of: base, count: bytes.count)
      )
    }
    guard let leftID = ids.0, let rightID = ids.1, let result = ids.2 else {
      let what = ids.0 == nil ? "left side" : ids.1 == nil ? "right side" : "result"
      throw TokenizationError(
        .inconsistent, "the \(what) of merge \(merges.count) is no token of the vocabulary", path: path,
        offset: offset)
    }
    merges.append(BPEModel.Merge(left: leftID, right: rightID, result: result))
  }

  /// Adds the merge that a line or a string says: two names with a space between.
  mutating func append(line: UnsafeBufferPointer<UInt8>, at offset: Int) throws(TokenizationError) {
    guard let space = line.firstIndex(of: 0x20) else {
      throw TokenizationError(.malformed, "expected two tokens with a space between", path: path, offset: offset)
    }
    try append(
      UnsafeBufferPointer(rebasing: line[..<space]), UnsafeBufferPointer(rebasing: line[(space + 1)...]), at: offset)
  }

  /// Adds the merges of a JSON array of strings, or of pairs of strings.
  ///
  /// - Parameter array: an array that was checked to be JSON.
  mutating func append(array: JSONSpan, in text: UnsafeBufferPointer<UInt8>) throws(TokenizationError) {
    var at = array.start + 1
    let end = array.end - 1
    var left: [UInt8] = []
    var right: [UInt8] = []
    while true {
      Self.skipSeparators(text, &at, end)
      guard at < end else { return }
      let start = at
      left.removeAll(keepingCapacity: true)
      if text[at] == UInt8(ascii: "[") {
        at += 1
        right.removeAll(keepingCapacity: true)
        try appendString(text, &at, end, to: &left)
        try appendString(text, &at, end, to: &right)
        Self.skipSeparators(text, &at, end)
        guard at < end, text[at] == UInt8(ascii: "]") else {
          throw TokenizationError(.malformed, "expected a pair of tokens", path: path, offset: start)
        }
        at += 1
        try left.withUnsafeBufferPointer { left throws(TokenizationError) in
          try right.withUnsafeBufferPointer { right throws(TokenizationError) in
            try append(left, right, at: start)
          }
        }
      } else {
        try appendString(text, &at, end, to: &left)
        try left.withUnsafeBufferPointer { line throws(TokenizationError) in try append(line: line, at: start) }
      }
    }
  }

  private static func skipSeparators(_ text: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ end: Int) {
    while at < end, text[at] <= 0x20 || text[at] == UInt8(ascii: ",") { at += 1 }
  }

  /// Appends the content of the string at `at` and moves behind it.
  private func appendString(
    _ text: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ end: Int, to output: inout [UInt8]
  ) throws(TokenizationError) {
    Self.skipSeparators(text, &at, end)
    guard at < end, text[at] == UInt8(ascii: "\"") else {
      throw TokenizationError(.malformed, "expected a string", path: path, offset: at)
    }
    let start = at + 1
    at = start
    var hasEscapes = false
    while at < end, text[at] != UInt8(ascii: "\"") {
      if text[at] == UInt8(ascii: "\\") {
        hasEscapes = true
        at += 1
      }
      at += 1
    }
    let span = JSONSpan(kind: .string, start: start, end: min(at, end), hasEscapes: hasEscapes)
    JSONLineScanner.append(span, of: text, to: &output)
    at += 1
  }
}
