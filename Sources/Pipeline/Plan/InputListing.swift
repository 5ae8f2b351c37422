// The files of a source, and their names in it.

import Storage

/// One input file as it was when the plan was made.
public struct InputFile: Sendable, Codable, Equatable {
  /// Absolute path.
  public let path: String
  /// Name relative to the source's root; part of every document's identity.
  public let name: String
  public let byteCount: Int
  /// Modification time in nanoseconds since 1970.
  public let modified: Int
}

/// The files of one source, in the order of their names.
public struct SourceListing: Sendable, Codable, Equatable {
  public let source: String
  /// The deepest folder that holds everything the source's patterns can match.
  public let root: String
  public let files: [InputFile]
}

/// Expands the paths of a source.
enum InputListing {
  /// A path of the configuration that gives no file, and why.
  struct Finding {
    let pathIndex: Int
    let message: String
  }

  /// - Returns: the listing, and a finding for every path that is wrong.
  static func list(_ source: PipelineConfiguration.Source) -> (SourceListing, [Finding]) {
    var findings: [Finding] = []
    var paths: Set<String> = []
    var roots: [String] = []
    let excluded = Set(source.exclude.flatMap { (try? matches(of: $0, format: nil)) ?? [] })
    for (index, pattern) in source.paths.enumerated() {
      do {
        let matches = try matches(of: pattern, format: source.format)
        roots.append(root(of: pattern))
        if matches.isEmpty {
          findings.append(Finding(pathIndex: index, message: "'\(pattern)' matches no \(source.format.rawValue) file"))
        }
        for match in matches where !excluded.contains(match) { paths.insert(match) }
      } catch {
        findings.append(Finding(pathIndex: index, message: "\(error)"))
      }
    }
    if paths.isEmpty, findings.isEmpty {
      findings.append(Finding(pathIndex: 0, message: "'exclude' leaves no file"))
    }
    let root = commonFolder(roots)
    var files: [InputFile] = []
    for path in paths.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      do {
        let info = try FileSystem.info(path)
        guard info.isRegular else {
          findings.append(Finding(pathIndex: 0, message: "'\(path)' is not a regular file"))
          continue
        }
        try FileSystem.checkReadable(path)
        files.append(
          InputFile(
            path: path, name: Path.relative(path, to: root), byteCount: info.byteCount,
            modified: info.modificationNanoseconds))
      } catch {
        findings.append(Finding(pathIndex: 0, message: "\(error)"))
      }
    }
    return (SourceListing(source: source.name, root: root, files: files), findings)
  }

  /// The regular files that a pattern names, sorted; empty when there is none.
  static func files(matching pattern: String) -> [String] {
    ((try? Glob.expand(pattern, relativeTo: "/")) ?? []).filter { !FileSystem.isDirectory($0) }
  }

  /// - Parameter format: of folders only files with its endings are taken; all where it is nil.
  private static func matches(of pattern: String, format: SourceFormat?) throws -> [String] {
    var found: [String] = []
    for match in try Glob.expand(pattern, relativeTo: "/") {
      if FileSystem.isDirectory(match) {
        found += try FileSystem.walk(match).map(\.path).filter { path in
          format.map { hasEnding(path, of: $0) } ?? true
        }
      } else {
        found.append(match)
      }
    }
    return found
  }

  /// In a folder only files with a usual ending of the format are taken; files named outright always are.
  private static func hasEnding(_ path: String, of format: SourceFormat) -> Bool {
    var name = Path.lastComponent(path).lowercased()
    if name.hasPrefix(".") { return false }
    for suffix in [".gz", ".zst", ".bz2", ".xz"] where name.hasSuffix(suffix) { name.removeLast(suffix.utf8.count) }
    let endings: [String]
    switch format {
    case .warc: endings = [".warc", ".wet"]
    case .html: endings = [".html", ".htm", ".xhtml", ".xht"]
    case .csv: endings = [".csv", ".tsv"]
    case .mysql, .postgres, .sqlite, .sql: endings = [".sql", ".dump"]
    case .mediawiki: endings = [".xml"]
    case .jsonl: endings = [".jsonl", ".ndjson", ".json"]
    case .text: endings = [".txt", ".md", ".text"]
    }
    return endings.contains { name.hasSuffix($0) }
  }

  /// The folder in front of a pattern's first wildcard; the file's folder where there is none.
  private static func root(of pattern: String) -> String {
    let fixed = pattern.prefix { !"*?[{".contains($0) }
    if fixed.count == pattern.count, FileSystem.isDirectory(pattern) { return pattern }
    return Path.parent(fixed.hasSuffix("/") ? String(fixed) + "x" : String(fixed))
  }

  private static func commonFolder(_ folders: [String]) -> String {
    guard let first = folders.first else { return "/" }
    var common = first.split(separator: "/")
    for folder in folders.dropFirst() {
      let parts = folder.split(separator: "/")
      common = Array(zip(common, parts).prefix { $0 == $1 }.map(\.0))
    }
    return "/" + common.joined(separator: "/")
  }
}
