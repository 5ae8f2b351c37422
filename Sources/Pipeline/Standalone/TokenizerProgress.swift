// What making a tokenizer tells while it works.

/// A message to whoever displays it; sent from the thread that works.
public enum TokenizerProgress: Sendable {
  /// Text that was counted since the last message of this kind.
  case counted(bytes: Int, documents: Int)
  /// Tokens that were learnt so far, of how many.
  case learning(made: Int, wanted: Int)
  /// Text that was compared since the last message of this kind.
  case compared(bytes: Int, documents: Int)
  /// A line for people.
  case note(String)
}

/// Receives the messages.
public typealias TokenizerObserver = @Sendable (TokenizerProgress) -> Void
