// The forms in which countries write their telephone numbers, as far as nothing else is written like that.

enum PhoneFormats {
  /// Number of groups at the start of a cluster that are a number without its country's code; nil when they are none.
  ///
  /// - Parameter opens: whether an opening parenthesis stands in front.
  static func groupCount(_ cluster: NumberCluster, opens: Bool) -> Int? {
    let groups = cluster.groups
    guard groups.count >= 2 else { return nil }
    let closes = groups[1].separator == .close
    if opens != closes { return nil }
    return northAmerican(cluster, opens: opens) ?? withTrunkZero(cluster, opens: opens) ?? russian(cluster)
      ?? brazilian(cluster, opens: opens) ?? chineseService(cluster)
  }

  // MARK: North America

  /// (NXX) NXX-XXXX, NXX-NXX-XXXX, NXX.NXX.XXXX, and the same behind a 1.
  private static func northAmerican(_ cluster: NumberCluster, opens: Bool) -> Int? {
    let groups = cluster.groups
    let hasTrunk = groups[0].digitCount == 1 && cluster.digits[0] == 1
    let index = hasTrunk ? 1 : 0
    guard groups.count >= index + 3, !(hasTrunk && opens), groups[index].digitCount == 3,
      groups[index + 1].digitCount == 3,
      groups[index + 2].digitCount == 4
    else { return nil }
    let digits = cluster.digits[groups[index].firstDigit..<groups[index].firstDigit + 10]
    guard isNorthAmerican(digits) else { return nil }
    let (first, second) = (groups[index + 1].separator, groups[index + 2].separator)
    let isBracketed = first == .close && (opens || (hasTrunk && groups[1].separator == .open))
    switch (first, second) {
    case (.close, .hyphen), (.close, .space), (.close, .dot): return isBracketed ? index + 3 : nil
    case (.hyphen, .hyphen), (.dot, .dot): return index + 3
    case (.space, .hyphen), (.slash, .hyphen): return index + 3
    case (.space, .space): return hasTrunk ? index + 3 : nil
    default: return nil
    }
  }

  /// Area and exchange codes begin with 2 to 9; area codes have no 9 in the middle and are none of 211 … 911.
  static func isNorthAmerican(_ digits: ArraySlice<UInt8>) -> Bool {
    guard digits.count == 10 else { return false }
    let digits = Array(digits)
    return digits[0] >= 2 && digits[1] != 9 && !(digits[1] == 1 && digits[2] == 1) && digits[3] >= 2
  }

  // MARK: Countries that dial 0 first

  /// Lengths of groups, as decimal numbers.
  private static let hyphenShapes: Set<Int> = [
    37, 38, 47, 48, 28, 244, 234, 344, 334, 343, 433, 434, 424, 3322, 22222, 56, 57, 66, 46, 453,
  ]
  private static let spaceShapes: Set<Int> = [
    28, 244, 234, 344, 334, 433, 434, 424, 36, 57, 3322, 3222, 22222, 46, 47, 56, 55, 533, 37, 38, 4222, 2332, 3332,
  ]
  private static let dotShapes: Set<Int> = [22222, 334, 3322, 344, 433]
  private static let slashShapes: Set<Int> = [37, 38, 46, 47, 48, 56, 57, 55, 36, 3322, 45, 35]
  private static let bracketShapes: Set<Int> = [
    234, 244, 27, 28, 334, 344, 37, 38, 36, 434, 433, 46, 47, 48, 45, 56, 533, 443, 55, 54, 22222, 3322, 423,
  ]

