// What people choose about a deduplication of documents.

/// What becomes of the duplicates that are found.
public enum DeduplicationMode: String, Sendable, Codable, CaseIterable {
  /// The documents that stay are written to `kept/`.
  case remove
  /// All documents are written to `annotated/`, those with duplicates with members that say so.
  case annotate
  /// No documents are written, only what was decided.
  case report
}

/// Which of several duplicates stays.
public enum DeduplicationPriority: String, Sendable, Codable, CaseIterable {
  /// The one with the smallest hash of its id: it depends neither on the order of the files nor on how the documents
  /// are split over them.
  case id
  /// The one of the earlier input, then by id: inputs are sources in order of priority.
  case input
  /// The first in the order of the inputs and of their lines.
  case first
}
