// Document shards, worked through frame by frame on all threads.

import Corpus
import Storage

/// Applies work to the frames of document shards in parallel, with the results in the order of the frames.
enum ShardFrames {
  /// - Parameters:
  ///   - makeState: buffers of one worker.
  ///   - transform: is given a worker's state and the documents of a frame with the row of the first.
  ///   - emit: is given the results in the order of the frames.
  static func forEach<State, Output: Sendable>(
    of shard: DocumentShardReader, context: TaskContext, makeState: @Sendable () throws -> State,
    transform: @Sendable (inout State, [Document], _ firstRow: Int) throws -> Output, emit: (Output) throws -> Void
  ) throws {
    var frame = 0
    try orderedParallelMap(
      threads: context.threads, cancellation: context.cancellation,
      makeState: { (decoder: DocumentFrameDecoder(), state: try makeState()) },
      next: { () -> Int? in
        guard frame < shard.frameCount else { return nil }
        defer { frame += 1 }
        return frame
      },
      transform: { worker, frame in
        let documents = try worker.decoder.documents(inFrame: frame, of: shard)
        return try transform(&worker.state, documents, shard.frames[frame].firstRow)
      },
      emit: emit)
  }
}
