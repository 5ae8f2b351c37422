// A fastText model's matrices: plain, or product-quantised. Their numbers stay in the mapped file.

/// Where a matrix's numbers stand in the file, and how a row is made of them.
struct FastTextMatrix: Sendable {
  let rowCount: Int
  let columnCount: Int
  private let storage: Storage

  private enum Storage: Sendable {
    case dense(offset: Int)
    case quantised(Quantised)
  }

  private struct Quantised: Sendable {
    /// A code a part of a row.
    var codes: Int
    var parts: Quantiser
    /// Codes and centroids of the rows' norms.
    var norms: (codes: Int, quantiser: Quantiser)?
  }

  /// A product quantiser: 256 centroids for each part of a row.
  private struct Quantiser: Sendable {
    var centroids: Int
    var partCount: Int
    var partWidth: Int
    var lastWidth: Int

    init(_ cursor: inout FastTextCursor, width: Int) throws(CleaningError) {
      let start = cursor.offset
      let dimension = try cursor.count(Int32.self, "a quantiser's dimension", in: width...width)
      partCount = try cursor.count(Int32.self, "a quantiser's number of parts", in: 1...width)
      partWidth = try cursor.count(Int32.self, "the width of a quantiser's parts", in: 1...width)
      lastWidth = try cursor.count(Int32.self, "the width of a quantiser's last part", in: 1...width)
      guard lastWidth <= partWidth, (partCount - 1) * partWidth + lastWidth == dimension else {
        throw cursor.failure("a quantiser's parts are not as wide as its dimension", at: start)
      }
      centroids = try cursor.skip(dimension * 256, of: 4, "a quantiser's centroids")
    }

    /// The centroid of a code in a part: its offset and its number of columns.
    @inline(__always)
    func centroid(part: Int, code: UInt8) -> (offset: Int, width: Int) {
      let width = part == partCount - 1 ? lastWidth : partWidth
      return (centroids + 4 * (part * 256 * partWidth + Int(code) * width), width)
    }
  }

  /// - Throws: `CleaningError` where sizes disagree with each other or with the file's length.
  init(_ cursor: inout FastTextCursor, isQuantised: Bool, columnCount: Int, _ what: String) throws(CleaningError) {
    let hasNorms = isQuantised ? try cursor.flag("whether \(what) has norms") : false
    rowCount = try cursor.count(Int64.self, "the number of rows of \(what)", in: 0...Int(Int32.max))
    self.columnCount = try cursor.count(Int64.self, "the width of \(what)", in: columnCount...columnCount)
    guard isQuantised else {
      storage = .dense(offset: try cursor.skip(rowCount, of: 4 * columnCount, what))
      return
    }
    let start = cursor.offset
    let codeCount = try cursor.count(Int32.self, "the number of codes of \(what)", in: 0...Int(Int32.max))
    let codes = try cursor.skip(codeCount, of: 1, "the codes of \(what)")
    let parts = try Quantiser(&cursor, width: columnCount)
    guard codeCount == rowCount * parts.partCount else {
      throw cursor.failure("\(what) has \(codeCount) codes for \(rowCount) rows of \(parts.partCount)", at: start)
    }
    var norms: (Int, Quantiser)?
    if hasNorms {
      let codes = try cursor.skip(rowCount, of: 1, "the norms of \(what)")
      norms = (codes, try Quantiser(&cursor, width: 1))
    }
    storage = .quantised(Quantised(codes: codes, parts: parts, norms: norms))
  }

  /// Adds a row to `sum`, which has `columnCount` elements.
  ///
  /// - Precondition: `row` is below `rowCount`, and `bytes` is the file that was read.
  func add(row: Int, of bytes: UnsafeRawBufferPointer, to sum: UnsafeMutableBufferPointer<Float>) {
    forEachPart(of: row, bytes) { offset, column, width, norm in
      // SAFETY: the initialiser found centroids and rows inside the file; the parts' widths sum up to columnCount.
      for index in 0..<width {
        sum[column &+ index] += norm * Self.float(bytes, offset &+ 4 &* index)
      }
    }
  }

  /// The product of a row with a vector of `columnCount` elements.
  func product(row: Int, of bytes: UnsafeRawBufferPointer, with vector: UnsafeBufferPointer<Float>) -> Float {
    var total: Float = 0
    forEachPart(of: row, bytes) { offset, column, width, norm in
      var part: Float = 0
      for index in 0..<width { part += vector[column &+ index] * Self.float(bytes, offset &+ 4 &* index) }
      total += norm * part
    }
    return total
  }

  @inline(__always)
  private func forEachPart(
    of row: Int, _ bytes: UnsafeRawBufferPointer, _ body: (_ offset: Int, _ column: Int, _ width: Int, Float) -> Void
  ) {
    switch storage {
    case .dense(let offset): body(offset &+ 4 &* row &* columnCount, 0, columnCount, 1)
    case .quantised(let quantised):
      var norm: Float = 1
      if let (codes, quantiser) = quantised.norms {
        norm = Self.float(bytes, quantiser.centroid(part: 0, code: bytes[codes + row]).offset)
      }
      let parts = quantised.parts
      for part in 0..<parts.partCount {
        let code = bytes[quantised.codes &+ row &* parts.partCount &+ part]
        let centroid = parts.centroid(part: part, code: code)
        body(centroid.offset, part &* parts.partWidth, centroid.width, norm)
      }
    }
  }

  @inline(__always)
  private static func float(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Float {
    Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
  }
}
