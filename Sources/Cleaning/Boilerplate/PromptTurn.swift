// A prompt in front of the answer, in the markup of a chat template: what the user asked and the model was told.

/// The one exchange of a text that begins with a template's marks.
enum PromptTurn {
  /// Marks of one template; ASCII in lower case.
  private struct Template {
    /// What the text begins with, behind marks of beginning.
    let prompts: [[UInt8]]
    /// What opens the answer.
    let answers: [[UInt8]]
    /// An answer's mark stands at the beginning of a line.
    let opensLine: Bool

    init(_ prompts: [String], _ answers: [String], opensLine: Bool = false) {
      self.prompts = prompts.map { Array($0.utf8) }
      self.answers = answers.map { Array($0.utf8) }
      self.opensLine = opensLine
    }
  }

  private static let beginnings = [
    "<s>", "<bos>", "<|begin_of_text|>", "<｜begin▁of▁sentence｜>", "<|begin_of_sentence|>", "[gmask]", "<sop>",
  ]
  .map { Array($0.utf8) }

  private static let templates = [
    Template(
      ["<|im_start|>user", "<|im_start|>system", "<|im_start|>human"],
      ["<|im_start|>assistant", "<|im_start|>model", "<|im_start|>gpt", "<|im_start|>bot"]),
    Template(["[inst]", "<<sys>>"], ["[/inst]"]),
    Template(["<|user|>", "<|system|>", "<|prompter|>", "<|human|>"], ["<|assistant|>", "<|model|>", "<|bot|>"]),
    Template(["<｜user｜>", "<｜system｜>"], ["<｜assistant｜>"]),
    Template(["<start_of_turn>user", "<start_of_turn>system"], ["<start_of_turn>model", "<start_of_turn>assistant"]),
    Template(
      ["<|start_header_id|>user", "<|start_header_id|>system", "<|header_start|>user", "<|header_start|>system"],
      [
        "<|start_header_id|>assistant<|end_header_id|>", "<|header_start|>assistant<|header_end|>",
      ]),
    Template(
      ["<|start_of_role|>user", "<|start_of_role|>system"], ["<|start_of_role|>assistant<|end_of_role|>"]),
    Template(
      ["<|start_of_turn_token|><|user_token|>", "<|start_of_turn_token|><|system_token|>"],
      ["<|start_of_turn_token|><|chatbot_token|>"]),
    Template(["[|user|]", "[|human|]", "[|system|]"], ["[|assistant|]", "[|ai|]"]),
    Template(["<_user>"], ["<_bot>"]),
    Template(["问：", "问:", "提问：", "提问:"], ["ai答：", "ai答:", "ai回答：", "ai回答:", "ai：", "ai:"], opensLine: true),
    Template(
      [
        "### human:", "### user:", "### instruction:", "### system:", "### input:", "### prompt:", "### 用户：", "### 用户:",
        "### 指令：", "### 指令:", "### 问题：", "### 问题:", "### system\n", "### instruction\n", "### user\n", "### nutzer:",
        "### benutzer:", "### anweisung:", "### utilisateur :", "### utilisateur:", "### instruction :", "### usuario:",
        "### instrucción:", "### Пользователь:", "### Инструкция:", "### ユーザー：", "### ユーザー:", "### 指示：", "### 指示:",
        "### 사용자:", "### 지시:",
      ],
      [
        "### assistant:", "### response:", "### answer:", "### output:", "### 助手：", "### 助手:", "### 回复：", "### 回复:",
        "### 回答：", "### 回答:", "### 响应：", "### 响应:", "### assistant\n", "### response\n", "### gpt:", "### ai:",
        "### assistent:", "### antwort:", "### assistant :", "### réponse :", "### réponse:", "### asistente:",
        "### respuesta:", "### Ассистент:", "### Ответ:", "### アシスタント：", "### アシスタント:", "### 応答：", "### 回答：",
        "### 어시스턴트:", "### 답변:", "### 응답:",
      ], opensLine: true),
  ]

  /// Longer prompts are texts of their own.
  private static let byteLimit = 4_000

  /// The prompt with the mark of the answer behind it, up to the answer's first character; nil for a text that does not
  /// begin with a prompt, that has several answers, or whose answer is missing.
  ///
  /// - Parameter isConversation: both sides have labels, which stay.
  static func find(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, isConversation: Bool
  ) -> Range<Int>? {
    var at = start
    while let length = length(ofAny: beginnings, text, at) {
      at += length
      while at < text.count, text[at] <= 0x20 { at += 1 }
    }
    if let template = templates.first(where: { length(ofAny: $0.prompts, text, at) != nil }) {
      return exchange(of: template, in: text, from: start)
    }
    if let prompt = capitals(in: text, from: start) { return prompt }
    return isConversation ? nil : labelled(in: text, from: start)
  }

