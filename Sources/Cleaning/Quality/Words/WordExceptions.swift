// Words that part, or stay whole, against the rule: contractions, abbreviations, times of day.

import TextAnalysis

/// English words with a division of their own, known by the hash of their bytes as written.
///
/// The words are those that spaCy's English tokenizer treats so, since the published filters count its tokens: parts of
/// `don't` are `do` and `n't`, `Mr.` keeps its full stop. Texts in other languages hardly hold any of them.
///
/// SAFETY: the tables are filled by the initialiser and never changed afterwards; their owner `shared` lives for ever. Slot
/// numbers are masked to the tables' sizes.
final class WordExceptions: @unchecked Sendable {
  /// No exception is longer, in bytes.
  static let maximumByteCount = 16
  static let shared = WordExceptions()

  /// Lengths of the parts in bytes, the first one lowest; 0 behind the last.
  private struct Entry {
    var hash: UInt64 = 0
    var parts: UInt32 = 0
  }

  /// A bit for each hash's lowest 16 bits: most words are known to be none by one look.
  private let sieve = UnsafeMutablePointer<UInt64>.allocate(capacity: 1024)
  /// A bit for each pair of first and last byte.
  private let edges = UnsafeMutablePointer<UInt64>.allocate(capacity: 1024)
  /// Open addressing; no parts where a slot is empty.
  private let entries = UnsafeMutablePointer<Entry>.allocate(capacity: 4096)

  private init() {
    sieve.initialize(repeating: 0, count: 1024)
    edges.initialize(repeating: 0, count: 1024)
    entries.initialize(repeating: Entry(), count: 4096)
    for (first, rests) in Self.contractions() {
      for rest in rests { add([first] + rest) }
    }
    for word in Self.whole { add([word]) }
    for hour in 1...12 {
      for half in ["am", "a.m.", "pm", "p.m."] { add(["\(hour)", half]) }
    }
    for (first, second) in Self.pairs { add([first, second]) }
  }

  /// The lengths of the parts in bytes, the first one in the lowest byte; 0 for a word that is no exception.
  @inline(__always)
  func parts(ofHash hash: UInt64) -> UInt32 {
    if sieve[Int(hash & 0xffff) >> 6] >> (hash & 63) & 1 == 0 { return 0 }
    return entries[slot(of: hash)].parts
  }

  /// Where an entry stands or would stand; fewer than half of the slots are taken.
  private func slot(of hash: UInt64) -> Int {
    var slot = Int(hash >> 16) & 4095
    while entries[slot].parts != 0, entries[slot].hash != hash { slot = (slot + 1) & 4095 }
    return slot
  }

  /// False where no exception begins and ends with these bytes.
  @inline(__always)
  func mayBegin(with first: UInt8, endingWith last: UInt8) -> Bool {
    let pair = Int(first) << 8 | Int(last)
    return edges[pair >> 6] >> UInt64(pair & 63) & 1 != 0
  }

