// Lines of JSON as documents with an address.

import Corpus
import Deduplication
import Storage

/// Where lines hold what addresses are compared by, and which document of an address stays.
public struct URLLineOptions: Sendable, Encodable {
  /// Fields; dots lead into objects.
  public var urlField = "url"
  public var dateField = "date"
  public var textField = "text"
  public var idField = "id"
  /// What stands between the documents of text files.
  public var separator: String?
  public var keeping = URLKeeping.newest
  /// False where `www.example.org` and `example.org` are two sites.
  public var ignoresWWW = true

  public init() {}

  var normalization: URLNormalization { URLNormalization(removesWWW: ignoresWWW) }
  var lines: LineInputOptions { LineInputOptions(field: textField, idField: idField, separator: separator) }
}

/// What a line is.
enum URLLine {
  case blank
  /// No object of JSON: where in the line, and why.
  case damaged(offset: Int, message: String)
  case document
}

/// Scans lines; one scanner serves one worker. What it says belongs to the line scanned last, which was a document.
struct URLLineScanner {
  private enum Field: Int {
    case id, url, date, text
  }

  private let keeping: URLKeeping
  private var scanner: JSONLineScanner
  private var normalizer: URLNormalizer
  private var scratch: [UInt8] = []
  /// The id as the line writes it, of a number its text; made from file and row where the line has none.
  private(set) var id: [UInt8] = []
  /// The same for lines of one id and one content wherever they stand.
  private(set) var order = ContestOrder(high: 0, low: 0)

  init(options: URLLineOptions) {
    keeping = options.keeping
    scanner = JSONLineScanner(fields: [options.idField, options.urlField, options.dateField, options.textField])
    normalizer = URLNormalizer(normalization: options.normalization)
  }

  /// - Parameters:
  ///   - file, row: where the line stands, for the id of a line without one.
  mutating func scan(_ line: UnsafeBufferPointer<UInt8>, file: String, row: Int) -> URLLine {
    do throws(JSONError) {
      try scanner.scan(line)
    } catch {
      return error.code == .empty ? .blank : .damaged(offset: error.offset, message: error.message)
    }
    id.removeAll(keepingCapacity: true)
    if let span = scanner[Field.id.rawValue], span.kind != .null, span.byteCount > 0 {
      JSONLineScanner.append(span, of: line, to: &id)
    } else {
      DocumentID.make(source: "", file: file, position: row).appendDigits(to: &id)
    }
    order = ContestOrder(high: XXH3.hash64(id), low: XXH3.hash64(UnsafeRawBufferPointer(line)))
    return .document
  }

  /// True when the line has a field for the address that is not null.
  var hasURL: Bool { scanner[Field.url.rawValue].map { $0.kind != .null } ?? false }

  /// Calls `body` with the normal form of the line's address; nil, without a call, when it has none.
  mutating func withURL<R>(_ line: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R? {
    guard let span = scanner[Field.url.rawValue], span.kind == .string else { return nil }
    scratch.removeAll(keepingCapacity: true)
    JSONLineScanner.append(span, of: line, to: &scratch)
    let url = scratch
    return url.withUnsafeBufferPointer { normalizer.withNormalForm(of: $0, body) }
  }

  /// The line's date; nil when it has none that can be read, or dates do not count.
  mutating func date(_ line: UnsafeBufferPointer<UInt8>) -> PageDate? {
    guard keeping == .newest, let span = scanner[Field.date.rawValue], span.kind == .string || span.kind == .number
    else { return nil }
    scratch.removeAll(keepingCapacity: true)
    JSONLineScanner.append(span, of: line, to: &scratch)
    return scratch.withUnsafeBufferPointer { PageDate($0) }
  }

  /// Bytes of the text, where its length counts.
  mutating func textByteCount(_ line: UnsafeBufferPointer<UInt8>) -> Int {
    guard keeping == .longest, let span = scanner[Field.text.rawValue] else { return 0 }
    if !span.hasEscapes { return span.byteCount }
    scratch.removeAll(keepingCapacity: true)
    JSONLineScanner.append(span, of: line, to: &scratch)
    return scratch.count
  }
}
