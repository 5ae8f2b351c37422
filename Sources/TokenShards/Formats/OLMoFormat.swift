// The format `olmo`: the files of dolma's tokenizer, which OLMo and OLMo-core read.
//
//     part-0-NNNNN.npy     the tokens without any header, document behind document
//     part-0-NNNNN.csv.gz  a line for each document: first token, token behind the last, id, source, number
//
// The compressed file has stored blocks only (RFC 1951, 3.2.4), so that its bytes do not depend on a library.

import Corpus
import Storage

enum OLMoFormat: ShardLayout {
  static let contents: [ShardContent] = [.documents]
  static let tokensEnding = ".npy"
  static let boundsEnding = ".csv.gz"

  static func stem(ofShard number: Int) -> String { "part-0-" + digits(number, 5) }

  static func writeCompanions(_ shard: FinishedShard) throws -> [(ending: String, summary: FileSummary)] {
    let file = try StoredGzipFile(path: shard.stem + boundsEnding)
    var start = 0
    var line: [UInt8] = []
    for item in 0..<shard.items.count {
      let end = start + shard.items[item]
      let (document, source) = shard.spans.firstPiece(ofRow: item)
      line.removeAll(keepingCapacity: true)
      JSONText.append(start, to: &line)
      line.append(UInt8(ascii: ","))
      JSONText.append(end, to: &line)
      line.append(UInt8(ascii: ","))
      document.appendDigits(to: &line)
      line.append(UInt8(ascii: ","))
      CSVField.append(shard.labels.sources[source], to: &line)
      line.append(UInt8(ascii: ","))
      JSONText.append(item, to: &line)
      line += [0x0d, 0x0a]
      try file.write(line)
      start = end
    }
    return [(boundsEnding, try file.commit())]
  }

  static func open(_ path: String, rowTokenCount: Int?) throws -> TokenShardReader {
    let file = try MappedFile(path: path)
    let bounds = String(path.dropLast(path.hasSuffix(tokensEnding) ? tokensEnding.utf8.count : 0)) + boundsEnding
    let counts = try OLMoBounds.read(bounds)
    let tokenCount = counts.reduce(0, +)
    guard
      let width = [TokenWidth.two, .four].first(where: {
        tokenCount.multipliedReportingOverflow(by: $0.rawValue) == (file.byteCount, false)
      })
    else {
      throw ShardError(
        .corrupt, "the documents end at token \(tokenCount), but \(path) has \(file.byteCount) bytes", path: bounds)
    }
    var items: [ShardItem] = []
    items.reserveCapacity(counts.count)
    var first = 0
    for count in counts {
      items.append(ShardItem(byteOffset: first * width.rawValue, firstToken: first, tokenCount: count))
      first += count
    }
    return TokenShardReader(path: path, bytes: .mapped(file), width: width, items: ListedItems(items))
  }
}

/// Reads document bounds.
private enum OLMoBounds {
  /// Tokens of each document; the bounds must follow one another from 0 on. 8 bytes of memory a document.
  ///
  /// - Throws: `ShardError` with the line's offset in the decompressed file; `StorageError`.
  static func read(_ path: String) throws -> [Int] {
    let input = try ByteInput.open(path: path)
    var counts: [Int] = []
    var last = 0
    while try input.fill(atLeast: 1) > 0 {
      let (start, end, length) = try line(input, path)
      guard let start, let end, start == last, end >= start, end < 1 << 50 else {
        throw ShardError(
          .corrupt, "line \(counts.count + 1) has no bounds that follow those before it", path: path,
          offset: input.offset)
      }
      counts.append(end - start)
      last = end
      input.consume(length)
    }
    return counts
  }

  /// The first two numbers of the next line, and its length with its end.
  private static func line(_ input: ByteInput, _ path: String) throws -> (Int?, Int?, Int) {
    var wanted = 256
    while true {
      let available = try input.fill(atLeast: wanted)
      let found: (Int?, Int?, Int)? = input.withBuffer { bytes in
        let end = bytes.firstIndex(of: 0x0a)
        guard end != nil || available < wanted else { return nil }
        let line = bytes[..<(end ?? bytes.endIndex)]
        let fields = line.split(separator: UInt8(ascii: ","), maxSplits: 2, omittingEmptySubsequences: false)
        let numbers = fields.prefix(2).map { Int(String(decoding: $0.filter { $0 != 0x0d }, as: UTF8.self)) }
        return (numbers.first ?? nil, numbers.count > 1 ? numbers[1] : nil, line.count + (end == nil ? 0 : 1))
      }
      if let found { return found }
      guard wanted < 1 << 20 else {
        throw ShardError(.corrupt, "a line of more than 1 MiB holds no bounds", path: path, offset: input.offset)
      }
      wanted *= 2
    }
  }
}

/// Fields of comma-separated lines (RFC 4180).
private enum CSVField {
  static func append(_ text: String, to output: inout [UInt8]) {
    let special: [UInt8] = [0x22, 0x2c, 0x0a, 0x0d]
    guard text.utf8.contains(where: { special.contains($0) }) else {
      output += Array(text.utf8)
      return
    }
    output.append(0x22)
    for byte in text.utf8 {
      if byte == 0x22 { output.append(0x22) }
      // OLMo-core reads line by line: a field stays on its line.
      output.append(byte == 0x0a || byte == 0x0d ? 0x20 : byte)
    }
    output.append(0x22)
  }
}
