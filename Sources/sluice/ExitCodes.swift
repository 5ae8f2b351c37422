// From errors to sysexits.

import ArgumentParser
import Cleaning
import Corpus
import Decontamination
import Deduplication
import Glibc
import Mixing
import Packing
import Pipeline
import Readers
import Storage
import TokenShards
import Tokenization
import Training

/// Runs a command's body; errors become one clear message on stderr and the right exit code.
func withExitCodes(_ body: () throws -> Void) throws {
  do {
    try body()
  } catch let code as ExitCode {
    throw code
  } catch {
    let (code, message) = classify(error)
    StandardError.write("sluice: \(message)\n")
    throw ExitCode(code)
  }
}

private func classify(_ error: any Error) -> (Int32, String) {
  switch error {
  case let error as ConfigurationError:
    return (78, "the configuration cannot be run:\n\(error)")
  case let error as RunError:
    return (exitCode(of: error.code), error.message)
  case let error as StorageError:
    switch error.code {
    case .notFound, .notRegular: return (66, error.description)
    case .diskFull, .inputOutput, .commandFailed: return (75, error.description)
    case .corrupt, .truncated, .limitExceeded: return (65, error.description)
    case .invalidPath: return (64, error.description)
    case .permissionDenied, .libraryMissing, .programMissing: return (74, error.description)
    }
  case let error as ReaderError:
    return (78, "a source is configured for other data than it has: \(error)")
  case let error as TokenizationError:
    return (exitCode(of: error.code), error.description)
  case let error as PackingError:
    return (error.code == .invalidRequest ? 64 : error.code == .corrupt ? 65 : 70, error.description)
  case let error as TrainingError:
    return (exitCode(of: error.code), error.description)
  case let error as DeduplicationError where error.code == .invalidParameter:
    return (64, error.description)
  case let error as DecontaminationError where error.code == .setting:
    return (64, error.description)
  case let error as CleaningError where error.code == .setting:
    return (64, error.description)
  case is CorpusError, is ShardError, is DeduplicationError, is MixError, is DecontaminationError, is CleaningError:
    return (65, "\(error)")
  case is Cancelled:
    return (130, "interrupted")
  default:
    return (70, "\(error)")
  }
}

private func exitCode(of code: TrainingError.Code) -> Int32 {
  switch code {
  case .inputOutput: 75
  case .libraryMissing: 74
  case .invalidConfiguration: 78
  case .invalidData, .corruptCheckpoint, .otherCheckpoint, .diverged: 65
  }
}

private func exitCode(of code: RunError.Code) -> Int32 {
  switch code {
  case .usage: 64
  case .badData: 65
  case .noInput: 66
  case .ourDefect: 70
  case .tryAgain: 75
  case .interrupted: 130
  }
}

private func exitCode(of code: TokenizationError.Code) -> Int32 {
  switch code {
  case .malformed, .inconsistent, .limitExceeded, .unsupported: 65
  case .invalidArgument: 64
  case .inputOutput: 66
  }
}

/// Text for people, unbuffered.
enum StandardError {
  static let isTerminal = isatty(STDERR_FILENO) == 1

  static func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = Glibc.write(STDERR_FILENO, bytes.baseAddress! + sent, bytes.count - sent)
        if count <= 0 { return }
        sent += count
      }
    }
  }
}
