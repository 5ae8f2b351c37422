// Where features stand in a row, and what they are called.

/// The features of a segment by name, so that whoever reads them minds no order.
struct FeatureLayout {
  static let shared = FeatureLayout(SegmentFeatures.names)

  /// For each name where its features stand: one, or one for each neighbour and each block around.
  let places: [String: [Int]]
  /// A name for each feature that no other has, with words in place of the numbers of bits.
  let labels: [String]

  init(_ names: [String]) {
    let places = Dictionary(grouping: names.indices) { names[$0] }
    let words = Self.words
    self.places = places
    labels = names.indices.map { index in
      let name = names[index]
      guard let same = places[name], same.count > 1, let number = same.firstIndex(of: index) else {
        return words[name] ?? name
      }
      return "\(name).\(number + 1)"
    }
  }

  /// The features of bits: `in.nav` for `in.3`.
  private static let words: [String: String] = {
    var words: [String: String] = [:]
    for entry in AncestorSet.named { words["in.\(entry.set.bit)"] = "in.\(entry.name)" }
    for family in ClassHints.Family.allCases {
      for set in ["near", "around"] { words["\(set).\(family.rawValue)"] = "\(set).\(family)" }
    }
    return words
  }()
}

extension Extractor {
  /// Names for people of the features of explained segments, in order; each names one feature.
  public static var featureLabels: [String] { FeatureLayout.shared.labels }
}
