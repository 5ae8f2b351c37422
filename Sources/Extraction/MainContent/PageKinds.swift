// What a page says that it is: in structured data, in its `og:type`, by the program that made it.

/// Kinds of page, as its makers declare them.
struct PageKinds: OptionSet {
  var rawValue: UInt16
  static let article = PageKinds(rawValue: 1 << 0)
  static let product = PageKinds(rawValue: 1 << 1)
  static let list = PageKinds(rawValue: 1 << 2)
  static let forum = PageKinds(rawValue: 1 << 3)
  static let recipe = PageKinds(rawValue: 1 << 4)
  static let questions = PageKinds(rawValue: 1 << 5)
  static let website = PageKinds(rawValue: 1 << 6)
  static let shopProgram = PageKinds(rawValue: 1 << 7)
  static let forumProgram = PageKinds(rawValue: 1 << 8)
  static let blogProgram = PageKinds(rawValue: 1 << 9)
  static let manualProgram = PageKinds(rawValue: 1 << 10)
  static let bitCount = 11

  private static let types: [String: PageKinds] = [
    "product": .product, "offer": .product, "aggregateoffer": .product, "og:product": .product,
    "product.item": .product, "productgroup": .product,
    "article": .article, "newsarticle": .article, "blogposting": .article, "techarticle": .article,
    "report": .article, "reportagenewsarticle": .article, "blog": .list, "socialmediaposting": .article,
    "itemlist": .list, "collectionpage": .list, "searchresultspage": .list, "offercatalog": .list,
    "product.group": .list,
    "discussionforumposting": .forum, "qapage": .forum, "recipe": .recipe, "faqpage": .questions,
    "website": .website,
  ]

  private static let programs: [(String, PageKinds)] = [
    ("shopify", .shopProgram), ("woocommerce", .shopProgram), ("magento", .shopProgram), ("prestashop", .shopProgram),
    ("discourse", .forumProgram), ("phpbb", .forumProgram), ("vbulletin", .forumProgram), ("xenforo", .forumProgram),
    ("discuz", .forumProgram), ("mybb", .forumProgram), ("wordpress", .blogProgram), ("blogger", .blogProgram),
    ("hugo", .blogProgram), ("sphinx", .manualProgram), ("docusaurus", .manualProgram), ("mkdocs", .manualProgram),
    ("doxygen", .manualProgram), ("mediawiki", .manualProgram),
  ]

  init(rawValue: UInt16) { self.rawValue = rawValue }

  init(_ metadata: borrowing PageMetadata) {
    self = []
    if let type = metadata.pageType { formUnion(Self.types[type.lowercased()] ?? []) }
    if let generator = metadata.generator?.lowercased() {
      for (name, kind) in Self.programs where generator.contains(name) { formUnion(kind) }
    }
    metadata.structuredData.withUnsafeBufferPointer { formUnion(Self.declared(in: $0)) }
  }

  /// The values of `@type` in JSON-LD, wherever they stand.
  private static func declared(in data: UnsafeBufferPointer<UInt8>) -> PageKinds {
    var kinds: PageKinds = []
    var index = 0
    var isTypeKey = false
    var name: [UInt8] = []
    // One pass over all strings: what follows the key `@type` up to the next key is its value or its values.
    while index < data.count {
      guard data[index] == UInt8(ascii: "\"") else {
        index += 1
        continue
      }
      index += 1
      name.removeAll(keepingCapacity: true)
      while index < data.count, data[index] != UInt8(ascii: "\"") {
        if data[index] == UInt8(ascii: "\\") { index += 1 }
        if name.count < 32, index < data.count { name.append(data[index]) }
        index += 1
      }
      index += 1
      var next = index
      while next < data.count, data[next] <= 0x20 { next += 1 }
      if next < data.count, data[next] == UInt8(ascii: ":") {
        isTypeKey = name.elementsEqual("@type".utf8)
      } else if isTypeKey {
        kinds.formUnion(types[String(decoding: name, as: UTF8.self).lowercased()] ?? [])
      }
    }
    return kinds
  }
}
