// Addresses in one form, so that two spellings of one address are equal bytes.

import Storage

/// What addresses are compared by besides the rules that always hold.
public struct URLNormalization: Sendable, Equatable {
  /// `www.example.org` is `example.org`. Sites for which that is not so are very few; on by default.
  public var removesWWW: Bool

  public init(removesWWW: Bool = true) { self.removesWWW = removesWWW }

  /// As it stands in files.
  var code: UInt32 { removesWWW ? 1 : 0 }
}

/// The identity of an address: 128 bits of its normal form (XXH3-128, seed 0), taken as equality. Among 10¹⁰ addresses
/// the chance of one accidental pair is 10⁻¹⁹.
public struct URLKey: Sendable, Hashable {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The key of bytes that are in normal form already.
  public init(normalForm: UnsafeBufferPointer<UInt8>) {
    let hash = XXH3.hash128(UnsafeRawBufferPointer(normalForm))
    self.init(high: hash.high, low: hash.low)
  }
}

/// Brings addresses into a normal form: two addresses of one form are taken for one page.
///
/// An address is `scheme://authority…`, or `//authority…`; everything else (paths, names without a scheme, `mailto:`,
/// `data:`, an empty host, a host that no name server could know) is none and equals nothing. The rules, in order:
///
/// 1. White space and control characters around the address go, tabs and line ends inside it too; `<…>` around it goes.
///    In http addresses a backslash before the query is a slash (WHATWG URL).
/// 2. The scheme is in lower case; `https` is `http`. User name and password go. Ports 80 and 443 of http go, as does
///    21 of ftp.
/// 3. The host: percent-decoded, NFKC and lower case, `xn--` labels in Unicode, ideographic full stops as dots, without
///    dots at its end, and without `www.` (`URLNormalization`).
/// 4. Escapes (RFC 3986, 6.2.2): an unreserved character stands for itself, and so do `! * ' ( )`, which were unreserved
///    before RFC 3986 and are still written both ways; any other escape has upper-case digits; what may not stand in an
///    address by itself is escaped, a `%` that begins no escape too. Bytes are escaped as they are: UTF-8 and its
///    escapes are one, and what is no UTF-8 is no error.
/// 5. The path: without dot segments, without session ids (`;jsessionid=…`, `/(S(…))/`), without slashes at its end; a
///    last segment that servers take for the folder itself (`index.html`, `index.php`, `default.aspx` and the like) goes
///    where no query follows. Slashes in a row inside the path stay; letters keep their case.
/// 6. The query: parameters that only track (`TrackingParameters`) or name a session go; those that are left stand in
///    the order of their names, equal names in their own order; `+` is a space. Without parameters there is no query.
///    Everything else in it tells documents apart.
/// 7. The fragment goes, unless it is `#!` with something behind it: the way sites once addressed pages inside a page.
///
/// The form of a form is itself. Time is n log n in the length at most, memory a small multiple of it; what is longer
/// than `maximumByteCount` is no address.
///
/// A normalizer keeps buffers; one serves one worker.
public struct URLNormalizer: Sendable {
  /// Longest address in bytes. Browsers and servers give up far below.
  public static let maximumByteCount = 1 << 16

  public let normalization: URLNormalization
  private var cleaned: [UInt8] = []
  private var output: [UInt8] = []
  private var query = URLQuery()
  private var host = URLHost()

  public init(normalization: URLNormalization = URLNormalization()) { self.normalization = normalization }

  /// The key of an address; nil for what is none.
  public mutating func key(of url: UnsafeBufferPointer<UInt8>) -> URLKey? {
    withNormalForm(of: url) { URLKey(normalForm: $0) }
  }

  /// The key of an address; nil for what is none.
  public mutating func key(of url: String) -> URLKey? {
    var url = url
    return url.withUTF8 { key(of: $0) }
  }

  /// The normal form of an address; nil for what is none.
  public mutating func normalForm(of url: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    withNormalForm(of: url) { Array($0) }
  }

  /// Calls `body` with the normal form of an address, valid only there.
  ///
  /// - Returns: nil, without a call, for what is no address.
  public mutating func withNormalForm<R>(
    of url: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> R
  ) -> R? {
    guard clean(url) else { return nil }
    // A reference of its own, so that the other buffers may change meanwhile.
    let bytes = cleaned
    return bytes.withUnsafeBufferPointer { normalize($0) } ? output.withUnsafeBufferPointer(body) : nil
  }

  // MARK: Parts

