// How many tokens a model of a given size asks for.

/// Hoffmann et al. 2022, "Training Compute-Optimal Large Language Models": at the least training compute for a loss,
/// parameters and tokens grow alike. Their first approach (minimum over training curves; table 3) gives 20 to 22 tokens
/// a parameter from 0.4 to 10,000 billion parameters; the usual round figure is taken here.
///
/// It is the least compute for one training, not the best model for its size: models that will answer many questions
/// are trained on many times as much.
public struct ComputeOptimal: Sendable, Equatable {
  public static let tokensPerParameter = 20

  public let parameterCount: Int
  /// Training tokens asked for.
  public let tokenCount: Int

  /// - Parameter parameterCount: parameters of the model, below 2⁵³.
  public init(parameterCount: Int) {
    self.parameterCount = parameterCount
    tokenCount = parameterCount * Self.tokensPerParameter
  }

  /// Floating-point operations of a training, C = 6 N D: two for each parameter and token forward, four backward.
  public func floatingPointOperations(tokenCount: Int) -> Double { 6 * Double(parameterCount) * Double(tokenCount) }

  /// Parameters for which a number of tokens is what is asked for.
  public static func parameterCount(forTokenCount tokenCount: Int) -> Int { tokenCount / tokensPerParameter }
}
