// What the words in `class`, `id`, `role` and `itemprop` say about a part of a page.

/// Families of words that page authors use to name the parts of their pages; a bit each.
struct ClassHints: OptionSet, Equatable {
  var rawValue: UInt64

  enum Family: UInt8, CaseIterable {
    case navigation, menu, footer, header, sidebar, comment, advertisement, share, related, breadcrumb, cookie, popup
    case meta, author, date, tags, content, article, main, body, post, entry, text, product, description, review
    case forum, message, quote, login, search, pagination, legal, subscribe, caption, widget, list, card, title
    case toolbar, hidden, teaser, promotion, signature, vote, gallery, price, code, contents, answer
    case recommendation, block, wrapper, info, note, feature, faq, recipe, lead, editor, filter, cart, variant,
      specification
  }

  init(rawValue: UInt64) { self.rawValue = rawValue }
  init(_ family: Family) { rawValue = 1 << UInt64(family.rawValue) }

  static let bitCount = Family.allCases.count

  /// The words of each family, all languages together.
  private static let words: [(Family, String)] = [
    (.navigation, "nav navbar navigation navi topnav subnav mainnav globalnav gnav sitenav navigator navbox"),
    (.menu, "menu submenu dropdown mainmenu topmenu megamenu menubar menus drawer hamburger offcanvas flyout"),
    (.footer, "footer foot bottom colophon fuss fusszeile foooter pagefooter sitefooter foter imprint impressum"),
    (.header, "header head top masthead kopf topbar banner pageheader siteheader hdr"),
    (.sidebar, "sidebar side aside rail rightcol leftcol seitenleiste sidebars marginal rightbar leftbar rightcolumn"),
    (.comment, "comment comments disqus kommentar kommentare commentary respond response reply replies pinglun"),
    (
      .advertisement,
      "ad ads advert advertisement adsense adv adbox sponsor sponsored anzeige werbung dfp banners adslot adunit"
    ),
    (.share, "share sharing social facebook twitter socials sharebar addthis sharethis shares teilen whatsapp fb"),
    (
      .related,
      "related similar verwandt relevant similarposts relatedposts more mehr weitere also "
        + "upsell upsells crosssell crosssells viewed complementary bundle"
    ),
    (.breadcrumb, "breadcrumb breadcrumbs crumb crumbs brotkrumen bread crumbtrail"),
    (.cookie, "cookie cookies consent gdpr ccpa onetrust cookiebar cmp"),
    (.popup, "popup modal overlay lightbox dialog tooltip toast popover paywall"),
    (.meta, "meta metadata postmeta byline infos postinfo entrymeta articlemeta"),
    (.author, "author authors autor vcard bio writer contributor profile avatar biography user username"),
    (.date, "date time datum published timestamp pubdate updated datetime calendar zeit"),
    (.tags, "tag tags category categories keywords topics topic schlagworte tagcloud taxonomy label labels"),
    (.content, "content contents inhalt maincontent contentarea contentbody zhengwen neirong contenido contenu"),
    (.article, "article artikel articlebody story news articletext storybody newsarticle articles"),
    (.main, "main primary hauptinhalt maincol center central"),
    (.body, "body bodytext copy richtext rte wysiwyg prose markdown"),
    (.post, "post posts blog blogpost hentry postbody postcontent beitrag"),
    (.entry, "entry entrycontent entries eintrag"),
    (.text, "text txt paragraph absatz fulltext textblock"),
    (.product, "product products item items produkt artikelnummer sku shop pdp offer"),
    (.description, "description desc summary beschreibung details detail overview abstract"),
    (.review, "review reviews rating ratings testimonial testimonials bewertung stars feedback"),
    (.forum, "forum thread threads board phpbb vbulletin viewtopic discussion discussions conversation"),
    (.message, "message messages msg postmessage bbcode"),
    (.quote, "quote blockquote cite citation zitat pullquote"),
    (.login, "login signin signup register account anmelden password registration"),
    (.search, "search suche searchform searchbox query suchen"),
    (.pagination, "pagination pager paging page-numbers pages prev next previous paginator"),
    (.legal, "copyright legal disclaimer privacy terms datenschutz license"),
    (.subscribe, "subscribe newsletter subscription abonnieren abo follow mailing signupform optin"),
    (.caption, "caption captions figcaption credit credits bildunterschrift imagecaption wp-caption"),
    (.widget, "widget widgets module plugin sidebarwidget portlet"),
    (.list, "list listing liste results grid archive feed stream loop"),
    (.card, "card cards tile tiles box kachel panel"),
    (.title, "title headline heading titel ueberschrift subtitle subheading"),
    (.toolbar, "toolbar tools tool actions action buttons button btn controls print options utility utilities cta"),
    (.hidden, "hidden hide invisible sr screenreader visuallyhidden noprint skip collapsed none"),
    (.teaser, "teaser teasers excerpt snippet preview readmore intro"),
    (.promotion, "promo promotion promoted outbrain taboola offer campaign deals trc promobox"),
    (.signature, "signature sig userinfo postprofile poster postauthor"),
    (.vote, "vote votes likes like upvote score karma points counter views count stats"),
    (.gallery, "gallery slider carousel slide slideshow swiper image images photo photos video player media bild"),
    (.price, "price prices preis cost currency amount"),
    (.code, "code highlight pre source syntax codehilite sourcecode prettyprint"),
    (.contents, "toc tableofcontents localtoc sphinxsidebar outline onthispage index"),
    (.answer, "answer answers question questions antwort qa accepted"),
    (.recommendation, "recommended recommendations recommend popular trending latest recent mostread newest featured"),
    (.block, "block section row column col region area zone"),
    (.wrapper, "wrapper container wrap inner outer page site layout holder"),
    (.info, "info information about contact kontakt address hours location map infobox"),
    (.note, "note notes notice alert warning hint tip message-box callout admonition"),
    (.feature, "feature features benefits hero jumbotron service services pricing plan plans team clients partners"),
    (.faq, "faq faqs accordion toggle tab tabs collapse"),
    (.recipe, "recipe ingredients instructions directions steps step method zutaten rezept"),
    (.lead, "lead lede standfirst dek kicker vorspann deck"),
    (.editor, "form input field fields editor textarea captcha"),
    (.filter, "filter filters facet facets facetgroup refine refinement refinements sort sorting sortby filterbar"),
    (.cart, "cart minicart warenkorb basket checkout bag addtocart buy wishlist shipping delivery stock quantity qty"),
    (.variant, "variant variants swatch swatches option size sizes color colors colour colours picker selector"),
    (.specification, "spec specs specification specifications attribute attributes properties technical datasheet"),
  ]