  private static func exchange(
    of template: Template, in text: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Range<Int>? {
    var answer: Range<Int>?
    var at = start
    while at < text.count {
      if isMarkByte(text[at]), !template.opensLine || at == 0 || text[at - 1] == 0x0a,
        let length = length(ofAny: template.answers, text, at)
      {
        guard answer == nil else { return nil }
        guard at - start <= byteLimit else { return nil }
        answer = at..<at + length
        at += length
      } else {
        at += 1
      }
      if answer == nil, at - start > byteLimit { return nil }
    }
    guard let answer else { return nil }
    return upToAnswer(start, answer.upperBound, text)
  }

  /// One paragraph that asks for a text, and below it a label alone on its line: "Write about bread.\n\nChatGPT:".
  private static func labelled(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
    let limit = min(text.count, start + paragraphByteLimit)
    var lineStart = start
    var lineCount = 0
    while lineStart < limit {
      var lineEnd = lineStart
      while lineEnd < text.count, text[lineEnd] != 0x0a { lineEnd += 1 }
      if lineCount > 0, ChatLabels.isOrphan(text, lineStart..<lineEnd) {
        let prompt = String(decoding: UnsafeBufferPointer(rebasing: text[start..<lineStart]), as: UTF8.self)
          .lowercased()
        return asks(prompt) ? upToAnswer(start, lineEnd, text) : nil
      }
      if lineEnd > lineStart { lineCount += 1 }
      if lineCount > 1 { return nil }
      lineStart = lineEnd + 1
    }
    return nil
  }

  private static let paragraphByteLimit = 600

  private static func asks(_ prompt: String) -> Bool {
    let end = prompt.trimmingSuffix { !$0.isLetter }
    return openings.contains { prompt.hasPrefix($0) } || endings.contains { end.hasSuffix($0) }
  }

  private static let openings = [
    "write ", "create ", "generate ", "explain ", "summarize ", "summarise ", "describe ", "give me ", "tell me ",
    "list ",
    "translate ", "please ", "can you ", "could you ", "act as ", "draft ", "compose ", "请", "写", "帮我", "扮演", "生成",
    "翻译",
    "总结", "介绍", "schreib", "erkläre", "erstelle", "fasse ", "nenne ", "rédige", "écris", "explique", "résume",
    "redacta",
    "escribe", "explica", "dame ", "напиши", "объясни", "составь", "расскажи", "переведи",
  ]
  private static let endings = ["ください", "して", "教えて", "주세요", "해줘", "해 줘"]

  /// "USER: Write about bread. ASSISTANT:", in capitals, as some templates have it.
  private static func capitals(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
    let (user, assistant) = (Array("USER:".utf8), Array("ASSISTANT:".utf8))
    guard begins(with: user, text, start) else { return nil }
    var at = start + user.count
    let limit = min(text.count, start + byteLimit)
    while at < limit, !begins(with: assistant, text, at) { at += 1 }
    guard at < limit else { return nil }
    var next = at + assistant.count
    while next < text.count {
      if text[next] == assistant[0], begins(with: assistant, text, next) { return nil }
      next += 1
    }
    return upToAnswer(start, at + assistant.count, text)
  }

  /// With the white space, and the colon, behind the answer's mark.
  private static func upToAnswer(_ start: Int, _ end: Int, _ text: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    var end = end
    while end < text.count, text[end] <= 0x20 || text[end] == UInt8(ascii: ":") { end += 1 }
    return end < text.count ? start..<end : nil
  }

  /// Bytes that answers' marks begin with.
  private static func isMarkByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "<") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "#")
      || byte | 0x20 == UInt8(ascii: "a")
  }

  private static func begins(with bytes: [UInt8], _ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    start + bytes.count <= text.count && bytes.indices.allSatisfy { text[start + $0] == bytes[$0] }
  }

  /// Length of the mark at `start`, in either case.
  private static func length(ofAny marks: [[UInt8]], _ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    for mark in marks where start + mark.count <= text.count {
      let isSame = mark.indices.allSatisfy { index in
        let byte = text[start + index]
        return (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) == mark[index]
      }
      if isSame { return mark.count }
    }
    return nil
  }
}

extension String {
  /// The string without the characters at its end that `isDropped` says.
  fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
    var end = endIndex
    while end > startIndex, isDropped(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
