// The stage as a whole: places, conversations, markers, hostile text.

import Corpus
import TestSupport
import Testing

@testable import Cleaning

@Suite struct AIBoilerplateStageTests {
  private let stage: AIBoilerplateStage
  init() throws { stage = try AIBoilerplateStage() }

  @Test(arguments: [
    (
      "Certainly! Here is an overview of bread:\n\nFlour and water make bread.\n\nI hope this helps!",
      "Flour and water make bread."
    ),
    ("# Bread\n\nSure, here is a short guide:\nMix flour and water well.", "# Bread\n\nMix flour and water well."),
    ("好的，以下是关于面包的介绍：面粉加水，揉到光滑为止。希望以上内容对您有所帮助！", "面粉加水，揉到光滑为止。"),
    (
      "Gerne! Hier ist eine überarbeitete Fassung deines Textes:\n\nMehl und Wasser ergeben Brot.\n\nSoll ich ihn "
        + "noch kürzen?", "Mehl und Wasser ergeben Brot."
    ),
    (
      "Avec plaisir\u{a0}! Voici une version plus courte\u{a0}:\n\nLa farine et l’eau font le pain.\n\nJ’espère que "
        + "cela vous aide\u{a0}!", "La farine et l’eau font le pain."
    ),
    (
      "¡Claro! 😊 Aquí tienes un resumen:\n\nHarina y agua hacen pan.\n\n¿Quieres que lo convierta en una tabla?",
      "Harina y agua hacen pan."
    ),
    (
      "Конечно! Вот исправленный вариант:\n\nМука и вода дают хлеб.\n\nНадеюсь, это было полезно!",
      "Мука и вода дают хлеб."
    ),
    ("承知しました。以下のように要約しました。\n\n小麦粉と水でパンができる。\n\n表にまとめましょうか？", "小麦粉と水でパンができる。"),
    ("물론이죠! 요약해 드렸습니다.\n\n밀가루와 물로 빵을 만든다.\n\n표로 정리해 드릴까요?", "밀가루와 물로 빵을 만든다."),
    ("Сгенерировать ответ заново\nМука и вода дают хлеб.", "Мука и вода дают хлеб."),
    ("[/INST] Flour and water make bread.", "Flour and water make bread."),
    ("<|im_start|>assistant\nFlour and water make bread.<|im_end|>", "Flour and water make bread."),
    ("Regenerate response\nFlour and water make bread.", "Flour and water make bread."),
    (
      "Flour and water. As an AI language model,\nI have never tasted bread. Bake it hot.",
      "Flour and water. Bake it hot."
    ),
  ]) func stripsWhatStandsAtTheEdges(_ text: String, _ expected: String) {
    let result = run(stage, text)
    #expect(result.text == expected)
    guard case .edit(let edits) = result.verdict else {
      Issue.record("no edit")
      return
    }
    #expect(kept(of: Array(text.utf8), after: edits) == Array(expected.utf8))
  }

  @Test(arguments: [
    "", " ", "\n\n", "Flour and water make bread.", "“As an AI, I cannot weep,” it said. “As an AI, I may not.”",
    "```\nAs an AI language model, I cannot help with that.\n```\nThat is the text to search for.",
    "> As an AI language model, I cannot help.\n\nSo wrote the bot, and we laughed.",
    "The bot answers:\n\nAs an AI language model, I cannot bake.\n\nThen it stops.",
    "„Als KI-Sprachmodell kann ich nicht weinen“, sagte der Turm. „Als KI darf ich das nicht.“",
    "— En tant qu'IA, je ne peux pas pleurer, dit le phare. Il pleuvait.",
    "«Как ИИ, я не умею плакать», — сказал маяк. Шёл дождь.", "「AIとして、泣くことはできません」と灯台は言った。",
    "The token <|im_start|> opens a turn.", "<|im_start|> is the token that opens a turn.",
    "User: As an AI language model, I cannot bake.\nAssistant: That is what bots say. People say other things.",
  ]) func leavesOtherTextAlone(_ text: String) {
    let result = run(stage, text)
    #expect(result.verdict == .keep)
    #expect(result.text == text)
  }

  @Test func aRefusedTurnGoesAndTheConversationStays() {
    let question = "User: Tell me about locks.\nAssistant: "
    let rest = "\nUser: Tell me about bread.\nAssistant: Bread is made of flour and water. It is baked."
    let result = run(stage, question + "I'm sorry, but I can't assist with that." + rest)
    #expect(result.text == question + rest)
    guard case .drop(let reason) = run(stage, question + "I'm sorry, but I can't assist with that.").verdict else {
      Issue.record("a conversation of refusals was kept")
      return
    }
    #expect(reason.code == "refusal")
  }

  @Test func languagesAndRulesCanBeSwitchedOff() throws {
    let text = "I hope this helps! " + "Flour and water make bread. I hope this helps!"
    var settings = AIBoilerplateStage.Settings()
    settings.disabledRules = ["en-hope"]
    #expect(run(try AIBoilerplateStage(settings: settings), text).verdict == .keep)
    settings = .init()
    settings.languages = ["zh"]
    #expect(run(try AIBoilerplateStage(settings: settings), text).verdict == .keep)
    #expect(run(stage, text).verdict != .keep)
  }

