// Which last labels make a name with dots an Internet domain.

enum TopLevelDomains {
  /// True for a label in small ASCII letters.
  ///
  /// Two letters are a domain of a country. Longer ones are taken unless they are endings of files: new ones are
  /// delegated every year.
  static func contains(_ label: [UInt8]) -> Bool {
    guard label.count >= 2, label.count <= 24 else { return false }
    if label.starts(with: "xn--".utf8) { return label.count > 4 }
    guard label.allSatisfy({ $0 >= 0x61 && $0 <= 0x7a }) else { return false }
    if label.count == 2 { return countries.contains(Int(label[0] - 0x61) * 26 + Int(label[1] - 0x61)) }
    return !fileEndings.contains(String(decoding: label, as: UTF8.self))
  }

  /// True for a label beyond ASCII.
  ///
  /// Of the labels in Han, which words may follow without a space, only those that are delegated are taken.
  static func isForeign(_ label: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = label.first, label.count >= 4 else { return false }
    // Han begins at U+3400: E3 90 and above, up to E9.
    if first < 0xe3 || first > 0xe9 { return true }
    return foreign.contains(String(decoding: label, as: UTF8.self))
  }

  private static let foreign: Set<String> = [
    "中国", "中國", "公司", "网络", "網絡", "香港", "台湾", "台灣", "澳门", "澳門", "新加坡", "在线", "中文网", "网址", "网站",
    "商城", "商标", "集团", "我爱你", "世界", "政务", "公益", "机构", "组织机构", "移动", "手机", "信息", "企业", "娱乐", "游戏",
    "购物", "餐厅", "健康", "招聘", "时尚", "慈善", "佛山", "广东", "八卦", "书籍", "食品", "电讯盈科",
  ]

  private static let fileEndings: Set<String> = [
    "avi", "bak", "bash", "bat", "bin", "bmp", "bz", "cfg", "class", "conf", "cpp", "csproj", "css", "csv", "dat",
    "deb", "dll", "dmg", "doc", "docx", "exe", "flac", "gif", "gz", "hpp", "htm", "html", "ico", "ini", "ipynb", "jar",
    "java", "jpeg", "jpg", "js", "json", "jsx", "jsp", "less", "lock", "log", "lua", "mkv", "mjs", "ogg", "otf", "pdf",
    "php", "pkg", "plist", "png", "ppt", "pptx", "properties", "psd", "pyc", "rar", "rpm", "rtf", "sass", "scss",
    "sql", "svg", "swf", "tar", "tex", "tgz", "tiff", "toml", "ttf", "tsx", "txt", "vue", "wav", "webm", "webp", "whl",
    "woff", "xls", "xlsx", "xml", "yaml", "yml",
  ]

  /// By letters: 26 times the first plus the second.
  private static let countries: Set<Int> = {
    let names =
      "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz ca cc "
      + "cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga "
      + "gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo "
      + "jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr "
      + "ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re "
      + "ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to "
      + "tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
    return Set(
      names.utf8.split(separator: 0x20).map { name in
        name.reduce(0) { $0 * 26 + Int($1 - 0x61) }
      })
  }()
}
