// The last lines of a command that works on files: what it did, and what is damaged.

/// Tells people what a command did, on stderr.
enum StandaloneReport {
  /// - Parameters:
  ///   - summary: one line.
  ///   - problems: damaged inputs with their places; the first ten are shown.
  static func show(_ summary: String, problems: [String]) {
    for problem in problems.prefix(10) { StandardError.write("damaged: \(problem)\n") }
    if problems.count > 10 { StandardError.write("… and \(problems.count - 10) more\n") }
    let damaged = problems.isEmpty ? "" : ", \(problems.count) damaged records or regions left out"
    StandardError.write("\(summary)\(damaged)\n")
  }
}
