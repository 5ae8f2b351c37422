// A document that went beside the one that stayed.

import Auditing
import Corpus
import Deduplication
import TextAnalysis

/// Two documents, why one of them went, and what differs between them.
struct DuplicateComparison: Sendable {
  let kept: DuplicateText
  let removed: DuplicateText
  /// `exact` or `near`.
  let reason: String
  /// As the records have it.
  let similarity: Double
  /// |A ∩ B| and |A ∪ B| of the shingle sets of the texts as they are now; nil where only exact copies were searched.
  let jaccard: Jaccard?
  /// The kept text on the left.
  let difference: TextDifference

  init(_ match: DuplicateMatch, _ removal: RecordedRemoval) {
    kept = match.kept
    removed = match.removed
    reason = removal.reason
    similarity = removal.similarity
    jaccard = match.jaccard
    difference = TextDifference(kept.text, removed.text)
  }

  /// The pair for people.
  ///
  func text(_ options: DuplicateView.Options) -> String {
    var text = "kept     \(Self.line(kept))\nremoved  \(Self.line(removed))\nreason   \(reasonText)\n"
    let isCalm = difference.changes.allSatisfy { $0.isSpace && !options.marksSpace }
    if isCalm && !options.isFull { return text }
    let comparison = SideBySide(
      left: kept.text, right: removed.text,
      difference: difference.coalesced(keepsSpaceApart: !options.marksSpace), marksSpace: options.marksSpace,
      folding: options.isFull ? nil : SideBySide.Folding())
    text += "\n" + options.show.text(of: comparison, left: kept.text, right: removed.text)
    if difference.unsearchedByteCount > 0 {
      text +=
        "  \(Figures.count(difference.unsearchedByteCount)) bytes differ too much to be searched for equal words\n"
    }
    return text
  }

  private var reasonText: String {
    var text = reason
    if let jaccard, reason != RemovalReason.exact.rawValue {
      text +=
        ", Jaccard \(Figures.decimal(jaccard.value, places: 4)) (\(jaccard.intersection) of \(jaccard.union) shingles)"
      if abs(jaccard.value - similarity) > 0.00005 {
        text += "; \(Figures.decimal(similarity, places: 4)) when it was removed"
      }
    }
    if difference.changes.isEmpty {
      text += "; the texts are the same, byte for byte"
    } else if difference.changes.allSatisfy(\.isSpace) {
      text += "; the texts differ in white space only"
    } else {
      let (gone, new) = difference.changes.reduce(into: (0, 0)) {
        $0.0 += $1.left.count
        $0.1 += $1.right.count
      }
      text += "; \(Figures.count(gone)) bytes of the kept and \(Figures.count(new)) of the removed text differ"
    }
    return text
  }

  static func line(_ document: DuplicateText) -> String {
    var parts = [TerminalText.escape(document.id)]
    if let source = document.source { parts.append("source \(TerminalText.escape(source))") }
    parts.append("\(TerminalText.escape(document.file)), row \(document.row)")
    parts.append("\(Figures.count(document.text.count)) bytes")
    if let url = document.url { parts.append(TerminalText.escape(url)) }
    return parts.joined(separator: "  ")
  }

  // MARK: JSON

  func json() -> JSONValue {
    var object: JSONObject = [
      "kept": Self.json(kept), "removed": Self.json(removed), "reason": .string(reason),
      "similarity": .double(similarity),
    ]
    if let jaccard {
      object["jaccard"] = ["intersection": .int(jaccard.intersection), "union": .int(jaccard.union)]
    }
    let changes: [JSONValue] = difference.changes.map { change in
      ["kept": Self.json(change.left), "removed": Self.json(change.right)]
    }
    object["changes"] = .array(changes)
    object["unsearchedBytes"] = .int(difference.unsearchedByteCount)
    return .object(object)
  }

  private static func json(_ range: Range<Int>) -> JSONValue { [.int(range.lowerBound), .int(range.upperBound)] }

  private static func json(_ document: DuplicateText) -> JSONValue {
    [
      "id": .string(document.id), "source": document.source.map { .string($0) } ?? nil,
      "file": .string(document.file), "row": .int(document.row), "url": document.url.map { .string($0) } ?? nil,
      "text": .string(String(decoding: document.text, as: UTF8.self)),
    ]
  }
}
