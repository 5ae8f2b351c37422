// Groups of documents that may be duplicates, on disk between the reducers and the resolver.

import Storage

/// A candidate file holds two sections of groups: exact copies, then documents that share a band key. A group is cut
/// into parts, so that one of any size is written and read in bounded memory. All integers are little-endian.
///
///     "SLUICCAN", version u32, zeros u32, number of documents numbered u64, number of frozen documents u64
///     exact copies: parts; then u32 zero
///     documents that share a band key: parts; then u32 zero
///
///     part      number of members and flags u32
///               where the group copies a frozen corpus, in its first part: kept document u32, reason u32,
///               intersection u64, union u64
///               members u32 each: numbers of documents, or of frozen documents
///
/// Of exact copies the one that stays is the first of its group. Frozen members of a group come in its first part,
/// ascending and no more than can matter.
enum CandidateLayout {
  static let magic: [UInt8] = Array("SLUICCAN".utf8)
  static let version: UInt32 = 2
  static let headerByteCount = 32
  static let membersPerPart = 1 << 16
  static let decisionWordCount = 6

  static let countMask: UInt32 = 1 << 24 - 1
  /// Another part of the same group follows.
  static let continues: UInt32 = 1 << 31
  static let membersAreFrozen: UInt32 = 1 << 30
  static let hasDecision: UInt32 = 1 << 29
}

/// What a frozen corpus decided about a text: the frozen document that stays, in whose favour copies of the text go.
struct FrozenDecision: Sendable, Equatable {
  /// Number over all frozen corpora.
  var kept: UInt32
  var reason: RemovalReason
  var jaccard: Jaccard
}

extension Jaccard {
  /// A similarity as files hold it; nil where the counts are impossible.
  init?(storedIntersection intersection: UInt64, union: UInt64) {
    guard intersection <= union, union <= UInt64(Int.max) else { return nil }
    self.init(intersection: Int(intersection), union: Int(union))
  }
}

/// Some or all members of a group.
struct CandidatePart {
  var isFirst: Bool
  var isLast: Bool
  /// True when the members are frozen documents.
  var isFrozen: Bool
  var decision: FrozenDecision?
  var members: UnsafeBufferPointer<UInt32>
}

/// Writes a candidate file.
final class CandidateWriter {
  private let file: AtomicFile
  /// The part that is being filled, its head first.
  private var part: [UInt32] = []
  private var headCount = 0
  private var flags: UInt32 = 0

  init(path: String, documentCount: Int, frozenCount: Int) throws {
    file = try AtomicFile(path: path)
    var header = CandidateLayout.magic
    header.append(littleEndian: CandidateLayout.version)
    header.append(littleEndian: UInt32(0))
    header.append(littleEndian: UInt64(documentCount))
    header.append(littleEndian: UInt64(frozenCount))
    try file.write(header)
  }

  /// Begins a group of exact copies.
  func begin(decision: FrozenDecision? = nil) {
    beginPart()
    guard let decision else { return }
    flags |= CandidateLayout.hasDecision
    part.append(decision.kept)
    part.append(decision.reason.code)
    for word in [decision.jaccard.intersection, decision.jaccard.union] {
      part.append(UInt32(truncatingIfNeeded: word))
      part.append(UInt32(truncatingIfNeeded: word >> 32))
    }
    headCount = part.count
  }

  /// Begins a group that shares a band key.
  func begin(frozen: [UInt32]) throws {
    beginPart()
    if frozen.isEmpty { return }
    flags |= CandidateLayout.membersAreFrozen
    part.append(contentsOf: frozen)
    try endPart(continues: true)
  }

  /// Appends a member of the group; a group has at least one.
  func append(_ member: UInt32) throws {
    if part.count - headCount == CandidateLayout.membersPerPart { try endPart(continues: true) }
    part.append(member)
  }

  func endGroup() throws { try endPart(continues: false) }

  func endSection() throws { try file.write([0, 0, 0, 0]) }

  func commit() throws -> FileSummary { try file.commit() }

