// sluice tokenizer compare: several tokenizers on the same documents.

import Auditing
import Storage
import Tokenization

/// What `sluice tokenizer compare` was asked for.
public struct TokenizerCompareCall: Sendable {
  /// Tokenizers: files or folders. The first one is what the others are compared with.
  public var tokenizers: [String]
  public var corpora: [NamedCorpus]
  /// Names the split pattern of files that do not say it.
  public var pattern: SplitPattern?
  /// Folder for `report.json` and `report.html`; none by default.
  public var output: String?
  public var input = LineInputOptions()
  public var threads: Int?
  public var observer: TokenizerObserver?

  public init(tokenizers: [String], corpora: [NamedCorpus]) {
    self.tokenizers = tokenizers
    self.corpora = corpora
  }

  /// - Throws: `RunError.usage` for fewer than two tokenizers, `RunError.noInput` without documents.
  public func run(cancellation: CancellationFlag) throws -> (report: TokenizerReport, problems: [String]) {
    guard tokenizers.count >= 2 else { throw RunError(.usage, "name two tokenizers or more to compare") }
    let loaded = try zip(tokenizers, Self.names(tokenizers)).map { file, name in
      ComparedTokenizer(try Tokenizer.load(file, pattern: pattern), name: name)
    }
    let measurement = TokenizerMeasurement(
      tokenizers: loaded, options: input, threads: threads ?? Machine.coreCount, observer: observer)
    let (report, _, problems) = try measurement.run(corpora, cancellation)
    if let output { try report.write(to: output) }
    return (report, problems)
  }

  /// The shortest ends of the paths that tell them apart.
  static func names(_ paths: [String]) -> [String] {
    let parts = paths.map { path in
      path.split(separator: "/").filter { $0 != "." }.map(String.init)
    }
    let longest = parts.map(\.count).max() ?? 0
    for count in 1...max(1, longest) {
      let names = parts.map { $0.suffix(count).joined(separator: "/") }
      if Set(names).count == names.count { return names }
    }
    return paths
  }
}

extension TokenizerReport {
  static let jsonName = "report.json"
  static let htmlName = "report.html"

  public func json() throws -> String { String(decoding: try RunJSON.encode(self), as: UTF8.self) }

  /// Writes `report.json` and `report.html` into a folder, which is made where it is missing.
  func write(to folder: String) throws {
    try FileSystem.createDirectory(folder)
    try AtomicFile.write(RunJSON.encode(self), to: Path.join(folder, Self.jsonName))
    try AtomicFile.write(html(), to: Path.join(folder, Self.htmlName))
  }
}
