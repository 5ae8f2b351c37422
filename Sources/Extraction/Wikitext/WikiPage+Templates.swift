// Templates, their arguments, and Chinese's and others' variants.

extension WikiPage {
  /// An argument of a template: its name where it has one, its value, and the index of a span at or before its first.
  private struct Argument {
    var name: Range<Int>?
    var value: Range<Int>
    var span: Int
  }

  /// Arguments of a template that are looked at.
  private static let argumentLimit = 200

  /// Renders a template by its name: its prose, what it stands for, or nothing.
  mutating func template(_ span: WikiSpan, span index: Int, depth: Int) {
    let content = span.content
    let bar = topLevel(UInt8(ascii: "|"), in: content, span: index + 1)
    let head = content.lowerBound..<(bar ?? content.upperBound)
    let colon = find(UInt8(ascii: ":"), in: head.prefix(WikiNames.longest))
    let name = UnsafeBufferPointer(rebasing: text[head])
    guard depth < Self.depthLimit else {
      sawRemoval = true
      return
    }
    if let colon, colon > head.lowerBound {
      let function = UnsafeBufferPointer(rebasing: text[head.lowerBound..<colon])
      guard WikiTemplate.named(function) == .function else {
        sawRemoval = true
        return
      }
      return inline(colon + 1..<head.upperBound, span: index + 1, depth: depth + 1)
    }
    if bar == nil || head.count <= 2, let literal = WikiTemplate.literal(name) { return append(literal: literal) }
    guard let kind = WikiTemplate.named(name) ?? WikiTemplate.ofFamily(name) else {
      sawRemoval = true
      return
    }
    if kind == .title { return append(bytes: title) }
    guard let bar else {
      sawRemoval = true
      return
    }
    let arguments = arguments(in: bar + 1..<content.upperBound, span: index + 1)
    if kind == .block { return block(arguments, depth: depth) }
    let before = output.count
    let wasOpen = isLineOpen
    render(kind, arguments, depth: depth)
    if output.count == before, isLineOpen == wasOpen { sawRemoval = true }
  }

  /// `{{{name|value}}}`: its value.
  mutating func argument(_ span: WikiSpan, span index: Int, depth: Int) {
    guard depth < Self.depthLimit, let bar = topLevel(UInt8(ascii: "|"), in: span.content, span: index + 1) else {
      sawRemoval = true
      return
    }
    inline(bar + 1..<span.content.upperBound, span: index + 1, depth: depth + 1)
  }

  // MARK: Arguments

  private func arguments(in range: Range<Int>, span: Int) -> [Argument] {
    var found: [Argument] = []
    var start = range.lowerBound
    var span = span
    while found.count < Self.argumentLimit {
      advance(&span, to: start)
      let end = topLevel(UInt8(ascii: "|"), in: start..<range.upperBound, span: span) ?? range.upperBound
      var argument = Argument(name: nil, value: start..<end, span: span)
      if let equals = topLevel(UInt8(ascii: "="), in: start..<end, span: span) {
        argument.name = trimmed(start..<equals)
        argument.value = equals + 1..<end
      }
      found.append(argument)
      guard end < range.upperBound else { break }
      start = end + 1
    }
    return found
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = text[range].first, Self.isSpace(first) { range = range.dropFirst() }
    while let last = text[range].last, Self.isSpace(last) { range = range.dropLast() }
    return range
  }

