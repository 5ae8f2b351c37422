// The query of an address.

/// Rule 6 of `URLNormalizer`: parameters read, those that only track or name a session left out, the rest in order.
struct URLQuery: Sendable {
  private struct Parameter {
    /// Range in `text`, and the end of the name in it.
    var start: Int
    var nameEnd: Int
    var end: Int
  }

  private var text: [UInt8] = []
  private var parameters: [Parameter] = []

  /// True when no parameter is left.
  var isEmpty: Bool { parameters.isEmpty }

  /// Reads a query without its question mark.
  mutating func read(_ query: UnsafeBufferPointer<UInt8>) {
    text.removeAll(keepingCapacity: true)
    parameters.removeAll(keepingCapacity: true)
    var start = 0
    while start < query.count {
      var end = start
      while end < query.count, query[end] != UInt8(ascii: "&") { end += 1 }
      if end > start { readParameter(UnsafeBufferPointer(rebasing: query[start..<end])) }
      start = end + 1
    }
    sort()
  }

  /// Appends the question mark and the parameters, or nothing.
  func append(to output: inout [UInt8]) {
    var separator = UInt8(ascii: "?")
    for parameter in parameters {
      output.append(separator)
      output.append(contentsOf: text[parameter.start..<parameter.end])
      separator = UInt8(ascii: "&")
    }
  }

  private mutating func readParameter(_ parameter: UnsafeBufferPointer<UInt8>) {
    let start = text.count
    let nameCount = parameter.firstIndex(of: UInt8(ascii: "=")) ?? parameter.count
    URLEscapes.append(UnsafeBufferPointer(rebasing: parameter[..<nameCount]), part: .parameter, to: &text)
    let nameEnd = text.count
    if nameCount < parameter.count {
      text.append(UInt8(ascii: "="))
      URLEscapes.append(UnsafeBufferPointer(rebasing: parameter[(nameCount + 1)...]), part: .parameter, to: &text)
    }
    let isUseless = text.withUnsafeBufferPointer { text in
      TrackingParameters.holds(
        name: UnsafeBufferPointer(rebasing: text[start..<nameEnd]),
        value: UnsafeBufferPointer(rebasing: text[min(nameEnd + 1, text.count)...]))
    }
    if isUseless {
      text.removeSubrange(start...)
    } else {
      parameters.append(Parameter(start: start, nameEnd: nameEnd, end: text.count))
    }
  }

  /// By name; equal names stay in their order, which may mean something.
  private mutating func sort() {
    if parameters.count < 2 { return }
    let text = text
    text.withUnsafeBufferPointer { text in
      parameters.sort { left, right in
        let leftName = text[left.start..<left.nameEnd]
        let rightName = text[right.start..<right.nameEnd]
        if leftName.elementsEqual(rightName) { return left.start < right.start }
        return leftName.lexicographicallyPrecedes(rightName)
      }
    }
  }
}
