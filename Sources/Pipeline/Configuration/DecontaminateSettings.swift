// The block 'decontaminate' as the stages read it.

import Decontamination
import Storage

extension PipelineConfiguration {
  public struct Decontaminate: Sendable, Codable, Equatable {
    public var benchmarks: [Benchmark]
    public var ngram: Int
    public var minimumUnits: Int
    public var minimumDistinct: Int
    public var cluster: Int
    public var match: String
    public var action: String
    public var cutWindow: Int
    public var maximumCuts: Int
    public var maximumDocuments: Int?

    /// The defaults, with benchmarks.
    public init(benchmarks: [Benchmark]) {
      let settings = DecontaminationSettings()
      self.benchmarks = benchmarks
      ngram = settings.rules.n
      minimumUnits = settings.rules.minimumItemUnits
      minimumDistinct = settings.rules.minimumDistinctUnits
      cluster = settings.rules.clusterShare
      match = settings.rules.parts.rawValue
      action = settings.rules.action.rawValue
      cutWindow = settings.cutWindow
      maximumCuts = settings.maximumCuts
    }

    /// The block 'decontaminate' of a pipeline file, or a file that is that block alone.
    ///
    /// - Throws: `ConfigurationError` with file, line and the nearest key.
    public init(configurationFile path: String) throws { self = try BenchmarkMappingFile.settings(path: path) }

    /// A benchmark; what is nil is as for all benchmarks, or as usual.
    public struct Benchmark: Sendable, Codable, Equatable {
      public var files: [String]?
      public var mapping: String?
      public var name: String?
      public var item: [String]?
      public var question: [String]?
      public var answer: [String]?
      public var options: [String]?
      public var answerIs: String?
      public var labels: String?
      public var rows: String?
      public var columns: [String]?
      public var header: Bool?
      public var delimiter: String?
      public var formats: [String]?
      public var option: String?
      public var ngram: Int?
      public var minimumUnits: Int?
      public var minimumDistinct: Int?
      public var cluster: Int?
      public var match: String?
      public var action: String?

      public init(files: [String], mapping: String? = nil) {
        self.files = files
        self.mapping = mapping
      }

      /// Files as a user names them on the command line, or `MAPPING.yaml=FILES`.
      public init(argument: String) {
        if let equals = argument.firstIndex(of: "="), [".yaml", ".yml"].contains(where: argument[..<equals].hasSuffix) {
          self.init(
            files: [Path.absolute(String(argument[argument.index(after: equals)...]), relativeTo: Path.workingFolder)],
            mapping: String(argument[..<equals]))
        } else {
          self.init(files: [Path.absolute(argument, relativeTo: Path.workingFolder)])
        }
      }

      /// These keys, and for those that are absent the ones of a mapping file.
      func overlaid(on file: Self) -> Self {
        var result = self
        result.name = name ?? file.name
        result.item = item ?? file.item
        result.question = question ?? file.question
        result.answer = answer ?? file.answer
        result.options = options ?? file.options
        result.answerIs = answerIs ?? file.answerIs
        result.labels = labels ?? file.labels
        result.rows = rows ?? file.rows
        result.columns = columns ?? file.columns
        result.header = header ?? file.header
        result.delimiter = delimiter ?? file.delimiter
        result.formats = formats ?? file.formats
        result.option = option ?? file.option
        result.ngram = ngram ?? file.ngram
        result.minimumUnits = minimumUnits ?? file.minimumUnits
        result.minimumDistinct = minimumDistinct ?? file.minimumDistinct
        result.cluster = cluster ?? file.cluster
        result.match = match ?? file.match
        result.action = action ?? file.action
        return result
      }

      /// Which fields of a row become what of an item.
      var fields: BenchmarkMapping {
        var mapping = BenchmarkMapping()
        mapping.name = name
        mapping.item = item ?? mapping.item
        mapping.question = question ?? mapping.question
        mapping.answer = answer ?? mapping.answer
        mapping.options = options ?? mapping.options
        mapping.answerForm = answerIs.flatMap(BenchmarkMapping.AnswerForm.init) ?? mapping.answerForm
        mapping.labels = labels
        return mapping
      }

      /// How its items are looked for.
      func rules(_ general: MatchRules) -> MatchRules {
        var rules = general
        rules.n = ngram ?? rules.n
        rules.minimumItemUnits = minimumUnits ?? rules.minimumItemUnits
        rules.minimumDistinctUnits = minimumDistinct ?? rules.minimumDistinctUnits
        rules.clusterShare = cluster ?? rules.clusterShare
        rules.parts = match.flatMap(MatchRules.Parts.init) ?? rules.parts
        rules.action = action.flatMap(MatchRules.Action.init) ?? rules.action
        rules.formats = (formats ?? []).map { template in
          option.map { ItemFormat(template: template, option: $0) } ?? ItemFormat(template: template)
        }
        return rules
      }
    }

    /// What holds for all benchmarks, as the module takes it.
    public var settings: DecontaminationSettings {
      var settings = DecontaminationSettings()
      settings.rules.n = ngram
      settings.rules.minimumItemUnits = minimumUnits
      settings.rules.minimumDistinctUnits = minimumDistinct
      settings.rules.clusterShare = cluster
      settings.rules.parts = MatchRules.Parts(rawValue: match) ?? .all
      settings.rules.action = MatchRules.Action(rawValue: action) ?? .drop
      settings.cutWindow = cutWindow
      settings.maximumCuts = maximumCuts
      return settings
    }
  }
}
