// Where text stands that was decoded wrongly.

import TextAnalysis

/// Finds stretches to repair in one pass over a text.
///
/// What is certain is repaired wherever it stands. What could be text, too, is repaired only where a whole text or a whole line was
/// read in one encoding, and something certain says in which: nothing beyond ASCII may stand there that would not come from
/// this encoding. Beside correct text it stays.
struct MojibakeFinder {
  struct Repair {
    var range: Range<Int>
    var replacement: [UInt8]
  }

  private let text: UnsafeBufferPointer<UInt8>
  private(set) var repairs: [Repair] = []
  private var line = Passage()
  private var whole = Passage()
  /// Stretches that could be text, too: those of the present line, and those of lines before it that were not repaired.
  private var doubtful: [Chain] = []
  private var undecided: [Chain] = []

  /// What a line, or a text, says of the encoding in which all of it was read.
  private struct Passage {
    /// Pages, as bits, in which everything beyond ASCII so far is wrongly read UTF-8, and those in which some of it certainly is.
    var pages: UInt8 = .max
    var certainPages: UInt8 = 0

    mutating func add(_ chain: Chain) {
      pages &= chain.pages
      certainPages |= chain.certainPages
    }

    /// The page in which all of it was read.
    var page: Int? {
      let pages = pages & certainPages
      return pages == 0 ? nil : pages.trailingZeroBitCount
    }
  }

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  mutating func run() {
    var position = 0
    while position < text.count {
      let byte = text[position]
      if byte < 0x80 {
        // Nothing on a line of ASCII needs a look: the line's end is of interest only after a finding.
        if byte == 0x0a { endLine() }
        position += 1
        continue
      }
      // Above U+2600 no page has characters: Han and its neighbours are passed over.
      guard byte < 0xe3, let decoded = UTF8Bytes.decode(text, at: position),
        decoded.scalar < SingleBytePage.scalarLimit,
        let chain = chain(at: position, decoded.scalar), chain.verdict != .text
      else {
        line.pages = 0
        whole.pages = 0
        position += 1
        while position < text.count, text[position] & 0xc0 == 0x80 { position += 1 }
        continue
      }
      add(chain)
      position = chain.range.upperBound
    }
    endLine()
    if let page = whole.page { repair(undecided, page) }
    repairs.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  private mutating func endLine() {
    if let page = line.page {
      repair(doubtful, page)
    } else if whole.pages != 0 {
      undecided += doubtful
    }
    doubtful.removeAll(keepingCapacity: true)
    line = Passage()
  }

  private mutating func repair(_ chains: [Chain], _ page: Int) {
    for chain in chains {
      guard let decoded = self.chain(at: chain.range.lowerBound, page)?.decoded else { continue }
      repairs.append(Repair(range: chain.range, replacement: decoded))
    }
  }

  private mutating func add(_ chain: Chain) {
    line.add(chain)
    whole.add(chain)
    if chain.verdict == .certain {
      repairs.append(Repair(range: chain.range, replacement: chain.decoded))
    } else {
      doubtful.append(chain)
    }
  }

  // MARK: Chains

  /// Neighbouring characters whose bytes in another encoding are valid UTF-8, or characters of GBK.
  private struct Chain {
    var range: Range<Int>
    var decoded: [UInt8]
    var verdict: MojibakeEvidence.Verdict
    /// Pages, as bits, in which it is one, and those in which it certainly is.
    var pages: UInt8 = 0
    var certainPages: UInt8 = 0
  }

  /// The chain that begins at `position` with `scalar`: of several pages the longest.
  private func chain(at position: Int, _ scalar: UInt32) -> Chain? {
    let next = position + (scalar < 0x800 ? 2 : 3)
    guard next < text.count, text[next] >= 0x80 else { return nil }
    var longest: Chain?
    var pages = SingleBytePage.leads[Int(scalar)]
    while pages != 0 {
      let page = pages.trailingZeroBitCount
      pages &= pages - 1
      guard let chain = chain(at: position, page) else { continue }
      let end = longest?.range.upperBound ?? 0
      if chain.range.upperBound > end { longest = chain }
      if chain.range.upperBound == end {
        longest?.pages |= chain.pages
        longest?.certainPages |= chain.certainPages
      }
    }
    if longest?.verdict != .certain, scalar > 0xa0, scalar < 0x100, let chinese = chineseChain(at: position) {
      return chinese
    }
    return longest
  }

  private func chain(at position: Int, _ number: Int) -> Chain? {
    let page = SingleBytePage.pages[number]
    var evidence = MojibakeEvidence(page: page, before: UTF8Bytes.decode(text, before: position)?.scalar)
    var decoded: [UInt8] = []
    var end = position
    while let sequence = sequence(at: end, page) {
      let hasControl = (end..<sequence.end).contains { text[$0] == 0xc2 && text[$0 + 1] < 0xa0 }
      evidence.add(
        sequence.bytes, scalar: sequence.scalar, hasControl: hasControl, followedBy: scalar(at: sequence.end))
      decoded += sequence.bytes
      end = sequence.end
    }
    if decoded.isEmpty { return nil }
    var chain = Chain(range: position..<end, decoded: decoded, verdict: evidence.verdict, pages: 1 << number)
    if chain.verdict == .certain { chain.certainPages = chain.pages }
    return chain
  }

  /// One character of UTF-8 from the bytes that characters of the text have on a page.
  private func sequence(at position: Int, _ page: SingleBytePage) -> (bytes: [UInt8], scalar: UInt32, end: Int)? {
    guard let first = byte(at: position, page), let length = Self.length(first.byte) else { return nil }
    var bytes = [first.byte]
    var end = first.end
    while bytes.count < length {
      guard let next = byte(at: end, page), next.byte & 0xc0 == 0x80 else { return nil }
      bytes.append(next.byte)
      end = next.end
    }
    let scalar = bytes.withUnsafeBufferPointer { UTF8Bytes.decode($0, at: 0) }
    guard let scalar, scalar.byteCount == length, UnicodeClasses.category(scalar.scalar) != .unassigned else {
      return nil
    }
    return (bytes, scalar.scalar, end)
  }

  private static func length(_ byte: UInt8) -> Int? {
    switch byte {
    case 0xc2...0xdf: 2
    case 0xe0...0xef: 3
    case 0xf0...0xf4: 4
    default: nil
    }
  }

  private func byte(at position: Int, _ page: SingleBytePage) -> (byte: UInt8, end: Int)? {
    guard position < text.count, text[position] >= 0x80, let decoded = UTF8Bytes.decode(text, at: position),
      let byte = page.byte(of: decoded.scalar)
    else { return nil }
    return (byte, position + decoded.byteCount)
  }

  private func scalar(at position: Int) -> UInt32? {
    position < text.count ? UTF8Bytes.decode(text, at: position)?.scalar : nil
  }

  // MARK: GBK

  /// Characters of Latin-1 whose bytes are pairs of GBK: at least three characters, nearly all of them everyday ones.
  private func chineseChain(at position: Int) -> Chain? {
    if let before = UTF8Bytes.decode(text, before: position), UnicodeClasses.isLetter(before.scalar) { return nil }
    var bytes: [UInt8] = []
    var end = position
    while bytes.count < 4096, let next = byte(at: end, .western), next.byte >= 0xa1, text[end] < 0xc4 {
      bytes.append(next.byte)
      end = next.end
    }
    guard bytes.count >= 6, bytes.count % 2 == 0 else { return nil }
    if let after = scalar(at: end), UnicodeClasses.isLetter(after) { return nil }
    guard let decoded = EverydayHan.decode(bytes) else { return nil }
    return Chain(range: position..<end, decoded: decoded, verdict: .certain)
  }
}
