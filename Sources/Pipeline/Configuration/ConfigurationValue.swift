// A checked configuration as a plain tree, before it becomes the structs of `PipelineConfiguration`.

import FoundationEssentials

/// A value of the resolved configuration.
indirect enum ConfigurationValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case list([ConfigurationValue])
  case object([String: ConfigurationValue])
}

extension ConfigurationValue: Encodable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .object(let members):
      var container = encoder.container(keyedBy: Key.self)
      for (name, value) in members { try container.encode(value, forKey: Key(stringValue: name)) }
    case .list(let values):
      var container = encoder.unkeyedContainer()
      for value in values { try container.encode(value) }
    case .null:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    case .bool(let value):
      var container = encoder.singleValueContainer()
      try container.encode(value)
    case .integer(let value):
      var container = encoder.singleValueContainer()
      try container.encode(value)
    case .number(let value):
      var container = encoder.singleValueContainer()
      try container.encode(value)
    case .string(let value):
      var container = encoder.singleValueContainer()
      try container.encode(value)
    }
  }
}

extension ConfigurationValue: Decodable {
  init(from decoder: any Decoder) throws {
    if let members = try? decoder.container(keyedBy: Key.self) {
      var object: [String: ConfigurationValue] = [:]
      for key in members.allKeys { object[key.stringValue] = try members.decode(ConfigurationValue.self, forKey: key) }
      self = .object(object)
      return
    }
    if var values = try? decoder.unkeyedContainer() {
      var list: [ConfigurationValue] = []
      while !values.isAtEnd { list.append(try values.decode(ConfigurationValue.self)) }
      self = .list(list)
      return
    }
    let single = try decoder.singleValueContainer()
    if single.decodeNil() {
      self = .null
    } else if let value = try? single.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? single.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? single.decode(Double.self) {
      self = .number(value)
    } else {
      self = .string(try single.decode(String.self))
    }
  }

  /// The tree of any encodable value.
  init(encoding value: any Encodable) throws {
    self = try JSONDecoder().decode(ConfigurationValue.self, from: JSONEncoder().encode(value))
  }
}
