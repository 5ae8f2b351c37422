// Progress of the commands that make and compare tokenizers.

import Auditing
import Pipeline
import Storage
import Synchronization

/// Shows what is counted and learnt on stderr: at most ten times a second on a terminal, once a minute elsewhere.
final class TokenizerDisplay: Sendable {
  private struct State {
    var line = ""
    var stage = ""
    var bytes = 0
    var documents = 0
    var startSeconds = MonotonicClock.seconds
    var lastShown = MonotonicClock.seconds
    var lineIsOpen = false
  }

  private let state = Mutex(State())
  private let isTerminal = StandardError.isTerminal

  func receive(_ event: TokenizerProgress) {
    state.withLock { state in
      switch event {
      case .counted(let bytes, let documents): advance(&state, "counting words", bytes, documents)
      case .compared(let bytes, let documents): advance(&state, "comparing", bytes, documents)
      case .learning(let made, let wanted):
        begin(&state, "learning")
        let seconds = MonotonicClock.seconds - state.startSeconds
        let left = made == 0 ? 0 : seconds * Double(wanted - made) / Double(made)
        state.line =
          "learning: \(Figures.count(made)) of \(Figures.count(wanted)) tokens, \(Figures.duration(left)) left"
        showIfDue(&state)
      case .note(let text):
        close(&state)
        StandardError.write(text + "\n")
      }
    }
  }

  /// Removes the moving line.
  func finish() { state.withLock { close(&$0) } }

  private func advance(_ state: inout State, _ stage: String, _ bytes: Int, _ documents: Int) {
    begin(&state, stage)
    state.bytes += bytes
    state.documents += documents
    let seconds = max(MonotonicClock.seconds - state.startSeconds, 0.001)
    state.line = "\(stage): \(Figures.count(state.documents)) documents, \(Figures.bytes(Double(state.bytes))), "
    state.line += "\(Figures.bytes(Double(state.bytes) / seconds))/s"
    showIfDue(&state)
  }

  private func begin(_ state: inout State, _ stage: String) {
    if state.stage == stage { return }
    (state.stage, state.bytes, state.documents) = (stage, 0, 0)
    state.startSeconds = MonotonicClock.seconds
  }

  private func showIfDue(_ state: inout State) {
    let now = MonotonicClock.seconds
    guard now - state.lastShown >= (isTerminal ? 0.1 : 60) else { return }
    state.lastShown = now
    StandardError.write(isTerminal ? "\r\u{1B}[K\(state.line)" : state.line + "\n")
    state.lineIsOpen = isTerminal
  }

  private func close(_ state: inout State) {
    if state.lineIsOpen { StandardError.write("\r\u{1B}[K") }
    state.lineIsOpen = false
  }
}
