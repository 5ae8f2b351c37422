// Leaked markers of chat templates and of chat programs' windows.
//
// A template token counts at the beginning of a line, when it stands alone there or text follows that is not *about*
// it; a window's caption counts when it fills its line.

enum MarkerRules {
  static let templateRule = "chat-template"
  static let windowRule = "chat-window"
  static let promptRule = "chat-prompt"

  /// Tokens of chat templates; in lower case.
  static let tokens: [String] = [
    "<|im_start|>", "<|im_end|>", "<|im_sep|>", "<|endoftext|>", "<|system|>", "<|user|>", "<|assistant|>", "<|end|>",
    "<|start|>", "<|message|>", "<|return|>", "<|channel|>", "<|begin_of_text|>", "<|end_of_text|>", "<|eot_id|>",
    "<|start_header_id|>", "<|end_header_id|>", "<|begin_of_sentence|>", "<|end_of_sentence|>", "<|eom_id|>",
    "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", "<｜user｜>", "<｜assistant｜>", "[/inst]", "[inst]", "<<sys>>",
    "<</sys>>",
    "<start_of_turn>", "<end_of_turn>", "[system_prompt]", "[/system_prompt]", "<|prompter|>", "<|endofprompt|>",
    "<|start_of_turn|>", "<|startofpiece|>", "<|endofpiece|>",
    "<|eos|>", "<|bos|>",
    "[end of text]", "<|end_of_turn_token|>", "<|start_of_turn_token|>", "<|chatbot_token|>", "<|user_token|>",
    "<|system_token|>", "<|begin_of_solution|>", "<|end_of_solution|>", "<|eot|>", "<|header_start|>", "<|header_end|>",
    "<end_of_utterance>", "<|assistant_end|>", "<|end_of_turn|>", "<|observation|>", "<bos>", "<eos>", "</s>", "<s>",
    "<|sep|>", "<|human|>",
    "<|bot|>",
    "[|assistant|]", "[|user|]", "[|human|]", "[|ai|]", "<reserved_106>", "<reserved_107>", "<_user>", "<_bot>",
    "[gmask]", "<sop>",
    "<think>", "</think>", "<|start_of_role|>", "<|end_of_role|>", "<|end_of_message|>", "[eos]", "<|startoftext|>",
  ]

  /// Roles that follow a token and belong to it.
  static let roles: [String] = [
    "assistant", "system", "user", "model", "human", "bot", "final", "analysis", "gpt", "tool",
  ]

  /// Captions that fill a line; in lower case.
  static let captions: Set<String> = MarkerCaptions.translated.union([
    "chatgpt 也可能会犯错。请核查重要信息。", "chatgpt也可能会犯错。请核查重要信息。", "chatgpt 可能会犯错。请核查重要信息。", "复制 重新生成 分享 点赞 点踩", "由豆包ai生成",
    "由文心一言生成", "由 chatgpt 生成", "由chatgpt生成", "由deepseek生成", "由 deepseek 生成", "由通义千问生成", "开启新对话", "开始新的对话",
    "start a new chat", "由kimi生成", "以上内容由ai生成",
    "已思考若干秒，正在生成回答", "服务生成的所有内容均由人工智能模型生成，其准确性和完整性无法保证，不代表我们的态度或观点",
    "view other drafts google it", "send a message…", "send a message...", "gpt-4 said:", "gpt-4o said:",
    "chatgpt (assistant):", "您已达到今日对话次数上限，请明天再来。", "chatgpt 可能会生成不准确的信息。", "chatgpt可能会生成不准确的信息。",
    "copy regenerate share", "元宝也可能会犯错，请核查重要信息",
    "is this response helpful? good response bad response retry", "ai responses may include mistakes. learn more",
    "ai responses may include mistakes.", "[end of generated text]", "chatgpt 4o said:", "chatgpt 4 said:",
    "chatgpt 5 said:", "chatgpt o1 said:",
    "chatgpt o3 said:",
    "chatgpt plus said:",
    "### system:", "### system", "### instruction:", "### instruction", "### human:", "### user:",
    "regenerate draft", "regenerate answer", "copy", "retry", "regenerate response", "regenerate", "stop generating",
    "continue generating", "copy code",
    "copied!",
    "chatgpt said:", "chatgpt said",
    "you said:", "claude responded:", "claude said:", "gemini said:", "gemini said", "copilot said:", "copilot said",
    "bard said:", "assistant said:",
    "was this response better or worse?", "was this response helpful?", "show drafts", "view other drafts", "google it",
    "good response", "bad response", "share & export",
    "save & submit", "new chat", "send a message", "send a message.", "message chatgpt", "ask anything", "chatgpt",
    "read aloud", "thought for a few seconds", "thought for a second",
    "chatgpt can make mistakes. check important info.",
    "chatgpt can make mistakes. consider checking important information.", "show thinking", "hide thinking",
    "claude can make mistakes. please double-check responses.", "gemini can make mistakes, so double-check it",
    "is this conversation helpful so far?", "model: gpt-4", "model: default (gpt-3.5)",
    "free research preview. chatgpt may produce inaccurate information about people, places, or facts.", "chatgpt 4o",
    "gpt-4", "edit message", "try again with a different model",
    "重新生成", "重新生成回答", "重新生成回复", "停止生成", "停止响应", "停止回答", "继续生成", "复制代码", "chatgpt 说：", "chatgpt说：", "chatgpt 说:", "你说：",
    "您说：", "复制", "文心一言：", "内容由ai生成，仅供参考", "新建对话", "换一个回答", "重新回答", "生成中...", "已深度思考", "已停止生成",
    "服务生成的所有内容均由人工智能模型生成，其生成内容的准确性和完整性无法保证，不代表我们的态度或观点。",
    "服務生成的所有內容均由人工智能模型生成", "重新產生", "重新產生回應", "停止產生", "複製程式碼", "chatgpt 說：", "已复制", "复制全文", "朗读",
  ])

