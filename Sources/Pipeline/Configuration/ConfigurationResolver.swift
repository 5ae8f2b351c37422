// YAML nodes against the shape: unknown keys, wrong types and missing values, each with its place.

import Storage
import TextAnalysis
import Yams

/// Walks a YAML tree along the shape, fills in defaults, and collects every finding.
struct ConfigurationResolver {
  /// The configuration file, for messages.
  let file: String
  /// Folder that relative paths start from.
  let folder: String
  private(set) var diagnostics: [ConfigurationDiagnostic] = []
  /// Where each value that the user wrote stands, by its path such as `mix.weights`.
  private(set) var marks: [String: Mark] = [:]

  init(file: String, folder: String) {
    self.file = file
    self.folder = folder
  }

  mutating func report(_ message: String, at mark: Mark?) {
    diagnostics.append(ConfigurationDiagnostic(file: file, line: mark?.line, column: mark?.column, message: message))
  }

  mutating func resolve(root: Node, as shape: ObjectShape = PipelineShape.root) -> ConfigurationValue {
    resolve(root, as: .object(shape), path: "")
  }

  /// The value of a node; `path` leads to it from the root.
  mutating func resolve(_ node: Node, as shape: Shape, path: String) -> ConfigurationValue {
    marks[path] = node.mark
    switch shape {
    case .string, .path:
      guard case .scalar(let scalar) = node else { return wrong(node, path, "text") }
      if case .path = shape { return .string(Path.absolute(scalar.string, relativeTo: folder)) }
      return .string(scalar.string)
    case .bool:
      guard let value = node.bool else { return wrong(node, path, "true or false") }
      return .bool(value)
    case .integer(let range):
      guard let value = node.int else { return wrong(node, path, "a whole number") }
      return .integer(inRange(value, range, node, path))
    case .number(let range):
      guard let value = node.float else { return wrong(node, path, "a number") }
      return .number(inRange(value, range, node, path))
    case .byteCount:
      guard let text = node.scalar?.string, let value = Quantities.byteCount(text) else {
        return wrong(node, path, "a size such as 64 MiB")
      }
      return .integer(value)
    case .count:
      guard let text = node.scalar?.string, let value = Quantities.count(text) else {
        return wrong(node, path, "a count such as 100k")
      }
      return .integer(value)
    case .choice(let options):
      guard let text = node.scalar?.string else {
        return wrong(node, path, "one of \(options.joined(separator: ", "))")
      }
      if !options.contains(text) {
        report(
          "\(path): '\(text)' is not one of \(options.joined(separator: ", "))\(hint(text, options))", at: node.mark)
      }
      return .string(text)
    case .orFalse(let inner):
      return node.bool == false ? .null : resolve(node, as: inner, path: path)
    case .list(let element):
      return resolveList(node, of: element, path: path)
    case .map(let element):
      return resolveMap(node, of: element, path: path)
    case .object(let object):
      return resolveObject(node, as: object, path: path)
    }
  }

  /// A list; a single value stands for a list of one.
  private mutating func resolveList(_ node: Node, of element: Shape, path: String) -> ConfigurationValue {
    guard case .sequence(let sequence) = node else {
      if case .scalar = node { return .list([resolve(node, as: element, path: "\(path)[0]")]) }
      return wrong(node, path, "a list")
    }
    var values: [ConfigurationValue] = []
    for (index, item) in sequence.enumerated() { values.append(resolve(item, as: element, path: "\(path)[\(index)]")) }
    return .list(values)
  }

  private mutating func resolveMap(_ node: Node, of element: Shape, path: String) -> ConfigurationValue {
    guard case .mapping(let mapping) = node else { return wrong(node, path, "a map of names to values") }
    var members: [String: ConfigurationValue] = [:]
    for (key, value) in mapping {
      guard let name = key.scalar?.string else {
        report("\(path): a key must be text", at: key.mark)
        continue
      }
      if members[name] != nil { report("\(path): '\(name)' stands twice", at: key.mark) }
      members[name] = resolve(value, as: element, path: "\(path).\(name)")
    }
    return .object(members)
  }

