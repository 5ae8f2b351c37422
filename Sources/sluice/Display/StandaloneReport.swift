// The last lines of a command that works on files: what it did, and what is damaged.

import Pipeline

/// Tells people what a command did, on stderr.
enum StandaloneReport {
  /// - Parameters:
  ///   - summary: one line.
  ///   - problems: damaged inputs with their places; the first ten are shown.
  ///   - limit: the number of them that is accepted.
  /// - Throws: the exit code for bad data when there are more.
  static func show(_ summary: String, problems: [String], limit: Int? = nil) throws {
    list(problems, count: problems.count)
    let damaged = problems.isEmpty ? "" : ", \(problems.count) damaged records or regions left out"
    StandardError.write("\(summary)\(damaged)\n")
    try check(problems.count, limit)
  }

  /// Things to know that damage nothing.
  static func showRemarks(_ remarks: [String], _ summary: String) {
    for remark in remarks.prefix(10) { StandardError.write("\(remark)\n") }
    if !remarks.isEmpty { StandardError.write("\(remarks.count) \(summary)\n") }
  }

  /// For commands whose summary stands elsewhere.
  ///
  /// - Parameters:
  ///   - problems: damaged inputs with their places, or the first of them.
  ///   - count: of all of them.
  ///   - limit: the number of them that is accepted.
  /// - Throws: the exit code for bad data when there are more.
  static func showDamage(_ problems: [String], count: Int, limit: Int?) throws {
    list(problems, count: count)
    if count > 0 { StandardError.write("\(count) damaged records or regions left out\n") }
    try check(count, limit)
  }

  private static func check(_ count: Int, _ limit: Int?) throws {
    if let limit, count > limit {
      throw RunError(.badData, "\(count) records or regions are damaged, more than --damaged-records (\(limit))")
    }
  }

  private static func list(_ problems: [String], count: Int) {
    for problem in problems.prefix(10) { StandardError.write("damaged: \(problem)\n") }
    if count > 10 { StandardError.write("… and \(count - 10) more\n") }
  }
}
