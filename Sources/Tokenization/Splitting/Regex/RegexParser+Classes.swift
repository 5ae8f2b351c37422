// Classes of characters in a regular expression: brackets, escapes, properties, case.

import TextAnalysis

extension RegexParser {
  /// The set of one character, with the other cases of it where case is ignored.
  func literal(_ scalar: UInt32, at place: Int) throws(TokenizationError) -> ScalarSet {
    guard ignoresCase else { return .scalar(scalar) }
    return .ranges(try Self.caseVariants(of: scalar, in: self, at: place))
  }

  /// Simple case folding of ASCII letters, to which ſ and the Kelvin sign belong.
  private static func caseVariants(
    of scalar: UInt32, in parser: RegexParser, at place: Int
  ) throws(TokenizationError) -> [ClosedRange<UInt32>] {
    let lower = scalar | 0x20
    switch scalar {
    case 0x17f: return [0x53...0x53, 0x73...0x73, 0x17f...0x17f]
    case 0x212a: return [0x4b...0x4b, 0x6b...0x6b, 0x212a...0x212a]
    case 0x41...0x5a, 0x61...0x7a:
      var ranges = [lower - 32...lower - 32, lower...lower]
      if lower == 0x73 { ranges.append(0x17f...0x17f) }
      if lower == 0x6b { ranges.append(0x212a...0x212a) }
      return ranges
    default:
      let cased = CategorySet(rawValue: 7)
      if cased.contains(scalar: scalar) {
        throw parser.failure("case is ignored for ASCII letters only", .unsupported, at: place)
      }
      return [scalar...scalar]
    }
  }

  /// `[…]` at `at`.
  mutating func bracketClass() throws(TokenizationError) -> ScalarSet {
    try bracketClass(depth: 1)
  }

  private mutating func bracketClass(depth: Int) throws(TokenizationError) -> ScalarSet {
    let start = at
    guard depth <= Self.deepestNesting else {
      throw failure("classes are nested deeper than \(Self.deepestNesting)", .limitExceeded)
    }
    at += 1
    let isComplement = take("^")
    var intersected: [ScalarSet] = []
    var parts: [ScalarSet] = []
    var ranges: [ClosedRange<UInt32>] = []
    func gathered() -> ScalarSet {
      let all = ranges.isEmpty ? parts : [.ranges(ranges)] + parts
      return all.count == 1 ? all[0] : .union(all)
    }
    var isFirst = true
    while true {
      guard let scalar = next else { throw failure("this class is not closed", at: start) }
      if scalar == "]" && !isFirst { break }
      isFirst = false
      if scalar == "[" {
        if at + 1 < scalars.count, scalars[at + 1] == ":" {
          parts.append(try posixClass())
        } else {
          parts.append(try bracketClass(depth: depth + 1))
        }
        continue
      }
      if take("&&") {
        intersected.append(gathered())
        (parts, ranges) = ([], [])
        continue
      }
      if scalar == "\\", let set = try classEscape() {
        parts.append(set)
        continue
      }
      let place = at
      let low = try classCharacter()
      guard next == "-", at + 1 < scalars.count, scalars[at + 1] != "]" else {
        ranges += ignoresCase ? try Self.caseVariants(of: low, in: self, at: place) : [low...low]
        continue
      }
      at += 1
      if next == "[" || isClassEscape() {
        // A hyphen in front of a class is a hyphen.
        ranges += [low...low, 0x2d...0x2d]
        continue
      }
      let high = try classCharacter()
      guard low <= high else { throw failure("the range is in the wrong order", at: place) }
      ranges.append(low...high)
      if ignoresCase { ranges += try caseVariants(of: low...high, at: place) }
    }
    at += 1
    var set = gathered()
    if !intersected.isEmpty { set = .intersection(intersected + [set]) }
    return isComplement ? .complement(set) : set
  }

  private func caseVariants(
    of range: ClosedRange<UInt32>, at place: Int
  ) throws(TokenizationError) -> [ClosedRange<UInt32>] {
    guard range.upperBound < 0x80 || !range.contains(where: { CategorySet(rawValue: 7).contains(scalar: $0) }) else {
      throw failure("case is ignored for ASCII letters only", .unsupported, at: place)
    }
    var ranges: [ClosedRange<UInt32>] = []
    for scalar in range.clamped(to: 0...0x7f) where scalar < 0x80 {
      ranges += try Self.caseVariants(of: scalar, in: self, at: place)
    }
    return ranges
  }

