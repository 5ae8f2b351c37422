// sluice deduplicate show: duplicates side by side.

import ArgumentParser
import Pipeline

struct DeduplicateShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows documents that were removed beside those that stayed, with what differs between them.",
    discussion: """
      DIR is an output folder of sluice deduplicate, or a run directory. CLUSTER is the id of any document of the
      cluster, or the beginning of it; its own pair comes first, then the least similar ones. Without CLUSTER the
      largest clusters are listed. Rows of files are counted from 0.

      A sample shows near duplicates by similarity, the same ones every time: enough to judge a threshold.

      Examples:
        sluice deduplicate show deduplicated doc-17
        sluice deduplicate show runs/quickstart 0f3a9c5e --full
        sluice deduplicate show deduplicated --largest 50
        sluice deduplicate show deduplicated --sample 5 --between 0.75 0.80 | less -R
      """)

  @Argument(
    help: ArgumentHelp("The output folder of a deduplication, or a run directory.", valueName: "dir"),
    completion: .directory)
  var directory: String

  @Argument(help: "The id of a document, or the beginning of it.")
  var cluster: String?

  @Option(help: "List so many of the largest clusters.")
  var largest: Int?

  @Option(help: "Show so many removed near duplicates of each range of similarity.")
  var sample: Int?

  @Option(parsing: .upToNextOption, help: "With --sample: the one range of similarity that is wanted, two numbers.")
  var between: [Double] = []

  @Option(help: "Pairs of a cluster that are shown.")
  var limit = 10

  @Flag(help: "Show equal stretches, too.")
  var full = false

  @Flag(help: "Mark white space that differs, too; similarity does not look at it.")
  var spaces = false

  @Flag(help: "Print JSON, with texts and the places where they differ.")
  var json = false

  @Option(help: "Columns (default: those of the terminal).")
  var width: Int?

  @Option(help: "Colours: auto, always or never.")
  var color = ColourChoice.auto

  @Option(help: "Worker threads (default: one for each core).")
  var threads: Int?

  func validate() throws {
    if [cluster != nil, largest != nil, sample != nil].count(where: { $0 }) > 1 {
      throw ValidationError("Give one of CLUSTER, --largest and --sample.")
    }
    if [largest, sample, limit, width].contains(where: { $0.map { $0 < 1 } ?? false }) {
      throw ValidationError("Numbers of clusters, pairs and columns are 1 or more.")
    }
    if between.isEmpty { return }
    guard sample != nil, between.count == 2, between[0] >= 0, between[0] < between[1], between[1] <= 1 else {
      throw ValidationError("--between takes two numbers from 0 to 1, the smaller one first, and goes with --sample.")
    }
  }

  func run() throws {
    try withExitCodes {
      let wanted: DuplicateShowCall.Wanted =
        if let cluster {
          .cluster(cluster)
        } else if let sample {
          .sample(sample, between: between.count == 2 ? between[0]...between[1] : nil)
        } else {
          .largest(largest ?? 20)
        }
      var call = DuplicateShowCall(folder: directory, wanted: wanted)
      call.limit = limit
      call.threads = threads
      let view = try call.run(cancellation: Interruption.install())
      if json {
        print(view.json(), terminator: "")
      } else {
        let show = TerminalDisplay.standardOutput.show(width: width, colour: color)
        var options = DuplicateView.Options(show: show)
        options.isFull = full
        options.marksSpace = spaces
        print(view.text(options), terminator: "")
      }
      for problem in view.problems { StandardError.write("sluice: \(problem)\n") }
    }
  }
}
