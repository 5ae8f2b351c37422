// An evaluation item: what must not be in training text.

import Corpus

/// One item of a benchmark.
public struct BenchmarkItem: Sendable, Equatable {
  /// Name of the benchmark.
  public var benchmark: String
  /// The item's name within the benchmark.
  public var item: String
  public var question: String
  public var answer: String
  /// The choices, without their letters.
  public var options: [String]

  public init(benchmark: String, item: String, question: String, answer: String = "", options: [String] = []) {
    self.benchmark = benchmark
    self.item = item
    self.question = question
    self.answer = answer
    self.options = options
  }
}

extension BenchmarkItem {
  /// Names under which benchmarks keep what an item consists of, the first present one counts.
  private static let questionFields = ["question", "text", "prompt", "problem", "query", "instruction", "input"]
  private static let answerFields = ["answer", "canonical_solution", "solution", "output", "response", "target"]
  private static let optionFields = ["options", "choices"]
  private static let benchmarkFields = ["bench", "benchmark", "dataset"]
  private static let itemFields = ["item", "id", "task_id", "question_id"]

  /// Reads JSONL: `{"bench", "item", "question", "answer", "options"}`, or `{"question", "answer"}`, or `{"text"}`.
  ///
  /// Blank lines are passed over. Options are strings, or an object `{"text": [...]}` as in ARC.
  /// - Parameters:
  ///   - lines: the file's content.
  ///   - name: the benchmark's name where a line gives none, such as the file's name; used in errors, too.
  /// - Throws: `DecontaminationError` with the line's number.
  public static func read(_ lines: [UInt8], name: String) throws(DecontaminationError) -> [BenchmarkItem] {
    var items: [BenchmarkItem] = []
    var number = 0
    for line in lines.split(separator: 0x0a, omittingEmptySubsequences: false) {
      number += 1
      if line.allSatisfy({ $0 <= 0x20 }) { continue }
      items.append(try read(line: Array(line), number: number, name: name))
    }
    return items
  }

  private static func read(line: [UInt8], number: Int, name: String) throws(DecontaminationError) -> BenchmarkItem {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: line)
    } catch {
      throw DecontaminationError(code: .syntax, message: "no JSON: \(error.message)", location: "\(name):\(number)")
    }
    guard case .object(let object) = value else {
      throw DecontaminationError(code: .syntax, message: "an item is a JSON object", location: "\(name):\(number)")
    }
    func text(_ fields: [String]) -> String? {
      for field in fields {
        switch object[field] {
        case .string(let text): return text
        case .int(let number): return String(number)
        case .double(let number): return String(number)
        default: continue
        }
      }
      return nil
    }
    guard let question = text(questionFields) else {
      let known = questionFields.joined(separator: ", ")
      throw DecontaminationError(
        code: .fields, message: "an item needs one of the fields \(known)", location: "\(name):\(number)")
    }
    return BenchmarkItem(
      benchmark: text(benchmarkFields) ?? name, item: text(itemFields) ?? String(number - 1), question: question,
      answer: text(answerFields) ?? "", options: options(object))
  }

  private static func options(_ object: JSONObject) -> [String] {
    for field in optionFields {
      switch object[field] {
      case .array(let values): return values.map { $0.string ?? $0.text() }
      case .object(let inner):
        if case .array(let values) = inner["text"] { return values.map { $0.string ?? $0.text() } }
      default: continue
      }
    }
    return []
  }
}