  /// Captions with numbers: digits stand as `#`, and `*` stands for a subject.
  static let captionForms: [String] = [
    "# sekunden lang nachgedacht", "# sekunden nachgedacht", "nachgedacht für # sekunden", "für # sekunden nachgedacht",
    "a réfléchi pendant # secondes", "réflexion pendant # secondes", "a raisonné pendant # secondes",
    "razonó durante # segundos", "pensó durante # segundos", "pensado durante # segundos",
    "рассуждал # секунд", "рассуждал # секунды",
    "#秒間考えました", "# 秒間考えました", "#秒間思考しました", "#秒間推論しました", "#초간 추론함", "#초 동안 생각함", "#초간 생각함", "#초 동안 추론함",
    "thought for # seconds", "thought for # second", "thought for #s", "thought for # minutes", "thought for #m #s",
    "reasoned for # seconds", "reasoned about * for # seconds", "thinking…", "thinking...",
    "searching the web…", "searching the web...", "searched the web",
    "was this response better or worse? better worse same",
    "was this response better or worse?", "better worse same", "已思考（用时 # 秒）", "已思考（用时#秒）", "已深度思考（用时 # 秒）",
    "已深度思考（用时#秒）", "已深度思考(用时 # 秒)",
    "深度思考（用时 # 秒）",
    "已思考 # 秒", "思考了 # 秒", "已搜索到 # 个网页", "搜索到 # 个网页", "阅读 # 个网页后作答", "已阅读 # 个网页", "参考 # 篇资料", "这个回答对你有帮助吗？ 👍 👎",
    "这个回答对你有帮助吗？",
    "本回答由ai生成，内容仅供参考，请仔细甄别。", "本回答由 ai 生成，内容仅供参考，请仔细甄别。", "内容由 ai 生成，仅供参考", "正在思考…", "正在思考...", "思考中...", "思考中…",
  ]

  /// Whether a line is a caption of a known form.
  static func isCaptionForm(_ line: String) -> Bool {
    var folded = ""
    for scalar in line.unicodeScalars {
      if scalar.value >= 0x30 && scalar.value <= 0x39 {
        if folded.last != "#" { folded.append("#") }
      } else {
        folded.unicodeScalars.append(scalar)
      }
    }
    return captionForms.contains { form in
      guard let star = form.firstIndex(of: "*") else { return form == folded }
      let (head, tail) = (form[..<star], form[form.index(after: star)...])
      return folded.utf8.count > form.utf8.count && folded.hasPrefix(head) && folded.hasSuffix(tail)
    }
  }

  /// Captions that a person's page could show as well: they count at the two ends of a text only.
  static let commonCaptions: Set<String> = [
    "thinking…", "thinking...", "searched the web", "searching the web…", "searching the web...", "思考中...", "思考中…",
    "正在思考…", "正在思考...",
    "copy", "retry", "chatgpt", "gpt-4", "new chat", "开启新对话", "开始新的对话", "start a new chat", "新建对话", "复制", "朗读",
    "google it", "regenerate",
    "send a message",
    "ask anything",
    "read aloud", "已复制", "复制全文", "你说：", "您说：", "you said:", "edit message", "good response", "bad response",
  ]

  /// What the automaton looks for.
  static let phrases: [String] =
    (tokens + captions.sorted() + labelPhrases + formPhrases + LeakedFragment.phrases + WindowLine.phrases)
  /// A part of every form of caption.
  static let formPhrases = [
    "nachgedacht", "a réfléchi", "réflexion pendant", "a raisonné", "razonó durante", "pensó durante",
    "pensado durante",
    "рассуждал ", "秒間考え", "秒間思考", "秒間推論", "초간 추론", "초 동안", "초간 생각",
    "thought for", "reasoned for", "reasoned about", "thinking…", "thinking...", "searching the web",
    "searched the web",
    "was this response", "better worse same", "深度思考", "已思考", "思考了", "正在思考", "思考中", "个网页", "篇资料", "这个回答对你有帮助",
    "仅供参考",
  ]
  static let labelPhrases = [
    "ai:", "ai：", "human:", "### instruction", "assistant:", "assistant：", "assistant**", "chatgpt:", "chatgpt：",
    "claude:", "gemini:", "gpt-4:",
    "gpt-3.5:",
    "bard:", "### response", "### 回复", "### 响应", "### 回答", "### assistant", "## assistant", "助手：", "助手:", "助理：", "助理:",
    "文心一言：", "通义千问：",
    "ki-assistent:", "ki-assistent :", "assistent:", "assistant ia", "asistente de ia", "asistente:", "ии-ассистент",
    "ассистент:", "ии-помощник", "aiアシスタント", "アシスタント：", "アシスタント:", "ai 어시스턴트", "어시스턴트:", "### nutzer", "### benutzer",
    "### utilisateur", "### usuario", "### пользователь", "### ユーザー", "### 사용자", "### anweisung", "### instrucción",
    "### инструкция", "### 指示", "### 지시",
    "# assistant", "**assistant", "### human", "### user", "### system", "### input", "### prompt", "### 用户", "### 指令",
    "### 问题", "user:", "智能助手：", "智能助手:", "豆包：", "豆包:", "通义：", "kimi：", "kimi:", "deepseek：", "deepseek:", "元宝：", "元宝:",
    "用户：", "用户:", "人类：", "人类:", "ai答", "ai回答",
  ]
}
