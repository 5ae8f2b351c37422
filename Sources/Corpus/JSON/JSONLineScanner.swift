// One line of JSONL: checked as a whole, the wanted fields found, nothing copied but the one content asked for.

/// Finds chosen fields in JSON objects.
///
/// Fields are named by paths: `text` is a member of the object itself, `origin.file` a member of a member; a dot that
/// belongs to a name is written `\.`. Arrays are not entered. A name that stands twice in an object counts with its
/// last value, as most readers have it. The whole line is checked against RFC 8259 whether its parts are wanted or
/// not.
///
/// Of one field, the long one, the content can be made while its string is checked, in the same pass over the bytes.
///
/// One scanner serves one worker; it is cheap to copy.
public struct JSONLineScanner: Sendable {
  /// A name in the tree of wanted paths.
  private struct Node: Sendable {
    var name: [UInt8]
    /// Indices of the wanted fields that end here.
    var slots: [Int] = []
    var children: [Int] = []
  }

  private var nodes: [Node] = [Node(name: [])]
  private var spans: [JSONSpan?]
  private var scratch: [UInt8] = []
  /// The node of the field whose content is made; no node has the number -1.
  private var contentNode = -1
  /// Room for that content, never shrunk; its first `contentByteCount` bytes count.
  private var content: [UInt8] = []
  private var contentByteCount: Int?
  /// Halves of surrogate pairs standing alone in the last line; they read as U+FFFD.
  public private(set) var loneSurrogateCount = 0

  private let acceptsInvalidUTF8: Bool

  /// - Parameters:
  ///   - fields: the paths; `self[i]` is the value of `fields[i]`.
  ///   - contentField: index of the field whose content `withContent` gives.
  ///   - acceptsInvalidUTF8: strings may hold bytes that are not UTF-8, which stay as they are.
  public init(fields: [String], contentOf contentField: Int? = nil, acceptsInvalidUTF8: Bool = false) {
    self.acceptsInvalidUTF8 = acceptsInvalidUTF8
    spans = Array(repeating: nil, count: fields.count)
    for (slot, field) in fields.enumerated() {
      let node = insert(Self.names(in: field), slot: slot)
      if slot == contentField { contentNode = node }
    }
  }

  /// The place of the field's value in the last line scanned; nil when the line does not have the field.
  public subscript(field: Int) -> JSONSpan? { spans[field] }

  /// Checks a line and finds the wanted fields.
  ///
  /// - Parameter line: one JSON object, with or without white space around it.
  /// - Throws: `JSONError` with the offset in the line. No field is found then.
  public mutating func scan(_ line: UnsafeBufferPointer<UInt8>) throws(JSONError) {
    clear()
    loneSurrogateCount = 0
    guard let base = line.baseAddress else { throw JSONError(.empty, at: 0) }
    var cursor = JSONCursor(base: base, count: line.count)
    cursor.acceptsInvalidUTF8 = acceptsInvalidUTF8
    guard let first = cursor.skipWhitespace() else { throw JSONError(.empty, at: line.count) }
    do throws(JSONError) {
      if first == UInt8(ascii: "{") {
        try scanObject(&cursor, node: 0, depth: 0)
        try cursor.expectEnd()
      } else {
        let start = cursor.at
        _ = try cursor.skipValue(depth: 0)
        try cursor.expectEnd()
        throw JSONError(.notAnObject, at: start)
      }
    } catch {
      clear()
      throw error
    }
    loneSurrogateCount = cursor.loneSurrogateCount
  }

  /// Calls `body` with the content, valid only there, of the string that the content field of the last line holds.
  ///
  /// - Returns: nil, without a call, when the line does not have the field or it is no string.
  public func withContent<R, E: Error>(_ body: (UnsafeBufferPointer<UInt8>) throws(E) -> R) throws(E) -> R? {
    guard let contentByteCount else { return nil }
    return try content.withUnsafeBufferPointer { room throws(E) -> R in
      try body(UnsafeBufferPointer(rebasing: room[..<contentByteCount]))
    }
  }

  /// Appends a field's value: of a string its content, of anything else its JSON text.
  ///
  /// - Returns: false when the last line scanned did not have the field.
  @discardableResult
  public func append(field: Int, of line: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) -> Bool {
    guard let span = spans[field] else { return false }
    JSONLineScanner.append(span, of: line, to: &output)
    return true
  }

