// The n-grams of all benchmark items, made once and shared by all workers.

import TextAnalysis

/// An index of benchmark items.
///
/// Every window of n units of an item is an entry: of the question with its lettered options and the answer, and of
/// the same without letters and labels. An item or question shorter than n is one entry as a whole. Windows with few
/// different units are left out; a short question that several items share says nothing of any of them and is left
/// out, too. A window that several items share is entered for the first of them.
public struct BenchmarkIndex: Sendable {
  /// A short item: its first `minimumItemUnits` units are looked up, then the whole.
  struct ShortItem: Sendable {
    var unitCount: Int32
    var item: UInt32
    /// Hash of all its units.
    var hash: UInt64
    /// The next short item with the same beginning, -1 for none.
    var next: Int32
  }

  public let settings: DecontaminationSettings
  public private(set) var itemCount = 0
  private(set) var table: NGramTable
  private(set) var seeds: NGramTable
  private(set) var shortItems: [ShortItem] = []
  private var benchmarks: [String] = []
  private var benchmarkOfItem: [UInt32] = []
  /// The names of all items, one after another, and where each begins.
  private var names: [UInt8] = []
  private var nameStarts: [Int] = [0]

  /// - Throws: `DecontaminationError` for settings out of range and for more than 2³² − 1 items.
  public init(items: [BenchmarkItem], settings: DecontaminationSettings = .init()) throws(DecontaminationError) {
    try settings.validate()
    guard items.count < Int(UInt32.max) else {
      throw DecontaminationError(code: .tooLarge, message: "\(items.count) items", location: "benchmarks")
    }
    self.settings = settings
    var census = ItemCensus(settings: settings)
    for item in items { census.count(item) }
    table = NGramTable(capacity: census.windowCount)
    seeds = NGramTable(capacity: census.shortCounts.count)
    var benchmarkNumbers: [String: UInt32] = [:]
    for item in items {
      if benchmarkNumbers[item.benchmark] == nil {
        benchmarkNumbers[item.benchmark] = UInt32(benchmarks.count)
        benchmarks.append(item.benchmark)
      }
      benchmarkOfItem.append(benchmarkNumbers[item.benchmark] ?? 0)
      names.append(contentsOf: item.item.utf8)
      nameStarts.append(names.count)
      enter(item, census: &census)
      itemCount += 1
    }
  }

  /// Number of different n-grams in the index.
  public var nGramCount: Int { table.count }

  /// Memory of the tables, in bytes.
  public var byteCount: Int {
    table.byteCount + seeds.byteCount + names.count + nameStarts.count * 8 + benchmarkOfItem.count * 4
      + shortItems.count * MemoryLayout<ShortItem>.stride
  }

  /// Names of benchmark and item of item number `number`.
  func name(_ number: UInt32) -> (benchmark: String, item: String) {
    let range = nameStarts[Int(number)]..<nameStarts[Int(number) + 1]
    return (benchmarks[Int(benchmarkOfItem[Int(number)])], String(decoding: names[range], as: UTF8.self))
  }

  private mutating func enter(_ item: BenchmarkItem, census: inout ItemCensus) {
    let number = UInt32(itemCount)
    let counts = census.shortCounts
    var hashes: [UInt64] = []
    census.forEachRendering(of: item) { units, firstWindow, isQuestion in
      if units.count >= settings.n {
        if isQuestion { return }
        enterWindows(units, from: firstWindow, number, &hashes)
      } else if units.count >= settings.minimumItemUnits, Self.isVaried(units[...], settings.minimumDistinctUnits) {
        enterShort(units, number, counts, &hashes)
      }
    }
  }

  private mutating func enterWindows(_ units: [UInt64], from first: Int, _ number: UInt32, _ hashes: inout [UInt64]) {
    NGrams.hashes(of: units, n: settings.n, into: &hashes)
    for index in first..<max(first, hashes.count)
    where Self.isVaried(units[index..<index + settings.n], settings.minimumDistinctUnits) {
      table.insert(hashes[index], number)
    }
  }

