// Sentences, and what about their place keeps the rules away from them.

/// A stretch of text that ends with closing punctuation or with its line.
struct Sentence {
  var start: Int
  /// Behind the last byte that is no space.
  var end: Int
  /// In quotation marks, code, a list, a heading, a table or a cited paragraph: never touched.
  var isProtected: Bool
  var isHeading: Bool
  /// The line above ends with a colon, so that this may be what it announces.
  var followsColon: Bool
  /// First sentence of its line.
  var opensLine: Bool
  /// Turn of a conversation it belongs to; 0 where there is none.
  var block: Int
}
