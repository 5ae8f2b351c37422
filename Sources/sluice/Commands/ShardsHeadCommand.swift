// sluice shards head: the first rows as text.

import ArgumentParser
import Pipeline
import TokenShards

struct ShardsHeadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "head",
    abstract: "Shows the first rows of a set of shards as text, with the documents they are made of.",
    discussion: """
      Control characters of the text are escaped; bytes of a character that a row's end cuts in two are shown as \\xHH.

      Examples:
        sluice shards head runs/quickstart/shards
        sluice shards head runs/quickstart/shards --rows 1 --split validation
        sluice shards head /data/shards --tokenizer tokenizer/tokenizer.json
      """)

  @Argument(help: "The folder of the shards, or a run directory.", completion: .directory)
  var folder: String

  @Option(help: "Number of rows.")
  var rows = 3

  @Option(help: "train or validation.")
  var split: DatasetSplit = .train

  @Option(help: "The tokenizer of the shards (default: found near them).", completion: .file())
  var tokenizer: String?

  func run() throws {
    try withExitCodes {
      let head = try ShardHead(folder, tokenizer: tokenizer, split: split, rows: rows)
      for row in 0..<head.rowCount { print(try head.text(ofRow: row), terminator: "") }
    }
  }
}

extension DatasetSplit: ExpressibleByArgument {}
