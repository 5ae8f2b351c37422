// What repeated tokens are worth.

import Glibc

/// Data-constrained scaling: Muennighoff et al. 2023, "Scaling Data-Constrained Language Models".
public enum EffectiveTokens {
  /// R*: after about so many repetitions further ones are worth nothing.
  static let halfLife = 15.387756
  /// Up to four epochs repetition costs next to nothing.
  public static let warnedEpochs = 4.0

  /// D' = U + U R* (1 − exp(−R / R*)), with U unique tokens and R = D / U − 1 repetitions; D where nothing is repeated.
  ///
  /// - Parameters:
  ///   - unique: tokens of the source.
  ///   - seen: tokens of it in the training stream.
  public static func count(unique: Int, seen: Int) -> Double {
    guard unique > 0, seen > unique else { return Double(seen) }
    let unique = Double(unique)
    let repetitions = Double(seen) / unique - 1
    return unique + unique * halfLife * (1 - exp(-repetitions / halfLife))
  }
}
