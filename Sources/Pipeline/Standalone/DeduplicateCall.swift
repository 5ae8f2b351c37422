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
    let layouts = try sign(files, scratch, cancellation, &problems)
    var candidatePairs: [CandidatePair] = []
    let resolution = try resolve(files, layouts, scratch, cancellation, &candidatePairs)
    try write(resolution, candidatePairs, files, layouts, cancellation)
    return Outcome(
      documents: resolution.statistics.documents, statistics: resolution.statistics, problems: problems)
  }

  private var threadCount: Int { threads ?? Machine.coreCount }

  // MARK: Passes

  /// Signs every file; returns how each of its batches is laid out. A file is cut into the same batches every time.
  private func sign(
    _ files: [String], _ scratch: String, _ cancellation: CancellationFlag, _ problems: inout [String]
  ) throws -> [[LineLayout]] {
    var layouts: [[LineLayout]] = []
    let parameters = parameters
    for (index, file) in files.enumerated() {
      let writer = try SignatureWriter(path: Path.join(scratch, "signatures-\(index)"), parameters: parameters)
      var found: [String] = []
      var ofFile: [LineLayout] = []
      try forEachBatch(
        of: file, cancellation, makeState: { Signer(parameters: parameters) },
        transform: { signer, parser, _, batch -> (SignatureBatch, LineLayout, [String]) in
          var signatures = SignatureBatch()
          let (layout, problems) = try parser.forEachText(in: batch) { signer.sign($0.text, into: &signatures) }
          return (signatures, layout, problems.map(\.description))
        },
        emit: { signatures, layout, problems in
          try writer.append(signatures)
          ofFile.append(layout)
          found += problems
        }, problems: { found += $0 })
      _ = try writer.commit()
      layouts.append(ofFile)
      problems += found
    }
    return layouts
  }

  private func resolve(
    _ files: [String], _ layouts: [[LineLayout]], _ scratch: String, _ cancellation: CancellationFlag,
    _ candidatePairs: inout [CandidatePair]
  ) throws -> Resolution {
    let numbering = try DocumentNumbering(documentCounts: layouts.map { $0.reduce(0) { $0 + $1.documentCount } })
    let bands = parameters.minHash?.bands ?? 0
    let ranges = CandidateReducer.rangeCount(
      documentCount: numbering.documentCount, bands: bands, memoryByteCount: 1 << 30)
    let candidates = (0..<ranges).map { Path.join(scratch, "candidates-\($0)") }
    let signatures = files.indices.map { Path.join(scratch, "signatures-\($0)") }
    for range in 0..<ranges {
      try CandidateReducer(range: range, of: ranges).run(
        signaturePaths: signatures, parameters: parameters, numbering: numbering, output: candidates[range])
    }
    let graph = try CandidateGraph(candidatePaths: candidates, numbering: numbering)
    var resolver = Resolver(
      graph: graph, parameters: parameters, options: ResolverOptions(scratchFolder: scratch))
    guard let minHash = parameters.minHash else { return try resolver.resolve() }
    for (index, file) in files.enumerated() {
      let rows = graph.rowsToRead(ofTask: index)
      if rows.isEmpty { continue }
      try appendShingles(of: rows, in: file, layouts: layouts[index], minHash, cancellation, to: &resolver)
    }
    if pairs != nil { try resolver.forEachCandidatePair { candidatePairs.append($0) } }
    return try resolver.resolve()
  }

  /// - Parameters:
  ///   - rows: the documents whose shingle sets are wanted, ascending.
  ///   - layouts: of each batch of the file.
  private func appendShingles(
    of rows: [Int], in file: String, layouts: [LineLayout], _ minHash: MinHashParameters,
    _ cancellation: CancellationFlag, to resolver: inout Resolver
  ) throws {
    let batches = BatchRows(layouts)
    try forEachBatch(
      of: file, cancellation, makeState: { ShingleSetBuilder(parameters: minHash) },
      transform: { builder, parser, number, batch -> [[UInt64]] in
        var sets: [[UInt64]] = []
        try parser.forEachText(in: batch, layout: layouts[number], wanted: batches.ordinals(of: rows, in: number)) {
          sets.append(builder.shingles(of: $0.text))
        }
        return sets
      },
      emit: { sets in for set in sets { try resolver.append(set) } })
  }

  private func write(
    _ resolution: Resolution, _ candidatePairs: [CandidatePair], _ files: [String], _ layouts: [[LineLayout]],
    _ cancellation: CancellationFlag
  ) throws {
    let removed = try LineOutput(path: Path.join(output, "removed.jsonl"))
    let clusters = try LineOutput(path: Path.join(output, "clusters.jsonl"))
    var removals: [DocumentPlace: Removal] = [:]
    var removedRows = files.map { _ in [Int]() }
    resolution.forEachRemoval {
      removals[$0.document] = $0
      removedRows[$0.document.task].append($0.document.row)
    }
    var clusterOf: [DocumentPlace: Int] = [:]
    var namedRows = files.map { _ in [Int]() }
    resolution.forEachClusterMember {
      clusterOf[$0] = $1
      namedRows[$0.task].append($0.row)
    }
    if pairs != nil {
      for (task, rows) in layouts.enumerated() { namedRows[task] = Array(0..<rows.reduce(0) { $0 + $1.documentCount }) }
    }
    var names: [DocumentPlace: String] = [:]
    for (task, file) in files.enumerated() {
      let kept = try LineOutput(path: Path.join(output, "kept/\(TaskNumber.text(task)).jsonl.zst"))
      let layouts = layouts[task]
      let batches = BatchRows(layouts)
      let removedRows = removedRows[task].sorted()
      let namedRows = namedRows[task].sorted()
      var row = 0
      try forEachBatch(
        of: file, cancellation, makeState: kept.makeEncoder,
        transform: { encoder, parser, number, batch -> (names: [String], lines: [UInt8]) in
          var names: [String] = []
          let named = batches.ordinals(of: namedRows, in: number)
          try parser.forEachText(in: batch, layout: layouts[number], wanted: named) { names.append($0.name) }
          var lines: [UInt8] = []
          let left = batches.ordinals(of: removedRows, in: number)
          try layouts[number].appendLines(of: batch, leaving: left, to: &lines)
          return (names, encoder.encode(lines))
        },
        emit: { batchNames, lines in
          for name in batchNames {
            names[DocumentPlace(task: task, row: namedRows[row])] = name
            row += 1
          }
          try kept.append(encoded: lines)
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
    _ resolution: Resolution, _ removals: [DocumentPlace: Removal], _ clusterOf: [DocumentPlace: Int],
    _ names: [DocumentPlace: String], _ removed: LineOutput, _ clusters: LineOutput
  ) throws {
    for place in removals.keys.sorted() {
      guard let removal = removals[place] else { continue }
      var line: [UInt8] = []
      JSONText.appendRaw("{\"id\":", to: &line)
      JSONText.appendString(names[place] ?? "", to: &line)
      JSONText.appendRaw(",\"kept\":", to: &line)
      JSONText.appendString(names[removal.kept] ?? "", to: &line)
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
      JSONText.appendString(names[resolution.numbering.place(of: cluster)] ?? "", to: &line)
      JSONText.appendRaw("}\n", to: &line)
      try clusters.append(line)
    }
    try removed.commit()
    try clusters.commit()
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
