// What the shape cannot say: names, sums, files, and keys that belong together.

import Cleaning
import Deduplication
import Readers
import Storage
import TextAnalysis
import TokenShards

/// Checks a decoded configuration and lists its input files.
enum ConfigurationChecks {
  static func run(
    on configuration: PipelineConfiguration, resolver: inout ConfigurationResolver
  ) -> [SourceListing] {
    checkNames(configuration, &resolver)
    checkPlaces(configuration, &resolver)
    checkTables(configuration, &resolver)
    MixChecks.run(on: configuration, &resolver)
    checkQuantities(configuration, &resolver)
    checkTraining(configuration, &resolver)
    ObjectiveChecks.run(on: configuration, &resolver)
    checkFiles(configuration, &resolver)
    checkEarlierRuns(configuration, &resolver)
    var listing: [SourceListing] = []
    for (index, source) in configuration.sources.enumerated() {
      let (files, findings) = InputListing.list(source)
      for finding in findings {
        let path = "sources[\(index)]"
        let key = finding.key.prefix { $0 != "[" }
        resolver.report(
          "source '\(source.name)': \(finding.message)",
          at: resolver.marks["\(path).\(finding.key)"] ?? resolver.marks["\(path).\(key)"] ?? resolver.marks[path])
      }
      listing.append(files)
    }
    return listing
  }

  private static func checkNames(_ configuration: PipelineConfiguration, _ resolver: inout ConfigurationResolver) {
    if configuration.sources.isEmpty {
      resolver.report("sources: at least one source is needed", at: resolver.marks["sources"])
    }
    var seen: Set<String> = []
    for (index, source) in configuration.sources.enumerated() {
      let mark = resolver.marks["sources[\(index)].name"]
      if !isSafeName(source.name) {
        resolver.report("source name '\(source.name)': use letters, digits, '-', '_' and '.' only", at: mark)
      }
      if !seen.insert(source.name).inserted {
        resolver.report("source name '\(source.name)' stands twice; names tell documents apart", at: mark)
      }
    }
    if !isSafeName(configuration.name) {
      resolver.report(
        "name '\(configuration.name)': use letters, digits, '-', '_' and '.' only", at: resolver.marks["name"])
    }
  }

