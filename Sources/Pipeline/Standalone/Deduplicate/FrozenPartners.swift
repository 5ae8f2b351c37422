// Documents of earlier corpora in whose favour documents of this one go.

import Deduplication

/// The distinct frozen documents of a resolution, in order. Eight bytes for each removal in their favour while they are
/// collected, then for each of them.
struct FrozenPartners: Sendable {
  private var keys: [UInt64] = []

  init(_ resolution: Resolution) {
    resolution.forEachRemoval { removal in
      if case .frozen(let corpus, let place) = removal.kept { keys.append(Self.key(corpus, place)) }
    }
    keys.sort()
    var count = 0
    for index in keys.indices where index == 0 || keys[index] != keys[index - 1] {
      keys[count] = keys[index]
      count += 1
    }
    keys.removeLast(keys.count - count)
  }

  var count: Int { keys.count }

  /// The ordinal of a document that is among them.
  func ordinal(corpus: Int, place: DocumentPlace) -> Int {
    let key = Self.key(corpus, place)
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Calls `body` with each, in order.
  func forEachDocument(_ body: (_ corpus: Int, _ place: DocumentPlace) throws -> Void) rethrows {
    for key in keys {
      try body(Int(key >> 56), DocumentPlace(task: Int(key >> 32 & 0xff_ffff), row: Int(key & 0xffff_ffff)))
    }
  }

  /// Up to 256 corpora of up to 2²⁴ files, as `DeduplicateCall` checks.
  private static func key(_ corpus: Int, _ place: DocumentPlace) -> UInt64 {
    UInt64(corpus) << 56 | UInt64(place.task) << 32 | UInt64(place.row)
  }
}
