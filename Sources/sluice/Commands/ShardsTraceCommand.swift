// sluice shards trace: from a token to the dump.

import ArgumentParser
import Pipeline

struct ShardsTraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Follows a token to its row, its document, and the bytes of the dump it came from.",
    discussion: """
      Tokens are counted from 0 in their file; the offset in the dump is that of the decompressed file.

      Examples:
        sluice shards trace runs/quickstart/shards/train/000000.bin:4711
        sluice shards trace /copy/of/shards/train/000000.bin:4711 --run runs/quickstart --json
      """)

  @Argument(help: "FILE:TOKEN, a .bin file and the number of a token in it.", completion: .file(extensions: ["bin"]))
  var place: String

  @Option(
    name: .customLong("run"), help: "The run that made the shards (default: the one they lie in).",
    completion: .directory)
  var runDirectory: String?

  @Option(help: "The tokenizer of the shards (default: found near them).", completion: .file())
  var tokenizer: String?

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    try withExitCodes {
      var call = try TokenTraceCall(place: place)
      call.runDirectory = runDirectory
      call.tokenizer = tokenizer
      let trace = try call.run()
      print(json ? try trace.json() : trace.report(), terminator: "")
    }
  }
}
