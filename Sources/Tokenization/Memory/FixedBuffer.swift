// Memory of a fixed length that tables and workspaces own: no reference counting and no bounds checks in inner loops.

import Glibc

/// An owner of `count` trivial elements at one address.
///
/// SAFETY: elements are plain values, so that neither copying nor freeing them runs code. Who reads through `base`
/// stays below `count` and keeps the owner alive meanwhile.
final class FixedBuffer<Element: BitwiseCopyable> {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  init(repeating value: Element, count: Int) {
    self.count = count
    let byteCount = max(count, 1) * MemoryLayout<Element>.stride
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: byteCount, alignment: byteCount < HugePages.smallest ? 16 : HugePages.size)
    if byteCount >= HugePages.smallest { HugePages.advise(raw, byteCount: byteCount) }
    base = raw.bindMemory(to: Element.self, capacity: max(count, 1))
    base.initialize(repeating: value, count: max(count, 1))
  }

  convenience init(_ elements: [Element]) where Element: ExpressibleByIntegerLiteral {
    self.init(repeating: 0, count: elements.count)
    elements.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { base.update(from: start, count: elements.count) }
    }
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }
}

/// Large tables are read at random places: with pages of two megabytes each place costs one miss less.
private enum HugePages {
  static let size = 1 << 21
  /// Smaller memory is left alone.
  static let smallest = 1 << 20

  /// Asks for huge pages; where there are none, nothing changes.
  static func advise(_ memory: UnsafeMutableRawPointer, byteCount: Int) {
    _ = madvise(memory, byteCount, MADV_HUGEPAGE)
  }
}
