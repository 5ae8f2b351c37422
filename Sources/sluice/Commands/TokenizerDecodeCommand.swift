// sluice tokenizer decode: ids back to text.

import ArgumentParser
import Pipeline
import Tokenization

struct TokenizerDecodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode",
    abstract: "Decodes lines of ids, as 'tokenizer encode' writes them, to JSONL of texts.",
    discussion: """
      Bytes that are no UTF-8, such as half a character, become U+FFFD; the summary says in how many documents.

      Examples:
        sluice tokenizer decode ids.jsonl --tokenizer tokenizer --output -
        sluice tokenizer decode ids.jsonl.zst --tokenizer tokenizer.json --output texts.jsonl.zst
      """)

  @Argument(help: "Files, folders or globs of lines that hold one JSON array of ids each, or '-'.", completion: .file())
  var inputs: [String]

  @Option(help: TokenizerCommand.fileHelp, completion: .file())
  var tokenizer: String

  @Option(
    help: "Split pattern for files that do not say it: a name, or a regular expression.",
    transform: SplitPattern.argument)
  var pattern: SplitPattern?

  @Option(help: "A .jsonl or .jsonl.zst file, or '-'.", completion: .file())
  var output: String

  @Option(help: "Field that the text is written to.")
  var field = "text"

  @OptionGroup var work: WorkOptions

  func run() throws {
    try withExitCodes {
      var call = TokenizerDecodeCall(inputs: inputs, tokenizer: tokenizer, output: output)
      call.pattern = pattern
      call.field = field
      call.threads = work.threads
      let outcome = try call.run(cancellation: Interruption.install())
      let replaced = outcome.replacedDocuments == 0 ? "" : ", \(outcome.replacedDocuments) of them not UTF-8"
      try StandaloneReport.show(
        "\(outcome.documents) documents\(replaced), \(outcome.tokens) tokens, \(outcome.textByteCount) bytes of text",
        problems: outcome.problems, limit: work.damagedRecords)
    }
  }
}

extension SplitPattern {
  /// What `--pattern` says: a name, or a regular expression as tiktoken takes it.
  static func argument(_ text: String) throws -> SplitPattern {
    do throws(TokenizationError) {
      return try SplitPattern(nameOrRegularExpression: text)
    } catch {
      throw ValidationError(error.message)
    }
  }
}
