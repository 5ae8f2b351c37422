import Corpus
import Testing

@testable import Cleaning

/// What chat programs leave around an answer: the prompt in a template's marks, and the lines of their windows.
@Suite struct LeakedPromptTests {
  private static let stage = Result { () throws(CleaningError) in try AIBoilerplateStage() }
  private static let body = "Flour and water are mixed the evening before.\n\nThe dough rests until the morning comes."

  @Test(arguments: [
    "<|im_start|>system\nYou are terse.<|im_end|>\n<|im_start|>user\nHow is bread made?<|im_end|>\n<|im_start|>assistant\n",
    "<s>[INST] <<SYS>>\nBe terse.\n<</SYS>>\n\nHow is bread made? [/INST] ",
    "<bos><start_of_turn>user\nHow is bread made?<end_of_turn>\n<start_of_turn>model\n",
    "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nHow?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
    "<|prompter|>How is bread made?<|endoftext|><|assistant|>", "USER: How is bread made? ASSISTANT: ",
    "### Human: How is bread made?\n### Assistant: ", "### Instruction:\nExplain bread.\n\n### Response:\n",
    "### 用户：面包怎么做？\n### 助手：\n", "### Nutzer:\nWie backt man Brot?\n\n### Assistent:\n",
    "### Пользователь:\nКак пекут хлеб?\n\n### Ассистент:\n",
    "Write 600 words about bread. Use short paragraphs.\n\nChatGPT:\n",
  ]) func aPromptInTemplateMarksGoes(_ prompt: String) throws {
    #expect(run(try Self.stage.get(), prompt + Self.body).text == Self.body)
  }

  @Test(arguments: [
    // A log of several turns, a page about templates, a template without an answer.
    "### Human: How is bread made?\n### Assistant: With flour.\n### Human: And then?\n### Assistant: With water, in the oven.",
    "The line begins with <|im_start|>user and ends with <|im_end|>.\nThe answer follows <|im_start|>assistant in the file.",
    "```\n[INST] How is bread made? [/INST]\n```\n\nThis is what the template looks like.",
    "USER: the account that runs the program, as ps shows it. GROUP: its group.",
  ]) func whatIsNoSinglePromptStays(_ text: String) throws {
    let result = run(try Self.stage.get(), text)
    #expect(result.text == text)
  }

  @Test(arguments: [
    "Copy  Regenerate  Share", "View other drafts  Google it", "👍 👎 Good response | Bad response | Read aloud",
    "复制  重新生成  分享",
    "Kopieren · Neu generieren · Teilen", "Копировать  Поделиться  Повторить ответ", "コピー 共有 再生成",
    "Bard may display inaccurate info, including about people, so double-check its responses.",
    "Gemini kann Fehler machen. Überprüfe wichtige Angaben.", "DeepSeek 也可能会出错，请核实重要内容。",
    "You’ve reached your limit for GPT-4. Responses will use another model until your limit resets.",
    "GPT-4 a répondu :", "GPT-4の返答：", "Nachricht an ChatGPT", "Human:", "用户：", "A réfléchi pendant 8 secondes",
  ]) func aLineOfAWindowGoesAtTheEnd(_ line: String) throws {
    #expect(run(try Self.stage.get(), Self.body + "\n" + line).text == Self.body)
  }

  @Test(arguments: [
    "Copy the recipe and share it with friends.", "Edit · Share · Save", "Sources  Related",
    "ChatGPT can make mistakes, and so can editors. We read every page twice. That takes a week.",
    "moderation: output often reads \"this content may violate our policy\".",
    "Models such as GPT-4 may be wrong about dates.", "Ask the baker.", "User: anna",
    "Written by Claude Dupont", "Claude may be wrong about the oven.", "The assistant said:", "Poetry can be wrong.",
    "Ask the assistant",
  ]) func linesOfPeopleStay(_ line: String) throws {
    let text = Self.body + "\n" + line
    #expect(run(try Self.stage.get(), text).text == text)
  }

  @Test(arguments: [
    "ROBOTER: Als KI habe ich keine Gefühle.\nANNA: Warum weinst du dann Öl?",
    "Ana: ¿Quién eres?\n\nRobot: Como IA, no tengo sentimientos.", "ロボット：AIの私に感情はありません。\nアンナ：では、なぜ油を流しているの？",
  ]) func aPlayKeepsItsLines(_ scene: String) throws {
    let text = Self.body + "\n\n" + scene
    #expect(run(try Self.stage.get(), text).text == text)
  }

  @Test func emphasisGoesWithWhatItEmphasises() throws {
    let text = "**Sure! Here is a short overview:**\n\n" + Self.body
    #expect(run(try Self.stage.get(), text).text == Self.body)
  }

  @Test func anEmojiBehindTheFullStopGoesWithItsSentence() throws {
    let text = "老路沿着河走。作为AI语言模型，我没有个人感受。😊发票要留好，保修期是两年。"
    #expect(run(try Self.stage.get(), text).text == "老路沿着河走。发票要留好，保修期是两年。")
  }
}
