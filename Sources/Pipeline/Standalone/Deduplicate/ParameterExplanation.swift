// What the parameters of near-duplicate search promise and cost, for people.

import Auditing
import Deduplication

/// The text of `sluice deduplicate --explain-parameters`.
public struct ParameterExplanation: Sendable {
  private let parameters: MinHashParameters

  /// Bytes of a document in a scan file besides its id, and of an id that sluice makes.
  private static let scanByteCount = 20
  private static let idByteCount = 32

  public init(_ parameters: MinHashParameters) { self.parameters = parameters }

  public var text: String {
    [head, table, plot, errors, costs, promises].joined(separator: "\n")
  }

  private var head: String {
    """
    \(parameters.bands) bands of \(parameters.rows) rows, \(parameters.permutations) permutations; shingles of \
    \(parameters.shingle) text units; threshold \(Self.number(parameters.threshold, 2)); seed \(parameters.seed)
    Two documents of similarity s become candidates with probability 1 − (1 − s^\(parameters.rows))^\(parameters.bands).
    At the threshold that is \(Self.number(parameters.recall(at: parameters.threshold), 4)); half of the pairs are found \
    at s = \(Self.number(halfway, 3)).

    """
  }

  /// The similarity at which half of the pairs become candidates, by bisection.
  private var halfway: Double {
    var low = 0.0
    var high = 1.0
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if parameters.recall(at: middle) < 0.5 { low = middle } else { high = middle }
    }
    return high
  }

  private var table: String {
    let similarities = (0...20).map { Double($0) / 20 }
    let rows = similarities.map { similarity in
      let probability = parameters.recall(at: similarity)
      return [
        Self.number(similarity, 2),
        probability > 0 && probability < 0.00005 ? Self.small(probability) : Self.number(probability, 4),
        similarity >= parameters.threshold ? "goes when it is found" : "stays; compared in vain when it is found",
      ]
    }
    return TextTable(header: ["similarity", "is found", "such a pair"], rows: rows, numericColumns: [0, 1]).text()
  }

  private var plot: String {
    let width = 64
    let height = 12
    var lines: [String] = []
    for line in 0...height {
      let level = 1 - Double(line) / Double(height)
      var text = line % 3 == 0 ? Self.number(level, 2) + " ┤" : "     │"
      for column in 0...width {
        let similarity = Double(column) / Double(width)
        let value = Int((parameters.recall(at: similarity) * Double(height)).rounded())
        let isThreshold = column == Int((parameters.threshold * Double(width)).rounded())
        text += value == height - line ? "●" : isThreshold ? "┊" : " "
      }
      lines.append(text)
    }
    lines.append("     └" + String(repeating: "─", count: width + 1))
    lines.append(
      "      0" + String(repeating: " ", count: width / 2 - 2) + "0.5" + String(repeating: " ", count: width / 2 - 2)
        + "1")
    return lines.joined(separator: "\n") + "\n"
  }

  private var errors: String {
    let curve = CandidateCurve(parameters)
    return """
      Of pairs spread evenly over all similarities
        below the threshold \(Self.percent(curve.falsePositives / max(parameters.threshold, 1e-9))) become candidates and are compared in vain
        above the threshold \(Self.percent(curve.falseNegatives / max(1 - parameters.threshold, 1e-9))) are missed
        \(Self.percent(curve.precision)) of the candidates are duplicates
      Unlike documents that share one of the \(parameters.bands) 64-bit keys by accident, pairs expected: \
      \(Self.small(accidents(1e6))) among 10⁶ documents, \(Self.small(accidents(1e9))) among 10⁹; they are compared in vain.

      """
  }

  /// Expected number of pairs that share a key by accident.
  private func accidents(_ documents: Double) -> Double {
    documents * documents / 2 * Double(parameters.bands) / 18_446_744_073_709_551_616
  }

  private var costs: String {
    let disk = parameters.signatureByteCount
    let scan = Self.scanByteCount + Self.idByteCount
    let rows = [1.0, 1e6, 1e9].map { count in
      [
        Figures.count(Int(count)), Figures.bytes(count * Double(disk)), Figures.bytes(count * Double(scan)),
        Figures.bytes(count * 4.25),
      ]
    }
    return TextTable(
      header: ["documents", "signatures on disk", "ids and sizes on disk", "memory for decisions"], rows: rows,
      numericColumns: [0, 1, 2, 3]
    ).text() + """
      Besides, in memory: 24 bytes for each candidate, 32 for each distinct text that goes, 20 MiB while signing, up to 1 GiB
      for sorting keys and for the shingle sets of candidates (8 bytes a shingle); what is more goes to the disk.
      Ids are taken to have \(Self.idByteCount) bytes.

      """
  }

  private var promises: String {
    """
    Whatever becomes a candidate is verified: a document goes only when a document that stays has an exact Jaccard
    similarity of at least \(Self.number(parameters.threshold, 2)) to it. Bands and rows decide what is found, never what goes wrongly.
    Exact copies are found by a 128-bit hash, whatever the parameters are.

    """
  }

  private static func number(_ value: Double, _ places: Int) -> String { Figures.decimal(value, places: places) }

  private static func percent(_ fraction: Double) -> String { Figures.percent(min(1, max(0, fraction))) }

  /// A number that may be very small, as `3.8e-07`.
  private static func small(_ value: Double) -> String {
    if value >= 0.01 { return number(value, 2) }
    var exponent = 0
    var mantissa = value
    while mantissa > 0, mantissa < 1 {
      mantissa *= 10
      exponent += 1
    }
    return "\(number(mantissa, 1))e-\(exponent)"
  }
}
