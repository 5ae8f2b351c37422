// The shape of the configuration: every key once, with its type, default and meaning.
//
// One description serves three ends: checking a YAML file before any work, filling in the defaults, and the JSON
// Schema from which editors complete.

/// The type of a value in the configuration.
indirect enum Shape: Sendable {
  case string
  /// A path or glob, relative to the folder of the configuration file.
  case path
  case bool
  case integer(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  /// Bytes: an integer, or a number with a unit such as `64 MiB` or `1.5GB`.
  case byteCount
  /// A count with an optional unit: `100000`, `100k`, `1.5B`.
  case count
  case choice([String])
  case list(Shape)
  /// A value, or `false` for none.
  case orFalse(Shape)
  /// A map from names of the user's choice.
  case map(Shape)
  case object(ObjectShape)
}

/// A value that stands where the user wrote none.
enum DefaultValue: Sendable {
  /// The key must be written.
  case required
  /// The key may be absent, and then nothing stands there.
  case absent
  case value(ConfigurationValue)
  /// The defaults of the object's own keys.
  case object
}

/// One key of an object.
struct KeyShape: Sendable {
  let name: String
  let shape: Shape
  let fallback: DefaultValue
  let summary: String

  init(_ name: String, _ shape: Shape, _ fallback: DefaultValue, _ summary: String) {
    self.name = name
    self.shape = shape
    self.fallback = fallback
    self.summary = summary
  }
}

/// An object with a closed set of keys.
struct ObjectShape: Sendable {
  let summary: String
  let keys: [KeyShape]
  /// True where `true` may be written for "with its defaults" and `false` for "not at all".
  let isSwitchable: Bool
  /// A key whose value may be written in place of the whole object.
  let shorthand: String?

  init(_ summary: String, isSwitchable: Bool = false, shorthand: String? = nil, _ keys: [KeyShape]) {
    self.summary = summary
    self.keys = keys
    self.isSwitchable = isSwitchable
    self.shorthand = shorthand
  }
}
