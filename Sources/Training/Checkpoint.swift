// Checkpoints: a folder for each, written under another name and renamed, so that a torn one is never seen.
//
//   step-00000300/
//     model.safetensors      the parameters; with config.json, Hugging Face loads the folder
//     config.json
//     optimizer.safetensors  the moments, as `first.<tensor>` and `second.<tensor>`
//     state.json             everything else
//     checksums              a line for each of them: XXH64, size, name

import FoundationEssentials
import Storage

/// Everything of a training run beside the tensors.
struct CheckpointState: Codable, Equatable {
  static let currentVersion = 1

  var version = currentVersion
  var model: ModelConfiguration
  var training: TrainingConfiguration
  /// Steps done.
  var step = 0
  /// Targets that counted so far.
  var tokenCount = 0
  /// Rows read so far; the next batch begins at this number modulo the number of rows.
  var rowPosition = 0
  /// `identity`, number and length of the training rows.
  var data: String
  var kernel: String
  var threadCount: Int
  /// Mean loss of the last step.
  var loss: Double?
  var validations = ValidationRecord()
}

/// What the validations so far showed; losses in nats per token.
public struct ValidationRecord: Codable, Equatable, Sendable {
  /// After the first step.
  public var firstLoss: Double?
  public var lastLoss: Double?
  public var bestLoss: Double?
  public var bestStep: Int?

  mutating func add(_ loss: Double, step: Int) {
    if firstLoss == nil { firstLoss = loss }
    lastLoss = loss
    if loss < bestLoss ?? .infinity {
      bestLoss = loss
      bestStep = step
    }
  }
}

/// The checkpoints of one run.
struct CheckpointFolder {
  let path: String

  private static let prefix = "step-"
  private static let temporaryPrefix = "unfinished-"
  private static let names = ["config.json", "model.safetensors", "optimizer.safetensors", "state.json"]

  func path(ofStep step: Int) -> String {
    let digits = String(step)
    let name = Self.prefix + String(repeating: "0", count: max(0, 8 - digits.utf8.count)) + digits
    return Path.join(path, name)
  }

  private func temporaryPath(ofStep step: Int) -> String {
    Path.join(path, Self.temporaryPrefix + Path.lastComponent(path(ofStep: step)))
  }

  /// Steps that have a checkpoint, in order.
  func steps() throws(TrainingError) -> [Int] {
    guard FileSystem.isDirectory(path) else { return [] }
    let names = try Self.storage { () throws(StorageError) in try FileSystem.listDirectory(path) }
    return names.compactMap { name in
      guard name.hasPrefix(Self.prefix), let step = Int(name.dropFirst(Self.prefix.count)),
        (0...1 << 32).contains(step),
        path(ofStep: step) == Path.join(path, name)
      else { return nil }
      return step
    }.sorted()
  }

  /// Removes what an interrupted run left half written.
  func removeUnfinished() throws(TrainingError) {
    guard FileSystem.isDirectory(path) else { return }
    try Self.storage { () throws(StorageError) in
      for name in try FileSystem.listDirectory(path) where name.hasPrefix(Self.temporaryPrefix) {
        try FileSystem.remove(Path.join(path, name), recursively: true)
      }
    }
  }

  /// Writes a checkpoint; when this returns it is on the disk, whole.
  func write(_ state: CheckpointState, model: [TensorView], optimizer: [TensorView]) throws(TrainingError) {
    let final = path(ofStep: state.step)
    let temporary = temporaryPath(ofStep: state.step)
    try Self.storage { () throws(StorageError) in
      try FileSystem.createDirectory(path)
      try FileSystem.remove(temporary, recursively: true)
      try FileSystem.createDirectory(temporary)
    }
    func place(_ name: String) -> String { Path.join(temporary, name) }
    let lines = [
      Self.line(
        "config.json", try Self.write(HuggingFaceConfiguration.text(of: state.model), to: place("config.json"))),
      Self.line("model.safetensors", try Safetensors.write(model, to: place("model.safetensors"))),
      Self.line("optimizer.safetensors", try Safetensors.write(optimizer, to: place("optimizer.safetensors"))),
      Self.line("state.json", try Self.write(Self.encode(state), to: place("state.json"))),
    ]
    _ = try Self.write(lines.map { $0 + "\n" }.joined(), to: place("checksums"))
    try Self.storage { () throws(StorageError) in
      try FileSystem.synchronizeFolder(temporary)
      // A checkpoint of this step from before is one that this run could not use.
      try FileSystem.remove(final, recursively: true)
      try FileSystem.rename(temporary, to: final)
      try FileSystem.synchronizeFolder(path)
    }
  }

