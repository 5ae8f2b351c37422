// What the contest for an address knows of a document, and by what it decides.

/// Which document of one address stays.
public enum URLKeeping: String, Sendable, Codable, CaseIterable {
  /// The one with the latest date; documents without a date lose against those with one.
  case newest
  /// The one with the most bytes.
  case longest
  /// The one of the highest priority.
  case first

  /// What documents of one address are compared by first: the greatest stays.
  public func choice(date: PageDate?, byteCount: Int) -> UInt64 {
    switch self {
    case .newest: date?.microseconds ?? 0
    case .longest: UInt64(max(0, byteCount))
    case .first: 0
    }
  }

  /// As it stands in files.
  var code: UInt32 { UInt32(Self.allCases.firstIndex(of: self) ?? 0) }
}

/// What the contest of documents for an address knows of one of them.
public struct URLEntry: Sendable, Equatable {
  public var key: URLKey
  /// The greatest stays (`URLKeeping.choice`).
  public var choice: UInt64
  /// 128 bits that belong to the document wherever it stands: its id. Of equals the smallest stays.
  public var order: ContestOrder
  /// Row of the document in its task.
  public var row: UInt32

  public init(key: URLKey, choice: UInt64, order: ContestOrder, row: UInt32) {
    self.key = key
    self.choice = choice
    self.order = order
    self.row = row
  }
}

/// 128 bits by which documents stand in one order, as document ids do.
public struct ContestOrder: Sendable, Hashable, Comparable {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  public static func < (left: ContestOrder, right: ContestOrder) -> Bool {
    left.high != right.high ? left.high < right.high : left.low < right.low
  }
}
