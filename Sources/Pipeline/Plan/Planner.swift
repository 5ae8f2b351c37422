// From a checked configuration to a plan.

import Readers
import Storage
import TextAnalysis

/// Makes plans. A plan depends on the configuration, the inputs and the versions of libraries whose output enters
/// files, and on nothing else: not on the machine's size, nor on the number of threads.
public enum Planner {
  /// - Parameters:
  ///   - loaded: the checked configuration with its listing.
  ///   - sample: fraction of the documents to read, 0 < x <= 1.
  public static func plan(_ loaded: LoadedConfiguration, sample: Double = 1) throws -> Plan {
    let configuration = loaded.configuration
    let assignments = assign(loaded.listing, configuration)
    var fingerprints: [StageKind: Fingerprint] = [:]
    var stages: [StagePlan] = []
    let inputByteCount = assignments.reduce(0) { $0 + $1.byteCount }
    let isDivided = assignments.contains { $0.part != nil }
    for kind in StageKind.allCases where kind == .divide ? isDivided : isPresent(kind, in: configuration) {
      let needs = kind.needs.filter { fingerprints[$0] != nil }
      let identity = StageIdentity(
        stage: kind, version: kind.version,
        parameters: try parameters(of: kind, loaded, assignments: assignments, sample: sample),
        needs: needs.compactMap { fingerprints[$0] }, libraries: libraries(of: kind))
      let fingerprint = try Fingerprint(of: identity)
      fingerprints[kind] = fingerprint
      stages.append(
        StagePlan(
          stage: kind,
          taskCount: taskCount(of: kind, configuration, assignments: assignments, inputByteCount: inputByteCount),
          needs: needs, fingerprint: fingerprint, memoryHint: 512 << 20, threadHint: 8,
          scratchHint: scratchHint(of: kind, inputByteCount: inputByteCount)))
    }
    return Plan(
      format: 1, program: ProgramVersion.current, configuration: configuration, sample: sample, listing: loaded.listing,
      extractAssignments: assignments, stages: stages)
  }

  /// What the results of a stage depend on; hashed into its fingerprint.
  private struct StageIdentity: Encodable {
    let stage: StageKind
    let version: Int
    let parameters: [String: ConfigurationValue]
    let needs: [Fingerprint]
    let libraries: [String: String]
  }

  private static func isPresent(_ kind: StageKind, in configuration: PipelineConfiguration) -> Bool {
    switch kind {
    case .passages, .passageTable: configuration.deduplicate?.repeatedPassages != nil
    case .benchmarkCounts, .commonNGrams: configuration.decontaminate?.maximumDocuments != nil
    case .urls, .urlWinners: configuration.deduplicate?.urls != nil
    case .candidates, .deduplicate: configuration.deduplicate != nil
    case .label: configuration.mix.readsMetadata
    case .train: configuration.train != nil
    default: true
    }
  }

  /// Neighbouring files of a source share a task of at most `extract.task_bytes` stored bytes; a larger file has its own,
  /// and one of twice `extract.divide_bytes` and more several.
  private static func assign(_ listing: [SourceListing], _ configuration: PipelineConfiguration) -> [ExtractAssignment]
  {
    var assignments: [ExtractAssignment] = []
    var dividedCount = 0
    let taskByteCount = configuration.extract.taskBytes
    for (sourceIndex, source) in listing.enumerated() {
      var first = 0
      var byteCount = 0
      func close(before end: Int) {
        if end > first {
          assignments.append(
            ExtractAssignment(source: sourceIndex, firstFile: first, fileCount: end - first, byteCount: byteCount))
        }
        first = end
        byteCount = 0
      }
      for (index, file) in source.files.enumerated() {
        // An address of unknown size is a task.
        let isUnknown = file.byteCount == 0 && file.modified == 0
        if byteCount + file.byteCount > taskByteCount || isUnknown { close(before: index) }
        let partCount = partCount(of: file, configuration.sources[sourceIndex], configuration.extract.divideBytes)
        if partCount > 1 {
          close(before: index)
          for part in 0..<partCount {
            assignments.append(
              ExtractAssignment(
                source: sourceIndex, firstFile: index, fileCount: 1, byteCount: file.byteCount / partCount,
                part: FilePart(task: dividedCount, index: part, count: partCount)))
          }
          dividedCount += 1
          first = index + 1
          continue
        }
        byteCount += file.byteCount
        if isUnknown { close(before: index + 1) }
      }
      close(before: source.files.count)
    }
    return assignments
  }