  private func beginPart() {
    part.removeAll(keepingCapacity: true)
    part.append(0)
    headCount = 1
    flags = 0
  }

  private func endPart(continues: Bool) throws {
    part[0] = UInt32(part.count - headCount) | flags | (continues ? CandidateLayout.continues : 0)
    for place in part.indices { part[place] = part[place].littleEndian }
    try part.withUnsafeBytes { try file.write($0) }
    beginPart()
  }
}

/// A committed candidate file, open for reading.
struct CandidateFile {
  enum Section {
    case exactCopies
    case sharedKeys
  }

  let path: String
  private let file: MappedFile
  private let documentCount: Int
  private let frozenCount: Int

  /// Opens a file and checks its frame; its groups are checked while they are read.
  ///
  /// - Throws: `StorageError`; `badFile`.
  init(path: String, documentCount: Int, frozenCount: Int) throws {
    self.path = path
    self.documentCount = documentCount
    self.frozenCount = frozenCount
    file = try MappedFile(path: path)
    let bytes = file.bytes
    guard bytes.count % 4 == 0, bytes.count >= CandidateLayout.headerByteCount + 8,
      bytes.prefix(8).elementsEqual(CandidateLayout.magic),
      bytes.integer(at: 8, as: UInt32.self) == CandidateLayout.version
    else { throw DeduplicationError(.badFile, "is no complete candidate file of this version", at: path) }
    guard bytes.integer(at: 16, as: UInt64.self) == UInt64(documentCount),
      bytes.integer(at: 24, as: UInt64.self) == UInt64(frozenCount)
    else { throw DeduplicationError(.badFile, "numbers other documents than the ones at hand", at: path) }
  }

  /// Calls `body` with the parts of the groups of both sections, in file order. Members are numbers of documents, or of
  /// frozen documents, that there are.
  ///
  /// - Throws: `badFile`, and what `body` throws.
  func forEachPart(_ body: (Section, CandidatePart) throws -> Void) throws {
    let bytes = file.bytes
    let end = bytes.count / 4
    func word(_ position: Int) -> UInt32 { bytes.integer(at: position * 4, as: UInt32.self) }
    var members: [UInt32] = []
    var position = CandidateLayout.headerByteCount / 4
    for section in [Section.exactCopies, .sharedKeys] {
      var isFirst = true
      while true {
        guard position < end else { throw damaged() }
        let head = word(position)
        position += 1
        if head == 0 && isFirst { break }
        let isFrozen = head & CandidateLayout.membersAreFrozen != 0
        var decision: FrozenDecision?
        if head & CandidateLayout.hasDecision != 0 {
          func count(_ position: Int) -> UInt64 { UInt64(word(position)) | UInt64(word(position + 1)) << 32 }
          guard end - position > CandidateLayout.decisionWordCount, Int(word(position)) < frozenCount,
            let reason = RemovalReason(code: word(position + 1)),
            let jaccard = Jaccard(storedIntersection: count(position + 2), union: count(position + 4))
          else { throw damaged() }
          decision = FrozenDecision(kept: word(position), reason: reason, jaccard: jaccard)
          position += CandidateLayout.decisionWordCount
        }
        let count = Int(head & CandidateLayout.countMask)
        guard count > 0, count <= end - position else { throw damaged() }
        let bound = isFrozen ? frozenCount : documentCount
        members.removeAll(keepingCapacity: true)
        for place in position..<position + count {
          guard Int(word(place)) < bound else { throw damaged() }
          members.append(word(place))
        }
        position += count
        let isLast = head & CandidateLayout.continues == 0
        try members.withUnsafeBufferPointer {
          try body(
            section,
            CandidatePart(isFirst: isFirst, isLast: isLast, isFrozen: isFrozen, decision: decision, members: $0))
        }
        isFirst = isLast
      }
    }
    guard position == end else { throw damaged() }
    withExtendedLifetime(file) {}
  }

  private func damaged() -> DeduplicationError {
    DeduplicationError(.badFile, "is damaged: its groups do not add up", at: path)
  }
}
