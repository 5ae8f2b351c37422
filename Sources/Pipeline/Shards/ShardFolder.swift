// A folder of shards, and what belongs to it: its run and its tokenizer.

import Storage
import TokenShards
import Tokenization

/// Finds what lies around a set of shards.
struct ShardFolder {
  let path: String
  let manifest: ShardManifest
  /// The run that made the shards, where it is known.
  let run: RunDirectory?

  /// - Parameters:
  ///   - path: a folder with a manifest, or a run directory, whose newest shards are meant.
  ///   - run: the run directory; nil to look for it above the folder.
  /// - Throws: `RunError.noInput` when there are no shards; `ShardError`, `StorageError`.
  init(_ path: String, run: String? = nil) throws {
    let named = Path.absolute(path)
    let inside = Path.join(named, "shards")
    if Self.holdsManifest(named) {
      self.path = named
    } else if Self.holdsManifest(inside) {
      self.path = inside
    } else {
      throw RunError(
        .noInput, "'\(path)' holds no \(ShardManifest.fileName); name a folder of shards, such as RUN/shards")
    }
    manifest = try ShardManifest(folder: self.path)
    if let run {
      self.run = RunDirectory(path: Path.absolute(run))
    } else {
      self.run = Self.run(above: self.path)
    }
  }

  /// The folders of the same rows in further formats: below this one, named after them.
  var furtherFormats: [String] {
    ShardFormat.allCases.map { Path.join(path, $0.rawValue) }.filter(Self.holdsManifest)
  }

  /// Where the tokenizer and the list of documents lie: here, or above where this is one of several formats.
  var companionFolders: [String] {
    let above = Path.parent(path)
    let isFurther = ShardFormat(rawValue: Path.lastComponent(path)) == manifest.format && Self.holdsManifest(above)
    return isFurther ? [path, above] : [path]
  }

  private static func holdsManifest(_ folder: String) -> Bool {
    FileSystem.exists(Path.join(folder, ShardManifest.fileName))
  }

  /// The run directory above a folder, by its name or by what its link names.
  private static func run(above folder: String) -> RunDirectory? {
    var folder = folder
    for _ in 0..<8 {
      var above = folder
      for _ in 0..<3 {
        above = Path.parent(above)
        let run = RunDirectory(path: above)
        if FileSystem.exists(run.planPath) { return run }
      }
      guard let target = FileSystem.linkTarget(folder) else { return nil }
      folder = Path.absolute(target, relativeTo: Path.parent(folder))
    }
    return nil
  }

  /// Loads the tokenizer that the shards were made with.
  ///
  /// - Parameter given: its file or folder; nil to look for it in the folder, beside it, and in the run.
  /// - Throws: `RunError.usage` for another tokenizer than the manifest's, `RunError.noInput` when none is found.
  func tokenizer(_ given: String? = nil) throws -> Tokenizer {
    if let given {
      let tokenizer = try Tokenizer.load(given)
      let file = Tokenizer.file(at: given)
      let hashes = [try SHA256.hexHash(ofFile: file), tokenizer.sha256()]
      guard hashes.contains(manifest.tokenizerHash) else {
        throw RunError(
          .usage,
          "\(file) is not the tokenizer of these shards: its SHA-256 is \(hashes[0]), the manifest names "
            + manifest.tokenizerHash)
      }
      return tokenizer
    }
    return try Tokenizer.load(tokenizerFile())
  }

  /// The file of the tokenizer that the shards were made with, in the folder, beside it, or in the run.
  ///
  /// - Throws: `RunError.noInput` when it is not found.
  func tokenizerFile() throws -> String {
    for file in try tokenizerFiles() where FileSystem.exists(file) {
      if try SHA256.hexHash(ofFile: file) == manifest.tokenizerHash { return file }
    }
    throw RunError(
      .noInput, "no tokenizer with the SHA-256 \(manifest.tokenizerHash) lies near \(path); name it with --tokenizer")
  }

  private func tokenizerFiles() throws -> [String] {
    var folders = companionFolders + [Path.join(Path.parent(path), "tokenizer")]
    if let run {
      folders.append(Path.join(run.path, "tokenizer"))
      if FileSystem.isDirectory(run.stagesPath) {
        let stages = try FileSystem.listDirectory(run.stagesPath).sorted()
        folders += stages.filter { $0.hasPrefix("tokenizer-") }.map { Path.join(run.stagesPath, $0) }
      }
    }
    return folders.flatMap { folder in Tokenizer.fileNames.map { Path.join(folder, $0) } }
  }

  /// The run and its plan, when the shards are those of the plan.
  ///
  /// - Throws: `RunError.usage` when there is no run, or its plan made other shards.
  func plannedRun() throws -> (directory: RunDirectory, plan: Plan) {
    guard let run else { throw RunError(.usage, "\(path) does not lie in a run directory; name the run with --run") }
    let plan = try run.readPlan()
    let folders = plan.stage(.order).map { order in
      let folder = run.folder(of: order)
      return [folder] + ShardFormat.allCases.map { Path.join(folder, $0.rawValue) }
    }
    guard (folders ?? []).contains(where: { (try? ShardManifest(folder: $0)) == manifest }) else {
      throw RunError(.usage, "\(path) holds other shards than the plan of \(run.path) has made")
    }
    return (run, plan)
  }
}