  private func add(_ division: [String]) {
    for apostrophe in ["'", "’"] {
      let written = division.map { part in
        part.utf8.flatMap { $0 == UInt8(ascii: "'") ? Array(apostrophe.utf8) : [$0] }
      }
      let bytes = Array(written.joined())
      guard bytes.count <= Self.maximumByteCount, written.count <= 4 else { continue }
      let hash = UnitHash.hash(bytes)
      let slot = slot(of: hash)
      if entries[slot].parts == 0 {
        let lengths = written.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1.count) }
        entries[slot] = Entry(hash: hash, parts: lengths)
      }
      sieve[Int(hash & 0xffff) >> 6] |= 1 << (hash & 63)
      let pair = Int(bytes[0]) << 8 | Int(bytes[bytes.count - 1])
      edges[pair >> 6] |= 1 << UInt64(pair & 63)
    }
  }

  // MARK: The words

  /// First parts with the parts that may follow, with and without apostrophe.
  private static func contractions() -> [(first: String, rests: [[String]])] {
    let unparted: Set = [
      "Ill", "ill", "Its", "its", "Hell", "hell", "Shell", "shell", "Shed", "shed", "were", "Were", "Well", "well",
      "Whore", "whore",
    ]
    var result: [(String, [[String]])] = []
    func join(_ words: [String], _ rests: [[String]]) {
      for word in words {
        for first in [word, word.prefix(1).uppercased() + word.dropFirst()] {
          let spoken = rests.flatMap { [$0, $0.map { $0.filter { $0 != "'" } }] }
          result.append((first, spoken.filter { !unparted.contains(first + $0.joined()) }))
        }
      }
    }
    let pronouns = ["i", "you", "he", "she", "it", "we", "they"]
    let questions = ["who", "what", "when", "where", "why", "how", "there", "that", "this"]
    join(["i"], [["'m"], ["'m", "a"]])
    join(pronouns + questions + ["these", "those"], [["'ll"], ["'ll", "'ve"], ["'d"], ["'d", "'ve"]])
    join(["i", "you", "we", "they"], [["'ve"]])
    join(["you", "we", "they"], [["'re"]])
    join(["he", "she", "it"] + questions, [["'s"]])
    join(["who", "what", "when", "where", "why", "how", "there", "these", "those"], [["'re"], ["'ve"]])
    let verbs = [
      "ca", "could", "do", "does", "did", "had", "may", "might", "must", "need", "ought", "sha", "should", "wo",
      "would",
    ]
    join(verbs, [["n't"], ["n't", "'ve"]])
    join(["could", "might", "must", "should", "would"], [["'ve"]])
    join(["ai", "are", "is", "was", "were", "have", "has", "dare"], [["n't"]])
    join(["not"], [["'ve"]])
    return result
  }

  private static let pairs = [
    ("y'", "all"), ("y", "all"), ("can", "not"), ("Can", "not"), ("gon", "na"), ("Gon", "na"), ("got", "ta"),
    ("Got", "ta"), ("let", "'s"), ("Let", "'s"), ("c'm", "on"), ("C'm", "on"),
  ]

  private static let whole: [String] = [
    "'", "''", "C++", "'S", "'s", "'re", "'d", "'em", "'ll", "'nuff", "'Cause", "'cause", "'cos", "'Cos", "'coz",
    "'Coz",
    "'cuz", "'Cuz", "'bout", "and/or", "w/o", "ma'am", "Ma'am", "o'clock", "O'clock", "doin'", "Doin'", "goin'",
    "Goin'",
    "nothin'", "Nothin'", "nuthin'", "Nuthin'", "ol'", "Ol'", "somethin'", "Somethin'", "lovin'", "Lovin'", "havin'",
    "Havin'",
    "a.", "b.", "c.", "d.", "e.", "f.", "g.", "h.", "i.", "j.", "k.", "l.", "m.", "n.", "o.", "p.", "q.", "r.", "s.",
    "t.", "u.", "v.", "w.", "x.", "y.", "z.", "ä.", "ö.", "ü.",
    "Mt.", "Ak.", "Ala.", "Apr.", "Ariz.", "Ark.", "Aug.", "Calif.", "Colo.", "Conn.", "Dec.", "Del.", "Feb.", "Fla.",
    "Ga.", "Ia.", "Id.", "Ill.", "Ind.", "Jan.", "Jul.", "Jun.", "Kan.", "Kans.", "Ky.", "La.", "Mar.", "Mass.",
    "Mich.", "Minn.", "Miss.", "N.C.", "N.D.", "N.H.", "N.J.", "N.M.", "N.Y.", "Neb.", "Nebr.", "Nev.", "Nov.", "Oct.",
    "Okla.", "Ore.", "Pa.", "S.C.", "Sep.", "Sept.", "Tenn.", "Va.", "Wash.", "Wis.",
    "a.m.", "Adm.", "Bros.", "co.", "Co.", "Corp.", "D.C.", "Dr.", "e.g.", "E.g.", "E.G.", "Gen.", "Gov.", "i.e.",
    "I.e.", "I.E.", "Inc.", "Jr.", "Ltd.", "Md.", "Messrs.", "Mo.", "Mont.", "Mr.", "Mrs.", "Ms.", "p.m.", "Ph.D.",
    "Prof.", "Rep.", "Rev.", "Sen.", "St.", "vs.", "v.s.",
    "(*_*)", "(-8", "(-:", "(-;", "(-_-)", "(._.)", "(:", "(;", "(=", "(>_<)", "(^_^)", "(o:", "(¬_¬)", "(ಠ_ಠ)",
    ")-:", "):", "-_-", "-__-", "._.", "0.0", "0.o", "0_0", "0_o", "8)", "8-)", "8-D", "8D", ":'(", ":')",
    ":'-(", ":'-)", ":(", ":((", ":(((", ":()", ":)", ":))", ":)))", ":*", ":-(", ":-((", ":-(((", ":-)",
    ":-))", ":-)))", ":-*", ":-/", ":-0", ":-3", ":->", ":-D", ":-O", ":-P", ":-X", ":-]", ":-o", ":-p", ":-x",
    ":-|", ":-}", ":/", ":0", ":1", ":3", ":>", ":D", ":O", ":P", ":X", ":]", ":o", ":o)", ":p", ":x", ":|",
    ":}", ";)", ";-)", ";-D", ";D", ";_;", "<.<", "</3", "<3", "<33", "<333", "=(", "=)", "=/", "=3", "=D",
    "=[", "=]", "=|", ">.<", ">.>", ">:(", ">:o", "><(((*>", "@_@", "O.O", "O.o", "O_O", "O_o", "V.V", "V_V",
    "XD", "XDD", "[-:", "[:", "[=", "]=", "^_^", "^__^", "^___^", "o.0", "o.O", "o.o", "o_0", "o_O", "o_o",
    "v.v", "v_v", "xD", "xDD", "¯\\(ツ)/¯", "ಠ_ಠ", "ಠ︵ಠ",
  ]
}
