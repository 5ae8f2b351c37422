// Which source gives the next row, so that every prefix of the stream keeps the shares.

/// Gives the slots of a stream to sources by Tijdeman's rule (1980, "The chairman assignment problem"): after every
/// slot t each source has been chosen t × share times, within 1 − 1/(2k − 2) for k sources with a share, and at the end
/// exactly as often as it should.
///
/// All arithmetic is on integers. O(k) a slot.
public struct SlotSchedule: Sendable {
  /// Rows that each source gives in all.
  public let quotas: [Int]
  /// Rows that each source has given.
  public private(set) var given: [Int]
  /// Slots given away.
  public private(set) var position = 0
  public let slotCount: Int
  /// For each source: share × slots × slotCount − rows given × slotCount, so how far it lags behind, scaled.
  private var lags: [Int]
  /// 2k − 2.
  private let scale: Int

  /// - Parameter quotas: rows of each source; fewer than 2⁴⁰ in all.
  public init(quotas: [Int]) {
    precondition(quotas.allSatisfy { $0 >= 0 })
    self.quotas = quotas
    slotCount = quotas.reduce(0, +)
    precondition(slotCount < 1 << 40 && quotas.count < 1 << 20)
    given = Array(repeating: 0, count: quotas.count)
    lags = given
    scale = 2 * quotas.count { $0 > 0 } - 2
  }

  /// The source of the next slot; nil behind the last.
  public mutating func next() -> Int? {
    guard position < slotCount else { return nil }
    position += 1
    for source in lags.indices { lags[source] += quotas[source] }
    // Of those that lag enough to be allowed, the one whose time runs out first.
    var chosen = -1
    var earliest = Int.max
    for source in lags.indices where quotas[source] > 0 && lags[source] * scale >= slotCount {
      let deadline = (slotCount * (scale - 1) - lags[source] * scale).floorDivided(by: quotas[source] * scale)
      if deadline < earliest {
        earliest = deadline
        chosen = source
      }
    }
    // A single source has no one to wait for.
    if chosen < 0 { chosen = quotas.firstIndex { $0 > 0 } ?? 0 }
    given[chosen] += 1
    lags[chosen] -= slotCount
    return chosen
  }
}

/// The slots of a stream of several phases: in each its own shares, kept by `SlotSchedule`, one phase after the other.
public struct StreamSchedule: Sendable {
  /// A slot's source, and how many rows the source has given before, in all phases.
  public struct Slot: Sendable, Equatable {
    public var source: Int
    public var position: Int
  }

  /// Rows of each source, phase by phase.
  public let phases: [[Int]]
  public let slotCount: Int
  /// The phase of the next slot.
  public private(set) var phase = 0
  private var current: SlotSchedule
  /// Rows that each source has given.
  private var given: [Int]

  /// - Parameter phases: for each phase the rows of each source, fewer than 2⁴⁰ in all; the same sources in each.
  public init(phases: [[Int]]) {
    precondition(phases.allSatisfy { $0.count == phases[0].count })
    self.phases = phases
    slotCount = phases.reduce(0) { $0 + $1.reduce(0, +) }
    precondition(slotCount < 1 << 40)
    current = SlotSchedule(quotas: phases.first ?? [])
    given = (phases.first ?? []).map { _ in 0 }
  }

  /// The next slot; nil behind the last.
  public mutating func next() -> Slot? {
    while true {
      if let source = current.next() {
        given[source] += 1
        return Slot(source: source, position: given[source] - 1)
      }
      guard phase + 1 < phases.count else { return nil }
      phase += 1
      current = SlotSchedule(quotas: phases[phase])
    }
  }
}

extension Int {
  /// The quotient rounded down; the divisor is positive.
  fileprivate func floorDivided(by divisor: Int) -> Int {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