  private mutating func classCharacter() throws(TokenizationError) -> UInt32 {
    guard let scalar = next else { throw failure("the pattern ends inside a class") }
    if scalar == "\\" { return try characterEscape() }
    at += 1
    return scalar.value
  }

  private func isClassEscape() -> Bool {
    guard next == "\\", at + 1 < scalars.count else { return false }
    return "sSdDwWhHpPRX".unicodeScalars.contains(scalars[at + 1])
  }

  /// `[:name:]` inside a class.
  private mutating func posixClass() throws(TokenizationError) -> ScalarSet {
    let start = at
    at += 2
    let isComplement = take("^")
    let name = takeName()
    guard take(":]") else { throw failure("expected ‘:]’ behind the name of a class", at: start) }
    let set: ScalarSet
    switch name {
    case "alnum": set = .categories(CategorySet.letter.rawValue | CategorySet.mark.rawValue | 1 << 8)
    case "space": set = .whiteSpace
    case "digit": set = .categories(1 << 8)
    case "word": set = .word
    case "xdigit": set = Self.hexadecimal
    case "ascii": set = .ranges([0...0x7f])
    default: throw failure("there is no class named ‘\(name)’", .unsupported, at: start)
    }
    return isComplement ? .complement(set) : set
  }

  private static let hexadecimal = ScalarSet.ranges([0x30...0x39, 0x41...0x46, 0x61...0x66])

  private mutating func takeName() -> String {
    var name = ""
    while let scalar = next, scalar.isASCII, scalar.properties.isAlphabetic || scalar == "_" {
      name.unicodeScalars.append(scalar)
      at += 1
    }
    return name
  }

  /// The escape at `at` that stands for a set; nil, with nothing taken, when it stands for a character.
  mutating func classEscape() throws(TokenizationError) -> ScalarSet? {
    guard at + 1 < scalars.count else { return nil }
    let set: ScalarSet
    let letter = scalars[at + 1]
    switch letter {
    case "s", "S": set = .whiteSpace
    case "d", "D": set = .categories(CategorySet.decimalNumber.rawValue)
    case "w", "W": set = .word
    case "h", "H": set = Self.hexadecimal
    case "p", "P": return try property()
    default: return nil
    }
    at += 2
    return "SDWH".unicodeScalars.contains(letter) ? .complement(set) : set
  }

  /// `\p{Name}`, `\p{^Name}`, `\P{Name}`, `\pL`.
  private mutating func property() throws(TokenizationError) -> ScalarSet {
    let start = at
    var isComplement = scalars[at + 1] == "P"
    at += 2
    var name = ""
    if take("{") {
      if take("^") { isComplement.toggle() }
      while let scalar = next, scalar != "}" {
        name.unicodeScalars.append(scalar)
        at += 1
      }
      guard take("}") else { throw failure("this property is not closed", at: start) }
    } else if let scalar = next {
      name.unicodeScalars.append(scalar)
      at += 1
    }
    guard let set = RegexProperties.set(named: name) else {
      throw failure("the property ‘\(name)’ is not known", .unsupported, at: start)
    }
    if ignoresCase, case .categories(let bits) = set, bits & 7 != 0, bits & 7 != 7 {
      throw failure("a property of one case cannot be used where case is ignored", .unsupported, at: start)
    }
    return isComplement ? .complement(set) : set
  }

