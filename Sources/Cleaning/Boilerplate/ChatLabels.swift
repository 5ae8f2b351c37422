// Conversations in plain text: the labels that open a turn, and who speaks it.

import Glibc

/// A line's beginning that says who speaks.
struct ChatLabel: Equatable {
  enum Speaker: Equatable { case user, assistant }

  var speaker: Speaker
  /// Offset of the line.
  var start: Int
  /// Offset of the first byte of what is said.
  var contentStart: Int
  /// True when nothing else stands on the line.
  var isAlone: Bool
  /// True for labels that are set off as a heading or in bold.
  var isMarked: Bool
}

enum ChatLabels {
  private static let assistants: Set<String> = folded([
    "assistant", "ai", "ai assistant", "bot", "chatbot", "chatgpt", "gpt", "gpt-3", "gpt-3.5", "gpt-4", "gpt-4o",
    "claude", "gemini", "bard", "copilot", "llama", "kimi", "deepseek", "grok", "qwen", "model", "response", "answer",
    "a", "agent", "助手", "助理", "机器人", "智能助手", "小助手", "答", "回答", "文心一言", "通义千问", "通义", "元宝", "豆包", "人工智能", "ai助手",
    "ai助理", "回复", "助手回答", "模型", "模型回答",
    "assistent", "assistentin", "ki", "ki-assistent", "ki-modell", "sprachmodell", "antwort",
    "ia", "assistante", "assistant ia", "assistant virtuel", "réponse", "modèle", "asistente", "asistente de ia",
    "asistente virtual", "respuesta", "modelo",
    "ассистент", "ии", "ии-ассистент", "ии-помощник", "помощник", "бот", "чат-бот", "чатбот", "нейросеть", "модель",
    "ответ",
    "アシスタント", "aiアシスタント", "人工知能", "ボット", "チャットボット", "モデル", "回答", "応答",
    "어시스턴트", "ai 어시스턴트", "인공지능", "챗봇", "비서", "도우미", "모델", "답변", "답", "응답",
  ])
  private static let users: Set<String> = folded([
    "user", "human", "you", "me", "question", "q", "prompt", "instruction", "student", "customer", "input", "query",
    "用户", "人类", "你", "您", "问", "提问", "用户提问", "问题", "我", "使用者", "客户", "学生",
    "benutzer", "benutzerin", "nutzer", "nutzerin", "anwender", "kunde", "mensch", "frage", "ich",
    "utilisateur", "utilisatrice", "humain", "client", "moi", "vous", "usuario", "usuaria", "humano", "cliente",
    "pregunta",
    "yo", "tú", "пользователь", "человек", "клиент", "вопрос", "я", "вы",
    "ユーザー", "ユーザ", "利用者", "人間", "お客様", "質問", "私", "あなた", "사용자", "유저", "인간", "고객", "질문", "나",
  ])
  /// Labels that no person has.
  private static let machines: Set<String> = folded([
    "assistant", "ai", "ai assistant", "chatgpt", "gpt-4", "gpt-3.5", "claude", "gemini", "bard", "助手", "ai助手", "ai助理",
    "文心一言", "通义千问", "response", "human", "instruction", "回复", "响应", "豆包", "智能助手", "kimi", "deepseek", "chatbot", "元宝",
    "通义",
    "ki-assistent", "assistent", "assistant ia", "asistente de ia", "asistente", "ии-ассистент", "ии-помощник",
    "ассистент",
    "aiアシスタント", "アシスタント", "ai 어시스턴트", "어시스턴트",
  ])

  /// For the first byte of a name (see `initial`) the length in bytes that no name with it exceeds.
  private static let longest: [Int] = assistants.union(users).union(machines)
    .reduce(into: Array(repeating: 0, count: 256)) { lengths, name in
      guard let first = name.utf8.first else { return }
      lengths[initial(first)] = max(lengths[initial(first)], name.utf8.count)
    }

  /// First bytes of one letter in both cases, and of all Chinese characters, are one.
  private static func initial(_ byte: UInt8) -> Int {
    switch byte {
    case 0..<0x80: Int(byte | 0x20)
    case 0xd0, 0xd1: 0xd0
    case 0xe3...0xe9: 0xe3
    default: Int(byte)
    }
  }

