// An append-only arena of plain values.

/// Memory that grows at its end; what lies in it is named by its place.
///
/// SAFETY: elements are plain values. Addresses are valid only until the next `append`.
final class GrowingBuffer<Element: BitwiseCopyable> {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = max(capacity, 1)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  /// Makes room for `added` more elements.
  func reserve(_ added: Int) {
    let needed = count &+ added
    if needed <= capacity { return }
    let grown = max(needed, capacity &* 2)
    let fresh = UnsafeMutablePointer<Element>.allocate(capacity: grown)
    fresh.update(from: base, count: count)
    base.deallocate()
    base = fresh
    capacity = grown
  }

  /// Appends `added` elements and returns the place of the first one.
  @discardableResult
  func append(_ elements: UnsafePointer<Element>, count added: Int) -> Int {
    reserve(added)
    (base + count).update(from: elements, count: added)
    count &+= added
    return count &- added
  }

  @inline(__always)
  func append(_ element: Element) {
    if count == capacity { reserve(1) }
    base[count] = element
    count &+= 1
  }

  /// Adds `added` elements whose values the caller sets, and returns the place of the first one.
  func appendUninitialized(_ added: Int) -> Int {
    reserve(added)
    count &+= added
    return count &- added
  }

  func removeAll() { count = 0 }

  /// Keeps the first `kept` elements.
  func shorten(to kept: Int) { count = min(count, kept) }
}
