// The sources of a corpus, told apart for the statistics.

/// Numbers for the sources of all parts: what the lines name, and the inputs for lines that name none.
struct CorpusSources: Sendable {
  /// Names by number; two inputs of one name, or an input and a source of one name, are one source.
  private(set) var names: [String] = []
  /// Documents of each source in the corpus at hand, and kept ones in earlier corpora.
  private(set) var documents: [Int] = []
  private var earlierDocuments: [Int] = []
  /// For each part the numbers of its sources, as its scan counts them; first that of its input.
  private var numbers: [[Int]] = []
  /// The same for each file of each earlier corpus, of which the folder is the input.
  private var earlierNumbers: [[[Int]]] = []

  /// - Parameter inputs: the arguments that named the files.
  init(
    parts: [DeduplicationPart], summaries: [DocumentScan.Summary], inputs: [String], earlier: [EarlierCorpus] = []
  ) {
    // With more sources than can be told apart the inputs stand for them all: what is counted must not depend on
    // which sources came first.
    var distinct: Set<String> = []
    let all = summaries + earlier.flatMap { $0.scans.map(\.summary) }
    for summary in all { distinct.formUnion(summary.sources) }
    let isByInput = distinct.count > DocumentScan.sourceLimit || all.contains { $0.hasTooManySources }
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
    for corpus in earlier {
      var ofCorpus: [[Int]] = []
      for summary in corpus.scans.map(\.summary) {
        var ofFile = [add(corpus.name, &known)]
        var rest = summary.documents
        for (name, count) in zip(summary.sources, summary.sourceDocuments) {
          ofFile.append(isByInput ? ofFile[0] : add(name, &known))
          earlierDocuments[ofFile[ofFile.count - 1]] += count
          rest -= count
        }
        earlierDocuments[ofFile[0]] += rest
        ofCorpus.append(ofFile)
      }
      earlierNumbers.append(ofCorpus)
    }
  }

  private mutating func add(_ name: String, _ known: inout [String: Int]) -> Int {
    if let number = known[name] { return number }
    known[name] = names.count
    names.append(name)
    documents.append(0)
    earlierDocuments.append(0)
    return names.count - 1
  }

  /// The number of a source that a part's scan counts as `local`.
  func number(of local: Int, part: Int) -> Int { numbers[part][local] }

  /// The number of a source that the scan of a file of an earlier corpus counts as `local`.
  func number(of local: Int, corpus: Int, file: Int) -> Int { earlierNumbers[corpus][file][local] }

  /// Numbers of the sources that have documents, those with most first, of equal size by name.
  var bySize: [Int] {
    names.indices.filter { documents[$0] + earlierDocuments[$0] > 0 }.sorted { left, right in
      if documents[left] != documents[right] { return documents[left] > documents[right] }
      if earlierDocuments[left] != earlierDocuments[right] { return earlierDocuments[left] > earlierDocuments[right] }
      return names[left].utf8.lexicographicallyPrecedes(names[right].utf8)
    }
  }
}
