// Looking a document's n-grams up.

import TextAnalysis

/// A stretch of a document that is part of a benchmark item.
public struct BenchmarkMatch: Sendable, Equatable {
  public var benchmark: String
  public var item: String
  /// Byte offsets in the document's text.
  public var start: Int
  public var end: Int
  /// Number of text units in the stretch.
  public var unitCount: Int
}

extension BenchmarkIndex {
  /// Buffers for matching, reused from document to document.
  public struct Scratch {
    fileprivate var hashes: [UInt64] = []
    fileprivate var hits: [Hit] = []
    fileprivate var units = TextUnits()

    public init() {}
  }

  fileprivate struct Hit {
    var item: UInt32
    /// Number of the first unit, and of the unit behind the last.
    var first: Int32
    var end: Int32
  }

  /// The matches in `text`, by ascending start; none lies within another one.
  ///
  /// Markup that was left in the text is looked through. Linear in the text.
  /// - Parameter units: the text's units, when they are known already.
  public func matches(
    in text: UnsafeBufferPointer<UInt8>, units: borrowing TextUnits, scratch: inout Scratch
  ) -> [BenchmarkMatch] {
    if let fold = MarkupFold(text) {
      scratch.units.analyse(fold.bytes)
      let spans = spans(scratch.units, hashes: &scratch.hashes, hits: &scratch.hits)
      return spans.map { match($0, scratch.units) { (fold.sourceStart($0), fold.sourceEnd($1)) } }
    }
    let spans = spans(units, hashes: &scratch.hashes, hits: &scratch.hits)
    return spans.map { match($0, units) { ($0, $1) } }
  }

  /// The matches in `text`.
  public func matches(in text: [UInt8]) -> [BenchmarkMatch] {
    var scratch = Scratch()
    var units = TextUnits()
    units.analyse(text)
    return text.withUnsafeBufferPointer { matches(in: $0, units: units, scratch: &scratch) }
  }

  private func match(
    _ hit: Hit, _ units: borrowing TextUnits, _ place: (Int, Int) -> (Int, Int)
  ) -> BenchmarkMatch {
    let (start, end) = place(Int(units.starts[Int(hit.first)]), Int(units.ends[Int(hit.end) - 1]))
    let name = name(hit.item)
    return BenchmarkMatch(
      benchmark: name.benchmark, item: name.item, start: start, end: end, unitCount: Int(hit.end - hit.first))
  }

  private func spans(_ units: borrowing TextUnits, hashes: inout [UInt64], hits: inout [Hit]) -> [Hit] {
    hits.removeAll(keepingCapacity: true)
    let unitHashes = units.hashes
    let n = settings.n
    if table.count > 0, unitHashes.count >= n {
      NGrams.hashes(of: unitHashes, n: n, into: &hashes)
      hashes.withUnsafeBufferPointer { hashes in
        table.forEachHit(in: hashes) { index, item in
          hits.append(
            Hit(item: item, first: Int32(truncatingIfNeeded: index), end: Int32(truncatingIfNeeded: index + n)))
        }
      }
    }
    findShortItems(unitHashes, hashes: &hashes, hits: &hits)
    return hits.isEmpty ? [] : Self.merged(&hits)
  }

  private func findShortItems(_ unitHashes: [UInt64], hashes: inout [UInt64], hits: inout [Hit]) {
    let width = settings.minimumItemUnits
    guard seeds.count > 0, unitHashes.count >= width else { return }
    NGrams.hashes(of: unitHashes, n: width, into: &hashes)
    var whole: [UInt64] = []
    hashes.withUnsafeBufferPointer { hashes in
      seeds.forEachHit(in: hashes) { index, head in
        var entry = Int32(head)
        while entry >= 0 {
          let short = shortItems[Int(entry)]
          let end = index + Int(short.unitCount)
          if end <= unitHashes.count {
            NGrams.hashes(of: Array(unitHashes[index..<end]), n: Int(short.unitCount), into: &whole)
            if whole[0] == short.hash {
              hits.append(
                Hit(item: short.item, first: Int32(truncatingIfNeeded: index), end: Int32(truncatingIfNeeded: end)))
            }
          }
          entry = short.next
        }
      }
    }
  }

  /// Joins overlapping hits of an item and leaves out what lies within another item's stretch.
  private static func merged(_ hits: inout [Hit]) -> [Hit] {
    hits.sort { ($0.item, $0.first, $0.end) < ($1.item, $1.first, $1.end) }
    var joined: [Hit] = []
    for hit in hits {
      if let last = joined.last, last.item == hit.item, hit.first <= last.end {
        joined[joined.count - 1].end = max(last.end, hit.end)
      } else {
        joined.append(hit)
      }
    }
    joined.sort { ($0.first, -$0.end, $0.item) < ($1.first, -$1.end, $1.item) }
    var result: [Hit] = []
    for hit in joined {
      if let last = result.last, hit.end <= last.end { continue }
      result.append(hit)
    }
    return result
  }
}
