// The program's entry: the list of commands.

import ArgumentParser
import Pipeline

@main
struct Sluice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sluice",
    abstract: "Turns raw dumps into pretraining token shards and accounts for every byte on the way.",
    discussion: """
      Examples:
        sluice run pipelines/quickstart.yaml          dumps in, token shards out
        sluice plan pipelines/quickstart.yaml         what a run would do, without doing it
        sluice explain runs/quickstart DOCUMENT-ID    what became of one document
        sluice shards verify runs/quickstart/shards   check every byte of the shards

      Exit codes: 0 done; 64 wrong call; 65 bad data beyond the set limit; 66 no input; 70 a defect of ours;
      74 input/output error; 75 try again; 78 wrong configuration; 130 interrupted.
      """,
    version: ProgramVersion.current,
    subcommands: [
      RunCommand.self, PlanCommand.self, TaskCommand.self, StatusCommand.self, CollectGarbageCommand.self,
      ExplainCommand.self, SchemaCommand.self, InspectCommand.self, ExtractCommand.self, CleanCommand.self,
      DeduplicateCommand.self, DecontaminateCommand.self, ClassifierCommand.self, TokenizerCommand.self,
      MixCommand.self, PackCommand.self, ShardsCommand.self, AuditCommand.self,
    ])
}
