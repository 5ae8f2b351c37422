// Templates whose argument is prose, by name. All others go: what they say is not in the page.

/// What a template gives.
enum WikiTemplate: UInt8 {
  /// The first argument without a name, or what one of the usual names holds.
  case first = 1
  case last
  /// The first two arguments with a space between them.
  case pair
  /// The second argument, or the first where it is alone.
  case secondOrFirst
  /// The third argument, or the first.
  case thirdOrFirst
  /// All arguments: with spaces between them, or commas.
  case words, listed
  /// The first argument as lines of its own.
  case block
  /// A number and its unit; a range of numbers.
  case convert
  /// A number, `e` for its power of ten, `u` for its unit.
  case value
  case fraction
  /// Year, month and day as ISO 8601; anything else as words.
  case date
  case asOf
  case circa
  /// `{{nihongo|English|漢字|rōmaji}}`
  case nihongo
  /// `{{読み仮名|漢字|かな}}`
  case reading
  case quoted
  /// A number in Roman digits, its ending, and `siècle`; anything else is struck out.
  case century
  /// The page's name.
  case title
  /// A parser function that gives its argument.
  case function

  static func named(_ name: UnsafeBufferPointer<UInt8>) -> WikiTemplate? {
    names.value(of: name).flatMap { WikiTemplate(rawValue: $0) }
  }

  /// The characters that a template stands for.
  static func literal(_ name: UnsafeBufferPointer<UInt8>) -> StaticString? {
    literalNames.value(of: name).map { literals[Int($0)].text }
  }

  /// Families of templates by their names: `lang-fr`, `link-en`, German `frS`.
  static func ofFamily(_ name: UnsafeBufferPointer<UInt8>) -> WikiTemplate? {
    var name = name[...]
    while let last = name.last, last <= 0x20 { name = name.dropLast() }
    while let first = name.first, first <= 0x20 { name = name.dropFirst() }
    guard name.count >= 3, name.count <= 24 else { return nil }
    let start = name.prefix(5).map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    if start == Array("lang-".utf8) || start == Array("link-".utf8) { return .first }
    let isLanguage = name.dropLast().allSatisfy { $0 &- 0x61 < 26 }
    return name.count <= 4 && isLanguage && name.last == UInt8(ascii: "S") ? .first : nil
  }

  /// Names of the argument that is the prose, in order of preference.
  static let argumentNames: [StaticString] = [
    "text", "quote", "content", "lt", "texte", "zitat", "citation", "cita", "текст", "цитата", "fr", "1",
  ]

