// What counts as personal data.

/// A kind of personal data; its raw value is the rule in the ledger.
public enum PersonalDataKind: String, Sendable, Codable, CaseIterable {
  case email
  /// Addresses of IPv4 and IPv6.
  case ip
  case phone
  case creditCard = "credit-card"
  /// The identity number of residents of mainland China (GB 11643).
  case chineseID = "chinese-id"
  /// International bank account numbers (ISO 13616).
  case iban

  /// A value of this kind that belongs to nobody: what standards and registries set aside, or print as their example.
  var example: String {
    switch self {
    case .email: "email@example.com"
    case .ip: "192.0.2.1"
    case .phone: "+1-202-555-0100"
    case .creditCard: "4111 1111 1111 1111"
    case .chineseID: "11010519491231002X"
    case .iban: "GB82 WEST 1234 5698 7654 32"
    }
  }
}
