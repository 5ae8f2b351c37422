// From the documents of inputs to the counts of their words.

import Storage
import Tokenization

/// Counts the words of JSON Lines and text files: by weight, within a limit of memory, and so that it can be gone on with.
struct WordCounting: Sendable {
  var files: [String]
  var options: LineInputOptions
  var weights = DocumentWeights()
  var pattern: SplitPattern
  var normalization = BPEModel.Normalization.none
  var threads: Int
  /// Bytes that counting may take, about.
  var memoryLimit: Int
  /// Where words go that do not fit into memory; exists already.
  var scratchFolder: String
  var observer: TokenizerObserver?

  /// What was counted, so far.
  struct Totals: Sendable, Codable, Equatable {
    /// Documents with a text.
    var documents = 0
    /// Those that count at least once.
    var countedDocuments = 0
    /// Text bytes of those, each document once.
    var textByteCount = 0
    var problems: [String] = []

    /// Refuses to go on without any text, and says what may be the reason.
    func check(for purpose: String) throws {
      if textByteCount > 0 { return }
      var reason = documents > 0 ? "; the weights leave none of \(documents) documents" : ""
      if let first = problems.first { reason += "; \(problems.count) damaged records or regions, first: \(first)" }
      throw RunError(.noInput, "there is no text to \(purpose)\(reason)")
    }

    mutating func add(_ other: Totals) {
      documents += other.documents
      countedDocuments += other.countedDocuments
      textByteCount += other.textByteCount
      problems += other.problems
    }
  }

  /// - Parameter checkpoint: keeps what is counted after each group of files; counting goes on behind what it has.
  /// - Throws: `StorageError`, of a full disk for example; `RunError`.
  func run(
    checkpoint: TrainingCheckpoint?, _ cancellation: CancellationFlag
  ) throws -> (words: any WordCounts, totals: Totals) {
    try weights.check()
    let progress = try checkpoint?.counting()
    let runs = WordRuns(
      folder: checkpoint?.folder ?? scratchFolder, pattern: pattern, normalization: normalization,
      files: progress?.runs ?? [])
    let pool = CounterPool(pattern, normalization, runs: runs, memoryByteCount: memoryLimit, threads: threads)
    var totals = progress?.totals ?? Totals()
    var done = progress?.fileCount ?? 0
    while done < files.count {
      let end = try checkpoint.map { try $0.endOfGroup(files, from: done) } ?? files.count
      totals.add(try count(Array(files[done..<end]), pool, cancellation))
      done = end
      if let checkpoint {
        try pool.writeOut()
        try checkpoint.keep(.init(fileCount: done, runs: runs.files, totals: totals))
      }
    }
    return (try pool.sum(), totals)
  }

  private func count(_ files: [String], _ pool: CounterPool, _ cancellation: CancellationFlag) throws -> Totals {
    var options = options
    options.weightField = weights.field
    var source = LineInput(files: files, options: options)
    var totals = Totals()
    let (weights, lineOptions) = (weights, options)
    try orderedParallelMap(
      threads: threads, cancellation: cancellation,
      makeState: { (counter: PooledCounter(pool), parser: LineParser(options: lineOptions)) },
      next: { try source.next() },
      transform: { state, batch -> Totals in
        let counter = state.counter.counter
        let fileWeight = weights.weight(ofFile: batch.file)
        var part = Totals()
        var unweighted: [String] = []
        let problems = try state.parser.forEachText(in: batch) { line in
          guard let own = line.ownWeight else {
            let place = batch.offset + line.line.lowerBound
            unweighted.append("\(batch.file), byte \(place): the weight is no number between 0 and a billion")
            return
          }
          part.documents += 1
          let occurrences = DocumentWeights.occurrences(min(fileWeight * own, DocumentWeights.largest), line)
          if occurrences == 0 { return }
          counter.add(line.text, weight: occurrences)
          part.countedDocuments += 1
          part.textByteCount += line.text.count
        }.problems
        part.problems = problems.map(\.description) + unweighted
        try state.counter.relieve()
        return part
      },
      emit: { part in
        totals.add(part)
        observer?(.counted(bytes: part.textByteCount, documents: part.documents))
      })
    totals.problems += source.problems
    return totals
  }
}
