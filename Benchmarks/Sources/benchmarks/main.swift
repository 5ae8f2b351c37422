// benchmarks SHARD…: megabytes of text per CPU second of each inner loop, over document shards of a run.

import CScan
import Cleaning
import Corpus
import Deduplication
import Glibc
import Storage
import TextAnalysis
import Tokenization

/// Runs `body` until half a second of CPU time is used and prints bytes per second of the best round.
func measure(_ name: String, bytes: Int, _ body: () throws -> Void) rethrows {
  var best = Double.infinity
  var used = 0.0
  repeat {
    let start = CPUClock.seconds
    try body()
    let seconds = CPUClock.seconds - start
    best = min(best, seconds)
    used += seconds
  } while used < 0.5
  let padded = name + String(repeating: " ", count: max(1, 34 - name.count))
  print("\(padded)\(Int(Double(bytes) / best / 1e6)) MB per CPU second")
}

let paths = CommandLine.arguments.dropFirst().filter { FileSystem.exists(DocumentShardWriter.indexPath(of: $0)) }
guard !paths.isEmpty else {
  print("usage: benchmarks SHARD…     document shards (.jsonl.zst with .idx), such as RUN/stages/refine-*/*/*.jsonl.zst")
  exit(64)
}
let shards = try paths.map(DocumentShardReader.init(path:))
let stored = try paths.map { try FileSystem.readAll($0) }
let rawByteCount = shards.reduce(0) { $0 + $1.rawByteCount }
let textByteCount = shards.reduce(0) { $0 + $1.textByteCount }
var decoder = DocumentFrameDecoder()

try measure("zstd to text fields, raw JSONL", bytes: rawByteCount) {
  var bytes = 0
  for shard in shards {
    for frame in 0..<shard.frameCount {
      try decoder.forEachText(inFrame: frame, of: shard) { _, _, text in bytes += text.count }
    }
  }
  precondition(bytes == textByteCount)
}
measure("the same in C", bytes: rawByteCount) {
  precondition(stored.reduce(0) { $0 + Int(scan_text_fields($1, $1.count)) } == textByteCount)
}
measure("libzstd alone", bytes: rawByteCount) {
  precondition(stored.reduce(0) { $0 + Int(decompress_frames($1, $1.count)) } == rawByteCount)
}

var documents: [Document] = []
for shard in shards { try shard.forEachDocument { documents.append($1) } }
measure("text units", bytes: textByteCount) {
  var units = TextUnits()
  for document in documents { units.analyse(document.text) }
}
let parameters = SignatureParameters(minHash: try MinHashParameters())
measure("signatures", bytes: textByteCount) {
  var signer = Signer(parameters: parameters)
  var batch = SignatureBatch()
  for document in documents {
    document.text.withUnsafeBufferPointer { signer.sign($0, orderKey: document.id.high, into: &batch) }
  }
}
if let minHash = parameters.minHash {
  measure("shingle sets", bytes: textByteCount) {
    var builder = ShingleSetBuilder(parameters: minHash)
    for document in documents {
      var sets = ShingleSetBatch()
      document.text.withUnsafeBufferPointer { builder.append($0, to: &sets) }
    }
  }
}
// A classifier needs the file of a model.
for name in CleaningStages.names where name != ClassifierStage.name {
  guard let stage = try CleaningStages.stage(named: name) else { continue }
  var workspace = Workspace()
  measure(name.rawValue, bytes: textByteCount) {
    for document in documents {
      var document = document
      workspace.invalidate()
      _ = stage.apply(to: &document, using: &workspace)
    }
  }
}
let words = WordCounter(pattern: .cl100k)
measure("word counting, first pass", bytes: textByteCount) {
  for document in documents { document.text.withUnsafeBufferPointer { words.add($0) } }
}
var model: BPEModel?
try measure("BPE training, 32,000 tokens", bytes: textByteCount) { model = try BPETrainer(vocabularySize: 32_000).train(words) }
if let model {
  let tokenizer = try BPETokenizer(model)
  measure("encoding, cold cache", bytes: textByteCount) {
    let workspace = EncodeWorkspace()
    var ids: [UInt32] = []
    for document in documents {
      ids.removeAll(keepingCapacity: true)
      document.text.withUnsafeBufferPointer { tokenizer.encode($0, into: &ids, using: workspace) }
    }
  }
}
