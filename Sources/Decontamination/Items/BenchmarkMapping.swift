// From the rows of a benchmark as it is published to items: which field is the question, which the answer.

import Corpus
import TextAnalysis

/// Which fields of a row become what of an item. A field is a path, or a template with paths in braces such as
/// `{goal}\n{ctx}`; of several the first one counts that gives a text.
public struct BenchmarkMapping: Sendable, Equatable {
  /// What the field of the answer holds.
  public enum AnswerForm: String, Sendable, CaseIterable, Codable {
    /// The answer itself.
    case text
    /// The number of the right option, from 0.
    case index
    /// The number of the right option, from 1.
    case number
    /// The letter of the right option, from A.
    case letter
    /// One of `labels`, which stand in the order of the options.
    case label
  }

  /// Name of the benchmark, where the rows name none.
  public var name: String?
  public var benchmark: [String] = ["bench", "benchmark", "dataset"]
  public var item: [String] = ["item", "id", "task_id", "question_id"]
  public var question: [String] = ["question", "text", "prompt", "problem", "query", "instruction", "input"]
  public var answer: [String] = ["answer", "canonical_solution", "solution", "output", "response", "target"]
  /// Paths whose values are the options, all of them in order; a path to an array gives its elements.
  public var options: [String] = []
  /// Where no `options` are named, these are tried, and the first one counts that is there.
  static let usualOptions = ["options[]", "options.text[]", "choices[]", "choices.text[]"]
  public var answerForm: AnswerForm = .text
  public var labels: String?

  public init() {}

  /// - Throws: `DecontaminationError` of code `mapping` for a path or template that cannot be understood.
  public func validate() throws(DecontaminationError) { _ = try ItemReader(self) }
}

/// A mapping that is understood: rows in, items out.
public struct ItemReader: Sendable {
  private struct Field: Sendable {
    let text: String
    let template: TemplateText
    /// By the names in the template.
    let paths: [String: ItemPath]

    init(_ text: String) throws(DecontaminationError) {
      self.text = text
      if text.contains("{") {
        template = try TemplateText(text)
      } else {
        template = TemplateText(name: text)
      }
      var paths: [String: ItemPath] = [:]
      for name in template.names { paths[name] = try ItemPath(name) }
      self.paths = paths
    }

    /// Nil where none of the paths leads to a text.
    func text(in row: JSONValue) -> String? {
      var found = false
      let text = template.filled { name in
        let texts = paths[name]?.values(in: row).compactMap(\.itemText) ?? []
        if !texts.isEmpty { found = true }
        return texts.joined(separator: "\n")
      }
      return found ? text : nil
    }
  }

  private let mapping: BenchmarkMapping
  private let benchmark, item, question, answer: [Field]
  private let options: [Field]
  private let usualOptions: [ItemPath]
  private let labels: ItemPath?

  /// - Throws: `DecontaminationError` of code `mapping`.
  public init(_ mapping: BenchmarkMapping) throws(DecontaminationError) {
    self.mapping = mapping
    func fields(_ texts: [String]) throws(DecontaminationError) -> [Field] {
      var fields: [Field] = []
      for text in texts { fields.append(try Field(text)) }
      return fields
    }
    benchmark = try fields(mapping.benchmark)
    item = try fields(mapping.item)
    question = try fields(mapping.question)
    answer = try fields(mapping.answer)
    options = try fields(mapping.options)
    var usual: [ItemPath] = []
    if mapping.options.isEmpty { for path in BenchmarkMapping.usualOptions { usual.append(try ItemPath(path)) } }
    usualOptions = usual
    labels = try mapping.labels.map { text throws(DecontaminationError) in try ItemPath(text) }
    if mapping.answerForm == .label, labels == nil {
      throw DecontaminationError(
        code: .mapping, message: "an answer that is a label needs 'labels', the path of the options' labels",
        location: "labels")
    }
  }

  /// An item, and what of it could not be understood although it is one.
  public struct Reading: Sendable {
    public var item: BenchmarkItem
    public var problem: String?
  }

