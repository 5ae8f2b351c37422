// From a YAML file to a checked configuration.

import FoundationEssentials
import Storage
import Yams

/// A checked configuration and the files it names.
public struct LoadedConfiguration: Sendable {
  public let configuration: PipelineConfiguration
  /// The YAML file's bytes, which the run directory keeps.
  public let yaml: [UInt8]
  /// The files of each source, in the order of the sources.
  public let listing: [SourceListing]
}

/// Reads and checks pipeline files; nothing is written and no input is read.
public enum ConfigurationLoader {
  /// Reads a pipeline file and checks everything that can be checked before work starts.
  ///
  /// - Throws: `ConfigurationError` with every finding; `StorageError` when the file cannot be read.
  public static func load(path: String) throws -> LoadedConfiguration {
    let yaml = try FileSystem.readAll(path, limit: 16 << 20)
    var resolver = resolver(path)
    guard let root = try compose(yaml, file: path) else {
      throw ConfigurationError([
        ConfigurationDiagnostic(file: path, line: nil, column: nil, message: "the file is empty; 'sources' is missing")
      ])
    }
    let value = resolver.resolve(root: root)
    if !resolver.diagnostics.isEmpty { throw ConfigurationError(resolver.diagnostics) }
    var configuration = try decode(PipelineConfiguration.self, from: value)
    DeduplicationChoice.complete(&configuration, &resolver)
    let listing = ConfigurationChecks.run(on: configuration, resolver: &resolver)
    if !resolver.diagnostics.isEmpty { throw ConfigurationError(resolver.diagnostics) }
    return LoadedConfiguration(configuration: configuration, yaml: yaml, listing: listing)
  }

  /// Reads the block `clean` of a pipeline file; nothing else in it is looked at.
  ///
  /// - Throws: `ConfigurationError` with every finding; `StorageError` when the file cannot be read.
  public static func loadCleaning(path: String) throws -> PipelineConfiguration.Clean {
    var resolver = resolver(path)
    guard let block = try root(of: path)["clean"] else {
      throw ConfigurationError([
        ConfigurationDiagnostic(file: path, line: nil, column: nil, message: "the file has no block 'clean'")
      ])
    }
    let value = resolver.resolve(block, as: .object(PipelineShape.clean), path: "clean")
    if !resolver.diagnostics.isEmpty { throw ConfigurationError(resolver.diagnostics) }
    let clean = try decode(PipelineConfiguration.Clean.self, from: value)
    ConfigurationChecks.checkCleaning(clean, &resolver)
    if !resolver.diagnostics.isEmpty { throw ConfigurationError(resolver.diagnostics) }
    return clean
  }

  /// A file that is one object, or the block of this name in a file that has one: checked against a shape.
  ///
  /// - Throws: `ConfigurationError` with every finding; `StorageError` when the file cannot be read.
  static func value(path: String, as shape: ObjectShape, under name: String? = nil) throws -> ConfigurationValue {
    var resolver = resolver(path)
    let root = try root(of: path)
    let value = resolver.resolve(root: name.flatMap { root.mapping?[Node($0)] } ?? root, as: shape)
    if !resolver.diagnostics.isEmpty { throw ConfigurationError(resolver.diagnostics) }
    return value
  }

  private static func root(of path: String) throws -> Node {
    guard let root = try compose(FileSystem.readAll(path, limit: 16 << 20), file: path) else {
      throw ConfigurationError([
        ConfigurationDiagnostic(file: path, line: nil, column: nil, message: "the file is empty")
      ])
    }
    return root
  }

  private static func resolver(_ path: String) -> ConfigurationResolver {
    let absolute = Path.absolute(path, relativeTo: Path.workingFolder)
    return ConfigurationResolver(file: path, folder: Path.parent(absolute))
  }

  private static func compose(_ yaml: [UInt8], file: String) throws -> Node? {
    guard let text = String(validating: yaml, as: UTF8.self) else {
      throw ConfigurationError([
        ConfigurationDiagnostic(file: file, line: nil, column: nil, message: "the file is not valid UTF-8")
      ])
    }
    do {
      return try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw ConfigurationError([diagnostic(of: error, file: file)])
    }
  }

  private static func diagnostic(of error: YamlError, file: String) -> ConfigurationDiagnostic {
    func at(_ mark: Mark?, _ message: String) -> ConfigurationDiagnostic {
      ConfigurationDiagnostic(file: file, line: mark?.line, column: mark?.column, message: "not valid YAML: \(message)")
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return at(mark, problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.map { $0.description }.joined(separator: ", ")
      return at(context.mark, "a key stands twice: \(names)")
    default:
      return at(nil, "\(error)")
    }
  }

  /// The tree was checked against the shape, so that decoding it cannot fail for what a user wrote.
  static func decode<Value: Decodable>(_ type: Value.Type, from value: ConfigurationValue) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Value.self, from: JSONEncoder().encode(value))
  }
}
