// sluice tokenizer train: a vocabulary of one's own.

import ArgumentParser
import Auditing
import Pipeline
import Storage
import Tokenization

struct TokenizerTrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains a byte-level BPE vocabulary, or a WordPiece one.",
    discussion: """
      OUTPUT gets tokenizer.json (Hugging Face), tokenizer.tiktoken, and GPT-2's vocab.json and merges.txt; with --model
      wordpiece, tokenizer.json and BERT's vocab.txt. Options that say 'bpe' are for that alone.

      With --checkpoint, what is counted and learnt is kept in a folder: an interrupted call, made again, goes on behind it
      and ends with the same bytes. Another vocabulary size starts from the same counts.

      Examples:
        sluice tokenizer train corpus/*.jsonl.zst --vocab-size 32000 --pattern cl100k --output tokenizer
        sluice tokenizer train corpus.jsonl --model wordpiece --lowercase --vocab-size 30000 --output bert
        sluice tokenizer train corpus.txt --separator '<|endoftext|>' --vocab-size 4096 --pattern gpt2 --output t
        sluice tokenizer train en.jsonl zh.jsonl --weights 'zh.jsonl=2.5' --sample 10% --vocab-size 64000 --output t
      """)

  @OptionGroup var documents: DocumentOptions

  @Option(help: "The kind of vocabulary: bpe or wordpiece.")
  var model = TokenizerKind.bpe

  @Flag(help: "With wordpiece: text in lower case, without accents.")
  var lowercase = false

  @Option(help: "With wordpiece: only so many characters, the most frequent ones, become tokens (default: all).")
  var alphabetLimit: Int?

  @Option(help: "Size of the vocabulary, bytes and special tokens included.")
  var vocabSize: Int

  @Option(
    help: """
      Split pattern: \(SplitPattern.allKnown.map(\.name).joined(separator: ", ")), llama3 and other names of these, or a
      regular expression.
      """, transform: SplitPattern.argument)
  var pattern: SplitPattern = .cl100k

  @Option(help: "Which of two equally frequent pairs is merged first: hf or bytes.")
  var tie: BPETrainer.Tie = .hf

  @Option(parsing: .upToNextOption, help: "Special tokens, which get the last ids.")
  var specialTokens: [String] = []

  @Option(help: "Pairs that occur more rarely are not merged (Hugging Face's min_frequency).")
  var minimumCount = 1

  @Option(help: "Words that occur more rarely in the whole text are left out, and counted in the summary.")
  var minimumWordCount = 1

  @Option(help: "Most bytes of a token, 0 for no limit; Hugging Face's max_token_length is one more.")
  var maximumTokenLength = 0

  @Option(
    help: "Characters that become tokens before anything is learnt, such as '的一是'. The 256 bytes always are tokens.")
  var initialAlphabet = ""

  @OptionGroup var weights: WeightOptions
  @OptionGroup var memory: MemoryOptions

  @Option(help: "Folder that keeps what is counted and learnt.", completion: .directory)
  var checkpoint: String?

  @Option(help: "The output folder.", completion: .directory)
  var output: String

  func validate() throws {
    if minimumCount < 0 { throw ValidationError("--minimum-count is not negative") }
    if model == .wordpiece, let option = optionForBPE {
      throw ValidationError("\(option) is for --model bpe")
    }
  }

  func run() throws {
    try withExitCodes {
      if model == .wordpiece { return try trainWordPiece() }
      var call = TokenizerTrainCall(
        inputs: documents.inputs, output: output, vocabularySize: vocabSize, pattern: pattern)
      call.trainer.tie = tie
      call.trainer.addedTokens = specialTokens
      call.trainer.minimumCount = UInt64(minimumCount)
      call.trainer.maximumTokenByteCount = maximumTokenLength
      call.trainer.initialAlphabet = initialAlphabet
      call.minimumWordCount = minimumWordCount
      call.weights = try weights.weights()
      call.memoryLimit = try memory.byteCount()
      call.checkpoint = checkpoint
      call.input = documents.lines
      call.threads = documents.threads
      let display = TokenizerDisplay()
      call.observer = { display.receive($0) }
      defer { display.finish() }
      let outcome = try run(call)
      display.finish()
      try StandaloneReport.show(summary(outcome), problems: outcome.problems, limit: documents.damagedRecords)
    }
  }

  /// An option that was given and that WordPiece does not know; what is asked for is not left undone in silence.
  private var optionForBPE: String? {
    let given = [
      ("--minimum-word-count", minimumWordCount != 1), ("--maximum-token-length", maximumTokenLength != 0),
      ("--initial-alphabet", !initialAlphabet.isEmpty), ("--weights", !weights.rules.isEmpty),
      ("--weight-field", weights.weightField != nil), ("--sample", weights.sample != nil),
      ("--memory", memory.memory != nil), ("--checkpoint", checkpoint != nil),
    ]
    return given.first { $0.1 }?.0
  }

  private func trainWordPiece() throws {
    var call = WordPieceTrainCall(inputs: documents.inputs, output: output, vocabularySize: vocabSize)
    call.lowercases = lowercase
    call.alphabetLimit = alphabetLimit
    call.specialTokens = specialTokens
    call.minimumCount = minimumCount
    call.input = documents.lines
    call.threads = documents.threads
    let outcome = try call.run(cancellation: Interruption.install())
    try StandaloneReport.show(
      "\(outcome.vocabularySize) tokens, from \(outcome.textByteCount) bytes of text", problems: outcome.problems,
      limit: documents.damagedRecords)
  }

  private func run(_ call: TokenizerTrainCall) throws -> TokenizerTrainCall.Outcome {
    do {
      return try call.run(cancellation: Interruption.install())
    } catch is Cancelled where checkpoint != nil {
      throw RunError(.interrupted, "stopped; what is counted and learnt is kept. Make the same call again to go on")
    }
  }

  private func summary(_ outcome: TokenizerTrainCall.Outcome) -> String {
    var text = "\(outcome.vocabularySize) tokens, \(outcome.merges) merges, from \(outcome.textByteCount) bytes of text"
    if outcome.countedDocuments < outcome.documents {
      text += " (\(outcome.countedDocuments) of \(outcome.documents) documents)"
    }
    if outcome.leftOutWords > 0 {
      text += "; left out: \(outcome.leftOutWords) different words that occur fewer than \(minimumWordCount) times, "
      text += "\(outcome.leftOutOccurrences) times in all"
    }
    if outcome.vocabularySize < vocabSize {
      text += "; the text does not yield \(vocabSize)"
    }
    return text
  }
}

enum TokenizerKind: String, CaseIterable, ExpressibleByArgument {
  case bpe, wordpiece
}

/// How often documents count.
struct WeightOptions: ParsableArguments {
  @Option(
    name: .customLong("weights"), parsing: .upToNextOption,
    help: "How often the documents of some files count, as FILES=NUMBER, such as 'zh/*.jsonl=2.5'; the first that fits."
  )
  var rules: [String] = []

  @Option(help: "Field with a number by which each document counts besides.")
  var weightField: String?

  @Option(help: "Share of the documents, such as 10% or 0.1; which ones, their ids decide.")
  var sample: String?

  func weights() throws -> DocumentWeights {
    var weights = DocumentWeights()
    for rule in rules { try weights.add(rule: rule) }
    weights.field = weightField
    if let sample { try weights.setSample(sample) }
    return weights
  }
}

/// How much memory may be used.
struct MemoryOptions: ParsableArguments {
  @Option(
    help:
      "Memory for counting and for learning, about, such as 4GB; what does not fit is counted on the disk (default: half)."
  )
  var memory: String?

  func byteCount() throws -> Int? { try memory.map { try MemoryLimit.parse($0) } }
}

extension BPETrainer.Tie: ExpressibleByArgument {}
