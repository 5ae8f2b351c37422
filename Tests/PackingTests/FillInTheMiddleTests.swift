// Documents rearranged for filling in the middle: whole parts, nothing lost, no row longer.

import Corpus
import TestSupport
import Testing
import TokenShards

@testable import Packing

struct FillInTheMiddleTests {
  private static let (prefix, middle, suffix): (UInt32, UInt32, UInt32) = (901, 902, 903)

  private static func fill(_ rate: Double = 0.5, suffixFirst: Double = 0.5) -> FillInTheMiddle {
    FillInTheMiddle(
      rate: rate, suffixFirstRate: suffixFirst, prefixID: prefix, middleID: middle, suffixID: suffix)
  }

  /// The document that a sequence is of, part by part, read by the form of both orders.
  private func restore(_ sequence: [UInt32]) -> [UInt32] {
    let parts = sequence.split(separator: Self.prefix, omittingEmptySubsequences: false)
    return parts.dropFirst().reduce(Array(parts[0])) { text, part in
      let cut = part.split(separator: Self.suffix, maxSplits: 1, omittingEmptySubsequences: false)
      let rest = cut[1].split(separator: Self.middle, maxSplits: 1, omittingEmptySubsequences: false)
      return text + cut[0] + rest[1] + rest[0]
    }
  }

  @Test(arguments: [ShardFormat.llmc, .mds, .megatron, .datatrove, .olmo], EndOfDocument.Position.allCases)
  func documentsComeBack(format: ShardFormat, position: EndOfDocument.Position) throws {
    var corpus = try ObjectiveCorpus(["web", "码"], documents: 150)
    var choice = ObjectiveCorpus.Choice(.causal(Self.fill()), sequenceLength: 64)
    choice.format = format
    choice.position = position
    choice.content = format.usualContent
    let set = try corpus.write(choice, to: "out")
    _ = try ShardVerifier.verify(folder: set.folder)
    var sequences: [DocumentID: [Int: [UInt32]]] = [:]
    for row in 0..<set.rowCount(.train) {
      let tokens = set.tokens(ofRow: row, .train)
      var place = 0
      for piece in set.pieces(ofRow: row, .train) {
        let part = Array(tokens[place..<place + piece.tokenCount])
        sequences[piece.document, default: [:]][piece.first] = part
        place += piece.tokenCount
        guard choice.content == .rows else { continue }
        // No part is torn: three marks, or none.
        #expect(part.filter { 901...903 ~= $0 } == (part.contains(901) ? [901, 903, 902] : []))
        #expect(part.count <= 65)
      }
    }
    var rearranged = 0
    for (id, tokens) in corpus.sources.flatMap(\.tokens) {
      let pieces = try #require(sequences[id])
      let sequence = pieces.sorted { $0.key < $1.key }.flatMap(\.value)
      let marks = sequence.count { $0 == Self.prefix }
      rearranged += marks > 0 ? 1 : 0
      #expect(sequence.count == tokens.count + 1 + 3 * marks)
      var text = sequence
      let end = text.remove(at: position == .before ? 0 : text.count - 1)
      #expect(end == ObjectiveCorpus.end)
      #expect(restore(text) == tokens)
      // What a reader computes is the same.
      let order = try #require(
        Self.fill().textOrder(sequence[...], EndOfDocument(id: ObjectiveCorpus.end, position: position)))
      #expect(order.map { sequence[$0] } == (position == .before ? [end] + tokens : tokens + [end]))
    }
    // 600 documents, of which those with three tokens are chosen half of the time.
    #expect((220...380).contains(rearranged))
  }

  @Test func ordersAreSharedAndEpochsDiffer() throws {
    var corpus = try ObjectiveCorpus(documents: 300) { _, random in Int.random(in: 20...60, using: &random) }
    var choice = ObjectiveCorpus.Choice(.causal(Self.fill(1)), sequenceLength: 64)
    choice.format = .llmc
    choice.epochs = 2
    let set = try corpus.write(choice, to: "out")
    var parts: [DocumentID: [[UInt32]]] = [:]
    for row in 0..<set.rowCount(.train) {
      var rest = set.tokens(ofRow: row, .train)[...]
      for piece in set.pieces(ofRow: row, .train) {
        parts[piece.document, default: []].append(Array(rest.prefix(piece.tokenCount)))
        rest = rest.dropFirst(piece.tokenCount)
      }
    }
    #expect(parts.count == 600 && parts.values.allSatisfy { $0.count == 2 })
    #expect(parts.values.count { $0[0] != $0[1] } > 570)
    // An empty prefix is rare in the order PSM and the rule in SPM: 1,200 parts, half of them.
    let suffixFirst = parts.values.joined().count { $0[0] == Self.prefix && $0[1] == Self.suffix }
    #expect((500...740).contains(suffixFirst))
    choice.objective = .causal(Self.fill(1, suffixFirst: 0))
    choice.epochs = 1
    let prefixFirst = try corpus.write(choice, to: "psm")
    let empty = (0..<prefixFirst.rowCount(.train)).reduce(0) { count, row in
      let tokens = prefixFirst.tokens(ofRow: row, .train)
      return count + zip(tokens, tokens.dropFirst()).count { $0 == Self.prefix && $1 == Self.suffix }
    }
    #expect(empty < 60)
  }

  @Test func onlyBestFitKeepsParts() throws {
    var corpus = try ObjectiveCorpus()
    var choice = ObjectiveCorpus.Choice(.causal(Self.fill()), sequenceLength: 64)
    choice.format = .llmc
    choice.strategy = .concat
    #expect(throws: PackingError.self) { try corpus.write(choice, to: "out") }
  }

  @Test(arguments: [0, 0.5, 1.0])
  func textsWithTheMarksAreRefused(rate: Double) throws {
    var corpus = try ObjectiveCorpus()
    var fill = Self.fill(rate)
    fill.middleID = 500
    var choice = ObjectiveCorpus.Choice(.causal(fill), sequenceLength: 64)
    choice.format = .llmc
    let error = #expect(throws: PackingError.self) { try corpus.write(choice, to: "out") }
    #expect(error?.message.contains("which mark what is rearranged") == true)
  }

  @Test func tornPartsAreNoText() {
    let end = EndOfDocument(id: 9, position: .after)
    let fill = Self.fill()
    #expect(fill.textOrder([901, 5, 903, 7, 902, 6, 9], end) == [1, 5, 3, 6])
    #expect(fill.textOrder([901, 903, 7, 902, 5, 6, 9], end) == [4, 5, 2, 6])
    #expect(fill.textOrder([1, 2, 9], end) == [0, 1, 2])
    #expect(fill.textOrder([], end) == [])
    for torn: [UInt32] in [[901], [901, 903], [5, 903], [901, 902, 903], [901, 903, 902, 902], [902, 5]] {
      #expect(fill.textOrder(torn[...], end) == nil)
    }
  }
}
