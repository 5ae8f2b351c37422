// The file of the manifest, which proves itself: its last member is a checksum of all that it holds.

import Corpus
import Storage

extension ShardManifest {
  /// The last member: XXH64 of the file, in which its own digits count as zeros.
  private static let checksumKey = "checksum"
  private static let noDigits = [UInt8](repeating: 0x30, count: 16)
  /// Bytes behind the digits: a quote, a line end, a brace, a line end.
  private static let tailByteCount = 4

  /// Reads the manifest of a folder. A changed one is read as well, if it is one: people correct names.
  ///
  /// - Throws: `ShardError`, `StorageError`.
  public init(folder: String) throws {
    let (path, bytes) = try Self.read(folder)
    try self.init(json: Self.parse(bytes, path: path), path: path)
  }

  private static func read(_ folder: String) throws(StorageError) -> (path: String, bytes: [UInt8]) {
    let path = Path.join(folder, fileName)
    return (path, try FileSystem.readAll(path, limit: 1 << 28))
  }

  private static func parse(_ bytes: [UInt8], path: String) throws(ShardError) -> JSONValue {
    do throws(JSONError) { return try JSONValue(parsing: bytes) } catch {
      throw ShardError(.malformedManifest, error.message, path: path, offset: error.offset)
    }
  }

  /// Writes the manifest into a folder.
  public func write(to folder: String) throws(StorageError) -> FileSummary {
    guard case .object(var members) = json else {
      throw StorageError(.corrupt, "a manifest is an object", path: folder)
    }
    members[Self.checksumKey] = .string(String(decoding: Self.noDigits, as: UTF8.self))
    var bytes = JSONValue.object(members).bytes(.pretty) + [0x0a]
    bytes.replaceSubrange(Self.digits(of: bytes), with: Array(Hex.encode(XXH64.hash(bytes)).utf8))
    return try AtomicFile.write(bytes, to: Path.join(folder, Self.fileName))
  }

  private static func digits(of bytes: [UInt8]) -> Range<Int> {
    let end = max(noDigits.count, bytes.count - tailByteCount)
    return end - noDigits.count..<min(end, bytes.count)
  }

  /// Checks that a folder's manifest has the bytes that were written. Those of programs that wrote no checksum pass: they
  /// know nothing of blocks either.
  ///
  /// - Throws: `ShardError`, `StorageError`.
  static func verify(folder: String) throws {
    let (path, bytes) = try read(folder)
    let json = try parse(bytes, path: path)
    guard let checksum = json[checksumKey]?.string else {
      let manifest = try ShardManifest(json: json, path: path)
      guard manifest.files.contains(where: { $0.blocks != nil }) else { return }
      throw ShardError(.malformedManifest, "the manifest is damaged: its checksum is missing", path: path)
    }
    var counted = bytes
    let digits = digits(of: bytes)
    counted.replaceSubrange(digits, with: noDigits)
    let found = Hex.encode(XXH64.hash(counted))
    guard found == checksum, bytes[digits].elementsEqual(checksum.utf8) else {
      throw ShardError(
        .malformedManifest,
        "the manifest is not as it was written: its bytes have XXH64 \(found), but it says \(checksum)", path: path)
    }
  }
}
