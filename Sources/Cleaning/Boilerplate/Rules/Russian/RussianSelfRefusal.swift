// "Как языковая модель, я не могу помочь."

extension BoilerplateRule {
  static let russianSelfRefusal = BoilerplateRule(
    id: "ru-self-refusal", languages: ["ru"], place: .anywhere, isRefusal: true,
    anchors: RussianContext.selfAnchors,
    patterns: RussianContext.behindAsides([
      """
      (я, )?{ru:asai}( ~)?,? ?(~, )?(я )?~?(не (могу|имею права|вправе|должен|должна|способ|стану|буду)|\
      вынужден)%~{ru:do}…
      """,
      "{ru:isai}( ~)?,? ?(и |поэтому |а потому |потому )?не (могу|имею права|вправе|стану)%~{ru:do}…",
    ]),
    exceptions: RussianContext.narrated + RussianContext.code + [
      """
       (но|однако|зато|хотя|тем не менее),? (я )?(могу|вот|расскажу|постараюсь|попробую|поделюсь|многие|есть|\
      ниже|готов|предлож)%
      """
    ],
    examples: [
      "Извините, но как языковая модель я не могу помочь со взломом замка.",
      "Как ИИ, я не могу создавать такой контент.",
    ],
    counterExamples: ["Как исследователь ИИ, я не могу помочь."])
}
