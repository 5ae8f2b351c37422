// Stretches of the training stream: neighbouring phases whose rows have one length.

/// What the groups give to a stretch.
struct MixStretch: Sendable {
  /// Number of the stretch in the stream.
  let number: Int
  /// Tokens of a row.
  let rowTokenCount: Int
  /// Rows of each group in each of its phases; nil: one phase, with all rows that the groups pack to.
  let phaseRows: [[Int]]?
  /// Packed tokens that it asks of each group.
  let tokens: [Int]

  /// Rows of a group; nil: all that it packs to.
  func rowQuota(of group: Int) -> Int? { phaseRows?.reduce(0) { $0 + $1[group] } }
}

extension MixResult {
  /// The stretches of the training stream, one at least.
  var stretches: [MixStretch] {
    var stretches: [MixStretch] = []
    var start = 0
    while start < phases.count {
      let length = phases[start].rowTokens
      let end = phases[start...].firstIndex { $0.rowTokens != length } ?? phases.count
      let rows = phases[start..<end].compactMap(\.rows)
      stretches.append(
        MixStretch(
          number: stretches.count, rowTokenCount: length, phaseRows: rows.isEmpty ? nil : rows,
          tokens: groups.indices.map { group in
            rows.isEmpty ? groups[group].tokenQuota : rows.reduce(0) { $0 + $1[group] * length }
          }))
      start = end
    }
    return stretches
  }
}
