// Which source gives the next row, so that every prefix of the stream keeps the shares.

/// Gives the slots of a stream to sources by Tijdeman's rule (1980, "The chairman assignment problem"): after every
/// slot t of a phase each source has been chosen t × share times, within 1 − 1/(2k − 2) for k sources with a share in
/// the phase, and at the phase's end exactly as often as it should. A stream without a curriculum is one phase.
///
/// All arithmetic is on integers. O(k) a slot.
public struct SlotSchedule: Sendable {
  /// Rows that each source gives, phase by phase.
  public let phases: [[Int]]
  /// Rows that each source gives in all.
  public let quotas: [Int]
  /// Rows that each source has given.
  public private(set) var given: [Int]
  /// Slots given away.
  public private(set) var position = 0
  public let slotCount: Int
  /// The phase of the slots before `phaseEnd`.
  private var phase = 0
  private var phaseStart = 0
  private var phaseEnd: Int
  /// For each source: share × slots × slots of the phase − rows given × slots of the phase, so how far it lags behind,
  /// scaled. All are zero at the end of a phase.
  private var lags: [Int]
  /// 2k − 2.
  private var scale: Int

  /// - Parameter phases: for each phase the rows of each source, fewer than 2⁴⁰ in all; the same sources in each.
  public init(phases: [[Int]]) {
    let sourceCount = phases.first?.count ?? 0
    precondition(phases.allSatisfy { $0.count == sourceCount && $0.allSatisfy { $0 >= 0 } })
    self.phases = phases
    quotas = (0..<sourceCount).map { source in phases.reduce(0) { $0 + $1[source] } }
    slotCount = quotas.reduce(0, +)
    precondition(slotCount < 1 << 40 && sourceCount < 1 << 20)
    given = Array(repeating: 0, count: sourceCount)
    lags = given
    phaseEnd = phases.first?.reduce(0, +) ?? 0
    scale = Self.scale(phases.first ?? [])
  }

  /// - Parameter quotas: rows of each source, for a stream of one phase.
  public init(quotas: [Int]) { self.init(phases: [quotas]) }

  private static func scale(_ quotas: [Int]) -> Int { 2 * quotas.count { $0 > 0 } - 2 }

  /// The source of the next slot; nil behind the last.
  public mutating func next() -> Int? {
    guard position < slotCount else { return nil }
    while position == phaseEnd {
      phase += 1
      phaseStart = phaseEnd
      phaseEnd += phases[phase].reduce(0, +)
      scale = Self.scale(phases[phase])
    }
    position += 1
    let length = phaseEnd - phaseStart
    let chosen = phases[phase].withUnsafeBufferPointer { quotas in choose(quotas, length) }
    given[chosen] += 1
    lags[chosen] -= length
    return chosen
  }

  /// Lets all sources lag by a slot more, and gives the one whose turn it is.
  private mutating func choose(_ quotas: UnsafeBufferPointer<Int>, _ length: Int) -> Int {
    for source in quotas.indices { lags[source] += quotas[source] }
    // Of those that lag enough to be allowed, the one whose time runs out first.
    var chosen = -1
    var earliest = Int.max
    for source in quotas.indices where quotas[source] > 0 && lags[source] * scale >= length {
      let deadline = (length * (scale - 1) - lags[source] * scale).floorDivided(by: quotas[source] * scale)
      if deadline < earliest {
        earliest = deadline
        chosen = source
      }
    }
    // A single source has no one to wait for.
    return chosen >= 0 ? chosen : quotas.firstIndex { $0 > 0 } ?? 0
  }
}

extension Int {
  /// The quotient rounded down; the divisor is positive.
  fileprivate func floorDivided(by divisor: Int) -> Int {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
