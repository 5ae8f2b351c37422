// The configuration's JSON Schema, made from the shape.

import FoundationEssentials

/// JSON Schema (draft 2020-12) of the pipeline file.
public enum JSONSchema {
  /// The schema as indented JSON with sorted keys and a line end.
  public static func text() throws -> String {
    guard case .object(var members) = schema(of: .object(PipelineShape.root)) else { return "" }
    members["$schema"] = .string("https://json-schema.org/draft/2020-12/schema")
    members["title"] = .string("Sluice pipeline")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(ConfigurationValue.object(members)), as: UTF8.self) + "\n"
  }

  private static func schema(of shape: Shape) -> ConfigurationValue {
    switch shape {
    case .string, .path: typed("string")
    case .bool: typed("boolean")
    case .integer(let range):
      .object([
        "type": .string("integer"), "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
      ])
    case .number(let range):
      .object(["type": .string("number"), "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)])
    case .byteCount, .count: .object(["type": .list([.string("integer"), .string("number"), .string("string")])])
    case .choice(let options): .object(["enum": .list(options.map(ConfigurationValue.string))])
    case .orFalse(let inner): .object(["oneOf": .list([schema(of: inner), .object(["const": .bool(false)])])])
    case .list(let element):
      .object([
        "oneOf": .list([.object(["type": .string("array"), "items": schema(of: element)]), schema(of: element)])
      ])
    case .map(let element): .object(["type": .string("object"), "additionalProperties": schema(of: element)])
    case .object(let object): schema(of: object)
    }
  }

  private static func schema(of object: ObjectShape) -> ConfigurationValue {
    var properties: [String: ConfigurationValue] = [:]
    var required: [ConfigurationValue] = []
    for key in object.keys {
      guard case .object(var property) = schema(of: key.shape) else { continue }
      property["description"] = .string(key.summary)
      switch key.fallback {
      case .value(let value): property["default"] = value
      case .required: required.append(.string(key.name))
      case .absent, .object: break
      }
      properties[key.name] = .object(property)
    }
    var members: [String: ConfigurationValue] = [
      "type": .string("object"), "description": .string(object.summary), "properties": .object(properties),
      "additionalProperties": .bool(false),
    ]
    if !required.isEmpty { members["required"] = .list(required) }
    var forms: [ConfigurationValue] = [.object(members)]
    if let shorthand = object.keys.first(where: { $0.name == object.shorthand }) {
      forms.append(schema(of: shorthand.shape))
    }
    if object.isSwitchable { forms.insert(typed("boolean"), at: 0) }
    return forms.count == 1 ? forms[0] : .object(["oneOf": .list(forms)])
  }

  private static func typed(_ name: String) -> ConfigurationValue { .object(["type": .string(name)]) }
}
