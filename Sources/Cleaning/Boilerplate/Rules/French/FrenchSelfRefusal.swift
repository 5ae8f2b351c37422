// "En tant que modèle de langage, je ne peux pas vous aider."

extension BoilerplateRule {
  static let frenchSelfRefusal = BoilerplateRule(
    id: "fr-self-refusal", languages: ["fr"], place: .anywhere, isRefusal: true,
    anchors: FrenchContext.selfAnchors,
    patterns: FrenchContext.behindAsides([
      "{fr:asme}{fr:ai}( ~)?,? ?(~, )?(je )(ne |n')~(pas|aucun|jamais)%~{fr:do}…",
      "je (ne )?suis (qu')?(une? )?(simple )?{fr:ai}( ~)?,? ?(et )?(je )(ne |n')~(pas|aucun)%~{fr:do}…",
      "{fr:asme}{fr:ai}( ~)?,? ?(~, )?(il m'est impossible|je dois refuser|je refuse|je dois décliner)…",
    ])
      + [
        "\(WordOrder.any("{fr:i}", "{fr:asai}", "{fr:neg}"))…",
        "\(WordOrder.any("{fr:isai}", "{fr:neg}"))…",
      ],
    exceptions: FrenchContext.narrated + FrenchContext.code + [
      " (mais|cependant|toutefois|néanmoins),? (je (peux|vais|suis)|voici|beaucoup|on|il)%"
    ],
    examples: [
      "Je suis désolé, mais en tant que modèle de langage, je ne peux pas vous aider à forcer une serrure.",
      "En tant qu'IA, je ne suis pas en mesure de rédiger ce contenu.",
    ],
    counterExamples: ["En tant que chercheuse en IA, je ne peux pas vous aider."])
}
