// The sources of a corpus, told apart for the statistics.

/// Numbers for the sources of all parts: what the lines name, and the inputs for lines that name none.
struct CorpusSources: Sendable {
  /// Names by number; two inputs of one name, or an input and a source of one name, are one source.
  private(set) var names: [String] = []
  /// Documents of each source.
  private(set) var documents: [Int] = []
  /// For each part the numbers of its sources, as its scan counts them; first that of its input.
  private var numbers: [[Int]] = []

  /// - Parameter inputs: the arguments that named the files.
  init(parts: [DeduplicationPart], summaries: [DocumentScan.Summary], inputs: [String]) {
    // With more sources than can be told apart the inputs stand for them all: what is counted must not depend on
    // which sources came first.
    var distinct: Set<String> = []
    for summary in summaries { distinct.formUnion(summary.sources) }
    let isByInput = distinct.count > DocumentScan.sourceLimit || summaries.contains { $0.hasTooManySources }
    var known: [String: Int] = [:]
    for (part, summary) in zip(parts, summaries) {
      let input = inputs[part.argument] == "-" ? "standard input" : inputs[part.argument]
      var rest = summary.documents
      var partNumbers = [add(input, &known)]
      for (name, count) in zip(summary.sources, summary.sourceDocuments) {
        let number = isByInput ? partNumbers[0] : add(name, &known)
        partNumbers.append(number)
        documents[number] += count
        rest -= count
      }
      documents[partNumbers[0]] += rest
      numbers.append(partNumbers)
    }
  }

  private mutating func add(_ name: String, _ known: inout [String: Int]) -> Int {
    if let number = known[name] { return number }
    known[name] = names.count
    names.append(name)
    documents.append(0)
    return names.count - 1
  }

  /// The number of a source that a part's scan counts as `local`.
  func number(of local: Int, part: Int) -> Int { numbers[part][local] }

  /// Numbers of the sources with most documents, at most `limit`, those of equal size by name.
  func largest(_ limit: Int) -> [Int] {
    let order = names.indices.filter { documents[$0] > 0 }.sorted {
      documents[$0] != documents[$1]
        ? documents[$0] > documents[$1] : names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8)
    }
    return Array(order.prefix(limit))
  }
}
