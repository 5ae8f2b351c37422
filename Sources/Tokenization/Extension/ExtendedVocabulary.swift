// What an extension made, and what a model needs to take it in.

/// A vocabulary with new tokens above those of its base.
public struct ExtendedVocabulary: Sendable, Equatable {
  /// The vocabulary as a whole. Ids and merges of the base are its first ones.
  public let model: BPEModel
  /// Ids from here on are new.
  public let firstNewID: UInt32
  /// Merges before this one are the base's.
  public let baseMergeCount: Int

  /// The new ids.
  public var newIDs: Range<UInt32> { firstNewID..<max(firstNewID, UInt32(model.tokens.count)) }

  /// For each new token, in the order of ids, the tokens of the base that it concatenates. The mean of their embeddings
  /// is the usual start of its own.
  public func basePieces() -> [[UInt32]] {
    var pieces: [[UInt32]] = []
    pieces.reserveCapacity(newIDs.count)
    for merge in model.merges[baseMergeCount...] where Int(merge.result) == Int(firstNewID) + pieces.count {
      var joined: [UInt32] = []
      for side in [merge.left, merge.right] {
        if side >= firstNewID { joined += pieces[Int(side - firstNewID)] } else { joined.append(side) }
      }
      pieces.append(joined)
    }
    return pieces
  }

  /// The embedding initialisation table: a header line, then for each new token its id, its bytes in hexadecimal and
  /// its base pieces as ids with spaces between, each with the weight 1 / number of pieces; columns part by tabs.
  public func initializationTable() -> [UInt8] {
    var output = Array("id\tbytes\tpieces\n".utf8)
    let digits = Array("0123456789abcdef".utf8)
    for (offset, pieces) in basePieces().enumerated() {
      let id = Int(firstNewID) + offset
      output += Array("\(id)\t".utf8)
      for byte in model.tokens[id] {
        output.append(digits[Int(byte >> 4)])
        output.append(digits[Int(byte & 15)])
      }
      output += Array("\t\(pieces.map(String.init).joined(separator: " "))\n".utf8)
    }
    return output
  }
}
