// The configuration as the stages read it: every default filled in, every path absolute.

import Cleaning

/// The formats of sources.
public enum SourceFormat: String, Sendable, Codable, CaseIterable {
  case warc
  case html
  case csv
  case mysql
  case postgres
  case sqlite
  case sql
  case mysqlXML = "mysql-xml"
  case mediawiki
  case jsonl
  case text
  case parquet
}

/// A pipeline, resolved. Keys and meanings are in `PipelineShape`; this mirrors it in types.
public struct PipelineConfiguration: Sendable, Codable, Equatable {
  public var version: Int
  public var name: String
  public var seed: UInt64
  public var sources: [Source]
  public var limits: Limits
  public var extract: Extract
  public var takedown: Takedown?
  public var clean: Clean
  public var decontaminate: Decontaminate?
  public var deduplicate: Deduplicate?
  public var tokenizer: Tokenizer
  public var mix: Mix
  public var pack: Pack
  public var train: Train?

  public struct Source: Sendable, Codable, Equatable {
    public var name: String
    public var format: SourceFormat
    public var paths: [String]
    public var exclude: [String]
    public var command: [String]?
    public var urls: [String]
    public var urlsFrom: String?
    public var attempts: Int
    public var members: [String]
    public var textField: String
    public var htmlField: Bool
    public var turns: String?
    public var separator: String?
    public var table: String?
    public var id: String?
    public var url: String?
    public var date: String?
    public var text: String?
    public var columnTypes: [String: String]
    public var htmlColumns: [String]
    public var wikiColumns: [String]
    public var metadata: [String]
    public var `where`: String?
    public var delimiter: String?
    public var quote: String?
    public var escape: String?
    public var header: Bool?
    public var columns: [String]
    public var raggedRows: String
    public var emptyIsNull: Bool
    public var encoding: String?
    public var namespaces: [Int]
    public var redirects: String
    public var revisions: String
    public var priority: Int
  }

  public struct Limits: Sendable, Codable, Equatable {
    public var recordBytes: Int
    public var decompressedBytes: Int
    public var decompressionRatio: Int
    public var quarantinedRecords: Int?
  }

  public struct Extract: Sendable, Codable, Equatable {
    public var mode: String
    public var style: String
    public var taskBytes: Int
    public var divideBytes: Int
  }

  public struct Takedown: Sendable, Codable, Equatable {
    public var lists: [String]
    public var ids: [String]
    public var urls: [String]
    public var domains: [String]
  }

  public struct Clean: Sendable, Codable, Equatable {
    public var block: Block?
    public var normalize: Normalize?
    public var personalData: PersonalData?
    public var aiBoilerplate: AIBoilerplate?
    public var language: Language?
    public var gopherQuality: GopherQualityStage.Settings?
    public var gopherRepetition: GopherRepetitionStage.Settings?
    public var c4: C4Stage.Settings?
    public var c4Paragraphs: C4ParagraphStage.Settings?
    public var c4BadWords: C4BadWords?
    public var fineweb: FineWebStage.Settings?
    public var classifier: Classifier?
    public var minimumCharacters: Int

    public struct Language: Sendable, Codable, Equatable {
      public var keep: [String]
      public var minimumScore: Double
      public var model: String?
    }

    public struct Classifier: Sendable, Codable, Equatable {
      public var model: String
      public var label: String?
      public var minimumScore: Double
    }

    public struct Block: Sendable, Codable, Equatable {
      public var domains: [String]
      public var urls: [String]
    }

    public struct Normalize: Sendable, Codable, Equatable {
      public var form: String
      public var mojibake: Bool
      public var homoglyphs: Bool
      public var emoji: String
    }
    public struct PersonalData: Sendable, Codable, Equatable {
      public var kinds: [String]
      public var mask: String
      public var placeholder: String
      public var obfuscatedEmails: Bool
      public var privateAddresses: Bool
      public var oldChineseIds: Bool
    }
    public struct AIBoilerplate: Sendable, Codable, Equatable {}
    public struct C4BadWords: Sendable, Codable, Equatable { public var files: [String] }
  }

  public struct Deduplicate: Sendable, Codable, Equatable {
    public var normalization: String
    public var near: Bool
    public var mode: DeduplicationMode
    /// Always there in a checked configuration: written, chosen for `permutations` and `recall`, or the default.
    public var bands: Int?
    public var rows: Int?
    public var permutations: Int?
    public var recall: Double?
    public var shingle: Int
    public var threshold: Double
    public var groupThreshold: Double?
    public var index: Bool
    public var against: [String]
    public var urls: URLs?
    public var repeatedPassages: RepeatedPassages?

    public struct URLs: Sendable, Codable, Equatable {
      public var keep: String
      public var www: String
    }

    public struct RepeatedPassages: Sendable, Codable, Equatable {
      public var unit: String
      public var maximumDocuments: Int
      public var minimumUnits: Int
      public var normalization: String
      public var across: String
      public var keep: String
    }
  }

  public struct Tokenizer: Sendable, Codable, Equatable {
    public var file: String?
    public var add: Int?
    public var vocabularySize: Int
    public var pattern: String
    public var tie: String
    public var minimumCount: Int
    public var maximumTokenBytes: Int
    public var sampleBytes: Int
    public var weights: [String: Double]?
    public var endOfDocument: String
    public var beginningOfDocument: String?
    public var specialTokens: [String]
  }

  public struct Mix: Sendable, Codable, Equatable {
    public var by: [String]?
    public var buckets: [String: [String: Double]]?
    public var weights: [String: Double]?
    public var temperature: Double?
    public var unimax: Bool?
    public var tokens: Int?
    public var epochs: Double?
    public var maxEpochs: Double
    public var minEpochs: Double?
    public var caps: [String: Double]?
    public var floors: [String: Double]?
    public var redistribute: Bool?
    public var phases: [Phase]?
    public var validation: Double

    public struct Phase: Sendable, Codable, Equatable {
      public var name: String
      public var tokens: Int?
      public var share: Double?
      public var sequenceLength: Int?
      public var weights: [String: Double]?
      public var temperature: Double?
      public var unimax: Bool?
    }
  }

  public struct Pack: Sendable, Codable, Equatable {
    public var sequenceLength: Int
    public var strategy: String
    public var formats: [String]
    public var packed: Bool
    public var targets: String
    public var endOfDocument: String?
    public var partsInOrder: Bool
    public var objective: ObjectiveSettings
    public var shardTokens: Int
  }

  public struct Train: Sendable, Codable, Equatable {
    public var layers: Int
    public var width: Int
    public var heads: Int
    public var steps: Int
    public var batchRows: Int
    public var learningRate: Double
    public var warmupSteps: Int
    public var weightDecay: Double
    public var validateEvery: Int
    public var checkpointEvery: Int
  }
}
