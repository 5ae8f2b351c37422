// Title, language, date, author and address of a page, from the elements of its head.

extension PageMetadata {
  private enum Name: UInt8 {
    case title, date, author, site, type, address, description, generator, language
  }

  private static let names: NameTable = NameTable([
    ("og:title", Name.title.rawValue), ("twitter:title", Name.title.rawValue), ("dc.title", Name.title.rawValue),
    ("og:url", Name.address.rawValue), ("og:site_name", Name.site.rawValue), ("og:type", Name.type.rawValue),
    ("author", Name.author.rawValue), ("article:author", Name.author.rawValue), ("dc.creator", Name.author.rawValue),
    ("date", Name.date.rawValue), ("dc.date", Name.date.rawValue), ("pubdate", Name.date.rawValue),
    ("dcterms.date", Name.date.rawValue), ("dc.date.issued", Name.date.rawValue),
    ("datepublished", Name.date.rawValue), ("description", Name.description.rawValue),
    ("og:description", Name.description.rawValue), ("generator", Name.generator.rawValue),
    ("dc.language", Name.language.rawValue), ("og:locale", Name.language.rawValue),
  ])

  /// Reads a `meta` element.
  mutating func readMeta(_ attributes: borrowing StartTagAttributes) {
    if let httpEquiv = attributes.value(.httpEquiv), httpEquiv.containsLowercased("content-language"), language == nil {
      language = attributes.string(.content, limit: 40)
      return
    }
    guard attributes.has(.content),
      let name = attributes.value(.property) ?? attributes.value(.name) ?? attributes.value(.itemprop)
    else { return }
    if name.containsLowercased("article:published") {
      date = content(attributes) ?? date
      return
    }
    guard let raw = Self.names.value(of: name), let known = Name(rawValue: raw) else { return }
    switch known {
    case .title: if socialTitle == nil { socialTitle = content(attributes) }
    case .date: if date == nil { date = content(attributes) }
    case .author: if author == nil { author = content(attributes) }
    case .site: if siteName == nil { siteName = content(attributes) }
    case .type: if pageType == nil { pageType = content(attributes) }
    case .address: if canonicalURL == nil { canonicalURL = content(attributes) }
    case .description: if description == nil { description = content(attributes) }
    case .generator: if generator == nil { generator = content(attributes) }
    case .language: if language == nil { language = content(attributes) }
    }
  }

  /// Reads a `link` element.
  mutating func readLink(_ attributes: borrowing StartTagAttributes) {
    guard let relation = attributes.value(.rel), relation.containsLowercased("canonical") else { return }
    if let address = attributes.string(.href), !address.isEmpty { canonicalURL = address }
  }

  private func content(_ attributes: borrowing StartTagAttributes) -> String? {
    guard let value = attributes.string(.content, limit: 4096) else { return nil }
    return Self.clean(Array(value.utf8))
  }

  /// A string with white space collapsed; nil when nothing is left.
  static func clean(_ bytes: [UInt8]) -> String? {
    let words = bytes.split(whereSeparator: { $0 <= 0x20 })
    guard !words.isEmpty else { return nil }
    return String(decoding: Array(words.joined(separator: [0x20])), as: UTF8.self)
  }
}
