// What a misspelt column was meant to be.

/// The name with the smallest edit distance to `name`, when it is near enough to be meant; the first of equals.
func nearestName(to name: String, among names: [String]) -> String? {
  let wanted = Array(name.lowercased().utf8.prefix(64))
  var best: (distance: Int, name: String)?
  for candidate in names.prefix(4096) {
    let distance = editDistance(wanted, Array(candidate.lowercased().utf8.prefix(64)))
    if distance <= max(2, wanted.count / 2) && distance < best?.distance ?? .max { best = (distance, candidate) }
  }
  return best?.name
}

/// Levenshtein distance.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var row = Array(0...right.count)
  for (index, byte) in left.enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for column in right.indices {
      let above = row[column + 1]
      row[column + 1] = min(min(above, row[column]) + 1, diagonal + (byte == right[column] ? 0 : 1))
      diagonal = above
    }
  }
  return row[right.count]
}