  /// Into how many parts a file is divided; 1 for those of which nobody could begin in the midst.
  private static func partCount(
    of file: InputFile, _ source: PipelineConfiguration.Source, _ divideByteCount: Int
  ) -> Int {
    let isDivisible =
      switch source.format {
      case .warc, .csv, .mysql, .postgres, .sqlite, .sql, .mediawiki, .jsonl: source.command == nil
      case .text: source.command == nil && source.separator != nil
      default: false
      }
    guard divideByteCount > 0, isDivisible, !FileEndings.isArchive(file.name) else { return 1 }
    return max(1, file.byteCount / divideByteCount)
  }

  private static func taskCount(
    of kind: StageKind, _ configuration: PipelineConfiguration, assignments: [ExtractAssignment], inputByteCount: Int
  ) -> Int {
    switch kind {
    case .divide: assignments.count { $0.part?.index == 0 }
    case .urls, .extract, .passages, .benchmarkCounts, .refine, .encode, .label: assignments.count
    case .urlWinners, .candidates, .passageTable: candidateRangeCount(inputByteCount: inputByteCount)
    case .pack: configuration.sources.count
    case .commonNGrams, .deduplicate, .tokenizer, .mix, .order, .train, .audit: 1
    }
  }

  /// One range of band keys for about 4 GiB of stored input, so that a range's keys fit in memory.
  static func candidateRangeCount(inputByteCount: Int) -> Int { min(256, 1 + inputByteCount >> 32) }

  private static func scratchHint(of kind: StageKind, inputByteCount: Int) -> Int {
    switch kind {
    case .extract, .refine: inputByteCount / 2
    case .passages, .passageTable: inputByteCount
    case .urls, .benchmarkCounts, .candidates, .label: inputByteCount / 50
    case .encode, .order: inputByteCount
    case .divide, .urlWinners, .commonNGrams, .deduplicate, .tokenizer, .mix, .pack, .train, .audit: 1 << 20
    }
  }

  private static func libraries(of kind: StageKind) -> [String: String] {
    switch kind {
    case .extract: ["zstd": Zstd.version, "icu-unicode": UnicodeVersion.icu, "libxml2": LibraryVersions.libxml2]
    case .passages, .benchmarkCounts: ["icu-unicode": UnicodeVersion.icu]
    case .refine: ["zstd": Zstd.version, "icu-unicode": UnicodeVersion.icu]
    default: [:]
    }
  }

