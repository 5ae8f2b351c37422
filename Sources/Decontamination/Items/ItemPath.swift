// Where a value of an item stands in a row: `question`, `choices.text[]`, `answers[0].value`.

import Corpus

/// A path into a JSON value. Dots lead into objects, `[n]` to an element of an array, `[]` to every element; a dot or a
/// bracket that belongs to a name has a backslash in front.
struct ItemPath: Sendable, Hashable {
  enum Step: Sendable, Hashable {
    case name(String)
    case element(Int)
    case everyElement
  }

  private(set) var steps: [Step] = []

  /// - Throws: `DecontaminationError` of code `mapping`.
  init(_ path: String) throws(DecontaminationError) {
    func wrong(_ message: String) -> DecontaminationError {
      DecontaminationError(code: .mapping, message: "the path '\(path)' \(message)", location: "")
    }
    var name = ""
    var isOpen = true
    var rest = Substring(path)
    func close(_ name: inout String, _ isOpen: inout Bool, _ steps: inout [Step]) throws(DecontaminationError) {
      if isOpen, name.isEmpty { throw wrong("has an empty name") }
      if isOpen { steps.append(.name(name)) }
      name = ""
      isOpen = false
    }
    while let character = rest.popFirst() {
      switch character {
      case "\\":
        guard isOpen, let next = rest.popFirst() else { throw wrong("ends with a backslash, or has one behind ']'") }
        name.append(next)
      case ".":
        try close(&name, &isOpen, &steps)
        isOpen = true
      case "[":
        if isOpen, !(name.isEmpty && steps.isEmpty) { try close(&name, &isOpen, &steps) }
        isOpen = false
        guard let end = rest.firstIndex(of: "]") else { throw wrong("has a '[' without a ']'") }
        let number = rest[..<end]
        if number.isEmpty {
          steps.append(.everyElement)
        } else {
          guard let number = Int(number), number >= 0 else {
            throw wrong("has no number in its brackets; [0] is an element, [] is every element")
          }
          steps.append(.element(number))
        }
        rest = rest[rest.index(after: end)...]
      default:
        guard isOpen else { throw wrong("goes on behind ']' without a dot") }
        name.append(character)
      }
    }
    if isOpen { try close(&name, &isOpen, &steps) }
  }

  /// The first name, which every row must have for the path to lead anywhere.
  var firstName: String? { if case .name(let name)? = steps.first { name } else { nil } }

  /// The values that the path leads to, in order; those that are missing or null are left out.
  func values(in row: JSONValue) -> [JSONValue] {
    var values = [row]
    for step in steps {
      values = values.flatMap { value -> [JSONValue] in
        switch step {
        case .name(let name): value[name].map { [$0] } ?? []
        case .element(let index): value[index].map { [$0] } ?? []
        case .everyElement: value.array ?? []
        }
      }
    }
    return values.filter { !$0.isNull }
  }
}

extension JSONValue {
  /// A string as it is, a number or a truth value as JSON writes it; of arrays the texts of their elements, a line each.
  /// Nil for objects.
  var itemText: String? {
    switch self {
    case .string(let text): return text
    case .int(let number): return String(number)
    case .double(let number): return String(number)
    case .bool(let value): return value ? "true" : "false"
    case .array(let values): return values.compactMap(\.itemText).joined(separator: "\n")
    case .null, .object: return nil
    }
  }
}
