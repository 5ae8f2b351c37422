// What a run writes about its duplicates: clusters, and marks where nothing is removed.

import Corpus
import Deduplication
import Storage
import TokenShards

/// Writes the lists that name duplicates by their ids, in the order of the refined documents.
struct DuplicateLists {
  let context: TaskContext
  let resolution: Resolution
  let ids: DuplicateIDs

  /// `clusters.jsonl`: {"id","cluster"} for every document that has duplicates; a cluster is named by its kept document.
  func writeClusters() throws -> OutputFile {
    let name = "clusters.jsonl"
    let file = try AtomicFile(path: context.outputPath(name))
    var line: [UInt8] = []
    try resolution.forEachClusterMember { place, cluster in
      line.removeAll(keepingCapacity: true)
      JSONText.appendRaw("{\"id\":\"", to: &line)
      try ids[.present(place)].appendDigits(to: &line)
      JSONText.appendRaw("\",\"cluster\":\"", to: &line)
      try ids[cluster].appendDigits(to: &line)
      JSONText.appendRaw("\"}\n", to: &line)
      try file.write(line)
    }
    return OutputFile(name: name, role: "clusters", summary: try file.commit())
  }

  /// `groups/<source>/<task>.groups`: the documents of a refined shard that must stand on one side of the validation
  /// split with another one, all of them by the number of the one of highest priority.
  ///
  /// - Parameter kept: true to leave out documents that go.
  /// - Returns: the file, and how many documents it names.
  func writeGroups(task: Int, kept: Bool) throws -> (output: OutputFile, count: Int) {
    let name = "groups/\(context.sourceName(ofTask: task))/\(TaskNumber.text(task)).groups"
    var groups = SplitGroups()
    try resolution.forEachTied(ofTask: task, kept: kept) { row, head in
      groups.append(row: row, group: ValidationSplit.group(of: try ids[head]))
    }
    let output = OutputFile(
      name: name, role: "groups-\(task)", summary: try groups.write(to: context.outputPath(name)))
    return (output, groups.rows.count)
  }

  /// `duplicates.jsonl`: {"id","kept","jaccard","reason"} for every document that would go.
  func writeDuplicates() throws -> OutputFile {
    let name = "duplicates.jsonl"
    let file = try AtomicFile(path: context.outputPath(name))
    var line: [UInt8] = []
    try resolution.forEachRemoval { removal in
      line.removeAll(keepingCapacity: true)
      JSONText.appendRaw("{", to: &line)
      try append(removal, to: &line)
      try file.write(line)
    }
    return OutputFile(name: name, role: "duplicates", summary: try file.commit())
  }

  /// `attributes/<source>/<task>.jsonl` beside the refined shard of that name: {"row","id","kept","jaccard","reason"} for
  /// each of its documents that would go, in the order of the rows.
  func writeAttributes(task: Int) throws -> OutputFile {
    let name = "attributes/\(context.sourceName(ofTask: task))/\(TaskNumber.text(task)).jsonl"
    let file = try AtomicFile(path: context.outputPath(name))
    var line: [UInt8] = []
    try resolution.forEachRemoval(ofTask: task) { removal in
      line.removeAll(keepingCapacity: true)
      JSONText.appendRaw("{\"row\":", to: &line)
      JSONText.append(removal.document.row, to: &line)
      JSONText.appendRaw(",", to: &line)
      try append(removal, to: &line)
      try file.write(line)
    }
    return OutputFile(name: name, role: "attributes-\(task)", summary: try file.commit())
  }

  /// The members of a line that say who would go in whose favour, and its end.
  private func append(_ removal: Removal, to line: inout [UInt8]) throws {
    JSONText.appendRaw("\"id\":\"", to: &line)
    try ids[.present(removal.document)].appendDigits(to: &line)
    JSONText.appendRaw("\",\"kept\":\"", to: &line)
    try ids[removal.kept].appendDigits(to: &line)
    JSONText.appendRaw("\",\"jaccard\":", to: &line)
    JSONText.append(removal.jaccard.value, to: &line)
    JSONText.appendRaw(",\"reason\":", to: &line)
    JSONText.appendString(removal.reason.rawValue, to: &line)
    JSONText.appendRaw("}\n", to: &line)
  }
}
