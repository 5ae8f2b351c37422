// Fill in the middle: documents rearranged, so that a causal model learns to predict a middle from both its sides.

import Corpus

/// Of some documents a middle is moved to the end.
///
/// Bavarian et al. 2022, "Efficient Training of Language Models to Fill in the Middle": two places of a text are drawn
/// uniformly, and its three parts are written in one of two orders, which share a form:
///
///     PSM:  ⟨prefix⟩ prefix ⟨suffix⟩ suffix ⟨middle⟩ middle
///     SPM:  ⟨prefix⟩ ⟨suffix⟩ suffix ⟨middle⟩ prefix middle
///
/// The paper's context-level variant is used, so that no example is torn: a document is chosen as a whole, and one that
/// is longer than a row is cut into parts that each fill a row once the three ids are added; each part is rearranged
/// by itself. Token files hold no text: places are drawn between tokens, not between characters as in the paper.
public struct FillInTheMiddle: Sendable, Equatable {
  /// Share of the documents that are rearranged.
  public var rate: Double
  /// Share of the rearranged parts that are in the order SPM.
  public var suffixFirstRate: Double
  public var prefixID: UInt32
  public var middleID: UInt32
  public var suffixID: UInt32

  /// Ids that a part gets besides its tokens.
  public static let addedTokenCount = 3
  /// Documents with fewer tokens stay as they are.
  public static let minimumTokenCount = 3

  public init(
    rate: Double = 0.5, suffixFirstRate: Double = 0.5, prefixID: UInt32, middleID: UInt32, suffixID: UInt32
  ) {
    self.rate = rate
    self.suffixFirstRate = suffixFirstRate
    self.prefixID = prefixID
    self.middleID = middleID
    self.suffixID = suffixID
  }

  /// Tokens of a rearranged document's sequence.
  ///
  /// - Parameters:
  ///   - length: tokens of the sequence before, end-of-document id included.
  ///   - rowTokenCount: tokens of a row, more than three.
  public static func sequenceLength(_ length: Int, rowTokenCount: Int) -> Int {
    let partLength = rowTokenCount - addedTokenCount
    return length + (length + partLength - 1) / partLength * addedTokenCount
  }

  /// The place in the sequence as it was before of the text of a rearranged part.
  ///
  /// - Parameters:
  ///   - first: place of the part in the rearranged sequence.
  ///   - rowTokenCount: tokens of a row; 0 where documents are whole.
  public static func textPlace(ofPartAt first: Int, rowTokenCount: Int) -> Int {
    rowTokenCount == 0 ? first : first / rowTokenCount * (rowTokenCount - addedTokenCount)
  }

  /// Puts a stretch of a document's sequence back into the order of its text.
  ///
  /// - Parameters:
  ///   - tokens: of whole parts, rearranged or not, and perhaps the end-of-document id.
  ///   - end: where that id stands, when it does.
  /// - Returns: for every token of the text in its order, the end-of-document id included, its place in `tokens`; nil
  ///   where the three ids do not stand as they should.
  public func textOrder(_ tokens: ArraySlice<UInt32>, _ end: EndOfDocument) -> [Int]? {
    var order: [Int] = []
    order.reserveCapacity(tokens.count)
    var place = tokens.startIndex
    let marks: Set = [prefixID, middleID, suffixID]
    func until(_ id: UInt32?) -> Range<Int>? {
      let found = tokens[place...].firstIndex { marks.contains($0) } ?? tokens.endIndex
      guard found < tokens.endIndex ? tokens[found] == id ?? prefixID : id == nil else { return nil }
      return place..<found
    }
    guard let plain = until(nil) else { return nil }
    order += plain
    place = plain.upperBound
    while place < tokens.endIndex {
      place += 1
      guard let prefix = until(suffixID) else { return nil }
      place = prefix.upperBound + 1
      guard let suffix = until(middleID) else { return nil }
      place = suffix.upperBound + 1
      guard var middle = until(nil) else { return nil }
      place = middle.upperBound
      let endsDocument =
        end.position == .after && place == tokens.endIndex && !middle.isEmpty && tokens[place - 1] == end.id
      if endsDocument { middle = middle.dropLast() }
      order += prefix
      order += middle
      order += suffix
      if endsDocument { order.append(place - 1) }
    }
    return order.map { $0 - tokens.startIndex }
  }
}

extension FillInTheMiddle {
  var json: JSONValue {
    [
      "rate": .double(rate), "suffixFirstRate": .double(suffixFirstRate), "prefix": .int(Int(prefixID)),
      "middle": .int(Int(middleID)), "suffix": .int(Int(suffixID)),
    ]
  }

  init?(json: JSONValue) {
    guard let rate = json["rate"]?.share, let suffixFirstRate = json["suffixFirstRate"]?.share,
      let prefix = json["prefix"]?.tokenID, let middle = json["middle"]?.tokenID, let suffix = json["suffix"]?.tokenID,
      Set([prefix, middle, suffix]).count == 3
    else { return nil }
    self.init(
      rate: rate, suffixFirstRate: suffixFirstRate, prefixID: prefix, middleID: middle, suffixID: suffix)
  }
}
