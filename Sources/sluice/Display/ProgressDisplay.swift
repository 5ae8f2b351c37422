// Progress of long work: a line that moves on a terminal, a line a minute elsewhere.

import Auditing
import Pipeline
import Storage
import Synchronization

/// Shows the events of a run on stderr: at most ten times a second on a terminal, once a minute elsewhere.
final class ProgressDisplay: Sendable {
  private struct State {
    var stage: StageKind?
    var stageByteCount = 0
    var bytes = 0
    var documents = 0
    var startSeconds = 0.0
    var lastShown = 0.0
    var lineIsOpen = false
  }

  private let state = Mutex(State())
  private let isTerminal: Bool
  private let isQuiet: Bool

  init(isTerminal: Bool = StandardError.isTerminal, isQuiet: Bool = false) {
    self.isTerminal = isTerminal
    self.isQuiet = isQuiet
  }

  func receive(_ event: RunEvent) {
    if isQuiet { return }
    state.withLock { state in
      switch event {
      case .stageStarted(let stage, let taskCount, let committed, let byteCount):
        state = State(stage: stage, stageByteCount: byteCount, startSeconds: MonotonicClock.seconds)
        state.lastShown = state.startSeconds
        if committed > 0, committed < taskCount {
          StandardError.write("\(stage.rawValue): \(committed) of \(taskCount) tasks were done before\n")
        }
      case .advanced(_, let bytes, let documents):
        state.bytes += bytes
        state.documents += documents
        showIfDue(&state)
      case .taskCommitted: break
      case .stageFinished(let stage, let wasDone):
        finish(&state, stage, wasDone: wasDone)
      case .note(let line):
        clear(&state)
        StandardError.write(line + "\n")
      }
    }
  }

  private func showIfDue(_ state: inout State) {
    let now = MonotonicClock.seconds
    guard now - state.lastShown >= (isTerminal ? 0.1 : 60) else { return }
    state.lastShown = now
    let seconds = max(now - state.startSeconds, 0.001)
    var line = "\(state.stage?.rawValue ?? ""): \(Figures.count(state.documents)) documents"
    if state.bytes > 0 { line += ", \(Figures.bytes(Double(state.bytes) / seconds))/s" }
    if state.stageByteCount > state.bytes, state.bytes > 0 {
      let left = seconds * Double(state.stageByteCount - state.bytes) / Double(state.bytes)
      line += ", \(100 * state.bytes / state.stageByteCount) %, \(Figures.duration(left)) left"
    }
    if isTerminal {
      StandardError.write("\r\u{1B}[K\(line)")
      state.lineIsOpen = true
    } else {
      StandardError.write(line + "\n")
    }
  }

  private func finish(_ state: inout State, _ stage: StageKind, wasDone: Bool) {
    clear(&state)
    if wasDone { return }
    let seconds = MonotonicClock.seconds - state.startSeconds
    var line = "\(stage.rawValue): done in \(Figures.duration(seconds))"
    if state.documents > 0 { line += ", \(Figures.count(state.documents)) documents" }
    if state.bytes > 0 { line += ", \(Figures.bytes(Double(state.bytes))) read" }
    StandardError.write(line + "\n")
  }

  private func clear(_ state: inout State) {
    if state.lineIsOpen { StandardError.write("\r\u{1B}[K") }
    state.lineIsOpen = false
  }
}
