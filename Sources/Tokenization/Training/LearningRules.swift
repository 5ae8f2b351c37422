// What merges are wanted.

/// What a learner is asked for.
struct LearningRules {
  /// Number of tokens to make.
  var tokenCount: Int
  /// Pairs that occur more rarely are not merged.
  var minimumCount: UInt64 = 1
  /// Longer tokens are not made; 0 for no limit.
  var maximumTokenByteCount = 0
  /// Which tokens may be made of two others, given their bytes; nil for all.
  var allows: ((_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool)?
  /// Tokens that exist without being reached by merging: a merge that makes the bytes of one gets its id.
  var known: KnownTokens?
  /// Called after every hundredth token with the merges of this call so far; false ends learning early.
  var progress: (([BPEModel.Merge]) throws -> Bool)?
}