  /// The argument with a number, counted from 1, written with it or not.
  private func numbered(_ number: Int, _ arguments: [Argument]) -> Argument? {
    var count = 0
    for argument in arguments {
      if let name = argument.name {
        if name.count == 1, text[name.lowerBound] == UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number) {
          return argument
        }
      } else {
        count += 1
        if count == number { return argument }
      }
    }
    return nil
  }

  private func named(_ name: StaticString, _ arguments: [Argument]) -> Argument? {
    arguments.first { argument in
      guard let own = argument.name, own.count == name.utf8CodeUnitCount else { return false }
      return stands(name, at: own.lowerBound, before: own.upperBound)
    }
  }

  /// The argument that holds the prose.
  private func prose(_ arguments: [Argument]) -> Argument? {
    if let first = numbered(1, arguments), !trimmed(first.value).isEmpty { return first }
    for name in WikiTemplate.argumentNames {
      if let argument = named(name, arguments) { return argument }
    }
    return nil
  }

  private mutating func write(_ argument: Argument?, depth: Int) {
    guard let argument else { return }
    inline(trimmed(argument.value), span: argument.span, depth: depth + 1)
  }

  private func bytes(_ argument: Argument?) -> [UInt8] { argument.map { Array(text[trimmed($0.value)]) } ?? [] }

  /// An argument as text, without what else happens in the line.
  private mutating func rendered(_ argument: Argument?, depth: Int) -> [UInt8] {
    guard let argument else { return [] }
    return captured { $0.write(argument, depth: depth) }
  }

  private mutating func join(_ arguments: [Argument], _ separator: StaticString, depth: Int) {
    var isFirst = true
    for argument in arguments where argument.name == nil {
      let text = rendered(argument, depth: depth)
      if text.isEmpty { continue }
      if !isFirst { append(literal: separator) }
      append(bytes: text)
      isFirst = false
    }
  }

  // MARK: Kinds

  private mutating func render(_ kind: WikiTemplate, _ arguments: [Argument], depth: Int) {
    let first = numbered(1, arguments)
    let second = numbered(2, arguments)
    let third = numbered(3, arguments)
    switch kind {
    case .first: write(prose(arguments), depth: depth)
    case .pair: join([first, second].compactMap { $0 }, " ", depth: depth)
    case .last: write(arguments.last { $0.name == nil }, depth: depth)
    case .secondOrFirst:
      write(second.map { trimmed($0.value).isEmpty ? first : $0 } ?? prose(arguments), depth: depth)
    case .thirdOrFirst: write(third.map { trimmed($0.value).isEmpty ? first : $0 } ?? first, depth: depth)
    case .words: join(arguments, " ", depth: depth)
    case .listed: join(arguments, ", ", depth: depth)
    case .convert:
      write(first, depth: depth)
      append(literal: " ")
      write(second, depth: depth)
      let words = ["to", "and", "or", "by", "x", "×", "-", "–", "+/-", "±", "to(-)", "and(-)"].map { Array($0.utf8) }
      guard words.contains(bytes(second)), let third else { return }
      append(literal: " ")
      write(third, depth: depth)
      append(literal: " ")
      write(numbered(4, arguments), depth: depth)
    case .value:
      write(first, depth: depth)
      if let power = named("e", arguments) {
        append(literal: "×10^")
        write(power, depth: depth)
      }
      if let unit = named("u", arguments) ?? named("ul", arguments) {
        append(literal: " ")
        write(unit, depth: depth)
      }
    case .fraction:
      if third != nil {
        write(first, depth: depth)
        append(literal: " ")
      }
      if second == nil { append(literal: "1") }
      write(third == nil ? (second == nil ? nil : first) : second, depth: depth)
      append(literal: "/")
      write(third ?? second ?? first, depth: depth)
    case .date: date(arguments, depth: depth)
    case .asOf:
      append(literal: named("lc", arguments) == nil ? "As of " : "as of ")
      date(arguments, depth: depth)
    case .circa:
      append(literal: "c. ")
      write(first, depth: depth)
      if second != nil { append(literal: " – ") }
      write(second, depth: depth)
    case .nihongo, .reading:
      write(first, depth: depth)
      let rest = [second, third].map { rendered($0, depth: depth) }.filter { !$0.isEmpty }
      guard !rest.isEmpty else { return }
      append(literal: kind == .nihongo ? " (" : "（")
      append(bytes: Array(rest.prefix(kind == .nihongo ? 2 : 1).joined(separator: ", ".utf8)))
      append(literal: kind == .nihongo ? ")" : "）")
    case .quoted:
      let text = rendered(first, depth: depth)
      guard !text.isEmpty else { return }
      append(literal: "“")
      append(bytes: text)
      append(literal: "”")
    case .century:
      write(first, depth: depth)
      guard bytes(first).allSatisfy("IVXLC".utf8.contains) else { return }
      let ending = rendered(second, depth: depth)
      append(bytes: ending.isEmpty ? Array("e".utf8) : ending)
      append(literal: " siècle")
    case .block, .title, .function: break
    }
  }

  /// Year, month and day in digits as one date; otherwise the words as they stand.
  private mutating func date(_ arguments: [Argument], depth: Int) {
    let parts = arguments.filter { $0.name == nil }.prefix(3).map { Array(text[trimmed($0.value)]) }
    let isNumeric = parts.first?.count == 4 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 &- 0x30 < 10 } }
    guard isNumeric else { return join(Array(arguments.prefix(3)), " ", depth: depth) }
    for (index, part) in parts.enumerated() {
      if index > 0 { append(literal: "-") }
      if part.count == 1 { append(literal: "0") }
      append(bytes: part)
    }
  }

  /// A quotation or a list in columns: lines of their own, between paragraphs.
  private mutating func block(_ arguments: [Argument], depth: Int) {
    guard let argument = prose(arguments) else {
      sawRemoval = true
      return
    }
    let range = trimmed(argument.value)
    if isCapturing { return inline(range, span: argument.span, depth: depth + 1) }
    let saved = quotes
    closeBlock()
    lines(range, span: argument.span, depth: depth + 1)
    closeBlock()
    quotes = saved
  }

  // MARK: Variants

  /// `-{zh-hans:…;zh-hant:…}-`: the text in simplified characters where there is one, otherwise the first of
  /// `variants`; `-{…}-` without variants gives its text, rules for the rest of the page give nothing.
  mutating func variant(_ span: WikiSpan, span index: Int, depth: Int) {
    guard depth < Self.depthLimit else {
      sawRemoval = true
      return
    }
    var content = span.content
    if let bar = topLevel(UInt8(ascii: "|"), in: content, span: index + 1) {
      let flags = text[trimmed(content.lowerBound..<bar)]
      let isSilent =
        flags.count < 4 && flags.contains { [UInt8(ascii: "H"), UInt8(ascii: "T"), UInt8(ascii: "-")].contains($0) }
      if isSilent {
        sawRemoval = true
        return
      }
      content = bar + 1..<content.upperBound
    }
    var best: (rank: Int, text: Range<Int>)?
    var start = content.lowerBound
    while start < content.upperBound {
      let end = topLevel(UInt8(ascii: ";"), in: start..<content.upperBound, span: index + 1) ?? content.upperBound
      guard let colon = find(UInt8(ascii: ":"), in: (start..<end).prefix(24)) else { break }
      let code = String(decoding: text[trimmed(start..<colon)], as: UTF8.self).lowercased()
      guard let rank = Self.variants.firstIndex(of: code) else { break }
      if rank < best?.rank ?? .max { best = (rank, colon + 1..<end) }
      start = end + 1
    }
    inline(best?.text ?? content, span: index + 1, depth: depth + 1)
  }

  /// Variants of languages; of those that a page gives, the one that stands first here is taken.
  private static let variants = [
    "zh-hans", "zh-cn", "zh-sg", "zh-my", "zh", "zh-hant", "zh-tw", "zh-hk", "zh-mo", "gan-hans", "gan-hant", "sr-ec",
    "sr-el", "sr-cyrl", "sr-latn", "kk-cyrl", "kk-latn", "kk-arab", "kk-kz", "kk-tr", "kk-cn", "ku-latn", "ku-arab",
    "tg-cyrl", "tg-latn", "uz-cyrl", "uz-latn", "crh-cyrl", "crh-latn", "iu-cans", "iu-latn", "shi-tfng", "shi-latn",
  ]
}
