import TestSupport
import Testing

@testable import Decontamination

private let vocabulary = """
  amber barrel candle dagger ember fiddle garden hammer island jacket kettle ladder marble needle orange pepper quarry \
  ribbon saddle temple umbrella velvet walnut yellow zephyr anchor basket cherry dragon engine feather goblet
  """.split(separator: " ").map(String.init)
private let characters = Array("磨坊主星期一了七袋玉米二是的两倍天共多少河边孩子们在那里游泳山水木火土金日月风云雨雪")

/// Items of seeded words, and what may become of them.
private func item(_ seed: UInt64, units: Int, isChinese: Bool) -> [String] {
  var generator = SeededGenerator(seed: seed)
  return (0..<units).map { _ in
    isChinese
      ? String(characters.randomElement(using: &generator) ?? "山") : vocabulary.randomElement(using: &generator) ?? ""
  }
}

@Suite struct ClusterTests {
  private func index(_ words: [String], _ separator: String, share: Int = 50) throws -> BenchmarkIndex {
    var settings = DecontaminationSettings()
    settings.rules.clusterShare = share
    return try BenchmarkIndex(
      items: [BenchmarkItem(benchmark: "b", item: "1", question: words.joined(separator: separator))],
      settings: settings)
  }

  /// Every ninth unit is another one: no thirteen units in a row are left, and no n-gram rule could find it.
  @Test(arguments: [(40, false), (24, false), (60, true), (400, false)], 0..<8 as Range<UInt64>)
  func aWordChangedHereAndThereIsFound(_ shape: (units: Int, isChinese: Bool), _ seed: UInt64) throws {
    let words = item(seed, units: shape.units, isChinese: shape.isChinese)
    let separator = shape.isChinese ? "" : " "
    let changed = words.enumerated().map { $0 % 9 == 8 ? (shape.isChinese ? "囧" : "otherwise") : $1 }
    let before = shape.isChinese ? "前言说的是别的事情。" : "Something else was said before. "
    let text = before + changed.joined(separator: separator) + (shape.isChinese ? "。后记" : ". And afterwards.")
    let bytes = Array(text.utf8)
    let matches = try index(words, separator).matches(in: bytes)
    #expect(matches.map(\.item) == ["1"])
    let match = try #require(matches.first)
    #expect(!match.isExact && match.itemUnitCount == shape.units)
    #expect(match.foundUnitCount >= shape.units / 2 && match.foundUnitCount < shape.units)
    #expect(match.start >= before.utf8.count && match.end <= bytes.count)
    #expect(try index(words, separator, share: 0).matches(in: bytes) == [])
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func otherTextsOfTheSameWordsAreNotFound(_ seed: UInt64) throws {
    let words = item(seed, units: 40, isChinese: false)
    var generator = SeededGenerator(seed: seed + 1000)
    let index = try index(words, " ")
    #expect(index.matches(in: Array(words.shuffled(using: &generator).joined(separator: " ").utf8)) == [])
    // A quarter of the item is a quotation, not the item.
    let part =
      words[..<11].joined(separator: " ") + " " + item(seed + 1, units: 60, isChinese: false).joined(separator: " ")
    #expect(index.matches(in: Array(part.utf8)) == [])
  }

  @Test func aClusterNeedsDifferentUnits() throws {
    let words = (0..<40).map { $0 % 3 == 0 ? "0" : "1" }
    #expect(try index(words, " ").matches(in: Array((words + ["x"] + words).joined(separator: " ").utf8)) == [])
  }

  @Test func theWholeStretchIsFoundBesideAnUnchangedPart() throws {
    let words = item(5, units: 60, isChinese: false)
    let changed = words.enumerated().map { $0 > 20 && $0 % 8 == 0 ? "otherwise" : $1 }
    let text = changed.joined(separator: " ")
    let matches = try index(words, " ").matches(in: Array(text.utf8))
    #expect(matches.count == 1 && matches[0].isExact)
    #expect(matches[0].start == 0 && matches[0].end > text.utf8.count * 9 / 10)
  }
}