  private mutating func enterShort(
    _ units: [UInt64], _ number: UInt32, _ counts: [UInt64: Int], _ hashes: inout [UInt64]
  ) {
    NGrams.hashes(of: units, n: units.count, into: &hashes)
    let whole = hashes[0]
    guard counts[whole] == 1 else { return }
    NGrams.hashes(of: Array(units.prefix(settings.minimumItemUnits)), n: settings.minimumItemUnits, into: &hashes)
    let entry = Int32(shortItems.count)
    let head = seeds.value(of: hashes[0])
    shortItems.append(ShortItem(unitCount: Int32(units.count), item: number, hash: whole, next: -1))
    if let head {
      shortItems[Int(entry)].next = shortItems[Int(head)].next
      shortItems[Int(head)].next = entry
    } else {
      seeds.insert(hashes[0], UInt32(entry))
    }
  }

  /// True when at least `minimum` of the units differ from each other.
  static func isVaried(_ units: ArraySlice<UInt64>, _ minimum: Int) -> Bool {
    var distinct = 0
    for index in units.indices {
      if !units[units.startIndex..<index].contains(units[index]) { distinct += 1 }
      if distinct >= minimum { return true }
    }
    return false
  }
}

/// Counts what an index will hold, so that its tables are made once and never grow.
struct ItemCensus {
  private let settings: DecontaminationSettings
  private(set) var windowCount = 0
  /// How many items have the short text of this hash.
  private(set) var shortCounts: [UInt64: Int] = [:]
  private var units = TextUnits()

  init(settings: DecontaminationSettings) { self.settings = settings }

  mutating func count(_ item: BenchmarkItem) {
    var windows = 0
    var shorts: [UInt64] = []
    let settings = settings
    forEachRendering(of: item) { units, firstWindow, isQuestion in
      if units.count >= settings.n {
        if !isQuestion { windows += max(0, units.count - settings.n + 1 - firstWindow) }
      } else if units.count >= settings.minimumItemUnits {
        var hash: [UInt64] = []
        NGrams.hashes(of: units, n: units.count, into: &hash)
        if !shorts.contains(hash[0]) { shorts.append(hash[0]) }
      }
    }
    windowCount += windows
    for short in shorts { shortCounts[short, default: 0] += 1 }
  }

  /// Calls `body` with the units of each way in which the item may be written down, the first window that differs
  /// from the renderings before, and whether it is the question alone.
  mutating func forEachRendering(of item: BenchmarkItem, _ body: ([UInt64], Int, Bool) -> Void) {
    let renderings = ItemRenderings(item, settings: settings)
    units.analyse(Array(renderings.question.utf8))
    let questionUnits = units.hashes
    let firstOther = max(0, questionUnits.count - settings.n + 1)
    for (index, text) in renderings.texts.enumerated() {
      let bytes = Array(text.utf8)
      units.analyse(bytes)
      body(units.hashes, index == 0 ? 0 : firstOther, false)
      if let fold = bytes.withUnsafeBufferPointer({ MarkupFold($0) }) {
        units.analyse(fold.bytes)
        body(units.hashes, 0, false)
      }
    }
    body(questionUnits, 0, true)
  }
}

/// The ways in which an item is written down.
struct ItemRenderings {
  let question: String
  /// All renderings; each begins with the question.
  let texts: [String]

  init(_ item: BenchmarkItem, settings: DecontaminationSettings) {
    question = item.question
    guard settings.usesAnswers, !(item.options.isEmpty && item.answer.isEmpty) else {
      texts = [item.question]
      return
    }
    var lettered = item.question
    var plain = item.question
    for (index, option) in item.options.enumerated() {
      let letter = index < 26 ? String(Unicode.Scalar(UInt8(ascii: "A") + UInt8(index))) : String(index + 1)
      lettered += "\n(\(letter)) \(option)"
      plain += "\n\(option)"
    }
    if !item.answer.isEmpty {
      let isChinese = item.question.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) }
      lettered += isChinese ? "\n答案：\(item.answer)" : "\nAnswer: \(item.answer)"
      plain += "\n\(item.answer)"
    }
    texts = [lettered, plain]
  }
}
