// What a SentencePiece model file holds, as data.

/// The content of a `.model` file. `SentencePieceTokenizer` is the same, ready to run.
///
/// What Sluice does not look at is kept as it was read and written again, so that a model that is read and written is the
/// same file, byte for byte, when a protocol buffer library wrote it.
public struct SentencePieceModel: Sendable, Equatable {
  /// One entry of the vocabulary; its place is its id.
  public struct Piece: Sendable, Equatable {
    public enum Kind: UInt8, Sendable {
      case normal = 1
      /// What stands for text that no piece covers.
      case unknown = 2
      /// `<s>` and the like, which no text becomes.
      case control = 3
      /// Text that is always taken as a whole.
      case userDefined = 4
      /// Taken part in merging, never put out.
      case unused = 5
      /// One byte, written `<0x00>`.
      case byte = 6
    }

    /// UTF-8, with `▁` (U+2581) for a space.
    public var text: [UInt8]
    public var score: Float
    public var kind: Kind
    /// Which fields the file spells out although it need not, so that it is written as it was read.
    var hasScore = true
    var hasKind: Bool
    /// Fields beyond these three, in the wire format.
    var others: [UInt8] = []

    public init(text: [UInt8], score: Float, kind: Kind = .normal) {
      self.text = text
      self.score = score
      self.kind = kind
      hasKind = kind != .normal
    }
  }

  /// How the vocabulary was made, which decides how it encodes.
  public enum Method: UInt8, Sendable {
    case unigram = 1
    case bpe = 2
    case word = 3
    case character = 4
  }

  public var pieces: [Piece]
  public var method: Method
  /// Text that no piece covers becomes the pieces of its bytes.
  public var fallsBackToBytes: Bool
  /// What text is turned into before it is encoded.
  public var normalization: PieceNormalization
  /// What an unknown piece is decoded to.
  public var unknownText: [UInt8]
  /// Everything but the pieces, in the wire format.
  var others: [UInt8]

  /// U+2581, which stands for a space.
  static let space: [UInt8] = [0xe2, 0x96, 0x81]

  /// Ids of pieces of a kind, ascending.
  public func ids(of kind: Piece.Kind) -> [UInt32] {
    pieces.indices.filter { pieces[$0].kind == kind }.map { UInt32($0) }
  }
}
