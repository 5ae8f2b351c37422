// Disjoint sets.

/// Disjoint sets of numbers; the root of a set is its smallest member, so that the result has one form.
struct Forest {
  private var parents: [UInt32]

  init(count: Int) { parents = (0..<count).map { UInt32($0) } }

  /// The root of a number, with path halving.
  mutating func root(of number: UInt32) -> UInt32 {
    var number = number
    while parents[Int(number)] != number {
      let grandparent = parents[Int(parents[Int(number)])]
      parents[Int(number)] = grandparent
      number = grandparent
    }
    return number
  }

  mutating func join(_ first: UInt32, _ second: UInt32) {
    let left = root(of: first)
    let right = root(of: second)
    if left < right { parents[Int(right)] = left } else { parents[Int(left)] = right }
  }

  /// The root of every number.
  consuming func flattened() -> [UInt32] {
    // Roots are smaller than their members: one pass upwards meets finished parents only.
    for number in parents.indices { parents[number] = parents[Int(parents[number])] }
    return parents
  }
}