  private static func folded(_ names: [String]) -> Set<String> { Set(names.map { LetterFolding.folded($0) }) }

  /// The labels of a conversation; empty when the text is none: both sides must speak.
  static func conversation(in text: UnsafeBufferPointer<UInt8>) -> [ChatLabel] {
    var labels: [ChatLabel] = []
    var lineStart = 0
    while lineStart < text.count {
      let lineEnd = Self.lineEnd(text, from: lineStart)
      if let label = parse(text, lineStart..<lineEnd) { labels.append(label) }
      lineStart = lineEnd + 1
    }
    let hasBoth = labels.contains { $0.speaker == .user } && labels.contains { $0.speaker == .assistant }
    return hasBoth ? labels : []
  }

  /// Offset of the next line feed, or the text's end.
  private static func lineEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = text.baseAddress else { return start }
    // SAFETY: start is at most text.count, and memchr reads at most the bytes from there to the end.
    guard let found = memchr(base + start, 0x0a, text.count - start) else { return text.count }
    return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
  }

  /// A label of a chat program at the beginning of a text which is no conversation.
  static func leakedLabel(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> ChatLabel? {
    guard let label = parse(text, line, among: machines) else { return nil }
    if label.isAlone || label.isMarked { return label }
    // "Assistant: Flour and water …", but not "assistant: a person who helps".
    let name = text[label.start]
    let next = text[label.contentStart]
    let isLatin = text[label.start..<label.contentStart].allSatisfy { $0 < 0x80 }
    let isLeak = isLatin && name >= 0x41 && name <= 0x5a && (next >= 0x41 && next <= 0x5a || next >= 0xe3)
    return isLeak && line.upperBound - label.contentStart >= 40 ? label : nil
  }

  private static let orphans = machines.union(
    folded([
      "user", "用户", "人类", "nutzer", "benutzer", "utilisateur", "usuario", "пользователь", "ユーザー", "사용자",
    ]))

  /// True for a line that is nothing but the label of a turn which never came.
  static func isOrphan(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Bool {
    parse(text, line, among: orphans)?.isAlone ?? false
  }

  private static func parse(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, among machines: Set<String>? = nil
  ) -> ChatLabel? {
    var position = line.lowerBound
    var isMarked = false
    while position < line.upperBound {
      let byte = text[position]
      if byte == 0x23 || byte == 0x2a || byte == 0x5f { isMarked = true } else if byte != 0x20, byte != 0x09 { break }
      position += 1
    }
    let nameStart = position
    let limit = min(line.upperBound, position + 32)
    var colonByteCount = 0
    while position < limit {
      if text[position] == UInt8(ascii: ":") {
        colonByteCount = 1
        break
      }
      if position + 2 < limit, text[position] == 0xef, text[position + 1] == 0xbc, text[position + 2] == 0x9a {
        colonByteCount = 3
        break
      }
      position += 1
    }
    guard colonByteCount > 0 || (isMarked && position == line.upperBound) else { return nil }
    // Emphasis and a space may stand behind the name.
    guard nameStart < position, position - nameStart <= longest[initial(text[nameStart])] + 6 else { return nil }
    var name = LetterFolding.folded(
      String(decoding: UnsafeBufferPointer(rebasing: text[nameStart..<position]), as: UTF8.self))
    name.unicodeScalars.removeAll { $0 == "*" || $0 == "_" }
    while name.unicodeScalars.last?.properties.isWhitespace == true { name.unicodeScalars.removeLast() }
    if let machines, !machines.contains(name) { return nil }
    let speaker: ChatLabel.Speaker
    if assistants.contains(name) {
      speaker = .assistant
    } else if users.contains(name) {
      speaker = .user
    } else {
      return nil
    }
    var contentStart = min(position + colonByteCount, line.upperBound)
    while contentStart < line.upperBound, [0x20, 0x09, 0x2a, 0x5f, 0x0d].contains(text[contentStart]) {
      contentStart += 1
    }
    let isAlone = contentStart == line.upperBound
    return ChatLabel(
      speaker: speaker, start: line.lowerBound, contentStart: contentStart, isAlone: isAlone, isMarked: isMarked)
  }
}
