// The columns of a sample: what a row is stored as where its objective needs more than its tokens.

/// Columns of fixed sizes, one behind the other without gaps, in the order of their names (as MosaicML's own writer
/// sorts them).
public struct SampleColumns: Sendable, Equatable {
  /// The columns' names are those of the arguments of Hugging Face's models.
  public enum Name: String, Sendable, CaseIterable {
    case inputs = "input_ids"
    /// 1 for inputs, 0 for padding.
    case attentionMask = "attention_mask"
    /// -100 where nothing is to be predicted.
    case labels
    /// 0 for the first segment and what frames it, 1 for the second.
    case tokenTypes = "token_type_ids"
    /// 0 where the second segment follows the first, 1 where it was drawn at random.
    case nextSentence = "next_sentence_label"
  }

  public enum Element: String, Sendable {
    case uint8, uint16, uint32, int32

    init(_ width: TokenWidth) { self = width == .two ? .uint16 : .uint32 }

    public var byteCount: Int {
      switch self {
      case .uint8: 1
      case .uint16: 2
      case .uint32, .int32: 4
      }
    }
  }

  public struct Column: Sendable, Equatable {
    public let name: Name
    public let element: Element
    /// Elements of an array; nil for a single number.
    public let count: Int?

    init(_ name: Name, _ element: Element, count: Int?) {
      self.name = name
      self.element = element
      self.count = count
    }

    public var byteCount: Int { element.byteCount * (count ?? 1) }

    /// The encoding by the name that MosaicML's readers know it by.
    var encoding: String { count.map { "ndarray:\(element.rawValue):\($0)" } ?? element.rawValue }
  }

  /// What stands where a label is none.
  public static let ignoredLabel: Int32 = -100

  /// The same as labels are written: as ids of four bytes, two's complement.
  public static let ignoredLabelBits = UInt32(bitPattern: ignoredLabel)

  public let columns: [Column]
  /// Bytes of a sample.
  public let byteCount: Int

  init(_ columns: [Column]) {
    self.columns = columns.sorted { $0.name.rawValue < $1.name.rawValue }
    byteCount = columns.reduce(0) { $0 + $1.byteCount }
  }

  /// Inputs of a sample.
  public var inputCount: Int { self[.inputs]?.count ?? 0 }

  public subscript(name: Name) -> Column? { columns.first { $0.name == name } }

  /// Where a column stands in a sample, in bytes; nil where there is no such column.
  public func range(of name: Name) -> Range<Int>? {
    var offset = 0
    for column in columns {
      if column.name == name { return offset..<offset + column.byteCount }
      offset += column.byteCount
    }
    return nil
  }
}
