// sluice shards verify: proof that shards are whole.

import ArgumentParser
import Pipeline

struct ShardsVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Checks every byte of a set of shards; with --text also that rows decode to their documents' texts.",
    discussion: """
      Checked are sizes and checksums of all files, headers, spans, ids, padding and the manifest's sums. --text reads the
      documents from the run that made the shards. Exit code 65 for damage, with the file and, where it can be told, the
      offset of the first wrong byte.

      Examples:
        sluice shards verify runs/quickstart/shards
        sluice shards verify runs/quickstart/shards --text
        sluice shards verify /copy/of/shards --text --run runs/quickstart
      """)

  @Argument(help: "The folder of the shards, or a run directory.", completion: .directory)
  var folder: String

  @Flag(help: "Compare every row with the texts of its documents, too.")
  var text = false

  @Option(
    name: .customLong("run"), help: "The run that made the shards (default: the one they lie in).",
    completion: .directory)
  var runDirectory: String?

  @Option(help: "The tokenizer of the shards (default: found near them).", completion: .file())
  var tokenizer: String?

  @Option(help: "Worker threads (default: one for each core).")
  var threads: Int?

  func run() throws {
    try withExitCodes {
      var call = ShardVerifyCall(folder: folder)
      call.comparesText = text
      call.runDirectory = runDirectory
      call.tokenizer = tokenizer
      call.threads = threads
      print(try call.run(cancellation: Interruption.install()).text(), terminator: "")
    }
  }
}
