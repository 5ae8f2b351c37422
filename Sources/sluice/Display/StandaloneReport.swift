// The last lines of a command that works on files: what it did, and what is damaged.

/// Tells people what a command did, on stderr.
enum StandaloneReport {
  /// - Parameters:
  ///   - summary: one line.
  ///   - problems: damaged inputs with their places; the first ten are shown.
  static func show(_ summary: String, problems: [String]) {
    list(problems, count: problems.count)
    let damaged = problems.isEmpty ? "" : ", \(problems.count) damaged records or regions left out"
    StandardError.write("\(summary)\(damaged)\n")
  }

  /// For commands whose summary stands elsewhere.
  ///
  /// - Parameters:
  ///   - problems: damaged inputs with their places, or the first of them.
  ///   - count: of all of them.
  static func showDamage(_ problems: [String], count: Int) {
    list(problems, count: count)
    if count > 0 { StandardError.write("\(count) damaged records or regions left out\n") }
  }

  private static func list(_ problems: [String], count: Int) {
    for problem in problems.prefix(10) { StandardError.write("damaged: \(problem)\n") }
    if count > 10 { StandardError.write("… and \(count - 10) more\n") }
  }
}
