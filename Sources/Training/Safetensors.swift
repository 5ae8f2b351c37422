// The safetensors format: a JSON header with names, shapes and places, then the tensors' bytes.
// https://huggingface.co/docs/safetensors, as its specification of 2023 has it.

import FoundationEssentials

/// A named tensor of float32 in memory.
struct TensorView {
  let name: String
  let shape: [Int]
  let values: Floats
  var count: Int { shape.reduce(1, *) }
}

/// Writes and reads safetensors files of float32 tensors, on little-endian machines.
enum Safetensors {
  /// Longest header that is read; a hundred thousand tensors fit.
  private static let headerLimit = 1 << 24

  /// Writes a file; returns its size and checksum.
  ///
  /// The header is padded to a multiple of eight bytes, so that tensors can be mapped where they lie.
  static func write(_ tensors: [TensorView], to path: String) throws(TrainingError) -> CheckpointFile {
    var header = #"{"__metadata__":{"format":"pt"}"#
    var offset = 0
    for tensor in tensors {
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      let end = offset + tensor.count * 4
      header += #","\#(tensor.name)":{"dtype":"F32","shape":[\#(shape)],"data_offsets":[\#(offset),\#(end)]}"#
      offset = end
    }
    header += "}"
    header += String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    var file = try BinaryFileWriter(path: path)
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
    try file.write(length + Array(header.utf8))
    for tensor in tensors {
      try file.write(UnsafeRawBufferPointer(start: tensor.values, count: tensor.count * 4))
    }
    let byteCount = file.byteCount
    return CheckpointFile(byteCount: byteCount, checksum: try file.finish())
  }

  private struct Entry: Decodable {
    var dtype: String?
    var shape: [Int]?
    var offsets: [Int]?

    enum CodingKeys: String, CodingKey {
      case dtype
      case shape
      case offsets = "data_offsets"
    }
  }

  /// Reads a file that holds exactly `tensors`, by name, type and shape, into their memory.
  ///
  /// - Throws: `corruptCheckpoint` for a damaged file, `otherCheckpoint` for the tensors of another model.
  static func read(_ tensors: [TensorView], from path: String) throws(TrainingError) {
    func corrupt(_ message: String) -> TrainingError { TrainingError(.corruptCheckpoint, message, location: path) }
    let file = try BinaryFileReader(path: path)
    let length = try file.read(at: 0, count: 8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= headerLimit, Int(length) <= file.byteCount - 8 else {
      throw corrupt("the header should have \(length) bytes and the file has \(file.byteCount)")
    }
    let header = try file.read(at: 8, count: Int(length))
    let entries: [String: Entry]
    do {
      entries = try JSONDecoder().decode([String: Entry].self, from: Data(header))
    } catch {
      throw corrupt("the header is no JSON object of tensors")
    }
    let start = 8 + Int(length)
    let payload = file.byteCount - start
    for tensor in tensors {
      guard let entry = entries[tensor.name] else {
        throw TrainingError(.otherCheckpoint, "tensor \(tensor.name) is missing", location: path)
      }
      guard entry.dtype == "F32", entry.shape == tensor.shape else {
        throw TrainingError(
          .otherCheckpoint, "tensor \(tensor.name) is not float32 of shape \(tensor.shape)", location: path)
      }
      guard let offsets = entry.offsets, offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1],
        offsets[1] <= payload, offsets[1] - offsets[0] == tensor.count * 4
      else { throw corrupt("tensor \(tensor.name) does not lie within the file") }
      try file.read(
        at: start + offsets[0], into: UnsafeMutableRawBufferPointer(start: tensor.values, count: tensor.count * 4))
    }
    let others = Set(entries.keys).subtracting(tensors.map(\.name)).subtracting(["__metadata__"])
    if let other = others.min() {
      throw TrainingError(.otherCheckpoint, "tensor \(other) belongs to another model", location: path)
    }
  }
}

/// Size and XXH64 of a file of a checkpoint.
struct CheckpointFile: Codable, Equatable {
  let byteCount: Int
  let checksum: UInt64
}