  private mutating func resolveObject(_ node: Node, as object: ObjectShape, path: String) -> ConfigurationValue {
    if object.isSwitchable, let isOn = node.bool {
      return isOn ? defaults(of: object, path: path, at: node.mark) : .null
    }
    guard case .mapping(let mapping) = node else {
      if case .scalar(let scalar) = node, scalar.string.isEmpty {
        return defaults(of: object, path: path, at: node.mark)
      }
      if let shorthand = object.keys.first(where: { $0.name == object.shorthand }) {
        return short(node, for: shorthand, of: object, path: path)
      }
      return wrong(node, path, object.isSwitchable ? "true, false or a block of keys" : "a block of keys")
    }
    var written: [String: Node] = [:]
    let names = object.keys.map(\.name)
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      if !names.contains(name) {
        let place = path.isEmpty ? "" : "\(path): "
        report("\(place)unknown key '\(name)'\(hint(name, names, orList: true))", at: key.mark)
      } else if written[name] != nil {
        report("'\(name)' stands twice; remove one", at: key.mark)
      }
      written[name] = value
    }
    var members: [String: ConfigurationValue] = [:]
    for key in object.keys {
      let inner = path.isEmpty ? key.name : "\(path).\(key.name)"
      // A key without a value says nothing.
      if let value = written[key.name], value.null == nil {
        members[key.name] = resolve(value, as: key.shape, path: inner)
      } else {
        members[key.name] = fallback(of: key, path: inner, at: node.mark)
      }
    }
    return .object(members)
  }

  /// The value of one key in place of the object; the other keys have their defaults.
  private mutating func short(
    _ node: Node, for shorthand: KeyShape, of object: ObjectShape, path: String
  ) -> ConfigurationValue {
    var members: [String: ConfigurationValue] = [:]
    for key in object.keys where key.name != shorthand.name {
      members[key.name] = fallback(of: key, path: "\(path).\(key.name)", at: node.mark)
    }
    members[shorthand.name] = resolve(node, as: shorthand.shape, path: "\(path).\(shorthand.name)")
    return .object(members)
  }

  private mutating func defaults(of object: ObjectShape, path: String, at mark: Mark?) -> ConfigurationValue {
    var members: [String: ConfigurationValue] = [:]
    for key in object.keys {
      members[key.name] = fallback(of: key, path: path.isEmpty ? key.name : "\(path).\(key.name)", at: mark)
    }
    return .object(members)
  }

  private mutating func fallback(of key: KeyShape, path: String, at mark: Mark?) -> ConfigurationValue {
    switch key.fallback {
    case .required:
      report("'\(path)' is missing: \(key.summary)", at: mark)
      return .null
    case .absent: return .null
    case .value(let value): return value
    case .object:
      guard case .object(let object) = key.shape else { return .null }
      return defaults(of: object, path: path, at: mark)
    }
  }

  private mutating func inRange<Value: Comparable>(
    _ value: Value, _ range: ClosedRange<Value>, _ node: Node, _ path: String
  ) -> Value {
    if !range.contains(value) {
      report("\(path): \(value) is outside \(range.lowerBound) to \(range.upperBound)", at: node.mark)
    }
    return value
  }

  private mutating func wrong(_ node: Node, _ path: String, _ expected: String) -> ConfigurationValue {
    let found: String
    switch node {
    case .scalar(let scalar): found = "'\(scalar.string)'"
    case .mapping: found = "a block of keys"
    case .sequence: found = "a list"
    case .alias: found = "an alias"
    }
    report("\(path.isEmpty ? "the file" : path): expected \(expected), found \(found)", at: node.mark)
    return .null
  }

  private func hint(_ name: String, _ candidates: [String], orList: Bool = false) -> String {
    if let near = NearestName.find(name, among: candidates) { return "; did you mean '\(near)'?" }
    return orList ? "; known keys: \(candidates.joined(separator: ", "))" : ""
  }
}
