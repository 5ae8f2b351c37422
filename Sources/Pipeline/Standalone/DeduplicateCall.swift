// sluice deduplicate: exact and near duplicates out of anybody's JSONL.

import Corpus
import Deduplication
import Storage

/// What `sluice deduplicate` was asked for.
public struct DeduplicateCall: Sendable {
  public var inputs: [String]
  /// Folder for `kept/`, `removed.jsonl` and `clusters.jsonl`.
  public var output: String
  public var parameters: SignatureParameters
  /// A file for all candidate pairs, `id_a<TAB>id_b<TAB>jaccard`; nil where they are not wanted.
  public var pairs: String?
  public var input = LineInputOptions()
  public var threads: Int?

  public init(inputs: [String], output: String, parameters: SignatureParameters) {
    self.inputs = inputs
    self.output = output
    self.parameters = parameters
  }

  /// What was found.
  public struct Outcome: Sendable {
    public var documents = 0
    public var statistics: Resolution.Statistics
    /// What is damaged and where.
    public var problems: [String] = []
  }

  public func run(cancellation: CancellationFlag) throws -> Outcome {
    if inputs.contains("-") {
      throw RunError(
        .usage, "deduplication reads its input three times, which standard input cannot; write it to a file")
    }
    try FileSystem.createDirectory(Path.join(output, "kept"))
    let scratch = Path.join(output, ".scratch")
    try FileSystem.remove(scratch, recursively: true)
    try FileSystem.createDirectory(scratch)
    defer { try? FileSystem.remove(scratch, recursively: true) }
    let files = try LineInput.expand(inputs)
    var problems: [String] = []
    let batches = try sign(files, scratch, cancellation, &problems)
    var candidatePairs: [CandidatePair] = []
    let resolution = try resolve(files, batches, scratch, cancellation, &candidatePairs)
    try write(resolution, candidatePairs, files, cancellation)
    return Outcome(
      documents: resolution.statistics.documents, statistics: resolution.statistics, problems: problems)
  }

  private var threadCount: Int { threads ?? Machine.coreCount }

  // MARK: Passes

  /// Signs every file; returns the number of documents in each of its batches. A file is cut into the same batches
  /// every time.
  private func sign(
    _ files: [String], _ scratch: String, _ cancellation: CancellationFlag, _ problems: inout [String]
  ) throws -> [[Int]] {
    var batches: [[Int]] = []
    let parameters = parameters
    for (index, file) in files.enumerated() {
      let writer = try SignatureWriter(path: Path.join(scratch, "signatures-\(index)"), parameters: parameters)
      var found: [String] = []
      var counts: [Int] = []
      try forEachBatch(
        of: file, cancellation, makeState: { Signer(parameters: parameters) },
        transform: { signer, parser, _, batch -> (SignatureBatch, [String]) in
          var signatures = SignatureBatch()
          let problems = try parser.forEach(in: batch) { line, _ in
            line.document.text.withUnsafeBufferPointer {
              signer.sign($0, orderKey: XXH3.hash64(Array(line.name.utf8)), into: &signatures)
            }
          }
          return (signatures, problems.map(\.description))
        },
        emit: { signatures, problems in
          try writer.append(signatures)
          counts.append(signatures.count)
          found += problems
        }, problems: { found += $0 })
      _ = try writer.commit()
      batches.append(counts)
      problems += found
    }
    return batches
  }

  private func resolve(
    _ files: [String], _ batches: [[Int]], _ scratch: String, _ cancellation: CancellationFlag,
    _ candidatePairs: inout [CandidatePair]
  ) throws -> Resolution {
    let numbering = try DocumentNumbering(documentCounts: batches.map { $0.reduce(0, +) })
    let bands = parameters.minHash?.bands ?? 0
    let ranges = CandidateReducer.rangeCount(
      documentCount: numbering.documentCount, bands: bands, memoryByteCount: 1 << 30)
    let candidates = (0..<ranges).map { Path.join(scratch, "candidates-\($0)") }
    let signatures = files.indices.map { Path.join(scratch, "signatures-\($0)") }
    let resources = WorkResources(scratchFolder: scratch, cancellation: cancellation)
    for range in 0..<ranges {
      try CandidateReducer(range: range, of: ranges).run(
        signaturePaths: signatures, parameters: parameters, numbering: numbering, resources: resources,
        output: candidates[range])
    }
    let graph = try CandidateGraph(
      candidatePaths: candidates, signaturePaths: signatures, numbering: numbering, resources: resources)
    var resolver = try Resolver(graph: graph, parameters: parameters, resources: resources)
    guard let minHash = parameters.minHash else { return try resolver.resolve() }
    for (index, file) in files.enumerated() {
      let rows = graph.rowsToRead(ofTask: index)
      if rows.isEmpty { continue }
      try appendShingles(of: rows, in: file, batches: batches[index], minHash, cancellation, to: &resolver)
    }
    if pairs != nil { try resolver.forEachCandidatePair { candidatePairs.append($0) } }
    return try resolver.resolve()
  }

  /// - Parameters:
  ///   - rows: the documents whose shingle sets are wanted, ascending.
  ///   - batches: number of documents in each batch of the file.
  private func appendShingles(
    of rows: [Int], in file: String, batches: [Int], _ minHash: MinHashParameters, _ cancellation: CancellationFlag,
    to resolver: inout Resolver
  ) throws {
    var firstRows = [0]
    for count in batches { firstRows.append(firstRows[firstRows.count - 1] + count) }
    let starts = firstRows
    try forEachBatch(
      of: file, cancellation, makeState: { ShingleSetBuilder(parameters: minHash) },
      transform: { builder, parser, number, batch -> [[UInt64]] in
        var sets: [[UInt64]] = []
        var row = starts[number]
        var next = rows.partitioningIndex { $0 >= row }
        if next == rows.count || rows[next] >= starts[number + 1] { return sets }
        _ = try parser.forEach(in: batch) { line, _ in
          if next < rows.count, rows[next] == row {
            sets.append(line.document.text.withUnsafeBufferPointer { builder.shingles(of: $0) })
            next += 1
          }
          row += 1
        }
        return sets
      },
      emit: { sets in for set in sets { try resolver.append(set) } })
  }