  /// Appends a value: of a string its content, of anything else its JSON text.
  public static func append(_ span: JSONSpan, of line: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    let raw = UnsafeBufferPointer(rebasing: line[span.start..<span.end])
    if span.hasEscapes {
      JSONEscape.unescape(raw, into: &output)
    } else {
      output.append(contentsOf: raw)
    }
  }

  private mutating func clear() {
    for index in spans.indices { spans[index] = nil }
    contentByteCount = nil
  }

  private mutating func scanObject(_ cursor: inout JSONCursor, node: Int, depth: Int) throws(JSONError) {
    try cursor.enter(depth: depth)
    var isFirst = true
    while let key = try cursor.nextMember(isFirst: &isFirst) {
      guard let child = child(of: node, named: key, in: cursor) else {
        _ = try cursor.skipValue(depth: depth + 1)
        continue
      }
      forget(child)
      let hasWantedMembers = !nodes[child].children.isEmpty
      let first = try cursor.require()
      if first == UInt8(ascii: "\""), child == contentNode {
        cursor.at &+= 1
        remember(try scanContent(&cursor), at: child)
      } else if first == UInt8(ascii: "{"), hasWantedMembers {
        let objectStart = cursor.at
        try scanObject(&cursor, node: child, depth: depth + 1)
        remember(JSONSpan(kind: .object, start: objectStart, end: cursor.at), at: child)
      } else {
        let span = try cursor.skipValue(depth: depth + 1)
        remember(span, at: child)
      }
    }
  }

  /// Consumes the string behind an opening quote and keeps its content.
  private mutating func scanContent(_ cursor: inout JSONCursor) throws(JSONError) -> JSONSpan {
    // The content cannot be longer than the rest of the line.
    let needed = cursor.count - cursor.at + JSONCursor.contentSlack
    if content.count < needed { content = [UInt8](repeating: 0, count: needed + needed / 4) }
    let (span, byteCount) = try content.withUnsafeMutableBufferPointer { room throws(JSONError) in
      // The room is never empty.
      guard let start = room.baseAddress else { throw JSONError(.unexpectedEnd, at: cursor.count) }
      return try cursor.scanString(into: start)
    }
    contentByteCount = byteCount
    return span
  }

  /// The wanted name below `node` that `key` spells.
  private mutating func child(of node: Int, named key: JSONSpan, in cursor: JSONCursor) -> Int? {
    if nodes[node].children.isEmpty { return nil }
    let raw = UnsafeBufferPointer(start: cursor.base + key.start, count: key.byteCount)
    if !key.hasEscapes { return nodes[node].children.first { Self.equal(nodes[$0].name, raw) } }
    scratch.removeAll(keepingCapacity: true)
    JSONEscape.unescape(raw, into: &scratch)
    return nodes[node].children.first { nodes[$0].name == scratch }
  }

  private static func equal(_ name: [UInt8], _ raw: UnsafeBufferPointer<UInt8>) -> Bool {
    name.count == raw.count && name.elementsEqual(raw)
  }

  private mutating func remember(_ span: JSONSpan, at node: Int) {
    for slot in nodes[node].slots { spans[slot] = span }
  }

  /// Forgets what an earlier member of the same name held.
  private mutating func forget(_ node: Int) {
    for slot in nodes[node].slots { spans[slot] = nil }
    if node == contentNode { contentByteCount = nil }
    for child in nodes[node].children { forget(child) }
  }

  private mutating func insert(_ names: [[UInt8]], slot: Int) -> Int {
    var node = 0
    for name in names {
      if let child = nodes[node].children.first(where: { nodes[$0].name == name }) {
        node = child
      } else {
        nodes.append(Node(name: name))
        nodes[node].children.append(nodes.count - 1)
        node = nodes.count - 1
      }
    }
    nodes[node].slots.append(slot)
    return node
  }

  /// Cuts a path at its dots.
  private static func names(in path: String) -> [[UInt8]] {
    var names: [[UInt8]] = [[]]
    var isEscaped = false
    for byte in path.utf8 {
      if isEscaped {
        isEscaped = false
        if byte != UInt8(ascii: ".") { names[names.count - 1].append(UInt8(ascii: "\\")) }
        names[names.count - 1].append(byte)
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: ".") {
        names.append([])
      } else {
        names[names.count - 1].append(byte)
      }
    }
    if isEscaped { names[names.count - 1].append(UInt8(ascii: "\\")) }
    return names
  }
}
