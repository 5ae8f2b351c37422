// An item as text units: what the index is made of.

import TextAnalysis

/// Turns items into units; keeps buffers.
struct ItemUnits {
  /// One way in which the item may stand in a text.
  struct Rendering {
    var units: [UInt64]
    /// The first window that no rendering before it has.
    var firstWindow: Int
    /// True for the question without all else.
    var isQuestion: Bool
  }

  /// Question, options and answer one behind the other, without letters, labels and markup.
  struct Reference {
    var units: [UInt64]
    /// How many of the units are the question, and how many the question with its options.
    var questionCount: Int
    var promptCount: Int
  }

  private var units = TextUnits()

  /// - Parameter n: units of a window.
  mutating func renderings(of item: BenchmarkItem, _ writer: ItemRenderings, n: Int) -> [Rendering] {
    let questionUnits = analysed(Array(item.question.utf8))
    let firstOther = max(0, questionUnits.count - n + 1)
    var result: [Rendering] = []
    for (index, text) in writer.texts(of: item).enumerated() {
      let bytes = Array(text.utf8)
      let repeatsQuestion = index > 0 && text.hasPrefix(item.question)
      result.append(
        Rendering(units: analysed(bytes), firstWindow: repeatsQuestion ? firstOther : 0, isQuestion: false))
      if let fold = bytes.withUnsafeBufferPointer({ MarkupFold($0) }) {
        result.append(Rendering(units: analysed(fold.bytes), firstWindow: 0, isQuestion: false))
      }
    }
    result.append(Rendering(units: questionUnits, firstWindow: 0, isQuestion: true))
    return result
  }

  mutating func reference(of item: BenchmarkItem) -> Reference {
    func folded(_ text: String) -> [UInt8] {
      let bytes = Array(text.utf8)
      return bytes.withUnsafeBufferPointer { MarkupFold($0) }?.bytes ?? bytes
    }
    var reference = Reference(units: analysed(folded(item.question)), questionCount: 0, promptCount: 0)
    reference.questionCount = reference.units.count
    for option in item.options { reference.units += analysed(folded(option)) }
    reference.promptCount = reference.units.count
    // An answer that is one of the options stands there already.
    if !item.answer.isEmpty, !item.options.contains(item.answer) { reference.units += analysed(folded(item.answer)) }
    return reference
  }

  private mutating func analysed(_ bytes: [UInt8]) -> [UInt64] {
    units.analyse(bytes)
    return units.hashes
  }
}

/// True when at least `minimum` of the units differ from each other.
func isVaried(_ units: ArraySlice<UInt64>, _ minimum: Int) -> Bool {
  var distinct = 0
  for index in units.indices {
    if !units[units.startIndex..<index].contains(units[index]) { distinct += 1 }
    if distinct >= minimum { return true }
  }
  return false
}