  /// The part of the configuration that a stage reads itself; what it reads through other stages is in their
  /// fingerprints.
  private static func parameters(
    of kind: StageKind, _ loaded: LoadedConfiguration, assignments: [ExtractAssignment], sample: Double
  ) throws -> [String: ConfigurationValue] {
    let configuration = loaded.configuration
    var values: [String: any Encodable] = ["seed": configuration.seed]
    switch kind {
    case .divide:
      values = ["sources": configuration.sources.map(withoutPaths), "listing": loaded.listing.map(\.identity)]
      values["divideBytes"] = configuration.extract.divideBytes
      values["limits"] = configuration.limits.withoutVerdict
    case .urls:
      values = ["sources": configuration.sources.map(withoutPaths), "listing": loaded.listing.map(\.identity)]
      values["urls"] = configuration.deduplicate?.urls
      values["taskBytes"] = configuration.extract.taskBytes
      values["limits"] = configuration.limits.withoutVerdict
      values["sample"] = sample
    case .urlWinners: values = ["priorities": configuration.sources.map(\.priority)]
    case .extract:
      values = ["sources": configuration.sources.map(withoutPaths), "listing": loaded.listing.map(\.identity)]
      values["extract"] = configuration.extract
      values["limits"] = configuration.limits.withoutVerdict
      values["sample"] = sample
    case .passages:
      // The text is counted as it will stand when passages are removed: normalised, and nothing else.
      values = ["normalize": configuration.clean.normalize, "priorities": configuration.sources.map(\.priority)]
      values["rule"] = try configuration.deduplicate?.repeatedPassages?.rule()
    case .passageTable: values = ["maximum": configuration.deduplicate?.repeatedPassages?.maximumDocuments]
    case .benchmarkCounts:
      var counted = configuration.decontaminate
      counted?.maximumDocuments = nil
      values = ["decontaminate": counted, "benchmarks": try benchmarkIdentity(configuration)]
    case .commonNGrams: values = ["maximum": configuration.decontaminate?.maximumDocuments]
    case .refine:
      values = ["clean": configuration.clean.withoutPaths, "decontaminate": configuration.decontaminate]
      values["benchmarks"] = try benchmarkIdentity(configuration)
      values["takedown"] = try configuration.takedown?.files.map { "\($0.kind.rawValue) \(try fileIdentity($0.path))" }
      values["block"] = try configuration.clean.block?.files.map { "\($0.kind.rawValue) \(try fileIdentity($0.path))" }
      values["badWords"] = try identities(configuration.clean.c4BadWords?.files)
      values["models"] = try configuration.clean.models.map(fileIdentity)
      // Signatures do not depend on the decision.
      var signed = configuration.deduplicate
      signed?.threshold = 1
      signed?.groupThreshold = nil
      signed?.mode = .remove
      signed?.permutations = nil
      signed?.recall = nil
      signed?.urls = nil
      signed?.index = false
      signed?.against = []
      values["deduplicate"] = signed
      values["seed"] = configuration.seed
    case .candidates:
      values = ["priorities": configuration.sources.map(\.priority)]
      values["against"] = try EarlierRun.identities(configuration)
    case .deduplicate:
      values = ["threshold": configuration.deduplicate?.threshold, "mode": configuration.deduplicate?.mode]
      values["index"] = configuration.deduplicate?.index
      values["likeness"] = configuration.likeness
    case .tokenizer:
      values["tokenizer"] = configuration.tokenizer
      values["file"] = try configuration.tokenizer.file.map(fileIdentity)
    case .encode: values = [:]
    case .label:
      values = ["by": configuration.mix.by]
      values["buckets"] = configuration.mix.buckets
    case .mix:
      values["mix"] = configuration.mix
      values["rowTokens"] = configuration.pack.rowTokenCount
    case .pack: values["pack"] = configuration.pack
    case .order: values["pack"] = configuration.pack
    case .train: values["train"] = configuration.train
    case .audit: values = ["name": configuration.name]
    }
    return try values.mapValues(ConfigurationValue.init(encoding:))
  }

  /// Where a source's files lie is not part of its identity; their names in it, sizes and times are.
  private static func withoutPaths(_ source: PipelineConfiguration.Source) -> PipelineConfiguration.Source {
    var source = source
    source.paths = []
    source.exclude = []
    source.urls = []
    source.urlsFrom = nil
    source.attempts = 0
    source.priority = 0
    return source
  }

  private static func identities(_ patterns: [String]?) throws -> [String] {
    try (patterns ?? []).flatMap { try InputListing.files(matching: $0).map(fileIdentity) }
  }

  private static func benchmarkIdentity(_ configuration: PipelineConfiguration) throws -> [String] {
    try configuration.decontaminate.map { try BenchmarkCatalog.paths($0).map(fileIdentity) } ?? []
  }

  private static func fileIdentity(_ path: String) throws -> String {
    let info = try FileSystem.info(path)
    return "\(Path.lastComponent(path)) \(info.byteCount) \(info.modificationNanoseconds)"
  }
}

extension SourceListing {
  /// What identifies the files, without the place where they lie.
  var identity: [String] { [source] + files.map { "\($0.name) \($0.byteCount) \($0.modified)" } }
}

extension PipelineConfiguration.Clean {
  /// The files of models, whose content decides and not the place where they lie.
  fileprivate var models: [String] { [language?.model, classifier?.model].compactMap { $0 } }

  fileprivate var withoutPaths: Self {
    var clean = self
    clean.language?.model = language?.model.map { _ in "" }
    clean.classifier?.model = ""
    return clean
  }
}

extension PipelineConfiguration.Limits {
  /// Without the limit that decides about the exit code and nothing else.
  fileprivate var withoutVerdict: Self {
    var limits = self
    limits.quarantinedRecords = nil
    return limits
  }
}
