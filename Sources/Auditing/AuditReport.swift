// What came in, what went out and why: the content of audit.json.

import Corpus

/// The audit of a run.
public struct AuditReport: Sendable, Codable, Equatable {
  /// Version of this format.
  public var format = 1
  /// Name of the pipeline.
  public var name: String
  /// Fraction of the documents that was read.
  public var sample: Double
  /// Stages on the documents' way, in its order.
  public var stageOrder: [String]
  /// One account for each stage and source.
  public var accounts: [StageAccount]
  /// Nil where the run does not deduplicate.
  public var duplicates: DuplicateFacts?
  /// Nil where the run does not decontaminate.
  public var leakage: LeakageFacts?
  /// Nil where the run takes nothing down.
  public var takedown: TakedownFacts?
  public var mix: [SourceShare] = []
  public var tokenizer: TokenizerFacts?
  public var shards: ShardFacts?
  public var training: TrainingFacts?

  public init(name: String, sample: Double, stageOrder: [String], accounts: [StageAccount]) {
    self.name = name
    self.sample = sample
    self.stageOrder = stageOrder
    self.accounts = accounts
  }

  /// A source's share of the training tokens.
  public struct SourceShare: Sendable, Codable, Equatable {
    public var source: String
    /// Tokens of the documents that may be trained on, once.
    public var availableTokens: Int
    /// Share that the configuration asks for.
    public var askedShare: Double
    public var obtainedTokens: Int
    public var obtainedShare: Double
    public var epochs: Double
    public var validationTokens: Int

    public init(
      source: String, availableTokens: Int, askedShare: Double, obtainedTokens: Int, obtainedShare: Double,
      epochs: Double, validationTokens: Int
    ) {
      self.source = source
      self.availableTokens = availableTokens
      self.askedShare = askedShare
      self.obtainedTokens = obtainedTokens
      self.obtainedShare = obtainedShare
      self.epochs = epochs
      self.validationTokens = validationTokens
    }
  }

  public struct TokenizerFacts: Sendable, Codable, Equatable {
    public var vocabularySize: Int
    public var sha256: String
    public var tokens: Int
    public var textBytes: Int

    public init(vocabularySize: Int, sha256: String, tokens: Int, textBytes: Int) {
      self.vocabularySize = vocabularySize
      self.sha256 = sha256
      self.tokens = tokens
      self.textBytes = textBytes
    }
  }

  public struct ShardFacts: Sendable, Codable, Equatable {
    public var trainRows: Int
    public var validationRows: Int
    public var rowTokens: Int
    public var paddingTokens: Int
    public var files: Int

    public init(trainRows: Int, validationRows: Int, rowTokens: Int, paddingTokens: Int, files: Int) {
      self.trainRows = trainRows
      self.validationRows = validationRows
      self.rowTokens = rowTokens
      self.paddingTokens = paddingTokens
      self.files = files
    }
  }

  public struct TrainingFacts: Sendable, Codable, Equatable {
    public var steps: Int
    public var parameters: Int
    /// Nats per token on the validation rows.
    public var firstValidationLoss: Double?
    public var lastValidationLoss: Double?
    /// Entropy of the validation tokens under their own frequencies, in nats per token: the best that a model without
    /// context could do on that very text.
    public var unigramEntropy: Double?

    public init(
      steps: Int, parameters: Int, firstValidationLoss: Double?, lastValidationLoss: Double?, unigramEntropy: Double?
    ) {
      self.steps = steps
      self.parameters = parameters
      self.firstValidationLoss = firstValidationLoss
      self.lastValidationLoss = lastValidationLoss
      self.unigramEntropy = unigramEntropy
    }
  }
}
