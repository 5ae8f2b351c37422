// What is wrong in a configuration file, and where.

/// One finding in a configuration file.
public struct ConfigurationDiagnostic: Sendable, Equatable, CustomStringConvertible {
  public let file: String
  /// Line and column, both from 1; nil where the finding concerns the file as a whole.
  public let line: Int?
  public let column: Int?
  /// What is wrong and what to do.
  public let message: String

  public var description: String {
    if let line, let column { return "\(file):\(line):\(column): \(message)" }
    return "\(file): \(message)"
  }
}

/// A configuration that cannot be run; holds every finding, not only the first.
public struct ConfigurationError: Error, Sendable, CustomStringConvertible {
  public let diagnostics: [ConfigurationDiagnostic]

  public init(_ diagnostics: [ConfigurationDiagnostic]) { self.diagnostics = diagnostics }

  public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
