// Scores as they are written and compared.

/// A probability rounded to four decimals.
struct RoundedScore {
  let value: Double
  /// Four decimals, without the locale.
  let digits: String

  init(_ score: Double) {
    let bounded = min(max(score, 0), 1)
    value = (bounded * 10_000).rounded() / 10_000
    digits = Decimals.four(bounded)
  }
}
