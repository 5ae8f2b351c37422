// "Did you mean …?"

/// The candidate that is nearest to a mistyped name.
public enum NearestName {
  /// Bytes of a name and number of candidates that are looked at: names may come from hostile files.
  private static let nameByteLimit = 64
  private static let candidateLimit = 4096

  /// - Returns: the candidate with the smallest edit distance (insertion, deletion, substitution, and transposition of
  ///   neighbours), when that is at most a third of the name's length and two at least; otherwise nil.
  public static func find(_ name: String, among candidates: [String]) -> String? {
    let limit = max(2, name.utf8.count / 3)
    let wanted = canonical(name)
    var best: (name: String, distance: Int)?
    for candidate in candidates.prefix(candidateLimit) {
      let distance = editDistance(wanted, canonical(candidate))
      if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    return best?.name
  }

  private static func canonical(_ name: String) -> [UInt8] {
    name.lowercased().utf8.prefix(nameByteLimit).map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }
  }

  /// Optimal string alignment distance.
  static func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for i in 0..<left.count {
      var row = [i + 1]
      row.reserveCapacity(right.count + 1)
      for j in 0..<right.count {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      beforeLast = last
      last = row
    }
    return last[right.count]
  }
}
