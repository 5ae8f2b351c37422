// The token files of one source, in the order of its tasks.

import Storage

struct EncodedSource {
  /// The source's refine and encode tasks.
  let tasks: [Int]
  /// The token file of each.
  let paths: [String]
  /// Documents and text bytes in all of them.
  let documentCount: Int
  let textByteCount: Int

  /// All sources of a run, in their order.
  static func all(_ context: TaskContext) throws -> [EncodedSource] {
    let records = try context.records(.encode)
    return try context.configuration.sources.indices.map { try EncodedSource(context, source: $0, records) }
  }

  private init(_ context: TaskContext, source: Int, _ records: [CommitRecord]) throws {
    tasks = context.plan.extractAssignments.indices.filter { context.plan.extractAssignments[$0].source == source }
    paths = try tasks.map { try context.path(of: records[$0].output("tokens"), in: .encode) }
    documentCount = tasks.reduce(0) { $0 + records[$1].documentCount }
    textByteCount = tasks.reduce(0) { $0 + records[$1].textByteCount }
  }
}
