// The path of an address.

/// Rule 5 of `URLNormalizer`.
enum URLPath {
  /// Names that stand for the folder they are in.
  private static let folderNames: [StaticString] = [
    "index.html", "index.htm", "index.php", "index.asp", "index.aspx", "index.jsp", "index.shtml", "default.html",
    "default.htm", "default.asp", "default.aspx",
  ]

  /// Appends the normal form of a path, at least a slash.
  ///
  /// - Parameters:
  ///   - path: empty, or from its first slash.
  ///   - isWeb: backslashes are slashes.
  ///   - hasQuery: a query will follow; the name of a folder's page then stays.
  static func append(
    _ path: UnsafeBufferPointer<UInt8>, isWeb: Bool, hasQuery: Bool, to output: inout [UInt8]
  ) {
    let start = output.count
    var position = 0
    while position < path.count {
      // At a slash.
      position += 1
      var end = position
      while end < path.count, path[end] != UInt8(ascii: "/"), !isWeb || path[end] != UInt8(ascii: "\\") { end += 1 }
      appendSegment(UnsafeBufferPointer(rebasing: path[position..<end]), start, to: &output)
      position = end
    }
    trimEnd(start, hasQuery: hasQuery, &output)
    if output.count == start { output.append(UInt8(ascii: "/")) }
  }

  /// Appends a slash and a segment, or takes the last segment away where it is `..`.
  private static func appendSegment(
    _ segment: UnsafeBufferPointer<UInt8>, _ pathStart: Int, to output: inout [UInt8]
  ) {
    let slash = output.count
    output.append(UInt8(ascii: "/"))
    URLEscapes.append(segment, part: .path, to: &output)
    removeSessions(slash + 1, &output)
    let written = output[(slash + 1)...]
    if written.elementsEqual("..".utf8) {
      let above = output[pathStart..<slash].lastIndex(of: UInt8(ascii: "/")) ?? pathStart
      output.removeSubrange(above...)
    } else if written.elementsEqual(".".utf8) || isCookielessSession(written) {
      output.removeSubrange(slash...)
    }
  }

  /// Removes `;jsessionid=…` and `;phpsessid=…` from the segment that begins at `start`.
  private static func removeSessions(_ start: Int, _ output: inout [UInt8]) {
    guard var parameter = output[start...].firstIndex(of: UInt8(ascii: ";")) else { return }
    var written = parameter
    while parameter < output.count {
      var end = parameter + 1
      while end < output.count, output[end] != UInt8(ascii: ";") { end += 1 }
      let name = output[(parameter + 1)..<end].prefix { $0 != UInt8(ascii: "=") }
      if !isEqual(name, "jsessionid"), !isEqual(name, "phpsessid") {
        for index in parameter..<end {
          output[written] = output[index]
          written += 1
        }
      }
      parameter = end
    }
    output.removeSubrange(written...)
  }

  /// True for the segment in which ASP.NET keeps a session: `(S(` and 24 letters and digits, `))`.
  private static func isCookielessSession(_ segment: ArraySlice<UInt8>) -> Bool {
    segment.count == 29 && segment.starts(with: "(S(".utf8) && segment.suffix(2).elementsEqual("))".utf8)
      && segment.dropFirst(3).dropLast(2).allSatisfy {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0.asciiLowercase || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
      }
  }

  /// Removes slashes and names of the folder itself from the path's end until neither is left.
  private static func trimEnd(_ start: Int, hasQuery: Bool, _ output: inout [UInt8]) {
    while true {
      while output.count > start, output[output.count - 1] == UInt8(ascii: "/") { output.removeLast() }
      guard !hasQuery, let slash = output[start...].lastIndex(of: UInt8(ascii: "/")),
        folderNames.contains(where: { isEqual(output[(slash + 1)...], $0) })
      else { return }
      output.removeSubrange(slash...)
    }
  }

  /// True when the bytes, in lower case, are a name.
  private static func isEqual(_ bytes: ArraySlice<UInt8>, _ name: StaticString) -> Bool {
    guard bytes.count == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { name in zip(bytes, name).allSatisfy { $0.asciiLowercase == $1 } }
  }
}
