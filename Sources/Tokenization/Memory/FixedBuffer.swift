// Memory of a fixed length that tables and workspaces own: no reference counting and no bounds checks in inner loops.

/// An owner of `count` trivial elements at one address.
///
/// SAFETY: elements are plain values, so that neither copying nor freeing them runs code. Who reads through `base`
/// stays below `count` and keeps the owner alive meanwhile.
final class FixedBuffer<Element: BitwiseCopyable> {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  init(repeating value: Element, count: Int) {
    self.count = count
    base = UnsafeMutablePointer<Element>.allocate(capacity: max(count, 1))
    base.initialize(repeating: value, count: max(count, 1))
  }

  convenience init(_ elements: [Element]) where Element: ExpressibleByIntegerLiteral {
    self.init(repeating: 0, count: elements.count)
    elements.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { base.update(from: start, count: elements.count) }
    }
  }

  deinit { base.deallocate() }
}
