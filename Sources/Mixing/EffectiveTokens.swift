// What repeated tokens are worth.

/// Data-constrained scaling: Muennighoff et al. 2023, "Scaling Data-Constrained Language Models".
public enum EffectiveTokens {
  /// R* in millionths: after about so many repetitions further ones are worth nothing.
  private static let halfLifeMillionths: Int128 = 15_387_756
  /// log₂(e) / R*, as `FixedPoint` takes exponents.
  private static let decay = Int128((1.442_695_040_888_963_4 / 15.387756 * 0x1p56).rounded())
  /// Up to four epochs repetition costs next to nothing.
  public static let warnedEpochs = 4.0

  /// D' = U + U R* (1 − exp(−R / R*)), with U unique tokens and R = D / U − 1 repetitions; D where nothing is repeated.
  /// In integers, so that what is written is the same on every machine.
  ///
  /// - Parameters:
  ///   - unique: tokens of the source, below 2⁵³.
  ///   - seen: tokens of it in the training stream.
  public static func count(unique: Int, seen: Int) -> Int {
    guard unique > 0, seen > unique else { return seen }
    let unique = Int128(unique)
    let left = Int128(FixedPoint.powerOfTwo(minus: (Int128(seen) - unique) * decay / unique))
    // 40 bits of the factor keep the product below 2¹²⁷.
    let gained = (Int128(1) << 62 - left) >> 22
    return min(seen, Int(unique + (unique * halfLifeMillionths * gained / 1_000_000) >> 40))
  }
}
