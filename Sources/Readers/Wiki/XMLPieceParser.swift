// libxml2's streaming reader over small pieces of XML that stand in memory.

internal import CLibXML2

#if canImport(Glibc)
  import Glibc
#endif

/// A piece of XML that is not well-formed.
struct XMLPieceError: Error {
  let message: String
  /// Bytes of the piece that were read before the error was met, about.
  let offset: Int
}

/// A node that the parser stands at: the start of an element, or text.
struct XMLPieceNode {
  fileprivate let reader: xmlTextReaderPtr
  /// Elements around it.
  let depth: Int
  /// True for text, false for the start of an element.
  let isText: Bool

  /// The element's name.
  func isNamed(_ name: StaticString) -> Bool {
    guard let own = xmlTextReaderConstLocalName(reader) else { return false }
    // SAFETY: both names end in a NUL.
    return strcmp(
      UnsafeRawPointer(own).assumingMemoryBound(to: CChar.self),
      UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
  }

  /// The value of an attribute, references resolved; nil when the element has none of the name.
  func attribute(_ name: StaticString) -> String? {
    guard let value = xmlTextReaderGetAttribute(reader, name.utf8Start) else { return nil }
    defer { free(value) }
    return String(decodingCString: value, as: UTF8.self)
  }

  /// The text's bytes, references resolved; valid until the next node.
  var text: UnsafeBufferPointer<UInt8> {
    guard let value = xmlTextReaderConstValue(reader) else { return UnsafeBufferPointer(start: nil, count: 0) }
    // SAFETY: libxml2's strings end in a NUL and hold none.
    return UnsafeBufferPointer(
      start: value, count: strlen(UnsafeRawPointer(value).assumingMemoryBound(to: CChar.self)))
  }
}

/// Parses pieces of XML, each one element, one after the other with one parser.
///
/// There is no network access, no document type is read, and only the predefined entities are known. The usual limits
/// of libxml2 hold (256 elements deep, 10 MB of one text).
final class XMLPieceParser {
  private var reader: xmlTextReaderPtr?

  private static let isInitialised: Bool = {
    xmlInitParser()
    return true
  }()

  private static let options = Int32(
    XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)

  init() { _ = Self.isInitialised }

  deinit { if let reader { xmlFreeTextReader(reader) } }

  /// Walks over the elements and texts of a piece of UTF-8.
  ///
  /// - Throws: the error where the piece is not well-formed; nodes before it have been visited.
  func parse(_ piece: UnsafeBufferPointer<UInt8>, _ visit: (XMLPieceNode) -> Void) throws(XMLPieceError) {
    guard let base = piece.baseAddress, piece.count <= Int(Int32.max) else {
      throw XMLPieceError(message: "\(piece.count) bytes are no piece of XML", offset: 0)
    }
    // SAFETY: the parser reads the piece only during this call, and closes it at the end.
    let start = UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self)
    let count = Int32(piece.count)
    if let reader {
      guard xmlReaderNewMemory(reader, start, count, nil, "UTF-8", Self.options) == 0 else { throw give(up: reader) }
    } else {
      reader = xmlReaderForMemory(start, count, nil, "UTF-8", Self.options)
    }
    guard let reader else { throw XMLPieceError(message: "libxml2 could not make a parser", offset: 0) }
    while true {
      switch xmlTextReaderRead(reader) {
      case 1:
        switch UInt32(bitPattern: xmlTextReaderNodeType(reader)) {
        case XML_READER_TYPE_ELEMENT.rawValue: visit(node(reader, isText: false))
        case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue,
          XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue:
          visit(node(reader, isText: true))
        default: break
        }
      case 0:
        xmlTextReaderClose(reader)
        return
      default: throw give(up: reader)
      }
    }
  }

  private func node(_ reader: xmlTextReaderPtr, isText: Bool) -> XMLPieceNode {
    XMLPieceNode(reader: reader, depth: Int(xmlTextReaderDepth(reader)), isText: isText)
  }

  /// Frees a parser that has met an error, and says which.
  private func give(up reader: xmlTextReaderPtr) -> XMLPieceError {
    var message = "not well-formed"
    if let error = xmlGetLastError(), let text = error.pointee.message {
      message = String(cString: text)
      while message.last?.isNewline == true { message.removeLast() }
    }
    let error = XMLPieceError(message: message, offset: max(0, Int(xmlTextReaderByteConsumed(reader))))
    xmlFreeTextReader(reader)
    self.reader = nil
    return error
  }
}