  /// 020 7946 0958, 01 23 45 67 89, 0171/1234567, (03) 9876 5432, 090-1234-5678, 0755-12345678, 02-123-4567.
  private static func withTrunkZero(_ cluster: NumberCluster, opens: Bool) -> Int? {
    let digits = cluster.digits
    guard digits[0] == 0, digits[1] != 0 else { return nil }
    let separator = cluster.groups[1].separator
    var shape = 0
    var found: Int?
    for (index, group) in cluster.groups.prefix(5).enumerated() {
      if index > 1 {
        // "089/123 45 67", "(030) 123 45 67", "030 1234-5678".
        let follows =
          group.separator == separator || separator == .close
          || (separator == .slash && (group.separator == .space || group.separator == .hyphen))
        guard follows else { break }
        guard group.separator == .space || group.separator == .hyphen || group.separator == separator else { break }
      }
      guard group.digitCount < 10 else { break }
      shape = shape * 10 + group.digitCount
      let count = group.firstDigit + group.digitCount
      guard (9...12).contains(count) else { continue }
      let isKnown =
        switch separator {
        case .hyphen: hyphenShapes.contains(shape)
        case .space: spaceShapes.contains(shape)
        case .dot: dotShapes.contains(shape)
        case .slash: slashShapes.contains(shape)
        case .close: opens && bracketShapes.contains(shape)
        default: false
        }
      if isKnown { found = index + 1 }
    }
    guard let found else { return nil }
    let used = digits.prefix(cluster.digitCount(ofFirst: found))
    // Bits, and months with days.
    if used.allSatisfy({ $0 < 2 }) || Set(used.dropFirst(2)).count < 2 { return nil }
    return found
  }

  // MARK: Others

  /// 8 (495) 123-45-67, 8-800-555-35-35, 8 916 123-45-67, also with 7.
  private static func russian(_ cluster: NumberCluster) -> Int? {
    let groups = cluster.groups
    guard groups.count >= 4, groups[0].digitCount == 1, cluster.digits[0] == 8 || cluster.digits[0] == 7 else {
      return nil
    }
    let lengths = groups.prefix(5).map(\.digitCount)
    let isArea = cluster.digits.count > 1 && [3, 4, 8, 9].contains(cluster.digits[1])
    guard isArea else { return nil }
    if lengths == [1, 3, 3, 2, 2], groups[3].separator == groups[4].separator { return 5 }
    if lengths.prefix(4) == [1, 3, 3, 4], groups[2].separator != .dot { return 4 }
    return nil
  }

  /// (11) 91234-5678, (21) 3123-4567.
  private static func brazilian(_ cluster: NumberCluster, opens: Bool) -> Int? {
    let groups = cluster.groups
    guard opens, groups.count >= 3, groups[0].digitCount == 2, groups[2].digitCount == 4,
      groups[2].separator == .hyphen, cluster.digits[0] != 0
    else { return nil }
    if groups[1].digitCount == 5 { return cluster.digits[2] == 9 ? 3 : nil }
    guard groups[1].digitCount == 4 else { return nil }
    // "(12) 1990-1995" names years.
    return (2...5).contains(cluster.digits[2]) && !(cluster.digits[2] == 2 && cluster.digits[3] == 0) ? 3 : nil
  }

  /// 400-123-4567, 400-8888-888.
  private static func chineseService(_ cluster: NumberCluster) -> Int? {
    let lengths = cluster.groups.prefix(3).map(\.digitCount)
    let isService = cluster.digits.starts(with: [4, 0, 0]) || cluster.digits.starts(with: [8, 0, 0])
    let isHyphenated =
      cluster.groups.count >= 3 && cluster.groups[1].separator == .hyphen
      && cluster.groups[2].separator == .hyphen
    return isService && isHyphenated && (lengths == [3, 3, 4] || lengths == [3, 4, 3]) ? 3 : nil
  }

  /// The prefixes that are given to networks.
  static func isChineseMobile(_ digits: ArraySlice<UInt8>) -> Bool {
    guard digits.count == 11 else { return false }
    let digits = Array(digits)
    guard digits[0] == 1 else { return false }
    switch digits[1] {
    case 3, 8: return true
    case 4: return digits[2] >= 4
    case 5: return digits[2] != 4
    case 6: return [2, 5, 6, 7].contains(digits[2])
    case 7: return digits[2] != 9
    case 9: return digits[2] != 4
    default: return false
    }
  }
}