  /// A name that is a folder's name on every system.
  static func isSafeName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 100 && !name.hasPrefix(".")
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }

  /// A source has files, or a command with addresses.
  private static func checkPlaces(_ configuration: PipelineConfiguration, _ resolver: inout ConfigurationResolver) {
    for (index, source) in configuration.sources.enumerated() {
      let path = "sources[\(index)]"
      if source.command == nil {
        if source.paths.isEmpty {
          resolver.report(
            "source '\(source.name)': 'paths' is missing, or 'command' with 'urls'", at: resolver.marks[path])
        }
        for key in ["urls", "urls_from", "attempts"] {
          if let mark = resolver.marks["\(path).\(key)"] {
            resolver.report("source '\(source.name)': '\(key)' has no meaning without 'command'", at: mark)
          }
        }
      } else {
        for key in ["paths", "exclude"] {
          if let mark = resolver.marks["\(path).\(key)"] {
            resolver.report(
              "source '\(source.name)': '\(key)' has no meaning with 'command', which has 'urls'", at: mark)
          }
        }
      }
    }
  }

  /// Tables need a template of the text; the keys of tables mean nothing elsewhere.
  private static func checkTables(_ configuration: PipelineConfiguration, _ resolver: inout ConfigurationResolver) {
    for (index, source) in configuration.sources.enumerated() {
      let path = "sources[\(index)]"
      switch source.format {
      case .csv, .mysql, .postgres, .sqlite, .sql, .mysqlXML, .parquet:
        if source.text == nil {
          resolver.report(
            "source '\(source.name)': 'text' is missing: a template of columns such as \"{title}\\n\\n{body}\"",
            at: resolver.marks[path])
        }
        if ![.csv, .parquet].contains(source.format), source.table == nil {
          resolver.report("source '\(source.name)': 'table' is missing: a dump may hold many", at: resolver.marks[path])
        }
      case .warc, .html, .jsonl, .text, .mediawiki:
        for key in ["table", "text", "where", "html_columns", "wiki_columns"] {
          if let mark = resolver.marks["\(path).\(key)"] {
            resolver.report("source '\(source.name)': '\(key)' has no meaning for \(source.format.rawValue)", at: mark)
          }
        }
      }
      if source.format != .mediawiki {
        for key in ["namespaces", "redirects", "revisions"] {
          if let mark = resolver.marks["\(path).\(key)"] {
            resolver.report("source '\(source.name)': '\(key)' has no meaning for \(source.format.rawValue)", at: mark)
          }
        }
      }
      do {
        let reader = source.readerConfiguration(limits: configuration.limits)
        try reader.table.validate()
        try reader.jsonLines.validate()
      } catch {
        resolver.report(
          "source '\(source.name)': \(error.message)", at: resolver.marks["\(path).where"] ?? resolver.marks[path])
      }
      checkText(source, path, &resolver)
    }
  }

  /// The dialect of CSV, and encodings.
  private static func checkText(
    _ source: PipelineConfiguration.Source, _ path: String, _ resolver: inout ConfigurationResolver
  ) {
    if source.format != .csv {
      for key in ["delimiter", "quote", "escape", "header", "columns", "ragged_rows", "empty_is_null"] {
        if let mark = resolver.marks["\(path).\(key)"] {
          resolver.report("source '\(source.name)': '\(key)' has no meaning for \(source.format.rawValue)", at: mark)
        }
      }
    }
    if let delimiter = source.delimiter, delimiter.utf8.count != 1 {
      resolver.report(
        "source '\(source.name)': a delimiter is one byte, such as ',' or \"\\t\"",
        at: resolver.marks["\(path).delimiter"])
    }
    if let quote = source.quote, quote.utf8.count > 1 {
      resolver.report(
        "source '\(source.name)': a quote is one byte, such as '\"', or empty where nothing is quoted",
        at: resolver.marks["\(path).quote"])
    }
    guard let encoding = source.encoding, let mark = resolver.marks["\(path).encoding"] else { return }
    if TextEncoding(label: encoding) == nil {
      let hint = NearestName.find(encoding, among: TextEncoding.allCases.map(\.rawValue)).map {
        "; the nearest is '\($0)'"
      }
      resolver.report("source '\(source.name)': '\(encoding)' is no encoding that is known\(hint ?? "")", at: mark)
    }
    if [.warc, .html, .jsonl, .mediawiki].contains(source.format) {
      resolver.report("source '\(source.name)': 'encoding' has no meaning for \(source.format.rawValue)", at: mark)
    }
  }

  /// Bounds that depend on other keys, or on what formats can hold.
  private static func checkQuantities(_ configuration: PipelineConfiguration, _ resolver: inout ConfigurationResolver) {
    let rowTokens = configuration.longestRowTokenCount
    let formats = configuration.pack.formats
    if formats.isEmpty || Set(formats).count < formats.count {
      resolver.report(
        "pack.formats: name at least one format, and none twice", at: resolver.marks["pack.formats"])
    }
    if configuration.pack.shardTokens < rowTokens || configuration.pack.shardTokens > Int(Int32.max) {
      resolver.report(
        "pack.shard_tokens: \(configuration.pack.shardTokens) is outside \(rowTokens) (one row) to \(Int32.max)",
        at: resolver.marks["pack.shard_tokens"] ?? resolver.marks["pack"])
    }
    if configuration.limits.recordBytes > 1 << 30 || configuration.limits.recordBytes < 1 {
      resolver.report("limits.record_bytes: give 1 byte to 1 GiB", at: resolver.marks["limits.record_bytes"])
    }
    if configuration.tokenizer.endOfDocument.utf8.count < 3 {
      resolver.report(
        "tokenizer.end_of_document: '\(configuration.tokenizer.endOfDocument)' may be part of a text; "
          + "choose something like <|endoftext|>", at: resolver.marks["tokenizer.end_of_document"])
    }
    checkBeginning(configuration, &resolver)
    checkLikeness(configuration, &resolver)
    checkTokenizer(configuration, &resolver)
  }

  private static func checkTokenizer(_ configuration: PipelineConfiguration, _ resolver: inout ConfigurationResolver) {
    let tokenizer = configuration.tokenizer
    if tokenizer.add != nil, tokenizer.file == nil {
      resolver.report(
        "tokenizer.add: name the vocabulary to extend with tokenizer.file", at: resolver.marks["tokenizer.add"])
    }
    if tokenizer.maximumTokenBytes == 1 {
      resolver.report(
        "tokenizer.maximum_token_bytes: give 2 or more, or 0 for no limit",
        at: resolver.marks["tokenizer.maximum_token_bytes"])
    }
    let sources = configuration.sources.map(\.name)
    for name in (tokenizer.weights ?? [:]).keys.sorted() where !sources.contains(name) {
      resolver.report(
        "tokenizer.weights: there is no source '\(name)'", at: resolver.marks["tokenizer.weights"])
    }
    for (index, name) in tokenizer.specialTokens.enumerated()
    where name.utf8.count < 3 || tokenizer.specialTokens[..<index].contains(name) {
      resolver.report(
        "tokenizer.special_tokens: '\(name)' stands twice or may be part of a text",
        at: resolver.marks["tokenizer.special_tokens[\(index)]"])
    }
  }

  private static func checkLikeness(_ configuration: PipelineConfiguration, _ resolver: inout ConfigurationResolver) {
    guard let deduplicate = configuration.deduplicate, let likeness = deduplicate.groupThreshold,
      likeness > deduplicate.threshold
    else { return }
    resolver.report(
      "deduplicate.group_threshold: \(likeness) is more than threshold, \(deduplicate.threshold): documents that go for "
        + "each other are alike", at: resolver.marks["deduplicate.group_threshold"])
  }

  /// A beginning-of-document id, and with it the end-of-document id on the other side.
  private static func checkBeginning(_ configuration: PipelineConfiguration, _ resolver: inout ConfigurationResolver) {
    guard let beginning = configuration.tokenizer.beginningOfDocument else { return }
    let mark = resolver.marks["tokenizer.beginning_of_document"]
    if beginning.utf8.count < 3 {
      resolver.report(
        "tokenizer.beginning_of_document: '\(beginning)' may be part of a text; choose something like <|begin_of_text|>",
        at: mark)
    }
    if beginning == configuration.tokenizer.endOfDocument {
      resolver.report(
        "tokenizer.beginning_of_document: '\(beginning)' is the end-of-document token, too; where one token stands "
          + "between documents, choose its side with pack.end_of_document", at: mark)
    }
    if configuration.pack.endOfDocument == EndOfDocument.Position.before.rawValue {
      resolver.report(
        "pack.end_of_document: with tokenizer.beginning_of_document the end-of-document id stands after a document",
        at: resolver.marks["pack.end_of_document"])
    }
  }

  private static func checkTraining(_ configuration: PipelineConfiguration, _ resolver: inout ConfigurationResolver) {
    guard let train = configuration.train else { return }
    if train.width % train.heads != 0 || (train.width / train.heads) % 2 != 0 {
      resolver.report(
        "train: heads (\(train.heads)) must divide width (\(train.width)) into even parts", at: resolver.marks["train"])
    }
    for (index, phase) in (configuration.mix.phases ?? []).enumerated() {
      guard let length = phase.sequenceLength, length != configuration.pack.sequenceLength else { continue }
      resolver.report(
        "mix.phases[\(index)].sequence_length: the bundled trainer takes rows of one length, here pack.sequence_length: "
          + "\(configuration.pack.sequenceLength); leave out this key, or the block 'train'",
        at: resolver.marks["mix.phases[\(index)].sequence_length"])
    }
  }

  private static func checkFiles(_ configuration: PipelineConfiguration, _ resolver: inout ConfigurationResolver) {
    checkCleaning(configuration.clean, &resolver)
    checkBenchmarks(configuration, &resolver)
    checkTakedown(configuration, &resolver)
    if let file = configuration.tokenizer.file, InputListing.files(matching: file).isEmpty {
      resolver.report("tokenizer.file: '\(file)' does not exist", at: resolver.marks["tokenizer.file"])
    }
  }

  /// What the cleaning stages read is there, and they take their settings.
  static func checkCleaning(_ clean: PipelineConfiguration.Clean, _ resolver: inout ConfigurationResolver) {
    if let personalData = clean.personalData {
      do {
        _ = try PersonalDataStage(settings: personalData.settings(seed: 0))
      } catch {
        let path = "clean.personal_data.\(error.location)"
        resolver.report("\(path): \(error.message)", at: resolver.marks[path] ?? resolver.marks["clean.personal_data"])
      }
    }
    let words = "clean.c4_bad_words.files"
    for (index, path) in (clean.c4BadWords?.files ?? []).enumerated() where InputListing.files(matching: path).isEmpty {
      resolver.report(
        "\(words): '\(path)' matches no file", at: resolver.marks["\(words)[\(index)]"] ?? resolver.marks[words])
    }
    let models = [("clean.language.model", clean.language?.model), ("clean.classifier.model", clean.classifier?.model)]
    for case (let key, let path?) in models where InputListing.files(matching: path).isEmpty {
      resolver.report("\(key): '\(path)' does not exist", at: resolver.marks[key])
    }
    for (key, paths) in [("domains", clean.block?.domains ?? []), ("urls", clean.block?.urls ?? [])] {
      for path in paths where !FileSystem.exists(path) {
        resolver.report("clean.block.\(key): '\(path)' does not exist", at: resolver.marks["clean.block.\(key)"])
      }
    }
  }

  /// Mappings and rules of benchmarks, and that they have files.
  private static func checkBenchmarks(_ configuration: PipelineConfiguration, _ resolver: inout ConfigurationResolver) {
    guard let settings = configuration.decontaminate else { return }
    for (index, benchmark) in settings.benchmarks.enumerated() {
      var single = settings
      single.benchmarks = [benchmark]
      do {
        _ = try BenchmarkCatalog(single)
      } catch {
        resolver.report("decontaminate.benchmarks: \(error)", at: resolver.marks["decontaminate.benchmarks[\(index)]"])
      }
    }
  }

  /// The lists are there and can be understood, before any work is done for them.
  private static func checkTakedown(_ configuration: PipelineConfiguration, _ resolver: inout ConfigurationResolver) {
    do {
      _ = try configuration.takedown?.list()
    } catch { resolver.report("takedown: \(error)", at: resolver.marks["takedown"]) }
  }

  /// Earlier runs have an index, made with the same parameters.
  private static func checkEarlierRuns(
    _ configuration: PipelineConfiguration, _ resolver: inout ConfigurationResolver
  ) {
    guard let settings = configuration.deduplicate, !settings.against.isEmpty else { return }
    let mark = resolver.marks["deduplicate.against"]
    do {
      let indices = try settings.against.map { try EarlierRun(path: $0).index }
      _ = try FrozenCorpora(indices, parameters: settings.signatureParameters(seed: configuration.seed))
    } catch {
      resolver.report("deduplicate.against: \(error)", at: mark)
    }
  }
}
