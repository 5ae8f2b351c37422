// sluice deduplicate: what finds repeated documents, addresses and lines; documents by default.

import ArgumentParser

struct DeduplicateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deduplicate",
    abstract: "Removes duplicates: of documents unless a subcommand says otherwise.",
    discussion: """
      `sluice deduplicate INPUT… --output DIR` is `sluice deduplicate documents INPUT… --output DIR`;
      `sluice deduplicate documents --help` explains its options.

      Examples:
        sluice deduplicate corpus/*.jsonl.zst --output deduplicated
        sluice deduplicate documents --help
      """,
    subcommands: [
      DeduplicateDocumentsCommand.self, DeduplicateURLsCommand.self, DeduplicateLinesCommand.self,
      DeduplicateShowCommand.self,
    ],
    defaultSubcommand: DeduplicateDocumentsCommand.self)
}
