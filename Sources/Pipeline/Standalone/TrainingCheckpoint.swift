// What an interrupted training has got so far, so that the next call goes on behind it.

import Storage
import Tokenization

/// A folder with word counts and learnt merges. `counting.json` names the runs of words that are complete, `merges.bin`
/// holds the merges; each appears whole or not at all, and says of which inputs and settings it is.
///
/// `merges.bin`: `SLUICEMG`, version u32, number of merges u32, 32 bytes that identify inputs and settings, left and right
/// token u32 each, XXH64 of everything before u64; integers are little-endian.
struct TrainingCheckpoint: Sendable {
  let folder: String
  /// Identifies inputs and how they are counted.
  private let countingKey: String
  /// The same, and what is learnt from them.
  private let learningKey: [UInt8]
  /// Files are counted in groups of about as many stored bytes, between which what is counted is kept.
  var groupByteCount = 1 << 28
  /// Seconds between two times that merges are kept.
  var seconds = 5.0

  /// What is counted so far.
  struct Counting: Codable, Sendable {
    /// The first files of the inputs, which are counted.
    var fileCount: Int
    var runs: [WordRunFile]
    var totals: WordCounting.Totals
    fileprivate var key = ""

    init(fileCount: Int, runs: [WordRunFile], totals: WordCounting.Totals) {
      (self.fileCount, self.runs, self.totals) = (fileCount, runs, totals)
    }
  }

  private static let countingName = "counting.json"
  private static let mergesName = "merges.bin"
  private static let magic = Array("SLUICEMG".utf8) + [1, 0, 0, 0]

  /// - Parameters:
  ///   - counting: what is counted, and how.
  ///   - settings: what is learnt, in any form that differs when it does.
  /// - Throws: `RunError.usage` for inputs that cannot be read twice.
  init(folder: String, counting: WordCounting, settings: String) throws {
    self.folder = folder
    var hash = SHA256()
    func add(_ text: String) { hash.update(Array("\(text.utf8.count):\(text)".utf8)) }
    for file in counting.files {
      guard file != "-" else {
        throw RunError(.usage, "--checkpoint: the standard input cannot be read again; name a file")
      }
      let info = try FileSystem.info(file)
      add(file)
      add("\(info.byteCount) \(info.modificationNanoseconds)")
    }
    add(counting.pattern.description)
    add(counting.normalization.rawValue)
    for text in [counting.options.field, counting.options.idField, counting.options.separator ?? "-"] { add(text) }
    add(String(decoding: try RunJSON.encode(counting.weights), as: UTF8.self))
    countingKey = hash.hexDigest()
    var learning = SHA256()
    learning.update(Array("\(countingKey) \(settings)".utf8))
    learningKey = Array(learning.hexDigest().utf8.prefix(32))
    try FileSystem.createDirectory(folder)
    try FileSystem.removeAbandoned(below: folder)
  }

  /// Behind the last file of the group that begins with a file.
  func endOfGroup(_ files: [String], from start: Int) throws -> Int {
    var byteCount = 0
    var end = start
    while end < files.count, byteCount < groupByteCount {
      byteCount += try FileSystem.info(files[end]).byteCount
      end += 1
    }
    return end
  }

  /// What is counted so far; nil when there is nothing, or it is of other inputs or settings.
  ///
  /// - Throws: `StorageError.corrupt` when a run of words is not what it was.
  func counting() throws -> Counting? {
    let path = Path.join(folder, Self.countingName)
    guard FileSystem.exists(path) else { return nil }
    let counting = try RunJSON.decode(Counting.self, from: path)
    guard counting.key == countingKey else { return nil }
    for run in counting.runs { try run.verify() }
    return counting
  }

  func keep(_ counting: Counting) throws {
    var counting = counting
    counting.key = countingKey
    try AtomicFile.write(RunJSON.encode(counting), to: Path.join(folder, Self.countingName))
  }

  /// The merges that are learnt so far, at most `limit`; none when they are of other inputs or settings. Results are
  /// numbered from `firstID` on.
  ///
  /// - Throws: `StorageError.corrupt`.
  func merges(firstID: Int, limit: Int) throws -> [BPEModel.Merge] {
    let path = Path.join(folder, Self.mergesName)
    guard FileSystem.exists(path) else { return [] }
    let bytes = try FileSystem.readAll(path)
    let header = Self.magic.count + 4 + learningKey.count
    let damaged = StorageError(.corrupt, "is damaged; remove it to learn from the start", path: path)
    return try bytes.withUnsafeBytes { raw throws(StorageError) in
      guard raw.count >= header + 8, raw.starts(with: Self.magic) else { throw damaged }
      let count = Int(UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: Self.magic.count, as: UInt32.self)))
      let end = header + 8 * count
      guard raw.count == end + 8,
        UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: end, as: UInt64.self))
          == XXH64.hash(UnsafeRawBufferPointer(rebasing: raw[..<end]))
      else { throw damaged }
      guard raw[(header - learningKey.count)..<header].elementsEqual(learningKey) else { return [] }
      return (0..<min(count, limit)).map { index in
        BPEModel.Merge(
          left: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: header + 8 * index, as: UInt32.self)),
          right: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: header + 8 * index + 4, as: UInt32.self)),
          result: UInt32(firstID + index))
      }
    }
  }

  func keep(_ merges: [BPEModel.Merge]) throws {
    var bytes = Self.magic
    bytes.reserveCapacity(64 + 8 * merges.count)
    func append(_ value: UInt32) { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }
    append(UInt32(merges.count))
    bytes += learningKey
    for merge in merges {
      append(merge.left)
      append(merge.right)
    }
    withUnsafeBytes(of: XXH64.hash(bytes).littleEndian) { bytes.append(contentsOf: $0) }
    try AtomicFile.write(bytes, to: Path.join(folder, Self.mergesName))
  }
}