  /// Copies the address without what surrounds it; false when it is too long.
  private mutating func clean(_ url: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = 0
    var end = url.count
    while start < end, url[start] <= 0x20 { start += 1 }
    while end > start, url[end - 1] <= 0x20 { end -= 1 }
    if end - start >= 2, url[start] == UInt8(ascii: "<"), url[end - 1] == UInt8(ascii: ">") {
      start += 1
      end -= 1
      while start < end, url[start] <= 0x20 { start += 1 }
      while end > start, url[end - 1] <= 0x20 { end -= 1 }
    }
    guard start < end, end - start <= Self.maximumByteCount else { return false }
    cleaned.removeAll(keepingCapacity: true)
    cleaned.append(contentsOf: url[start..<end])
    if cleaned.contains(where: { $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }) {
      cleaned.removeAll { $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }
    }
    return true
  }

  /// Writes the normal form to `output`; false when the bytes are no address.
  private mutating func normalize(_ url: UnsafeBufferPointer<UInt8>) -> Bool {
    output.removeAll(keepingCapacity: true)
    guard let scheme = URLScheme(url, output: &output) else { return false }
    func isSlash(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "/") || scheme.isWeb && byte == UInt8(ascii: "\\") }
    var start = scheme.end
    guard start + 1 < url.count, isSlash(url[start]), isSlash(url[start + 1]) else { return false }
    start += 2
    while scheme.isWeb, start < url.count, isSlash(url[start]) { start += 1 }
    var authorityEnd = start
    while authorityEnd < url.count, !isSlash(url[authorityEnd]), url[authorityEnd] != UInt8(ascii: "?"),
      url[authorityEnd] != UInt8(ascii: "#")
    {
      authorityEnd += 1
    }
    output.append(contentsOf: "://".utf8)
    let authority = UnsafeBufferPointer(rebasing: url[start..<authorityEnd])
    guard host.append(authority, scheme: scheme, normalization, to: &output) else { return false }
    let rest = UnsafeBufferPointer(rebasing: url[authorityEnd...])
    let fragmentStart = rest.firstIndex(of: UInt8(ascii: "#")) ?? rest.count
    let queryStart = rest[..<fragmentStart].firstIndex(of: UInt8(ascii: "?")) ?? fragmentStart
    query.read(UnsafeBufferPointer(rebasing: rest[min(queryStart + 1, fragmentStart)..<fragmentStart]))
    URLPath.append(
      UnsafeBufferPointer(rebasing: rest[..<queryStart]), isWeb: scheme.isWeb, hasQuery: !query.isEmpty, to: &output)
    query.append(to: &output)
    if fragmentStart + 2 < rest.count, rest[fragmentStart + 1] == UInt8(ascii: "!") {
      output.append(contentsOf: "#!".utf8)
      URLEscapes.append(UnsafeBufferPointer(rebasing: rest[(fragmentStart + 2)...]), part: .query, to: &output)
    }
    return true
  }
}

/// The scheme of an address.
struct URLScheme {
  /// True for http, with or without TLS.
  let isWeb: Bool
  /// The port that goes without saying besides 80 and 443 of the web.
  let defaultPort: Int?
  /// Offset behind the colon.
  let end: Int

  /// Reads the scheme and writes it in lower case; nil when there is none. An address that begins with `//` is taken for
  /// one of the web.
  init?(_ url: UnsafeBufferPointer<UInt8>, output: inout [UInt8]) {
    if url.count > 2, url[0] == UInt8(ascii: "/"), url[1] == UInt8(ascii: "/") {
      output.append(contentsOf: "http".utf8)
      (isWeb, defaultPort, end) = (true, nil, 0)
      return
    }
    var position = 0
    while position < url.count, url[position] != UInt8(ascii: ":") {
      let byte = url[position].asciiLowercase
      let isLetter = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
      let isInner =
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: ".")
      guard isLetter || position > 0 && isInner else { return nil }
      output.append(byte)
      position += 1
    }
    guard position > 0, position < url.count else { return nil }
    if output.elementsEqual("https".utf8) { output.removeLast() }
    isWeb = output.elementsEqual("http".utf8)
    defaultPort = output.elementsEqual("ftp".utf8) ? 21 : nil
    end = position + 1
  }
}

extension UInt8 {
  /// The byte with A–Z as a–z.
  @inline(__always)
  var asciiLowercase: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  /// The value of a hexadecimal digit.
  @inline(__always)
  var hexadecimalValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self &- UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self &- UInt8(ascii: "a") &+ 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self &- UInt8(ascii: "A") &+ 10
    default: nil
    }
  }
}