  /// The state of a checkpoint after all its files agree with their checksums.
  ///
  /// - Throws: `corruptCheckpoint` that names the file.
  func readState(ofStep step: Int) throws(TrainingError) -> CheckpointState {
    let folder = path(ofStep: step)
    try verify(folder)
    let file = Path.join(folder, "state.json")
    let bytes = try Self.storage { () throws(StorageError) in try FileSystem.readAll(file, limit: 1 << 20) }
    do {
      let state = try JSONDecoder().decode(CheckpointState.self, from: Data(bytes))
      try state.training.validate()
      // In range once the configuration is valid.
      let rows = state.training.batchSize * state.training.accumulationCount * step
      guard state.step == step, state.tokenCount >= 0, state.rowPosition == rows else {
        throw TrainingError(
          .corruptCheckpoint, "says step \(state.step) and row \(state.rowPosition), which do not go together",
          location: file)
      }
      guard state.version == CheckpointState.currentVersion else {
        throw TrainingError(.otherCheckpoint, "is of version \(state.version), unknown here", location: file)
      }
      return state
    } catch let error as TrainingError where error.code != .invalidConfiguration {
      throw error
    } catch {
      throw TrainingError(.corruptCheckpoint, "is not the state of a training run", location: file)
    }
  }

  /// Reads the tensors of a verified checkpoint.
  func readTensors(ofStep step: Int, model: [TensorView], optimizer: [TensorView]) throws(TrainingError) {
    let folder = path(ofStep: step)
    try Safetensors.read(model, from: Path.join(folder, "model.safetensors"))
    try Safetensors.read(optimizer, from: Path.join(folder, "optimizer.safetensors"))
  }

  /// Keeps the newest checkpoints and removes the others.
  ///
  /// One that stands between the regular steps (of a run that was stopped) goes as soon as a later one is there, so
  /// that in the end the same remain as without the stop.
  func prune(keeping count: Int, interval: Int) throws(TrainingError) {
    let all = try steps()
    guard let newest = all.last else { return }
    let regular = all.dropLast().filter { interval > 0 && $0 % interval == 0 }
    let kept = Set(regular.suffix(count - 1) + [newest])
    try Self.storage { () throws(StorageError) in
      for step in all where !kept.contains(step) {
        // Renamed first: a removal that is interrupted leaves no half of a checkpoint under its name.
        let (folder, unfinished) = (path(ofStep: step), temporaryPath(ofStep: step))
        try FileSystem.remove(unfinished, recursively: true)
        try FileSystem.rename(folder, to: unfinished)
        try FileSystem.remove(unfinished, recursively: true)
      }
    }
  }

  private func verify(_ folder: String) throws(TrainingError) {
    func damaged(_ name: String) -> TrainingError {
      TrainingError(
        .corruptCheckpoint,
        "does not agree with its checksum: the checkpoint is damaged; remove its folder to go on from the one before",
        location: Path.join(folder, name))
    }
    for name in Self.names + ["checksums"] where !FileSystem.exists(Path.join(folder, name)) { throw damaged(name) }
    let list = Path.join(folder, "checksums")
    let bytes = try Self.storage { () throws(StorageError) in try FileSystem.readAll(list, limit: 1 << 16) }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.count == Self.names.count + 1, lines.last?.isEmpty == true else { throw damaged("checksums") }
    for (name, line) in zip(Self.names, lines) {
      let file = try BinaryFileReader(path: Path.join(folder, name))
      let found = CheckpointFile(byteCount: file.byteCount, checksum: try file.checksum())
      if !line.elementsEqual(Self.line(name, found).utf8) { throw damaged(name) }
    }
  }

  private static func line(_ name: String, _ file: CheckpointFile) -> String {
    "\(Hex.encode(file.checksum))  \(file.byteCount)  \(name)"
  }

  private static func write(_ text: String, to path: String) throws(TrainingError) -> CheckpointFile {
    var file = try BinaryFileWriter(path: path)
    try file.write(Array(text.utf8))
    let byteCount = file.byteCount
    return CheckpointFile(byteCount: byteCount, checksum: try file.finish())
  }

  private static func encode(_ state: CheckpointState) throws(TrainingError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    do {
      return String(decoding: try encoder.encode(state), as: UTF8.self) + "\n"
    } catch {
      throw TrainingError(.diverged, "a loss is not a finite number", location: "step \(state.step)")
    }
  }

  /// Turns the errors of `Storage` into this module's.
  static func storage<R>(_ body: () throws(StorageError) -> R) throws(TrainingError) -> R {
    do throws(StorageError) { return try body() } catch { throw TrainingError(error) }
  }
}
