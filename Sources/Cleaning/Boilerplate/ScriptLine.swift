// Plays and interviews: a name, a colon, and what is said.

/// A line of a play or an interview, whose words are those of its speaker.
enum ScriptLine {
  private static let nameByteLimit = 30

  /// Words that stand in front of a colon and are nobody's name; in lower case.
  private static let otherWords: Set<String> = [
    "note", "notes", "disclaimer", "reminder", "caveat", "important", "warning", "update", "edit", "tip", "tips", "fyi",
    "title", "introduction", "summary", "conclusion", "overview", "example", "examples", "answer", "question",
    "response",
    "prompt", "instruction", "input", "output", "topic", "date", "author", "source", "tags", "category", "subject",
    "step",
    "ps", "p.s.", "nb", "n.b.", "system", "result", "results", "keywords", "description", "abstract", "context",
    "hinweis", "anmerkung", "wichtig", "achtung", "haftungsausschluss", "titel", "einleitung", "fazit",
    "zusammenfassung",
    "antwort", "frage", "remarque", "attention", "avertissement", "titre", "résumé", "réponse", "nota", "aviso",
    "advertencia", "importante", "título", "resumen", "respuesta", "pregunta", "примечание", "важно", "внимание",
    "вопрос",
    "ответ", "заголовок", "итог", "注意", "注", "备注", "提示", "说明", "标题", "简介", "摘要", "总结", "结论", "作者", "来源", "日期",
    "声明", "免责声明", "温馨提示", "回答", "问题", "問", "答", "備註", "注意事項", "質問", "タイトル", "要約", "まとめ", "参考", "참고",
    "주의", "제목", "요약", "답변", "질문",
  ]

  /// The name that opens a line; nil where nobody speaks.
  static func speaker(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Range<Int>? {
    var start = line.lowerBound
    while start < line.upperBound, text[start] == 0x20 || text[start] == UInt8(ascii: "*") { start += 1 }
    guard start < line.upperBound, text[start] >= 0x80 || text[start] >= 0x41 && text[start] <= 0x5a else { return nil }
    let limit = min(line.upperBound, start + nameByteLimit)
    var end = start
    var spaceCount = 0
    while end < limit {
      switch text[end] {
      case UInt8(ascii: ":"): return name(start..<end, text, behind: end + 1, line, needsSpace: true)
      case 0xef where end + 2 < line.upperBound && text[end + 1] == 0xbc:
        guard text[end + 2] == 0x9a else { return nil }
        return name(start..<end, text, behind: end + 3, line, needsSpace: false)
      case 0x20, 0xc2, 0xa0: spaceCount += text[end] == 0xc2 ? 0 : 1
      case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "'"), UInt8(ascii: "*"), 0x80...0xff: break
      case let byte where (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a: break
      default: return nil
      }
      if spaceCount > 3 { return nil }
      end += 1
    }
    return nil
  }

  private static func name(
    _ range: Range<Int>, _ text: UnsafeBufferPointer<UInt8>, behind: Int, _ line: Range<Int>, needsSpace: Bool
  ) -> Range<Int>? {
    guard !range.isEmpty, behind < line.upperBound,
      !needsSpace || text[behind] == 0x20 || text[behind] == UInt8(ascii: "*") || text[behind] >= 0x80
    else { return nil }
    var name = String(decoding: UnsafeBufferPointer(rebasing: text[range]), as: UTF8.self).lowercased()
    name.unicodeScalars.removeAll { $0 == "*" }
    while name.unicodeScalars.last?.properties.isWhitespace == true { name.unicodeScalars.removeLast() }
    return otherWords.contains(name) ? nil : range
  }
}
