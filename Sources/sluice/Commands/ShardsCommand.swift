// sluice shards: what looks into token shards.

import ArgumentParser

struct ShardsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shards",
    abstract:
      "Looks into token shards, and converts them: what they are, whether they are whole, what stands in them, where it "
      + "came from.",
    discussion: """
      Examples:
        sluice shards inspect runs/quickstart/shards
        sluice shards verify runs/quickstart/shards --text
        sluice shards head runs/quickstart/shards --rows 3
        sluice shards trace runs/quickstart/shards/train/000000.bin:4711
        sluice shards convert runs/quickstart/shards megatron --format megatron
      """,
    subcommands: [
      ShardsInspectCommand.self, ShardsVerifyCommand.self, ShardsHeadCommand.self, ShardsTraceCommand.self,
      ShardsConvertCommand.self,
    ])
}
