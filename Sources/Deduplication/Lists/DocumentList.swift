// Lists of documents by id, address or domain: what is to be taken down, and what is never to be taken.

import Corpus
import Storage
import TextAnalysis

/// What the lines of a list are.
public enum DocumentListKind: String, Sendable, CaseIterable {
  /// Ids of documents: Sluice's own, or the source's, as metadata `id` holds them.
  case ids
  /// Addresses; `/*` at the end stands for everything below. One without a scheme is one of the web.
  case urls
  /// Domains with all their subdomains.
  case domains
  /// Each line is an address (it has a `/`), a domain (labels and dots, the last label of letters) or an id, or says what it
  /// is: `id:`, `url:`, `domain:`.
  case any
}

/// Entries of lists, found by what a document says of itself. Addresses and hosts are compared in the normal form of
/// `URLNormalizer`, without `www.`; a domain matches label by label, so that `example.org` is `a.example.org` and not
/// `anexample.org`.
///
/// An entry takes 24 bytes, whatever its length: lists of millions of domains are what it is for. The 128-bit hash of an
/// entry's form stands for it.
public struct DocumentList: Sendable {
  /// A line of a list.
  public struct Line: Sendable, Hashable {
    /// Index of the file in the order in which lists were added.
    public let list: Int
    /// From 1.
    public let number: Int
  }

  /// What of a document an entry answers to.
  public enum Part: UInt8, Sendable {
    case id, url, domain
    /// An address with all below it.
    case folder
  }

  private struct Entry {
    let high: UInt64
    let low: UInt64
    let list: UInt16
    let number: UInt32
    let part: Part
  }

  /// Longest line in bytes.
  private static let lineLimit = 1 << 17

  /// File names of the lists.
  public private(set) var names: [String] = []
  /// Ascending by hash, then by list and line.
  private var entries: [Entry] = []
  /// For the upper 16 bits of a hash, where its entries begin.
  private var bounds: [Int] = []
  private var hasParts: Set<UInt8> = []

  /// Reads lists. A blank line and one that begins with `#` is none; what stands behind a tab is a note.
  ///
  /// - Parameters:
  ///   - files: paths with the kind of their lines; compressed files are read as they are.
  ///   - passesOver: true where a line that is nothing of its kind is passed over, as published lists have some.
  /// - Throws: `DeduplicationError` with file and line; `StorageError` when a file cannot be read.
  public init(_ files: [(path: String, kind: DocumentListKind)], passesOver: Bool = false) throws {
    var normalizer = URLNormalizer()
    for (list, file) in files.enumerated() {
      names.append(Path.lastComponent(file.path))
      var reader = LineReader(input: try ByteInput.open(path: file.path))
      var number = 0
      while let made = try reader.next({ line, _ throws -> Entry? in
        number += 1
        let content = Self.content(of: line)
        if content.isEmpty { return nil }
        guard content.count <= Self.lineLimit,
          let (part, key) = Self.key(of: content, file.kind, &normalizer)
        else {
          if passesOver { return nil }
          throw DeduplicationError(.badFile, Self.wanted(file.kind), at: "\(file.path):\(number)")
        }
        return Entry(
          high: key.high, low: key.low, list: UInt16(clamping: list), number: UInt32(clamping: number), part: part)
      }) {
        if let made {
          entries.append(made)
          hasParts.insert(made.part.rawValue)
        }
      }
    }
    entries.sort { ($0.high, $0.low, $0.list, $0.number) < ($1.high, $1.low, $1.list, $1.number) }
    bounds = Array(repeating: 0, count: 65_537)
    for entry in entries { bounds[Int(entry.high >> 48) + 1] += 1 }
    for bucket in 0..<65_536 { bounds[bucket + 1] += bounds[bucket] }
  }

  public var count: Int { entries.count }

  /// All lines that are entries, in no particular order.
  public var lines: [Line] { entries.map { Line(list: Int($0.list), number: Int($0.number)) } }

  /// The entries that a document answers to, with what of it they name: ids first, then addresses, then domains.
  public func matches(id: String, ownID: String?, url: String?) -> [(part: Part, line: Line)] {
    var found: [(Part, Line)] = []
    if has(.id) {
      find(Self.key(.id, id.utf8), into: &found)
      if let ownID { find(Self.key(.id, ownID.utf8), into: &found) }
    }
    guard let url, has(.url) || has(.domain) || has(.folder) else { return found }
    var normalizer = URLNormalizer()
    var address = url
    address.withUTF8 { bytes in
      _ = normalizer.withNormalForm(of: bytes) { form in
        if has(.url) { find(Self.key(.url, form), into: &found) }
        if has(.folder) { for folder in Self.folders(of: form) { find(Self.key(.folder, folder), into: &found) } }
        if has(.domain) { for domain in Self.domains(of: form) { find(Self.key(.domain, domain), into: &found) } }
      }
    }
    return found
  }

  private func has(_ part: Part) -> Bool { hasParts.contains(part.rawValue) }

  private func find(_ key: URLKey, into found: inout [(Part, Line)]) {
    let bucket = Int(key.high >> 48)
    var (low, high) = (bounds[bucket], bounds[bucket + 1])
    while low < high {
      let middle = (low + high) / 2
      let entry = entries[middle]
      if (entry.high, entry.low) < (key.high, key.low) { low = middle + 1 } else { high = middle }
    }
    while low < entries.count, entries[low].high == key.high, entries[low].low == key.low {
      found.append((entries[low].part, Line(list: Int(entries[low].list), number: Int(entries[low].number))))
      low += 1
    }
  }

  // MARK: Lines

