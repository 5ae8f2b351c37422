// Every rule is tested by its own examples and counter-examples.

import Corpus
import Testing

@testable import Cleaning

struct RuleCase: Sendable, CustomTestStringConvertible {
  var rule: BoilerplateRule
  var sentence: String
  var testDescription: String { "\(rule.id): \(sentence)" }
}

private let bodies = [
  "en": [
    "Costs vary by region, so ask two suppliers before you decide.",
    "The oldest oven in the village was built by hand.",
    "Nobody remembers who carried the bricks up the hill.",
  ],
  "zh": ["各地价格不同，决定之前最好多问两家。", "村里最老的炉子是用手砌成的。", "没有人记得是谁把砖头搬上山的。"],
  "de": [
    "Der Filter wird zweimal im Jahr gewechselt.", "Stahl hält länger, Messing liegt besser in der Hand.",
    "Der Ausschuss hat sein Protokoll veröffentlicht.",
  ],
  "fr": [
    "Le filtre se change deux fois par an.", "L'acier dure plus longtemps, le laiton tient mieux en main.",
    "La commission a publié son compte rendu.",
  ],
  "es": [
    "El filtro se cambia dos veces al año.", "El acero dura más, el latón se agarra mejor.",
    "La comisión publicó el acta completa.",
  ],
  "ru": [
    "Фильтр меняют два раза в год.", "Сталь служит дольше, латунь лучше лежит в руке.",
    "Комиссия опубликовала полный протокол.",
  ],
  "ja": ["フィルターは年に二回交換する。", "鋼は長持ちし、真鍮は手になじむ。", "委員会は議事録を公開した。"],
  "ko": ["필터는 일 년에 두 번 교체한다.", "강철은 오래가고 황동은 손에 잘 맞는다.", "위원회는 회의록을 공개했다."],
]

@Suite struct BoilerplateRuleTests {
  /// Compiled once: there are many examples.
  static let stage = Result { () throws(CleaningError) in try AIBoilerplateStage() }
  static let examples = BoilerplateRules.all.flatMap { rule in rule.examples.map { RuleCase(rule: rule, sentence: $0) }
  }
  static let counterExamples = BoilerplateRules.all.flatMap { rule in
    rule.counterExamples.map { RuleCase(rule: rule, sentence: $0) }
  }

  /// A text in which the sentence stands where its rule looks for it.
  static func place(_ sentence: String, _ place: BoilerplateRule.Place, language: String) -> (
    text: String, rest: String
  ) {
    let body = bodies[language] ?? []
    let space = language == "zh" || language == "ja" ? "" : " "
    let rest = body.joined(separator: space)
    switch place {
    case .anywhere: return (body[0] + space + sentence + space + body[1], body[0] + space + body[1])
    case .opening, .interjection, .edge, .afterOpening, .prompt, .role, .afterPrompt:
      return (sentence + space + rest, rest)
    case .closing: return (rest + space + sentence, rest)
    case .alone, .besideRefusal, .besideRemoved: return (sentence, "")
    }
  }

  @Test(arguments: examples) func removesItsExamples(_ example: RuleCase) throws {
    let stage = try Self.stage.get()
    // Those that need a neighbour have tests of their own.
    guard ![.besideRefusal, .besideRemoved, .role, .afterPrompt].contains(example.rule.place) else { return }
    let (text, rest) = Self.place(example.sentence, example.rule.place, language: example.rule.languages[0])
    let result = run(stage, text)
    if rest.isEmpty {
      guard case .drop(let reason) = result.verdict else {
        Issue.record("kept: \(result.text)")
        return
      }
      #expect(reason.code == AIBoilerplateStage.Reason.refusal.rawValue)
    } else {
      #expect(result.text == rest)
    }
  }

  @Test(arguments: counterExamples) func leavesItsCounterExamples(_ example: RuleCase) throws {
    let stage = try Self.stage.get()
    let language = example.rule.languages[0]
    for place in [BoilerplateRule.Place.opening, .anywhere, .closing] {
      let text = Self.place(example.sentence, place, language: language).text
      let result = run(stage, text)
      #expect(result.verdict == .keep)
      #expect(result.text == text)
    }
  }

  @Test func whatAModelIsToldGoesWithWhatItIsToldToBe() throws {
    let stage = try Self.stage.get()
    let rules = Dictionary(grouping: BoilerplateRules.all) { $0.languages[0] }
    for (language, rules) in rules {
      let role = try #require(rules.first { $0.place == .role })
      let directive = try #require(rules.first { $0.place == .afterPrompt })
      let body = Self.place("", .closing, language: language).rest
      let space = language == "zh" || language == "ja" ? "" : " "
      for (role, directive) in zip(role.examples, directive.examples) {
        #expect(run(stage, role + space + directive + space + body).text == body, "\(role) \(directive)")
        // One without the other is what people say, too.
        #expect(run(stage, directive + space + body).verdict == .keep, "\(directive)")
        #expect(run(stage, role + space + body).verdict == .keep, "\(role)")
      }
    }
  }

  @Test func refusalCompanionsGoWithTheRefusal() throws {
    let stage = try Self.stage.get()
    for (refusal, rule) in [
      ("I cannot provide instructions for lock picking. ", BoilerplateRule.englishRefusalCompanion),
      ("抱歉，我无法提供关于撬锁的内容。", .chineseRefusalCompanion),
      ("Es tut mir leid, aber dabei kann ich nicht helfen. ", .germanRefusalCompanion),
      ("Je suis désolé, mais je ne peux pas vous aider avec cette demande. ", .frenchRefusalCompanion),
      ("Lo siento, pero no puedo ayudarte con esa solicitud. ", .spanishRefusalCompanion),
      ("Извините, но я не могу помочь с этим запросом. ", .russianRefusalCompanion),
      ("申し訳ありませんが、そのリクエストにはお応えできません。", .japaneseRefusalCompanion),
      ("죄송하지만 그 요청은 도와드릴 수 없습니다. ", .koreanRefusalCompanion),
    ] {
      for example in rule.examples {
        guard case .drop = run(stage, refusal + example).verdict else {
          Issue.record("kept: \(example)")
          continue
        }
      }
    }
  }

  @Test func identifiersAreUniqueAndRulesHaveExamples() {
    #expect(Set(BoilerplateRules.all.map(\.id)).count == BoilerplateRules.all.count)
    for rule in BoilerplateRules.all { #expect(!rule.languages.isEmpty && !rule.anchors.isEmpty) }
  }

  @Test func aWrongPatternIsAClearError() throws {
    func error(_ pattern: String, anchors: [String] = ["x"]) -> CleaningError? {
      let rule = BoilerplateRule(
        id: "mine", languages: ["en"], place: .anywhere, anchors: anchors, patterns: [pattern], examples: [],
        counterExamples: [])
      do {
        _ = try AIBoilerplateStage(rules: [rule])
        return nil
      } catch { return error }
    }
    #expect(error("x") == nil)
    #expect(error("(x")?.code == .pattern)
    #expect(error("x)")?.code == .pattern)
    #expect(error("{nobody}")?.message == "there is no vocabulary `nobody`")
    #expect(error("*x")?.location == "mine")
    #expect(error("x", anchors: [])?.code == .anchors)
    #expect(error(String(repeating: "(", count: 100_000))?.code == .pattern)
  }
}
