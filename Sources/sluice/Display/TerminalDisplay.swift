// What an output is: its width, and whether colours reach a person.

import ArgumentParser
import Auditing
import Glibc

/// When text is coloured.
enum ColourChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never
}

/// An output of the program that may be a terminal.
struct TerminalDisplay {
  static let standardOutput = TerminalDisplay(descriptor: STDOUT_FILENO)
  static let standardError = TerminalDisplay(descriptor: STDERR_FILENO)

  private let descriptor: Int32
  /// Columns where nobody says how many there are.
  private static let usualWidth = 120

  /// How texts are shown side by side there.
  ///
  /// - Parameters:
  ///   - width: columns; nil for those of the terminal, or those that the environment names, or 120.
  ///   - colour: `auto` colours on a terminal, unless NO_COLOR is set (no-color.org) or the terminal is dumb.
  func show(width: Int? = nil, colour: ColourChoice = .auto) -> SideBySideText {
    SideBySideText(width: width ?? self.width, style: isColoured(colour) ? .coloured : .marked)
  }

  func isColoured(_ choice: ColourChoice = .auto) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .auto:
      isatty(descriptor) == 1 && (Self.environment("NO_COLOR") ?? "").isEmpty && Self.environment("TERM") != "dumb"
    }
  }

  /// Columns of the terminal, or those that the environment names, or 120.
  var width: Int {
    var size = winsize()
    if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return Self.environment("COLUMNS").flatMap { Int($0) }.map { max(1, min($0, 1000)) } ?? Self.usualWidth
  }

  private static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
