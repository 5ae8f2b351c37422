// candidates: one range of keys over all signatures.

import Deduplication
import Storage

/// Finds the documents whose content hashes or band keys agree.
struct CandidatesTask {
  private let context: TaskContext

  init(_ context: TaskContext) { self.context = context }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .candidates, index: context.index)
    let inputs = try DeduplicationInputs(context)
    let name = "\(TaskNumber.text(context.index)).candidates"
    let reducer = try CandidateReducer(range: context.index, of: context.stage.taskCount)
    let summary = try reducer.run(
      signaturePaths: inputs.signaturePaths, parameters: inputs.parameters, numbering: inputs.numbering,
      frozen: inputs.frozen,
      resources: WorkResources(
        scratchFolder: Path.parent(context.outputPath(name)), cancellation: context.cancellation),
      output: context.outputPath(name))
    record.outputs = [OutputFile(name: name, role: "candidates", summary: summary.file)]
    record.facts = [
      "exactGroups": summary.exactGroups, "exactCopies": summary.exactCopies, "similarGroups": summary.similarGroups,
      "largestGroup": summary.largestGroup,
    ]
    return record
  }
}