  private static let table: NameTable = {
    var names: [(String, UInt8)] = []
    for (family, list) in words {
      for word in list.split(separator: " ") { names.append((String(word), family.rawValue)) }
    }
    return NameTable(names)
  }()

  /// Adds what the words of one attribute's value say.
  ///
  /// Words end at every byte that is no ASCII letter, and where a capital follows a small letter.
  /// - Parameter limit: bytes of the value that are looked at.
  mutating func formUnion(wordsOf value: UnsafeBufferPointer<UInt8>, limit: Int = 256) {
    let count = min(value.count, limit)
    var low: UInt64 = 0
    var high: UInt64 = 0
    var length = 0
    var previousWasSmall = false
    var index = 0
    let table = Self.table
    while true {
      let byte = index < count ? value[index] : 0x20
      let folded = byte | 0x20
      let isLetter = folded &- 0x61 < 26
      let isCapital = isLetter && byte != folded
      if !isLetter || (isCapital && previousWasSmall) {
        if length > 1, length <= 16, let family = table.value(low: low, high: high) {
          rawValue |= 1 << UInt64(family)
        }
        low = 0
        high = 0
        length = 0
      }
      if index >= count { return }
      if isLetter {
        if length < 8 {
          low |= UInt64(folded) << UInt64(length * 8)
        } else if length < 16 {
          high |= UInt64(folded) << UInt64((length - 8) * 8)
        }
        length += 1
      }
      previousWasSmall = isLetter && !isCapital
      index += 1
    }
  }
}
