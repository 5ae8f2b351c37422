// The built program, run as a user runs it, and folders compared byte by byte.

import Foundation
import TestSupport
import Testing

/// Where the checkout and the built program are.
enum Checkout {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// The program that was built with these tests: beside the test bundle.
  static let program: String = {
    let link = "/proc/self/exe"
    let candidates = [
      ProcessInfo.processInfo.environment["SLUICE_PROGRAM"],
      CommandLine.arguments.first.map { URL(filePath: $0).deletingLastPathComponent().appending(path: "sluice").path },
      (try? FileManager.default.destinationOfSymbolicLink(atPath: link)).map {
        URL(filePath: $0).deletingLastPathComponent().appending(path: "sluice").path
      },
    ]
    return candidates.compactMap { $0 }.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "sluice"
  }()
}

/// A finished call of the program.
struct Finished {
  let status: Int32
  let output: String
  let errors: String
}

/// A disk that is full when a test wants it: a file system in memory, in a namespace of its own.
enum SmallDisk {
  /// Whether such a disk can be had here.
  static let canMount = TestSupport.run("unshare", ["-Urm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"])?.status == 0
}

/// A folder for one test, removed with it.
final class RunFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "sluice-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws -> String {
    try write(Data(text.utf8), to: name)
  }

  func write(_ data: Data, to name: String) throws -> String {
    let file = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
    return file.path
  }

  func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Starts the program and does not wait for it.
  func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: Checkout.program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: path)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Runs the program to its end. Its output goes through files, so that it never waits for a reader.
  func run(_ arguments: [String]) throws -> Finished {
    let name = UUID().uuidString
    let output = try write("", to: "\(name).out")
    let errors = try write("", to: "\(name).err")
    let process = Process()
    process.executableURL = URL(filePath: Checkout.program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: path)
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    process.waitUntilExit()
    defer {
      try? FileManager.default.removeItem(atPath: output)
      try? FileManager.default.removeItem(atPath: errors)
    }
    return Finished(
      status: process.terminationStatus, output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
  }
}

/// The files of a run directory: relative names and contents, without the seconds that tasks took.
func contents(of directory: String) throws -> [String: Data] {
  var files: [String: Data] = [:]
  for name in try FileManager.default.subpathsOfDirectory(atPath: directory) {
    let path = "\(directory)/\(name)"
    let type = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    if type == .typeSymbolicLink {
      files[name] = Data(try FileManager.default.destinationOfSymbolicLink(atPath: path).utf8)
    } else if type == .typeRegular {
      var data = try Data(contentsOf: URL(filePath: path))
      if name.hasSuffix(".json") { data = try withoutTiming(data) }
      files[name] = data
    }
  }
  return files
}

/// JSON without its `timing` members.
private func withoutTiming(_ data: Data) throws -> Data {
  func strip(_ value: Any) -> Any {
    if let object = value as? [String: Any] {
      return object.filter { $0.key != "timing" }.mapValues(strip)
    }
    if let list = value as? [Any] { return list.map(strip) }
    return value
  }
  let value = strip(try JSONSerialization.jsonObject(with: data, options: [.fragmentsAllowed]))
  return try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .fragmentsAllowed])
}

/// Expects two run directories to hold the same files with the same bytes, but for names that `except` accepts.
func expectEqualRuns(_ left: String, _ right: String, except: (String) -> Bool = { _ in false }) throws {
  let (leftFiles, rightFiles) = (try contents(of: left), try contents(of: right))
  let names = Set(leftFiles.keys).union(rightFiles.keys).filter { !except($0) }
  for name in names.sorted() {
    #expect(leftFiles[name] == rightFiles[name], "\(name) differs between the runs")
  }
}

/// A pipeline over the checkout's fixtures, small enough for a few seconds.
func fixturePipeline(trainSteps: Int?) -> String {
  let fixtures = Checkout.root + "/fixtures"
  var text = """
    name: test
    seed: 5
    sources:
      - {name: web, format: warc, paths: "\(fixtures)/web/*.warc.gz"}
      - {name: notes, format: csv, paths: "\(fixtures)/notes/notes.csv", text: "{title}\\n\\n{body}", metadata: [id]}
      - {name: forum, format: mysql, paths: "\(fixtures)/forum/forum.sql", table: posts, text: "{body}"}
      - {name: wiki, format: postgres, paths: "\(fixtures)/wiki/wiki.pg.sql", table: articles, text: "{title}\\n\\n{body}"}
    extract: {task_bytes: 60 kB}
    decontaminate: {benchmarks: "\(fixtures)/benchmarks/puzzles.jsonl"}
    tokenizer: {vocabulary_size: 1024}
    mix: {weights: {web: 0.4, notes: 0.2, forum: 0.2, wiki: 0.2}, validation: 0.05}
    pack: {sequence_length: 64, shard_tokens: 50k}

    """
  if let trainSteps {
    text +=
      "train: {layers: 1, width: 32, heads: 2, steps: \(trainSteps), batch_rows: 4, validate_every: 20, checkpoint_every: 20}\n"
  }
  return text
}
