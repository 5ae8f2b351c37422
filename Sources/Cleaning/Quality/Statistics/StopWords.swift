// The words that running text of a language cannot do without.

import TextAnalysis

/// Stop words of several languages, as they are written: capital letters make others of them.
///
/// The English words are those of Rae et al. 2021; the others play their part. Words that English has too stand in no
/// other list, so that English fragments do not pass for Dutch.
struct StopWords: Sendable {
  static let english = ["the", "be", "to", "of", "and", "that", "have", "with"]
  private static let languages: [[String]] = [
    english,
    ["der", "das", "und", "zu", "den", "ist", "nicht", "von", "mit", "auf", "ein", "eine"],
    ["le", "les", "des", "et", "est", "un", "une", "que", "dans", "pour", "qui"],
    ["el", "los", "que", "y", "en", "un", "una", "por", "con", "para", "del"],
    ["il", "di", "che", "e", "un", "una", "con", "non", "del", "sono"],
    ["os", "que", "e", "da", "em", "um", "uma", "para", "com", "não"],
    ["het", "een", "en", "van", "dat", "te", "met", "voor", "niet"],
    ["w", "na", "z", "nie", "się", "jest", "że", "oraz"],
    ["и", "в", "не", "на", "что", "с", "как", "это", "по", "к", "но", "из"],
    ["і", "в", "не", "на", "що", "з", "як", "це", "та", "до"],
    ["och", "att", "det", "som", "en", "på", "är", "av", "för", "med"],
    ["og", "er", "en", "det", "som", "på", "af", "til", "med", "ikke", "av"],
    ["ja", "ei", "että", "oli", "hän", "mutta", "ovat", "kun"],
    ["je", "se", "že", "jsou", "který", "také", "jako", "pro"],
    ["hogy", "az", "nem", "és", "egy", "meg", "ez", "csak"],
    ["și", "este", "din", "cu", "care", "pentru", "sunt", "mai"],
    ["και", "το", "να", "του", "της", "με", "για", "που", "από", "την"],
    ["ve", "bir", "bu", "için", "ile", "çok", "ne", "olarak"],
    ["và", "của", "là", "có", "các", "cho", "không", "được", "một", "những"],
    ["yang", "dan", "di", "dengan", "untuk", "dari", "ini", "itu", "pada", "tidak"],
    ["في", "من", "على", "و", "أن", "إلى", "هذا", "عن", "مع", "التي"],
    ["از", "به", "در", "که", "این", "را", "با", "است", "برای", "و"],
    ["של", "את", "על", "לא", "הוא", "זה", "עם", "כי", "גם", "או"],
    ["में", "के", "है", "की", "और", "से", "का", "को", "पर", "यह"],
    ["的", "了", "是", "在", "不", "和", "有", "我", "这", "這", "为", "為", "与", "之", "以", "而"],
    ["の", "に", "は", "を", "が", "と", "で", "も", "た", "す"],
    ["이", "는", "을", "의", "에", "다", "가", "를", "은", "고"],
    ["ที่", "และ", "ของ", "ใน", "เป็น", "การ", "มี", "ได้", "ให้", "ไม่", "จะ", "ว่า"],
    ["ແລະ", "ທີ່", "ຂອງ", "ໃນ", "ເປັນ", "ມີ", "ໄດ້", "ບໍ່"],
    ["និង", "ជា", "នៅ", "ក្នុង", "ដែល", "មាន", "បាន", "នេះ", "ពី"],
    ["သည်", "ကို", "များ", "နှင့်", "တွင်", "ဖြစ်", "မှာ"],
  ]

  /// Built once for all stages with the built-in lists.
  static let builtIn = StopWords(languages: languages)

  private struct Place: Sendable {
    var language: Int
    /// Number of the word among all.
    var word: Int
  }

  private let languageCount: Int
  private var wordCount = 0
  /// Words of `Words` in the longest stop word.
  private var longest = 1
  /// Open addressing; 0 is empty, and at most a quarter is not.
  private var keys: [UInt64]
  private var places: [[Place]]

  /// The stop words of one language.
  init(_ words: [String]) { self.init(languages: [words]) }

  private init(languages: [[String]]) {
    languageCount = languages.count
    var slotCount = 4096
    while slotCount < languages.reduce(0, { $0 + $1.count }) * 4 { slotCount *= 2 }
    keys = Array(repeating: 0, count: slotCount)
    places = Array(repeating: [], count: slotCount)
    let parts = Words()
    for (language, list) in languages.enumerated() {
      for word in Set(list).sorted() {
        Array(word.utf8).withUnsafeBufferPointer { parts.analyse($0) }
        guard parts.count > 0 else { continue }
        // SAFETY: the indices are below the number of parts.
        let key = (1..<parts.count).reduce(parts.hashes[0]) { Self.joined($0, parts.hashes[$1]) }
        longest = max(longest, parts.count)
        let slot = slot(of: key)
        keys[slot] = key
        places[slot].append(Place(language: language, word: wordCount))
        wordCount += 1
      }
    }
  }

  private static func joined(_ key: UInt64, _ next: UInt64) -> UInt64 { UnitHash.absorb(key &* 3, next) }

  /// Where a key stands or would stand.
  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: key) & (keys.count - 1)
    while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & (keys.count - 1) }
    return slot
  }

  /// The number of different stop words of the language that has most of them; counting ends at `limit`.
  func count(in words: Words, limit: Int) -> Int {
    var isSeen = Array(repeating: false, count: wordCount)
    var seen = Array(repeating: 0, count: languageCount)
    // SAFETY: the indices are below the number of words.
    for index in 0..<words.count {
      var key = words.hashes[index]
      var next = index + 1
      while true {
        let slot = slot(of: key)
        if keys[slot] != 0 {
          for place in places[slot] where !isSeen[place.word] {
            isSeen[place.word] = true
            seen[place.language] += 1
            if seen[place.language] >= limit { return limit }
          }
        }
        // Where letters have no spaces between them a stop word has several words.
        guard next - index < longest, words.kinds[index] & WordKind.unspacedLetter.rawValue != 0, next < words.count,
          words.kinds[next] & WordKind.unspacedLetter.rawValue != 0
        else { break }
        key = Self.joined(key, words.hashes[next])
        next += 1
      }
    }
    return seen.max() ?? 0
  }
}