  /// A line without its note and the white space around it; nothing for a comment.
  private static func content(of line: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var (start, end) = (0, line.firstIndex(of: 0x09) ?? line.count)
    // A byte order mark at the file's beginning is none of the entry.
    if line.starts(with: [0xef, 0xbb, 0xbf]) { start = 3 }
    while start < end, line[start] <= 0x20 { start += 1 }
    while end > start, line[end - 1] <= 0x20 { end -= 1 }
    if start < end, line[start] == UInt8(ascii: "#") { end = start }
    return UnsafeBufferPointer(rebasing: line[start..<end])
  }

  private static func wanted(_ kind: DocumentListKind) -> String {
    switch kind {
    case .ids: "this line is no id"
    case .urls: "this line is no address such as https://example.org/page or https://example.org/blog/*"
    case .domains: "this line is no domain such as example.org, of two labels at least"
    case .any: "this line is no id, address or domain; begin it with 'id:', 'url:' or 'domain:' to say what it is"
    }
  }

  private static func key(
    of content: UnsafeBufferPointer<UInt8>, _ kind: DocumentListKind, _ normalizer: inout URLNormalizer
  ) -> (Part, URLKey)? {
    switch kind {
    case .ids: return idKey(content)
    case .urls: return urlKey(content, &normalizer)
    case .domains: return domainKey(content, &normalizer)
    case .any:
      for (prefix, kind) in [("id:", DocumentListKind.ids), ("url:", .urls), ("domain:", .domains)]
      where content.starts(with: prefix.utf8) {
        return key(
          of: Self.content(of: UnsafeBufferPointer(rebasing: content[prefix.utf8.count...])), kind, &normalizer)
      }
      if content.contains(UInt8(ascii: "/")) { return urlKey(content, &normalizer) }
      if looksLikeDomain(content), let key = domainKey(content, &normalizer) { return key }
      return idKey(content)
    }
  }

  private static func idKey(_ content: UnsafeBufferPointer<UInt8>) -> (Part, URLKey)? {
    content.isEmpty ? nil : (.id, key(.id, content))
  }

  private static func urlKey(
    _ content: UnsafeBufferPointer<UInt8>, _ normalizer: inout URLNormalizer
  ) -> (Part, URLKey)? {
    var address = Array(content)
    let isFolder = address.suffix(2).elementsEqual("/*".utf8)
    if isFolder { address.removeLast(2) }
    if !String(decoding: address, as: UTF8.self).contains("://") { address = Array("http://".utf8) + address }
    return address.withUnsafeBufferPointer { bytes in
      normalizer.withNormalForm(of: bytes) { form in
        isFolder ? (.folder, key(.folder, form)) : (.url, key(.url, form))
      }
    }
  }

  private static func domainKey(
    _ content: UnsafeBufferPointer<UInt8>, _ normalizer: inout URLNormalizer
  ) -> (Part, URLKey)? {
    var host = Array(content)
    for prefix in ["*.", "."] where host.starts(with: prefix.utf8) { host.removeFirst(prefix.utf8.count) }
    if host.contains(UInt8(ascii: "/")) || host.contains(UInt8(ascii: "@")) { return nil }
    host = Array("http://".utf8) + host
    return host.withUnsafeBufferPointer { bytes in
      normalizer.withNormalForm(of: bytes) { form -> (Part, URLKey)? in
        let domains = domains(of: form)
        // A single label would be every site below it.
        guard let domain = domains.first, domain.contains(UInt8(ascii: ".")) || domain.first == UInt8(ascii: "[") else {
          return nil
        }
        return (.domain, key(.domain, domain))
      } ?? nil
    }
  }

  private static func looksLikeDomain(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let dot = content.lastIndex(of: UInt8(ascii: ".")), dot + 2 < content.count, dot > 0 else { return false }
    let isName = content[(dot + 1)...].allSatisfy { $0 >= 0x80 || ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7a }
    return isName && !content.contains { $0 <= 0x20 || $0 == UInt8(ascii: ":") }
  }

  // MARK: Forms

  private static func key(_ part: Part, _ bytes: some Sequence<UInt8>) -> URLKey {
    let named = [part.rawValue] + bytes
    return named.withUnsafeBufferPointer { URLKey(normalForm: $0) }
  }

  /// The host of a normal form and what it ends with, label by label.
  private static func domains(of form: UnsafeBufferPointer<UInt8>) -> [Slice<UnsafeBufferPointer<UInt8>>] {
    guard let colon = form.firstIndex(of: UInt8(ascii: ":")), colon + 3 < form.count else { return [] }
    let start = colon + 3
    if form[start] == UInt8(ascii: "[") {
      return form[start...].firstIndex(of: UInt8(ascii: "]")).map { [form[start...$0]] } ?? []
    }
    let end = form[start...].firstIndex { [0x2f, 0x3a, 0x3f, 0x23].contains($0) } ?? form.count
    var domains = [form[start..<end]]
    for dot in start..<end where form[dot] == UInt8(ascii: ".") { domains.append(form[(dot + 1)..<end]) }
    return domains
  }

  /// The address without query and fragment, and the folders that it lies in.
  private static func folders(of form: UnsafeBufferPointer<UInt8>) -> [Slice<UnsafeBufferPointer<UInt8>>] {
    guard let colon = form.firstIndex(of: UInt8(ascii: ":")), colon + 3 < form.count else { return [] }
    let end = form[(colon + 3)...].firstIndex { $0 == 0x3f || $0 == 0x23 } ?? form.count
    var folders = [form[..<end]]
    for slash in (colon + 3)..<end where form[slash] == UInt8(ascii: "/") { folders.append(form[..<slash]) }
    return folders
  }
}
