// The files of a source, and their names in it.

import Readers
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

extension [SourceListing] {
  /// Stored bytes of the files of an assignment, also of one for a part.
  func byteCount(of assignment: ExtractAssignment) -> Int {
    self[assignment.source].files[assignment.firstFile..<assignment.firstFile + assignment.fileCount]
      .reduce(0) { $0 + $1.byteCount }
  }
}

/// Expands the paths of a source, or lists its addresses.
enum InputListing {
  /// What of the configuration gives no input, and why.
  struct Finding {
    /// The key with its place, such as `paths[2]`.
    let key: String
    let message: String

    init(_ key: String, _ message: String) {
      self.key = key
      self.message = message
    }

    init(pathIndex: Int, message: String) { self.init("paths[\(pathIndex)]", message) }
  }

  /// - Returns: the listing, and a finding for every path that is wrong.
  static func list(_ source: PipelineConfiguration.Source) -> (SourceListing, [Finding]) {
    if source.command != nil { return listAddresses(source) }
    // That it has neither is another finding.
    if source.paths.isEmpty { return (SourceListing(source: source.name, root: "/", files: []), []) }
    return listFiles(source)
  }

  private static func listFiles(_ source: PipelineConfiguration.Source) -> (SourceListing, [Finding]) {
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
    for file in nameClash(files).map({ [$0] }) ?? [] {
      findings.append(
        Finding(pathIndex: 0, message: "'\(file)' would share its name with a member of an archive; rename its folder"))
    }
    return (SourceListing(source: source.name, root: root, files: files), findings)
  }

  /// The name of a file that a member of an archive of the listing could have, too; nil where there is none.
  private static func nameClash(_ files: [InputFile]) -> String? {
    let archives = Set(files.map(\.name).filter(FileEndings.isArchive))
    return files.map(\.name).first { name in
      name.indices.contains { name[$0...].hasPrefix("!/") && archives.contains(String(name[..<$0])) }
    }
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

  /// In a folder only files with a usual ending of the format are taken, and archives; files named outright always are.
  private static func hasEnding(_ path: String, of format: SourceFormat) -> Bool {
    let name = Path.lastComponent(path)
    return format.readerKind.takes(fileNamed: name) || (FileEndings.isArchive(name) && !name.hasPrefix("."))
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

  // MARK: Addresses

  private static func listAddresses(_ source: PipelineConfiguration.Source) -> (SourceListing, [Finding]) {
    var findings: [Finding] = []
    var files: [InputFile] = []
    var seen: Set<String> = []
    do throws(StorageError) {
      let command = try CommandTemplate(source.command ?? [])
      if command.programPath == nil {
        findings.append(
          Finding("command", "the program '\(command.words[0])' is not installed, or not in the search path"))
      }
      func add(_ url: String, byteCount: Int, _ key: String) {
        do throws(StorageError) {
          _ = try command.arguments(url: url)
          if !seen.insert(url).inserted { return findings.append(Finding(key, "'\(url)' stands twice")) }
          files.append(InputFile(path: url, name: url, byteCount: byteCount, modified: 0))
        } catch { findings.append(Finding(key, error.description)) }
      }
      for (index, url) in source.urls.enumerated() { add(url, byteCount: 0, "urls[\(index)]") }
      if let list = source.urlsFrom {
        for line in try lines(of: list) {
          let parts = line.split(separator: "\t", maxSplits: 1)
          guard let url = parts.first else { continue }
          let size = parts.count == 1 ? 0 : Int(parts[1])
          guard let size, size >= 0 else {
            findings.append(Finding("urls_from", "'\(line)': behind the tab a size in bytes should stand"))
            continue
          }
          add(String(url), byteCount: size, "urls_from")
        }
      }
    } catch { findings.append(Finding("command", error.description)) }
    if files.isEmpty, findings.isEmpty { findings.append(Finding("command", "'urls' and 'urls_from' give no address")) }
    files.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    return (SourceListing(source: source.name, root: "", files: files), findings)
  }

  /// Lines of a list, without those that are empty or begin with `#`.
  private static func lines(of path: String) throws(StorageError) -> [Substring] {
    String(decoding: try FileSystem.readAll(path, limit: 1 << 30), as: UTF8.self)
      .split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
  }
}
