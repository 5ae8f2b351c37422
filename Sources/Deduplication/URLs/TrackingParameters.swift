// Parameters of queries that say where a reader came from or who he is, and nothing of the page.

/// Names of parameters without which an address leads to the same page.
///
/// Only names that mean nothing else are here: `ref`, `source`, `from`, `id` and the like choose pages on some sites and
/// stay. Letters count without case.
enum TrackingParameters {
  /// Families of names by their beginning.
  private static let prefixes: [StaticString] = [
    "utm_",  // Urchin, Google Analytics
    "mtm_", "matomo_",  // Matomo
    "hsa_",  // HubSpot advertisements
  ]

  /// Whole names.
  private static let names = SortedNames([
    // Google: advertisements, Shopping, linkers of Analytics.
    "gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid _ga _gl",
    // Facebook.
    "fbclid fb_action_ids fb_action_types fb_source fb_ref",
    // Microsoft, Yandex.
    "msclkid yclid ymclid ysclid _openstat",
    // Other networks: Twitter, TikTok, LinkedIn, Instagram, Pinterest, Reddit, Snapchat, Impact, WickedReports.
    "twclid ttclid li_fat_id igsh igshid epik rdt_cid sccid irclickid wickedid",
    // Mail: Mailchimp, Marketo, Vero, Omeda, HubSpot.
    "mc_cid mc_eid mkt_tok vero_id vero_conv oly_anon_id oly_enc_id _hsenc _hsmi __hssc __hstc __hsfp hsctatracking",
    // Matomo under its old names.
    "pk_campaign pk_kwd pk_keyword pk_source pk_medium pk_content pk_cid piwik_campaign piwik_kwd piwik_keyword",
    // Adobe.
    "s_kwcid ef_id",
    // Baidu, Alibaba, Bilibili, Naver.
    "hmsr hmpl hmcu hmkw hmci bd_vid spm spm_id_from vd_source n_cid",
    // Sessions: Java, PHP, ColdFusion, osCommerce, Zen Cart.
    "jsessionid phpsessid cfid cftoken oscsid zenid",
  ])

  /// Names that hold a session only when the value is one: 32 hexadecimal digits.
  private static let sessionNames = SortedNames(["s sid sessionid session_id"])

  /// True when the parameter says nothing of the page.
  ///
  /// - Parameters:
  ///   - name, value: with their escapes in normal form.
  static func holds(name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) -> Bool {
    if prefixes.contains(where: { isPrefix($0, of: name) }) || names.contains(name) { return true }
    return value.count == 32 && sessionNames.contains(name) && value.allSatisfy { $0.hexadecimalValue != nil }
  }

  private static func isPrefix(_ prefix: StaticString, of name: UnsafeBufferPointer<UInt8>) -> Bool {
    prefix.withUTF8Buffer { prefix in
      name.count > prefix.count && zip(name, prefix).allSatisfy { $0.asciiLowercase == $1 }
    }
  }
}

/// Names in lower case, sorted, one behind the other in one block of bytes.
private struct SortedNames: Sendable {
  private let text: [UInt8]
  /// Where each name begins, and the end of the last.
  private let starts: [Int]

  /// - Parameter lines: names, separated by spaces.
  init(_ lines: [String]) {
    var text: [UInt8] = []
    var starts = [0]
    let sorted = lines.flatMap { $0.utf8.split(separator: 0x20).map(Array.init) }
      .sorted { $0.lexicographicallyPrecedes($1) }
    for name in sorted {
      text += name
      starts.append(text.count)
    }
    self.text = text
    self.starts = starts
  }

  /// True when `name` is one of the names, whatever its case.
  func contains(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    var low = 0
    var high = starts.count - 1
    while low < high {
      let middle = (low + high) / 2
      switch compare(name, starts[middle]..<starts[middle + 1]) {
      case 0: return true
      case ..<0: high = middle
      default: low = middle + 1
      }
    }
    return false
  }

  /// Below zero, zero or above as `name` stands before, at or behind the name at `range`.
  private func compare(_ name: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    for offset in 0..<min(name.count, range.count) {
      let difference = Int(name[offset].asciiLowercase) - Int(text[range.lowerBound + offset])
      if difference != 0 { return difference }
    }
    return name.count - range.count
  }
}
