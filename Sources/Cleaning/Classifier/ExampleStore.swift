// Training examples as lists of features, on the disk: a training set may be larger than memory.

import Storage

/// Features of texts and what they are examples of, in the order in which they were added.
final class ExampleStore {
  private let file: ScratchFile
  /// Where each example's features begin, in elements; one more than there are examples.
  private var bounds = [0]
  private(set) var labels: [Bool] = []
  private var buffer: [UInt32] = []

  /// - Parameter folder: on the file system that gives the room.
  init(folder: String) throws(StorageError) { file = try ScratchFile(folder: folder) }

  var count: Int { labels.count }

  func append(_ features: ArraySlice<UInt32>, isPositive: Bool) throws {
    try features.withUnsafeBytes { try file.append($0) }
    bounds.append(bounds[count] + features.count)
    labels.append(isPositive)
  }

  /// Gives an example's features.
  func withFeatures<R>(of index: Int, _ body: (ArraySlice<UInt32>) throws -> R) throws -> R {
    let count = bounds[index + 1] - bounds[index]
    if buffer.count < count { buffer = [UInt32](repeating: 0, count: count * 2) }
    try buffer.withUnsafeMutableBytes { bytes in
      try file.read(at: bounds[index] * 4, into: UnsafeMutableRawBufferPointer(rebasing: bytes[..<(count * 4)]))
    }
    return try body(buffer[..<count])
  }
}
