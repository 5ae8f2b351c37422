// Ledger entries as lines of JSON.
//
//     {"stage":"quality","action":"drop","reason":"too-short","id":"…","source":"web",
//      "origin":{"file":"a.warc","offset":0,"bytes":9,"row":3},"bytes":120,
//      "spans":[{"rule":"…","start":0,"end":9,"added":0}],"detail":{"words":"3"}}
//
// Members without content are left out; maps are written in the order of their names' bytes.

extension LedgerEntry {
  /// Appends the entry as one line with its line end.
  public func appendLine(to output: inout [UInt8]) {
    JSONText.appendRaw(#"{"stage":"#, to: &output)
    JSONText.appendString(stage.rawValue, to: &output)
    JSONText.appendRaw(#","action":"#, to: &output)
    JSONText.appendString(action.rawValue, to: &output)
    if let reason {
      JSONText.appendRaw(#","reason":"#, to: &output)
      JSONText.appendString(reason, to: &output)
    }
    if let id {
      JSONText.appendRaw(#","id":""#, to: &output)
      id.appendDigits(to: &output)
      JSONText.appendRaw("\"", to: &output)
    }
    JSONText.appendRaw(#","source":"#, to: &output)
    JSONText.appendString(source, to: &output)
    JSONText.appendRaw(#","origin":"#, to: &output)
    origin.append(to: &output)
    if let byteCount {
      JSONText.appendRaw(#","bytes":"#, to: &output)
      JSONText.append(byteCount, to: &output)
    }
    if !spans.isEmpty { appendSpans(to: &output) }
    if !detail.isEmpty {
      JSONText.appendRaw(#","detail":"#, to: &output)
      JSONText.append(detail, to: &output)
    }
    JSONText.appendRaw("}\n", to: &output)
  }

  private func appendSpans(to output: inout [UInt8]) {
    JSONText.appendRaw(#","spans":["#, to: &output)
    for (index, span) in spans.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      JSONText.appendRaw(#"{"rule":"#, to: &output)
      JSONText.appendString(span.rule, to: &output)
      JSONText.appendRaw(#","start":"#, to: &output)
      JSONText.append(span.start, to: &output)
      JSONText.appendRaw(#","end":"#, to: &output)
      JSONText.append(span.end, to: &output)
      JSONText.appendRaw(#","added":"#, to: &output)
      JSONText.append(span.replacementByteCount, to: &output)
      JSONText.appendRaw("}", to: &output)
    }
    JSONText.appendRaw("]", to: &output)
  }

  /// Reads a line that `appendLine` wrote; nil when a member is missing or holds another kind of value.
  ///
  /// - Throws: `JSONError` with the offset in the line.
  public init?(line: UnsafeBufferPointer<UInt8>) throws(JSONError) {
    let json = try JSONValue(parsing: line)
    guard let stage = json["stage"]?.string, let action = json["action"]?.string.flatMap(Action.init(rawValue:)),
      let source = json["source"]?.string, let origin = json["origin"].flatMap(Origin.init(json:))
    else { return nil }
    self.init(
      stage: StageName(rawValue: stage), action: action, reason: json["reason"]?.string, source: source,
      origin: origin, byteCount: json["bytes"]?.int)
    if let digits = json["id"] {
      guard let id = digits.string.flatMap({ DocumentID($0) }) else { return nil }
      self.id = id
    }
    for span in json["spans"]?.array ?? [] {
      guard let rule = span["rule"]?.string, let start = span["start"]?.int, let end = span["end"]?.int,
        let added = span["added"]?.int
      else { return nil }
      spans.append(Span(rule: rule, start: start, end: end, replacementByteCount: added))
    }
    for (name, value) in json["detail"]?.object?.members ?? JSONObject().members {
      guard let value = value.string else { return nil }
      detail[name] = value
    }
  }
}

extension JSONText {
  /// Appends a flat map as an object, in the order of the names' bytes.
  static func append(_ map: [String: String], to output: inout [UInt8]) {
    output.append(UInt8(ascii: "{"))
    var isFirst = true
    for name in map.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      appendKey(name, to: &output)
      appendString(map[name] ?? "", to: &output)
    }
    output.append(UInt8(ascii: "}"))
  }
}

extension Origin {
  /// Appends the origin as a JSON object.
  func append(to output: inout [UInt8]) {
    JSONText.appendRaw(#"{"file":"#, to: &output)
    JSONText.appendString(file, to: &output)
    JSONText.appendRaw(#","offset":"#, to: &output)
    JSONText.append(offset, to: &output)
    JSONText.appendRaw(#","bytes":"#, to: &output)
    JSONText.append(byteCount, to: &output)
    JSONText.appendRaw(#","row":"#, to: &output)
    JSONText.append(row, to: &output)
    if let url {
      JSONText.appendRaw(#","url":"#, to: &output)
      JSONText.appendString(url, to: &output)
    }
    JSONText.appendRaw("}", to: &output)
  }

  /// Reads what `append` wrote.
  init?(json: JSONValue) {
    guard let file = json["file"]?.string, let offset = json["offset"]?.int, let byteCount = json["bytes"]?.int,
      let row = json["row"]?.int
    else { return nil }
    self.init(file: file, offset: offset, byteCount: byteCount, row: row, url: json["url"]?.string)
  }
}
