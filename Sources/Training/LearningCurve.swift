// `curves.jsonl`: one line for every step.

import Storage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What one step of training did.
public struct StepReport: Sendable, Equatable {
  /// Number of the step, from 1.
  public var step: Int
  public var stepCount: Int
  /// Predicted tokens so far; padding does not count.
  public var tokenCount: Int
  /// Mean training loss of the step in nats per token.
  public var loss: Double
  public var learningRate: Double
  /// Global norm of the gradient before clipping.
  public var gradientNorm: Double
  /// Mean loss on the validation rows in nats per token, where this step was followed by a validation.
  public var validationLoss: Double?

  /// The step's line of `curves.jsonl`, without its end. Numbers are the shortest that read back the same.
  public var jsonLine: String {
    let validation = validationLoss.map { ",\"val_loss\":\($0)" } ?? ""
    return "{\"step\":\(step),\"tokens\":\(tokenCount),\"loss\":\(loss),\"lr\":\(learningRate),"
      + "\"grad_norm\":\(gradientNorm)\(validation)}"
  }
}

/// Appends to a curve file.
struct LearningCurve: ~Copyable {
  private let path: String
  private let descriptor: Int32

  /// Opens the file and drops every line after `step`: those that a run wrote after its last checkpoint and that will
  /// be written again.
  ///
  /// - Throws: `inputOutput`.
  init(path: String, upTo step: Int) throws(TrainingError) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw .system("open", path) }
    let bytes = try CheckpointFolder.storage { () throws(StorageError) in try FileSystem.readAll(path) }
    let end = Self.end(of: bytes, upTo: step)
    if ftruncate(descriptor, off_t(end)) != 0 || lseek(descriptor, off_t(end), SEEK_SET) < 0 {
      throw .system("shorten", path)
    }
  }

  deinit { close(descriptor) }

  func append(_ report: StepReport) throws(TrainingError) {
    let bytes = Array((report.jsonLine + "\n").utf8)
    var done = 0
    while done < bytes.count {
      let written = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        throw .system("write", path)
      }
      done += written
    }
  }

  /// Makes all lines so far last; to be called before a checkpoint that follows them.
  func synchronize() throws(TrainingError) {
    if fsync(descriptor) != 0 { throw .system("flush", path) }
  }

  /// Bytes of the whole lines whose step is at most `step`, up to the first that is none.
  private static func end(of bytes: [UInt8], upTo step: Int) -> Int {
    let start = Array("{\"step\":".utf8)
    var end = 0
    while let newline = bytes[end...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = bytes[end..<newline]
      let digits = line.dropFirst(start.count).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard line.starts(with: start), let number = Int(String(decoding: digits, as: UTF8.self)), number <= step
      else { break }
      end = newline + 1
    }
    return end
  }
}
