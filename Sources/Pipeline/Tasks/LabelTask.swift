// label: which group each refined document belongs to, by its metadata.

import Corpus
import Mixing
import Packing
import Storage

/// Labels the documents of one refined shard. Documents that deduplication removes have labels, too: which they are is
/// not known here, and nobody asks.
struct LabelTask {
  private let context: TaskContext

  init(_ context: TaskContext) { self.context = context }

  /// A document's label and the bytes of its text.
  private struct Label: Sendable {
    var name: String
    var byteCount: Int
  }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .label, index: context.index)
    let source = context.sourceName(ofTask: context.index)
    let refined = try context.records(.refine)[context.index]
    let shard = try DocumentShardReader(path: context.path(of: refined.output("documents"), in: .refine))
    let key = context.configuration.mix.groupKey
    var writer = DocumentLabelsWriter()
    try ShardFrames.forEach(
      of: shard, context: context, makeState: {},
      transform: { _, documents, _ in
        documents.map {
          Label(name: key.name(source: source, metadata: $0.metadata), byteCount: $0.text.count)
        }
      },
      emit: { labels in
        for label in labels { writer.append(label.name, textByteCount: label.byteCount) }
        try MixGroups.check(count: writer.names.count, example: writer.names.last ?? "")
        context.advance(bytes: labels.reduce(0) { $0 + $1.byteCount }, documents: labels.count)
      })
    let name = "\(source)/\(TaskNumber.text(context.index)).labels"
    let summary = try writer.commit(to: context.outputPath(name))
    record.outputs = [OutputFile(name: name, role: "labels", summary: summary)]
    record.facts["groups"] = writer.names.count
    return record
  }
}

extension PipelineConfiguration.Mix {
  /// What groups documents, as the module takes it.
  var groupKey: GroupKey {
    GroupKey(
      (by ?? ["source"]).map { key in
        if key == "source" { return .source }
        let bounds = buckets?[key].map { $0.map { GroupKey.Bucket(name: $0.key, start: $0.value) } }
        return .metadata(key, buckets: bounds)
      })
  }
}
