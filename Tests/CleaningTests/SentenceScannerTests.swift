// Where sentences end, and which of them stand in quotation marks, in the scripts and manners of several languages.

import Testing

@testable import Cleaning

@Suite struct SentenceScannerTests {
  private func sentences(_ text: String) -> [(text: String, isProtected: Bool)] {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBufferPointer { buffer in
      var scanner = SentenceScanner(buffer)
      scanner.scan(labels: [])
      return scanner.sentences.map {
        (String(decoding: UnsafeBufferPointer(rebasing: buffer[$0.start..<$0.end]), as: UTF8.self), $0.isProtected)
      }
    }
  }

  @Test(arguments: [
    ("Eins. Zwei!\u{a0}Drei?", ["Eins.", "Zwei!", "Drei?"]),
    ("Bonjour ! Ça va ? Oui.", ["Bonjour !", "Ça va ?", "Oui."]),
    ("¡Hola! ¿Qué tal? Bien.", ["¡Hola!", "¿Qué tal?", "Bien."]),
    ("Gern!✨ Hier ist es.", ["Gern!✨", "Hier ist es."]),
    ("Das gilt z. B. im Winter. Sonst nicht.", ["Das gilt z. B. im Winter.", "Sonst nicht."]),
    ("Usa harina, p. ej. de trigo. Amasa.", ["Usa harina, p. ej. de trigo.", "Amasa."]),
    ("Так, т. е. сразу. Потом нет.", ["Так, т. е. сразу.", "Потом нет."]),
    ("Мука, вода\nи соль. Это всё.", ["Мука, вода\nи соль.", "Это всё."]),
    ("La farine\nétait blanche. Bien.", ["La farine\nétait blanche.", "Bien."]),
    ("빵을 굽습니다. 식힙니다.", ["빵을 굽습니다.", "식힙니다."]),
    ("パンを焼く。冷ます！食べる？はい。", ["パンを焼く。", "冷ます！", "食べる？", "はい。"]),
  ]) func cutsWhereASentenceEnds(_ text: String, _ expected: [String]) {
    #expect(sentences(text).map(\.text) == expected)
  }

  @Test(arguments: [
    ("„Als KI weine ich nicht“, sagte sie. Es regnete.", [true, false]),
    ("„Eins. Zwei.“ Drei.", [true, true, false]), ("»Eins. Zwei.« Drei.", [true, true, false]),
    ("« Un. Deux. » Trois.", [true, true, false]), ("«Раз. Два.» Три.", [true, true, false]),
    ("Start » Brot » Roggen. Zwei.", [false, false]), ("「一。二。」三。", [true, true, false]),
    ("‘빵’이라고 했다. 둘.", [true, false]), ("'빵'이라고 했다. 둘.", [true, false]),
    ("„Одно. Второе.” Третье.", [true, true, false]),
    ("— Как ИИ, я не плачу, — сказал робот.", [true]), ("– Hola. Adiós.", [true, true]),
  ]) func knowsQuotations(_ text: String, _ expected: [Bool]) {
    #expect(sentences(text).map(\.isProtected) == expected)
  }

  @Test(arguments: [
    ("Benutzer: Wie?\nAssistent: So.", 2), ("Utilisateur\u{a0}: Comment ?\nAssistant\u{202f}: Ainsi.", 2),
    ("Usuario: ¿Cómo?\nAsistente: Así.", 2), ("**Пользователь**: Как?\n**Ассистент**: Так.", 2),
    ("ユーザー：どう？\nアシスタント：こう。", 2), ("사용자: 어떻게?\n어시스턴트: 이렇게.", 2), ("質問：どう？\n回答：こう。", 2),
    ("Zutaten: Mehl\nZubereitung: kneten", 0),
  ]) func knowsWhoSpeaks(_ text: String, _ count: Int) {
    let bytes = Array(text.utf8)
    #expect(bytes.withUnsafeBufferPointer { ChatLabels.conversation(in: $0) }.count == count)
  }
}
