// The words that running text of a language cannot do without.

import TextAnalysis

/// Stop words of several languages, as unit hashes.
struct StopWords: Sendable {
  /// The English words are those of Rae et al. 2021; the others play their part.
  private static let words: [[String]] = [
    ["the", "be", "to", "of", "and", "that", "have", "with"],
    ["der", "die", "das", "und", "in", "zu", "den", "ist", "nicht", "von", "mit", "auf", "ein", "eine"],
    ["le", "la", "les", "de", "des", "et", "est", "un", "une", "que", "dans", "pour", "qui"],
    ["el", "la", "los", "de", "que", "y", "en", "un", "una", "por", "con", "para", "del"],
    ["il", "la", "di", "che", "e", "un", "una", "per", "con", "non", "del", "sono"],
    ["o", "a", "os", "de", "que", "e", "do", "da", "em", "um", "uma", "para", "com"],
    ["de", "het", "een", "en", "van", "in", "is", "dat", "op", "te", "met", "voor"],
    ["i", "w", "na", "z", "do", "nie", "się", "to", "jest", "że"],
    ["и", "в", "не", "на", "что", "с", "как", "это", "по", "к", "но", "из"],
    ["i", "och", "att", "det", "som", "en", "på", "är", "av", "för", "med"],
    ["ve", "bir", "bu", "da", "de", "için", "ile", "çok", "ne", "o"],
    ["va", "en", "det", "og", "er", "som", "på", "af", "til", "med", "ikke", "av"],
    ["và", "của", "là", "có", "các", "cho", "không", "được", "một", "những"],
    ["yang", "dan", "di", "dengan", "untuk", "dari", "ini", "itu", "pada", "tidak"],
    ["في", "من", "على", "و", "أن", "إلى", "هذا", "عن", "مع", "التي"],
    ["של", "את", "על", "לא", "הוא", "זה", "עם", "כי", "גם", "או"],
    ["में", "के", "है", "की", "और", "से", "का", "को", "पर", "यह"],
    ["的", "了", "是", "在", "不", "和", "有", "我", "这", "這", "为", "為", "与", "之", "以", "而"],
    ["の", "に", "は", "を", "が", "と", "で", "も", "た", "す"],
    ["이", "는", "을", "의", "에", "다", "가", "를", "은", "고"],
  ]

  /// For each language the hashes of its words.
  private let hashes: [[UInt64]]
  /// A bit for each language in which a word of this hash is a stop word; open addressing over 1,024 slots.
  private var keys: [UInt64]
  private var places: [[(language: Int, bit: Int)]]

  init() {
    hashes = Self.words.map { list in list.map { UnitHash.hash($0.utf8) } }
    keys = Array(repeating: 0, count: 1024)
    places = Array(repeating: [], count: 1024)
    for (language, list) in hashes.enumerated() {
      for (bit, hash) in list.enumerated() {
        var slot = Int(hash & 1023)
        while keys[slot] != 0, keys[slot] != hash { slot = (slot + 1) & 1023 }
        keys[slot] = hash
        places[slot].append((language, bit))
      }
    }
  }

  /// The number of different stop words among `units`, of the language that has most.
  func count(in units: [UInt64]) -> Int {
    var seen: [UInt32] = Array(repeating: 0, count: hashes.count)
    for unit in units {
      var slot = Int(unit & 1023)
      while keys[slot] != 0 {
        if keys[slot] == unit {
          for place in places[slot] { seen[place.language] |= 1 << UInt32(place.bit) }
          break
        }
        slot = (slot + 1) & 1023
      }
    }
    return seen.map(\.nonzeroBitCount).max() ?? 0
  }
}