  /// The escape at `at` as a character.
  mutating func characterEscape() throws(TokenizationError) -> UInt32 {
    let start = at
    guard at + 1 < scalars.count else { throw failure("the pattern ends with a backslash") }
    let letter = scalars[at + 1]
    at += 2
    switch letter {
    case "n": return 10
    case "r": return 13
    case "t": return 9
    case "f": return 12
    case "v": return 11
    case "a": return 7
    case "e": return 27
    case "0": return 0
    case "x":
      if take("{") { return try hexadecimalNumber(digits: 1...8, closing: true, from: start) }
      let value = try hexadecimalNumber(digits: 1...2, closing: false, from: start)
      guard value < 0x80 else {
        throw failure("\\x with two digits is a byte here, not a character: write \\x{…}", .unsupported, at: start)
      }
      return value
    case "u":
      if take("{") { return try hexadecimalNumber(digits: 1...8, closing: true, from: start) }
      return try hexadecimalNumber(digits: 4...4, closing: false, from: start)
    default:
      guard !letter.isASCII || !(letter.properties.isAlphabetic || letter.value &- 0x30 < 10) else {
        throw failure("the escape ‘\\\(letter)’ is not supported", .unsupported, at: start)
      }
      return letter.value
    }
  }

  private mutating func hexadecimalNumber(
    digits: ClosedRange<Int>, closing: Bool, from start: Int
  ) throws(TokenizationError) -> UInt32 {
    var value: UInt32 = 0
    var count = 0
    while count < digits.upperBound, let scalar = next, let digit = Character(scalar).hexDigitValue, scalar.isASCII {
      value = value << 4 | UInt32(digit)
      count += 1
      at += 1
    }
    guard count >= digits.lowerBound, !closing || take("}"), value <= 0x10ffff else {
      throw failure("expected hexadecimal digits of a character", at: start)
    }
    return value
  }
}

/// Properties by their names.
enum RegexProperties {
  /// Categories and groups of them by their short and long names, and the scripts of our table.
  static func set(named name: String) -> ScalarSet? {
    // Names are compared without case, spaces, hyphens and underscores.
    var key = ""
    for scalar in name.unicodeScalars where scalar != " " && scalar != "-" && scalar != "_" {
      key.unicodeScalars.append(contentsOf: String(scalar).lowercased().unicodeScalars)
    }
    for prefix in ["script=", "sc=", "generalcategory=", "gc="] where key.hasPrefix(prefix) {
      key.removeFirst(prefix.count)
    }
    if let bits = categories[key] { return .categories(bits) }
    switch key {
    case "any": return .ranges([0...0x10ffff])
    case "ascii": return .ranges([0...0x7f])
    case "space", "whitespace": return .whiteSpace
    case "word": return .word
    case "digit": return .categories(CategorySet.decimalNumber.rawValue)
    default: return scripts[key].map { .script($0) }
    }
  }

  private static let shortNames = """
    Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co Cn
    """.split(separator: " ").map { $0.lowercased() }

  private static let groups: [(names: [String], set: CategorySet)] = [
    (["l", "letter"], .letter), (["m", "mark", "combiningmark"], .mark), (["n", "number"], .number),
    (["p", "punctuation"], .punctuation), (["s", "symbol"], .symbol), (["z", "separator"], .separator),
    (["c", "other"], .other), (["lc", "casedletter", "l&"], CategorySet(rawValue: 7)),
    (["uppercaseletter"], .uppercase), (["lowercaseletter"], .lowercase), (["titlecaseletter"], .titlecase),
    (["modifierletter"], .modifierLetter), (["otherletter"], .otherLetter),
    (["decimalnumber"], .decimalNumber), (["control", "cntrl"], CategorySet(.control)),
  ]

  private static let categories: [String: UInt32] = {
    var found: [String: UInt32] = [:]
    for (bit, name) in shortNames.enumerated() { found[name] = 1 << UInt32(bit) }
    for group in groups { for name in group.names { found[name] = group.set.rawValue } }
    return found
  }()

  private static let scripts: [String: UInt8] = {
    var found: [String: UInt8] = [:]
    for script in UnicodeScript.allCases where script != .other { found["\(script)".lowercased()] = script.rawValue }
    let short: [(String, UnicodeScript)] = [
      ("hani", .han), ("hira", .hiragana), ("kana", .katakana), ("hang", .hangul), ("latn", .latin),
      ("cyrl", .cyrillic),
      ("arab", .arabic), ("grek", .greek), ("hebr", .hebrew), ("deva", .devanagari), ("bopo", .bopomofo),
    ]
    for (name, script) in short { found[name] = script.rawValue }
    return found
  }()
}