  /// Random texts put together from boilerplate, markers, quotation marks and other text.
  @Test(arguments: 0..<60) func isIdempotentAndAccountsForEveryByte(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces =
      BoilerplateRules.all.flatMap { $0.examples + $0.counterExamples } + MarkerRules.tokens + [
        "\n", "\n\n", "\"", "“", "”", "```\n", "User: ", "\nAssistant: ", "助手：", "：", "!", "🙂", "面包", "bread ",
        "\u{feff}", "Sure! ",
      ]
    for _ in 0..<20 {
      var text = ""
      for _ in 0..<Int.random(in: 1...14, using: &generator) {
        text += pieces.randomElement(using: &generator) ?? ""
        text += [" ", "", "\n"].randomElement(using: &generator) ?? ""
      }
      var cleaned = document(text)
      var workspace = Workspace()
      let original = cleaned.text
      switch stage.apply(to: &cleaned, using: &workspace) {
      case .keep, .drop: #expect(cleaned.text == original)
      case .edit(let edits):
        #expect(areSound(edits, in: original))
        #expect(kept(of: original, after: edits) == cleaned.text)
        workspace.invalidate()
        let once = cleaned.text
        #expect(stage.apply(to: &cleaned, using: &workspace) == .keep, "\(String(decoding: once, as: UTF8.self))")
      }
    }
  }

  @Test func hostileTextGivesABoundedAnswer() {
    var workspace = Workspace()
    let texts: [[UInt8]] = [
      Array(repeating: UInt8(ascii: "a"), count: 20_000_000),
      Array(repeatElement(Array("as an ai language model, i cannot ".utf8), count: 60_000).joined()),
      Array(repeatElement(Array("As an AI language model, I cannot bake bread. ".utf8), count: 4_000).joined()),
      Array(repeatElement(Array("\"'“「<|im_start|>".utf8), count: 20_000).joined()),
      Array(repeatElement(Array("```\nassistant:\n".utf8), count: 5_000).joined()),
      // Tags that nothing closes.
      Array(repeatElement(Array("<think>\nso\n".utf8), count: 80_000).joined()),
      // A marker for each pair of fences above it; nothing but sentences that go; full stops that end no sentence.
      Array(repeatElement(Array("```\n```\n<s> is a tag\n".utf8), count: 80_000).joined()),
      Array(repeatElement(Array("As an AI, I cannot bake. ".utf8), count: 60_000).joined()),
      Array("As an AI language model, I cannot bake. ".utf8) + Array(repeating: UInt8(ascii: "."), count: 1_500_000)
        + Array("x and so on. Bread is baked.".utf8),
    ]
    for text in texts {
      var hostile = document(text)
      if case .edit(let edits) = stage.apply(to: &hostile, using: &workspace) {
        #expect(kept(of: text, after: edits) == hostile.text)
      } else {
        #expect(hostile.text == text)
      }
      workspace.invalidate()
    }
  }

  @Test(arguments: [
    "I cannot provide you with the names of the winners, since the jury decided to keep them secret until June.",
    "Unfortunately I do not have access to the archive, because it was closed in 1999. I wrote to the librarian instead.",
    "I don't remember earlier conversations with my father, since I was four when he died.",
    "Hallo Peter, leider kann ich dir dabei nicht helfen, weil ich am Montag in Hamburg bin. Frag bitte Anna, sie hat Zeit.",
    "Als KI-Forscher kann ich nicht sagen, wann Maschinen denken werden. Das ist offen.",
    "It looks like the bakery is empty today.", "It seems you didn't sleep well.", "There is no link to the old mill.",
    "Selling tickets at the gate is against the policy of the theatre.",
    "This is outside my expertise, ask the dentist.",
    "您没有提供发票。", "У меня нет данных о поезде.", "Il semble que vous n'ayez pas lu l'article.",
  ]) func shortTextsOfPeopleAreNoRefusals(_ text: String) {
    #expect(run(stage, text).verdict == .keep)
  }

  @Test func tagsOfReasoningThatAreSpokenOfStay() {
    let spoken = "<think> marks the beginning of what a model writes first.\n\nThe tag </think> marks the end of it."
    #expect(run(stage, spoken).text == spoken)
    let leaked = "<think>\nThe user wants a text about bread. Short, then.\n</think>\n\nBread is baked in the morning."
    #expect(run(stage, leaked).text == "Bread is baked in the morning.")
    let verse = "The kettle sang.\n\nThinking...\n\nOf a kettle that was hers, she put it down."
    #expect(run(stage, verse).text == verse)
  }

  @Test func theEndOfALineStaysWhenItsLastSentenceGoes() {
    let text =
      "The mill is old. As an AI language model, I have never seen it. As of my last knowledge update in 2021, it stood.\n\n"
      + "The wheel turns. As an AI, I don't have opinions. It is made of oak.\nAs an AI language model, I cannot bake.\nThe end."
    #expect(
      run(stage, text).text == "The mill is old.\n\nThe wheel turns. It is made of oak.\nThe end.")
  }

  @Test(arguments: [
    "文字列式または数式を通貨式に変換します。この関数では小数点以下の桁数を変更することはできません。",
    "데이터베이스에 연결되어 있지 않으면 이 명령을 사용할 수 없습니다. 필요한 경우 다른 키를 할당해 보십시오.",
    "Wenn Sie ein älteres System verwenden, ist eine Bestimmung der Nummer über diese Funktion nicht möglich.",
    "Без пароля невозможно отправить файл. Выберите другой формат.",
    "How do I write a function with output parameters?", "让我们来修复这个错误，并把修改写进补丁。\n\n首先下载源码。",
  ]) func manualsAreNoRefusals(_ text: String) {
    #expect(run(stage, text).text == text)
  }
}
