// What a quality rule says when a document fails it.

import Corpus

/// A rule's reason with what was measured.
struct RuleFailure<Reason: RawRepresentable> where Reason.RawValue == String {
  var reason: Reason
  var measured: String
  /// Further members of the ledger's detail.
  var detail: [String: String] = [:]

  init(_ reason: Reason, _ value: Double, detail: [String: String] = [:]) {
    self.reason = reason
    self.measured = Decimals.four(value)
    self.detail = detail
  }

  init(_ reason: Reason, count: Int) {
    self.reason = reason
    self.measured = String(count)
  }

  var dropReason: DropReason { DropReason(reason, detail: detail.merging(["measured": measured]) { $1 }) }
}

/// `part` of `whole`; 0 of nothing.
func share(_ part: Int, _ whole: Int) -> Double { whole > 0 ? Double(part) / Double(whole) : 0 }
