// What a stage found in a document and reports tell of, whether or not the document stays.

/// Part of a text with what stands around it, shortened.
public struct MarkedExcerpt: Sendable, Codable, Equatable {
  public var before: String
  public var marked: String
  public var after: String

  /// - Parameters:
  ///   - text: UTF-8; what is cut in the midst of a character begins with the next one.
  ///   - limits: most bytes around the mark on either side, and of the mark itself, of which the middle is left out.
  public init(
    of range: Range<Int>, in text: UnsafeBufferPointer<UInt8>, around: Int = 80, marked limit: Int = 400
  ) {
    func string(_ range: Range<Int>) -> String {
      var (start, end) = (range.lowerBound, range.upperBound)
      while start < end, text[start] & 0xc0 == 0x80 { start += 1 }
      while end > start, end < text.count, text[end] & 0xc0 == 0x80 { end -= 1 }
      return String(decoding: UnsafeBufferPointer(rebasing: text[start..<end]), as: UTF8.self)
    }
    before = string(max(0, range.lowerBound - around)..<range.lowerBound)
    after = string(range.upperBound..<min(text.count, range.upperBound + around))
    if range.count <= limit {
      marked = string(range)
    } else {
      marked =
        string(range.lowerBound..<range.lowerBound + limit / 2) + " … "
        + string(range.upperBound - limit / 2..<range.upperBound)
    }
  }
}

/// Something that is known beforehand, such as an item of a benchmark, found in a document.
public struct Finding: Sendable, Equatable {
  /// Why it is told, from the stage's closed set.
  public var reason: String
  /// What it is: the collection (a benchmark), and the item of it.
  public var collection: String
  public var item: String
  /// Byte offsets in the text as the stage received it.
  public var start: Int
  public var end: Int
  /// Text units of the stretch; how many of the item's units stand there, and how many the item has.
  public var unitCount: Int
  public var foundUnitCount: Int
  public var itemUnitCount: Int
  /// Nil beyond the first ones of a document.
  public var excerpt: MarkedExcerpt?

  public init(
    reason: String, collection: String, item: String, start: Int, end: Int, unitCount: Int, foundUnitCount: Int,
    itemUnitCount: Int, excerpt: MarkedExcerpt? = nil
  ) {
    self.reason = reason
    self.collection = collection
    self.item = item
    self.start = start
    self.end = end
    self.unitCount = unitCount
    self.foundUnitCount = foundUnitCount
    self.itemUnitCount = itemUnitCount
    self.excerpt = excerpt
  }
}

/// The findings of one document.
public struct DocumentFindings: Sendable, Equatable {
  public var stage: StageName
  public var document: DocumentID
  public var source: String
  public var findings: [Finding]
}