  /// The item of a row.
  ///
  /// - Parameters:
  ///   - number: of the row in its file, from 0: the item's name where the row names none.
  ///   - file: the benchmark's name where neither row nor mapping name one.
  ///   - location: for errors.
  /// - Throws: `DecontaminationError` of code `syntax` for what is no object, and of code `fields` for an object without a
  ///   question; the message names the nearest field.
  public func read(
    _ row: JSONValue, number: Int, file: String, location: String
  ) throws(DecontaminationError) -> Reading {
    guard let object = row.object else {
      throw DecontaminationError(
        code: .syntax, message: "an item is a JSON object, and here is \(row.kindName)", location: location)
    }
    guard let text = first(question, in: row), text.contains(where: { !$0.isWhitespace }) else {
      throw DecontaminationError(code: .fields, message: missingQuestion(object), location: location)
    }
    var result = Reading(
      item: BenchmarkItem(
        benchmark: first(benchmark, in: row) ?? mapping.name ?? file,
        item: first(item, in: row) ?? String(number), question: text, options: options(of: row)))
    let answer = first(answer, in: row)
    let (found, problem) = answerText(answer, result.item.options, row)
    result.item.answer = found
    result.problem = problem
    return result
  }

  /// The rows within a row: the elements of the arrays that a path leads to; nil where there is none.
  public func rows(_ path: String, in row: JSONValue) -> [JSONValue]? {
    guard let path = try? ItemPath(path) else { return nil }
    let arrays = path.values(in: row).compactMap(\.array)
    return arrays.isEmpty ? nil : arrays.flatMap { $0 }
  }

  private func first(_ fields: [Field], in row: JSONValue) -> String? {
    for field in fields { if let text = field.text(in: row) { return text } }
    return nil
  }

  private func options(of row: JSONValue) -> [String] {
    if options.isEmpty {
      for path in usualOptions {
        let values = path.values(in: row)
        if !values.isEmpty { return values.map { $0.itemText ?? $0.text() } }
      }
      return []
    }
    return options.flatMap { field -> [String] in
      // A path alone may lead to an array, which stands for its elements.
      if let path = field.paths[field.text] {
        return path.values(in: row).flatMap { value in value.array ?? [value] }.map { $0.itemText ?? $0.text() }
      }
      return field.text(in: row).map { [$0] } ?? []
    }
  }

  /// The answer's text; empty where the row has none, as test sets whose answers are kept back have it.
  private func answerText(_ answer: String?, _ options: [String], _ row: JSONValue) -> (String, problem: String?) {
    guard let answer, !answer.isEmpty else { return ("", nil) }
    let bare = answer.filter { !$0.isWhitespace }
    var index: Int?
    switch mapping.answerForm {
    case .text: return (answer, nil)
    case .index: index = Int(bare)
    case .number: index = Int(bare).map { $0 - 1 }
    case .letter:
      let letters = bare.uppercased().unicodeScalars.filter { ("A"..."Z").contains($0) }
      index = letters.count == 1 ? letters.first.map { Int($0.value) - 0x41 } : Int(bare).map { $0 - 1 }
    case .label: index = labels?.values(in: row).flatMap { $0.array ?? [$0] }.firstIndex { $0.itemText == answer }
    }
    // −1 stands where the answer is kept back.
    if index == -1 { return ("", nil) }
    guard let index, options.indices.contains(index) else {
      return ("", "the answer '\(answer)' is none of its \(options.count) options")
    }
    return (options[index], nil)
  }

  private func missingQuestion(_ object: JSONObject) -> String {
    let known = mapping.question.joined(separator: ", ")
    let wanted = question.flatMap { $0.paths.values.compactMap(\.firstName) }.sorted()
    let near = wanted.lazy.compactMap { NearestName.find($0, among: object.keys) }.first
    let hint = near.map { "; the nearest field is '\($0)'" } ?? ""
    return "an item needs a question, in one of the fields \(known)\(hint); this row has "
      + (object.isEmpty ? "none" : object.keys.prefix(20).joined(separator: ", "))
  }
}
