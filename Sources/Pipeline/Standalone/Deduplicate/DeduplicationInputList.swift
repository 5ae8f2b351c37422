// DIR/inputs.json of `sluice deduplicate`: what was read and how, so that the texts of duplicates can be found again.
//
//     {"version":1,"field":"text","idField":"id","separator":null,
//      "files":[{"name":"a.jsonl","path":"/data/a.jsonl","byteCount":9,"modified":1700000000000000000}],
//      "parameters":{…},"earlier":["/data/last-month"]}

import Deduplication
import Storage

/// The inputs of a deduplication and the options under which they were read.
struct DeduplicationInputList: Sendable, Codable, Equatable {
  static let fileName = "inputs.json"
  static let currentVersion = 1

  /// A file that was read.
  struct File: Sendable, Codable, Equatable {
    /// The file as the user named it; ids of documents without one are made from this name.
    var name: String
    /// Where it lay, from the root; nil for the standard input, which cannot be read again.
    var path: String?
    /// Size in bytes as stored.
    var byteCount: Int
    /// Time of the last change of content, in nanoseconds since 1970.
    var modified: Int
  }

  var version: Int = Self.currentVersion
  /// In the order in which they were read.
  var files: [File]
  var field: String
  var idField: String
  var separator: String?
  /// What similarity was measured with.
  var parameters: SignatureParameters
  /// Absolute paths of the output folders of earlier corpora, whose documents may be partners of these.
  var earlier: [String]

  /// Describes files as they are now.
  ///
  /// - Parameters:
  ///   - names: files as `LineInput.expand` gives them; `-` is the standard input.
  ///   - earlier: output folders of earlier corpora, as the user named them.
  /// - Throws: `StorageError` when a file is not there.
  init(
    names: [String], options: LineInputOptions, parameters: SignatureParameters, earlier: [String] = []
  ) throws(StorageError) {
    var files: [File] = []
    for name in names {
      if name == "-" {
        files.append(File(name: name, path: nil, byteCount: 0, modified: 0))
      } else {
        let info = try FileSystem.info(name)
        files.append(
          File(
            name: name, path: Path.absolute(name), byteCount: info.byteCount, modified: info.modificationNanoseconds))
      }
    }
    self.files = files
    field = options.field
    idField = options.idField
    separator = options.separator
    self.parameters = parameters
    self.earlier = earlier.map { Path.absolute($0) }
  }

  var options: LineInputOptions { LineInputOptions(field: field, idField: idField, separator: separator) }

  /// Writes the list into an output folder.
  func write(to folder: String) throws {
    _ = try AtomicFile.write(RunJSON.encode(self), to: Path.join(folder, Self.fileName))
  }

  /// Reads the list of an output folder.
  ///
  /// - Throws: `RunError.noInput` when there is none, `RunError.badData` when it is damaged or of another version.
  init(folder: String) throws {
    let path = Path.join(folder, Self.fileName)
    guard FileSystem.exists(path) else {
      throw RunError(.noInput, "\(folder) holds no \(Self.fileName): it is no output folder of sluice deduplicate")
    }
    self = try RunJSON.decode(Self.self, from: path)
    guard version == Self.currentVersion else {
      throw RunError(.badData, "\(path): version \(version); this program reads \(Self.currentVersion)")
    }
  }
}