  private static let names = WikiNames(
    lists: [
      (
        WikiTemplate.first.rawValue,
        """
        nowrap|nobr|nobold|noitalic|nobreak|j|small|smaller|big|larger|large|resize small|sup|sub|abbr|abbrlink|tooltip|hover title|em|strong
        bold|italic|b|i|u|del|ins|underline|strike|mono|code|tt|kbd|samp|var|math|mvar|mathbf|center|left|right|smallcaps|sc|small caps|caps
        not a typo|flag|flagcountry|flagu|flaglink|flagdeco text|sic|typo|as written|linktext|ill|illm|interlanguage link|interlanguage link multi|仮リンク|lien|ruby|ruby-ja|nihongo2
        nihongo krt|script|unicode|polytonisch|arab|hebr|lang-latn|transl-latn|wikt-lang|lang1|lien web pseudo|anchor text|visible anchor|vanchor
        nomobile|no wrap|nowrap text|notatypo|cslist|bold text|red|green|blue|gray|grey|white|purple|big text|tq|xt|strikethrough
        wp|w|wl|wikilink|nbsp text|nhw|lfs|keypress|key|button|btn|foreign|język|obj|langi|iw|no ping|höhe|gloss|ルビ|ふりがな|comment|chem2|chem name|ce
        """
      ),
      (
        WikiTemplate.secondOrFirst.rawValue,
        """
        lang|langue|lang2|язык|lang/sandbox|font color|fontcolor|color|colour|text color|font|fgcolor|align|text|style|colored text|цвет|wikisourcelang
        iw|iw2|не перев|нп|нп3|нп4|нп5|не переведено|не переведено 3|не переведено 4|не переведено 5|transl|transliteration|tlit|langx|lang-x|script/arabic|rtl-lang
        mongolunicode|my|zhi|illm2|gls|color box text
        """
      ),
      (
        WikiTemplate.thirdOrFirst.rawValue,
        "link-interwiki|le|link-x|translink|internal link helper/en|internal link helper"
      ),
      (WikiTemplate.pair.rawValue, "sortname|ship|name"),
      (WikiTemplate.last.rawValue, "sort|hs2|tsl|color text|font size|resize|fs|background color|bg|highlight"),
      (
        WikiTemplate.words.rawValue,
        "unité|unite|unidad|nombre|nb|unit|unidade|formatage nombre|dunité|date-|date|dates|jour|rn|np|nts|ntsh|number"
      ),
      (
        WikiTemplate.listed.rawValue,
        "hlist|unbulleted list|ubl|ublist|ubli|bulleted list|ordered list|liste horizontale"
      ),
      (
        WikiTemplate.block.rawValue,
        """
        quote|blockquote|cquote|bquote|quotation|quote box|quotebox|pull quote|pullquote|rquote|rquotation|centered pull quote|zitat|zitat-en|citation bloc
        début citation|bloc citation|cita|citazione|citace|citaat|cytat|цитата|начало цитаты|quote1|quote2|quote frame|poemquote|poem quote|verse translation
        flatlist|plainlist|plain list|columns-list|column list|div col list|multicol list|col-list|quotation1|bq|long quote|inset|引用|引文|quote|引用文
        """
      ),
      (WikiTemplate.convert.rawValue, "convert|cvt|convertir|cnvt|convert/2|換算|converter|конвертировать"),
      (WikiTemplate.value.rawValue, "val|value|gaps|scinote|e|nombre scientifique"),
      (WikiTemplate.fraction.rawValue, "frac|fraction|sfrac|fract|bruch|½|tfrac|дробь|fraktion"),
      (
        WikiTemplate.date.rawValue,
        """
        start date|end date|birth date|death date|birth date and age|death date and age|start date and age|dob|bda|film date|birth-date|start-date|end-date|dts
        birth year and age|date de naissance|date de décès|geburtsdatum|生年月日と年齢|生年月日|没年齢|死亡年月日と没年齢|дата рождения|дата смерти|дата
        """
      ),
      (WikiTemplate.asOf.rawValue, "as of|asof"),
      (WikiTemplate.circa.rawValue, "circa|c.|ca.|ca|около"),
      (WikiTemplate.nihongo.rawValue, "nihongo|nihongo foot|nihongo3|japanese|japonais"),
      (WikiTemplate.reading.rawValue, "読み仮名|読み仮名 ruby不使用|読み仮名_ruby不使用|よみがな"),
      (WikiTemplate.quoted.rawValue, "\"|\"-de|citation|citation courte|« »|guil|„|“|”|' '|quoted|inline quote|qi"),
      (WikiTemplate.century.rawValue, "s|s-|siècle|s-c|s2|-s|-s-|sap|sav"),
      (
        WikiTemplate.title.rawValue,
        "pagename|fullpagename|subpagename|basepagename|rootpagename|pagenamee|fullpagenamee|название страницы|имястраницы"
      ),
      (
        WikiTemplate.function.rawValue,
        "formatnum|lc|uc|lcfirst|ucfirst|#formatdate|#dateformat|plural|grammar|gender|urlencode|padleft|padright|nse"
      ),
    ])

  private static let literalNames = WikiNames(
    literals.enumerated().flatMap { index, literal in
      literal.names.split(separator: "\n").map { (String($0), UInt8(index)) }
    })

  private static let literals: [(names: String, text: StaticString)] = [
    ("'\napostrophe\n`", "'"), ("'s", "'s"), ("\" '\n\"'", "\"'"), ("' \"\n'\"", "'\""),
    ("–\nndash\nen dash\nendash\nen-dash\nhalbgeviertstrich", "–"),
    ("snd\nspnd\nspaced ndash\nspaced en dash\ndash", " – "), ("—\nmdash\nem dash\nemdash\nem-dash", "—"),
    ("spaced mdash\nspaced em dash\nsnds", " — "), ("!", "|"), ("=\nequals", "="), ("((", "{{"), ("))", "}}"),
    ("(", "{"), (")", "}"), ("(!", "["), ("!)", "]"), ("·\ndot\nmiddot\n•\nbullet\nbull\n,\n⋅", " · "),
    ("nbsp\nspace\nspaces\nsp\nthin space\nthinsp\nhair space\nhsp\npad\nschmal\n 0\nespace", " "),
    ("okina\nhamza\nʻ", "ʻ"), ("ayin\nayn", "ʿ"), ("pi", "π"), ("euro\n€", "€"), ("yen", "¥"), ("pound\n£", "£"),
    ("degree\ndeg\n°", "°"), ("minus\n−", "−"), ("times\n×", "×"), ("±\nplusminus", "±"), ("infin", "∞"),
    ("colon", ":"),
    ("flat\nmusic flat", "♭"), ("sharp\nmusic sharp", "♯"), ("pipe", "|"), ("av. j.-c.\nav jc\n-jc", "av. J.-C."),
    ("ap. j.-c.\nap jc", "apr. J.-C."), ("до н. э.\nдо н.э.", "до н. э."), ("н. э.\nн.э.", "н. э."), ("1er", "1er"),
    ("1re", "1re"),
    ("yes\nja\noui\nsí", "✓"), ("no\nnein\nnon", "✗"), ("br\nbreak\ncrlf", " "), ("...\n…\nellipsis", "…"),
    ("ad", "AD"), ("bc", "BC"),
  ]
}
