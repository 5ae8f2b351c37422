// The keys of the quality rules in `clean`: the published names and, taken from the stages, the published thresholds.

import Cleaning

extension PipelineShape {
  static let gopherQuality: ObjectShape = {
    let defaults = GopherQualityStage.Settings()
    return ObjectShape(
      "The quality rules of Gopher (Rae et al. 2021). false for a threshold switches its rule off.", isSwitchable: true,
      [
        count("min_doc_words", defaults.minDocWords, "Fewest words."),
        count("max_doc_words", defaults.maxDocWords, "Most words."),
        number("min_avg_word_length", defaults.minAvgWordLength, "Smallest mean length of words in characters."),
        number("max_avg_word_length", defaults.maxAvgWordLength, "Largest mean length of words in characters."),
        number(
          "max_symbol_word_ratio", defaults.maxSymbolWordRatio, "Most hash signs, and most ellipses, for each word."),
        ratio(
          "max_bullet_lines_ratio", defaults.maxBulletLinesRatio, "Largest share of lines that begin with a bullet."),
        ratio(
          "max_ellipsis_lines_ratio", defaults.maxEllipsisLinesRatio, "Largest share of lines that end in an ellipsis."),
        ratio(
          "max_non_alpha_words_ratio", defaults.maxNonAlphaWordsRatio,
          "Smallest share of words with a letter, whatever the published name says."),
        count("min_stop_words", defaults.minStopWords, "Fewest different stop words."),
        KeyShape(
          "stop_words", .list(.string), .absent,
          "The stop words, as they are written; absent: those of thirty languages."),
      ])
  }()

  static let gopherRepetition: ObjectShape = {
    let defaults = GopherRepetitionStage.Settings()
    func top(_ n: Int, _ value: Double?) -> KeyShape {
      ratio("top_\(n)_gram", value, "Largest share of characters in the most frequent \(n)-gram.")
    }
    func repeated(_ n: Int, _ value: Double?) -> KeyShape {
      ratio("dup_\(n)_gram", value, "Largest share of characters in \(n)-grams that have come before.")
    }
    return ObjectShape(
      "The repetition rules of Gopher (Rae et al. 2021). false for a threshold switches its rule off.",
      isSwitchable: true,
      [
        ratio("dup_para_frac", defaults.dupParaFrac, "Largest share of paragraphs that are copies."),
        ratio("dup_para_char_frac", defaults.dupParaCharFrac, "Largest share of characters in such paragraphs."),
        ratio("dup_line_frac", defaults.dupLineFrac, "Largest share of lines that are copies."),
        ratio("dup_line_char_frac", defaults.dupLineCharFrac, "Largest share of characters in such lines."),
        top(2, defaults.top2Gram), top(3, defaults.top3Gram), top(4, defaults.top4Gram),
        repeated(5, defaults.dup5Gram), repeated(6, defaults.dup6Gram), repeated(7, defaults.dup7Gram),
        repeated(8, defaults.dup8Gram), repeated(9, defaults.dup9Gram), repeated(10, defaults.dup10Gram),
      ])
  }()

  static let c4: ObjectShape = {
    let defaults = C4Stage.Settings()
    return ObjectShape(
      "The line rules of C4 (Raffel et al. 2020). false for a threshold switches its rule off.", isSwitchable: true,
      [
        flag("remove_citations", defaults.removeCitations, "Takes [1], [edit] and [citation needed] out of lines."),
        flag(
          "filter_no_terminal_punct", defaults.filterNoTerminalPunct, "Removes lines that do not end as sentences do."),
        count("min_num_sentences", defaults.minNumSentences, "Drops documents with fewer sentences in what is left."),
        count("min_words_per_line", defaults.minWordsPerLine, "Removes lines with fewer words."),
        count("max_word_length", defaults.maxWordLength, "Removes lines with a longer word, in characters."),
        flag("filter_lorem_ipsum", defaults.filterLoremIpsum, "Drops documents with \"lorem ipsum\"."),
        flag("filter_javascript", defaults.filterJavascript, "Removes lines with \"javascript\"."),
        flag("filter_curly_bracket", defaults.filterCurlyBracket, "Drops documents with {."),
        flag("filter_policy", defaults.filterPolicy, "Removes lines on terms of use, privacy and cookies."),
      ])
  }()

  static let c4Paragraphs: ObjectShape = {
    let defaults = C4ParagraphStage.Settings()
    return ObjectShape(
      "The paragraph rule of mC4 (Xue et al. 2021).", isSwitchable: true,
      [
        KeyShape(
          "min_paragraphs", .integer(0...Int.max), .value(.integer(defaults.minParagraphs)), "Fewest long lines."),
        KeyShape(
          "min_paragraph_len", .integer(0...Int.max), .value(.integer(defaults.minParagraphLen)),
          "Length of a long line in letters; a Han, Kana or Hangul character counts as three."),
      ])
  }()

  static let c4BadWords = ObjectShape(
    "The rule of C4 on bad words, with lists of your own.",
    [KeyShape("files", .list(.path), .required, "Files with a word or phrase a line.")])

  static let fineweb: ObjectShape = {
    let defaults = FineWebStage.Settings()
    return ObjectShape(
      "The quality rules of FineWeb (Penedo et al. 2024). false for a threshold switches its rule off.",
      isSwitchable: true,
      [
        ratio("line_punct_thr", defaults.linePunctThr, "Smallest share of lines that end as sentences do."),
        flag(
          "line_punct_exclude_zero", defaults.linePunctExcludeZero, "Documents without any such line pass that rule."),
        ratio("short_line_thr", defaults.shortLineThr, "Largest share of short lines."),
        KeyShape(
          "short_line_length", .integer(0...Int.max), .value(.integer(defaults.shortLineLength)),
          "Length of a short line in letters; a Han, Kana or Hangul character counts as three."),
        ratio("char_duplicates_ratio", defaults.charDuplicatesRatio, "Largest share of characters in copied lines."),
        number("new_line_ratio", defaults.newLineRatio, "Most line ends for each word."),
      ])
  }()

  private static func count(_ name: String, _ value: Int?, _ summary: String) -> KeyShape {
    KeyShape(
      name, .orFalse(.integer(0...Int.max)), .value(value.map { ConfigurationValue.integer($0) } ?? .null), summary)
  }

  private static func number(_ name: String, _ value: Double?, _ summary: String) -> KeyShape {
    KeyShape(name, .orFalse(.number(0...1e9)), .value(value.map { ConfigurationValue.number($0) } ?? .null), summary)
  }

  private static func ratio(_ name: String, _ value: Double?, _ summary: String) -> KeyShape {
    KeyShape(name, .orFalse(.number(0...1)), .value(value.map { ConfigurationValue.number($0) } ?? .null), summary)
  }

  private static func flag(_ name: String, _ value: Bool, _ summary: String) -> KeyShape {
    KeyShape(name, .bool, .value(.bool(value)), summary)
  }
}
