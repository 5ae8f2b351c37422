// Text to signature: content hash and band keys.

import CKernels
import TextAnalysis

/// The signatures of consecutive documents, made by one worker and appended to a file in order.
public struct SignatureBatch: Sendable {
  /// Number of documents.
  public private(set) var count = 0
  /// What orders the documents among those of one rank; see `Signer.sign`.
  var orderKeys: [UInt64] = []
  var contents: [ContentHash] = []
  /// Band keys of the documents that have units, `bands` each.
  var keys: [UInt64] = []
  /// False for documents without units, which have no band keys.
  var hasKeys: [Bool] = []

  public init() {}

  mutating func append(_ content: ContentHash, orderKey: UInt64, hasKeys: Bool) {
    orderKeys.append(orderKey)
    contents.append(content)
    self.hasKeys.append(hasKeys)
    count += 1
  }

  /// Empties the batch for the next documents.
  public mutating func removeAll() {
    orderKeys.removeAll(keepingCapacity: true)
    contents.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    hasKeys.removeAll(keepingCapacity: true)
    count = 0
  }
}

/// The affine permutations of 32-bit values that a seed chooses: x ↦ a·x + b mod 2³² with a odd.
struct Permutations: Sendable {
  /// Both padded to a multiple of 16 with permutations nobody looks at.
  let multipliers: [UInt32]
  let offsets: [UInt32]

  init(count: Int, seed: UInt64) {
    let padded = (count + 15) / 16 * 16
    var multipliers: [UInt32] = []
    var offsets: [UInt32] = []
    for index in 0..<UInt64(padded) {
      let value = Self.mixed(seed &* 0x9e37_79b9_7f4a_7c15 &+ index)
      multipliers.append(UInt32(truncatingIfNeeded: value) | 1)
      offsets.append(UInt32(truncatingIfNeeded: value >> 32))
    }
    self.multipliers = multipliers
    self.offsets = offsets
  }

  /// The output function of SplitMix64 (Steele, Lea, Flood 2014), here a counter-based generator.
  private static func mixed(_ counter: UInt64) -> UInt64 {
    var value = (counter &+ 1) &* 0x9e37_79b9_7f4a_7c15
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }

  /// The scalar twin of the kernel.
  func minimaByDefinition(_ grams: [UInt64]) -> [UInt32] {
    zip(multipliers, offsets).map { multiplier, offset in
      grams.map { multiplier &* UInt32(truncatingIfNeeded: $0 >> 32) &+ offset }.min() ?? .max
    }
  }

  /// The minimum of every permutation over the upper halves of `grams`.
  func minima(_ grams: [UInt64], into minima: inout [UInt32]) {
    if minima.count != multipliers.count { minima = [UInt32](repeating: 0, count: multipliers.count) }
    // SAFETY: all three arrays have the padded count of elements, and the kernel reads grams.count values.
    minima.withUnsafeMutableBufferPointer { target in
      sluice_minhash(grams, grams.count, multipliers, offsets, multipliers.count, target.baseAddress)
    }
  }
}

/// Makes signatures; each worker has one of its own.
public struct Signer: Sendable {
  public let parameters: SignatureParameters
  private let permutations: Permutations
  private var grams: [UInt64] = []
  private var minima: [UInt32] = []
  private var scratch: [UInt8] = []
  private var ownUnits = TextUnits()

  public init(parameters: SignatureParameters) {
    self.parameters = parameters
    permutations = Permutations(
      count: parameters.minHash?.permutations ?? 0, seed: parameters.minHash?.seed ?? 0)
  }

  /// Adds the signature of a text to a batch.
  ///
  /// - Parameter orderKey: decides which of several duplicates stays: of documents in tasks of equal rank the one with
  ///   the smallest key. Made of the document's identity (a hash of its id), so that the decision does not depend on
  ///   where the document stands; or its row, where the first one is to stay.
  public mutating func sign(
    _ text: UnsafeBufferPointer<UInt8>, orderKey: UInt64, into batch: inout SignatureBatch
  ) {
    var units = TextUnits()
    swap(&units, &ownUnits)
    if parameters.minHash != nil || parameters.normalization == .full { units.analyse(text) }
    sign(text, orderKey: orderKey, units: units, into: &batch)
    swap(&units, &ownUnits)
  }

  /// Adds the signature of a text whose units are known to a batch.
  public mutating func sign(
    _ text: UnsafeBufferPointer<UInt8>, orderKey: UInt64, units: borrowing TextUnits, into batch: inout SignatureBatch
  ) {
    let content = ContentHash(text, units: units, normalization: parameters.normalization, scratch: &scratch)
    guard let minHash = parameters.minHash, units.count > 0 else {
      batch.append(content, orderKey: orderKey, hasKeys: false)
      return
    }
    units.hashes.withUnsafeBufferPointer { NGrams.hashes(of: $0, n: minHash.shingle, into: &grams) }
    permutations.minima(grams, into: &minima)
    for band in 0..<minHash.bands {
      batch.keys.append(Self.key(of: minima, rows: minHash.rows, band: band))
    }
    batch.append(content, orderKey: orderKey, hasKeys: true)
  }

  /// The 64-bit key of a band: the fold hash of its minima.
  static func key(of minima: [UInt32], rows: Int, band: Int) -> UInt64 {
    var key = UInt64(rows)
    for row in band * rows..<(band + 1) * rows {
      key = UnitHash.fold(key ^ UInt64(minima[row]) ^ 0xe703_7ed1_a0b4_28db, 0x8ebc_6af0_9c88_c6e3)
    }
    return UnitHash.fold(key ^ 0x5899_65cc_7537_4cc3, 0x1d8e_4e27_c47d_124f)
  }
}
