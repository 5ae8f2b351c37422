// encode TOKENIZER TEXT: megabytes of text per CPU second from bytes to ids, and back.

import Glibc
import Storage
import Tokenization

/// Encodes a text file piece by piece as `Benchmarks/Tokenization/peers.py` has the others do it.
@main struct Encode {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else {
      print("usage: encode TOKENIZER TEXT [ROUNDS [IDS]]     IDS: a file for the ids, four bytes each")
      exit(64)
    }
    let begin = CPUClock.seconds
    let tokenizer = try BPETokenizer.load(arguments[1])
    let loadSeconds = CPUClock.seconds - begin
    let text = try FileSystem.readAll(arguments[2])
    let pieces = pieces(of: text)
    var ids: [UInt32] = []
    var cold = 0.0
    var best = Double.infinity
    for round in 0..<max(1, arguments.count > 3 ? Int(arguments[3]) ?? 1 : 1) {
      // A new workspace each time: its cache knows no word.
      let workspace = EncodeWorkspace()
      ids.removeAll(keepingCapacity: true)
      let start = CPUClock.seconds
      text.withUnsafeBufferPointer { text in
        for piece in pieces {
          tokenizer.encode(UnsafeBufferPointer(rebasing: text[piece]), into: &ids, using: workspace)
        }
      }
      let seconds = CPUClock.seconds - start
      if round == 0 { cold = seconds }
      best = min(best, seconds)
    }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(text.count + 64)
    let start = CPUClock.seconds
    ids.withUnsafeBufferPointer { tokenizer.decode($0, into: &decoded) }
    let decodeSeconds = CPUClock.seconds - start
    if arguments.count > 4 {
      try AtomicFile.write(ids.withUnsafeBytes { Array($0) }, to: arguments[4])
    }
    let megabytes = Double(text.count) / 1e6
    func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
    print(
      "{\"tool\":\"sluice\",\"cold\":\(rounded(megabytes / cold)),\"best\":\(rounded(megabytes / best)),"
        + "\"decode\":\(rounded(megabytes / decodeSeconds)),\"load_ms\":\(rounded(loadSeconds * 1000)),"
        + "\"tokens\":\(ids.count),\"lossless\":\(decoded == text)}")
  }

  /// Pieces of 16 KiB and a little more, cut at blank lines.
  static func pieces(of text: [UInt8]) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = 0
    while start < text.count {
      var end = start + 16_384
      while end + 1 < text.count, text[end] != 0x0a || text[end + 1] != 0x0a { end += 1 }
      end = end + 1 < text.count ? end + 2 : text.count
      pieces.append(start..<end)
      start = end
    }
    return pieces
  }
}