  private func write(
    _ resolution: Resolution, _ candidatePairs: [CandidatePair], _ files: [String], _ cancellation: CancellationFlag
  ) throws {
    let removed = try LineOutput(path: Path.join(output, "removed.jsonl"))
    let clusters = try LineOutput(path: Path.join(output, "clusters.jsonl"))
    var removals: [DocumentPlace: Removal] = [:]
    resolution.forEachRemoval { removals[$0.document] = $0 }
    var clusterOf: [DocumentPlace: KeptDocument] = [:]
    resolution.forEachClusterMember { clusterOf[$0] = $1 }
    var names: [DocumentPlace: String] = [:]
    for (task, file) in files.enumerated() {
      let kept = try LineOutput(path: Path.join(output, "kept/\(TaskNumber.text(task)).jsonl.zst"))
      var row = 0
      try forEachBatch(
        of: file, cancellation, makeState: {},
        transform: { _, parser, _, batch -> [(name: String, line: [UInt8])] in
          var lines: [(String, [UInt8])] = []
          _ = try parser.forEach(in: batch) { line, bytes in
            var copy: [UInt8] = []
            line.appendLine(of: bytes, to: &copy)
            lines.append((line.name, copy))
          }
          return lines
        },
        emit: { lines in
          var bytes: [UInt8] = []
          for (name, line) in lines {
            let place = DocumentPlace(task: task, row: row)
            row += 1
            if clusterOf[place] != nil || pairs != nil { names[place] = name }
            if removals[place] == nil { bytes += line }
          }
          try kept.append(bytes)
        })
      try kept.commit()
    }
    try writeDecisions(resolution, removals, clusterOf, names, removed, clusters)
    try writePairs(candidatePairs, names)
  }

  private func writePairs(_ candidatePairs: [CandidatePair], _ names: [DocumentPlace: String]) throws {
    guard let pairs else { return }
    let output = try LineOutput(path: pairs)
    for pair in candidatePairs {
      let similarity = Double(pair.jaccard.intersection) / Double(max(1, pair.jaccard.union))
      try output.append(Array("\(names[pair.first] ?? "")\t\(names[pair.second] ?? "")\t\(similarity)\n".utf8))
    }
    try output.commit()
  }

  private func writeDecisions(
    _ resolution: Resolution, _ removals: [DocumentPlace: Removal], _ clusterOf: [DocumentPlace: KeptDocument],
    _ names: [DocumentPlace: String], _ removed: LineOutput, _ clusters: LineOutput
  ) throws {
    for place in removals.keys.sorted() {
      guard let removal = removals[place] else { continue }
      var line: [UInt8] = []
      JSONText.appendRaw("{\"id\":", to: &line)
      JSONText.appendString(names[place] ?? "", to: &line)
      JSONText.appendRaw(",\"kept\":", to: &line)
      JSONText.appendString(name(of: removal.kept, names) ?? "", to: &line)
      JSONText.appendRaw(",\"jaccard\":", to: &line)
      JSONText.append(Double(removal.jaccard.intersection) / Double(max(1, removal.jaccard.union)), to: &line)
      JSONText.appendRaw(",\"reason\":", to: &line)
      JSONText.appendString(removal.reason.rawValue, to: &line)
      JSONText.appendRaw("}\n", to: &line)
      try removed.append(line)
    }
    for place in clusterOf.keys.sorted() {
      guard let cluster = clusterOf[place] else { continue }
      var line: [UInt8] = []
      JSONText.appendRaw("{\"id\":", to: &line)
      JSONText.appendString(names[place] ?? "", to: &line)
      JSONText.appendRaw(",\"cluster\":", to: &line)
      JSONText.appendString(name(of: cluster, names) ?? "", to: &line)
      JSONText.appendRaw("}\n", to: &line)
      try clusters.append(line)
    }
    try removed.commit()
    try clusters.commit()
  }

  private func name(of kept: KeptDocument, _ names: [DocumentPlace: String]) -> String? {
    guard case .present(let place) = kept else { return nil }
    return names[place]
  }

  /// One file's batches through workers, in order; they are numbered from 0.
  private func forEachBatch<State, Output: Sendable>(
    of file: String, _ cancellation: CancellationFlag, makeState: @Sendable () throws -> State,
    transform: @Sendable (inout State, inout LineParser, _ number: Int, LineBatch) throws -> Output,
    emit: (Output) throws -> Void, problems: ([String]) -> Void = { _ in }
  ) throws {
    var source = try LineInput([file], options: input)
    let options = input
    var number = -1
    try orderedParallelMap(
      threads: threadCount, cancellation: cancellation,
      makeState: { (state: try makeState(), parser: LineParser(options: options)) },
      next: { () -> (Int, LineBatch)? in
        number += 1
        return try source.next().map { (number, $0) }
      },
      transform: { worker, batch in try transform(&worker.state, &worker.parser, batch.0, batch.1) },
      emit: emit)
    problems(source.problems)
  }
}

extension [Int] {
  /// The first index from which on a condition holds that holds for no element before and for all behind.
  fileprivate func partitioningIndex(where holds: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
