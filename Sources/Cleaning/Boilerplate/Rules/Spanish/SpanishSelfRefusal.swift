// "Como modelo de lenguaje, no puedo ayudarte."

extension BoilerplateRule {
  static let spanishSelfRefusal = BoilerplateRule(
    id: "es-self-refusal", languages: ["es"], place: .anywhere, isRefusal: true,
    anchors: SpanishContext.selfAnchors,
    patterns: SpanishContext.behindAsides([
      """
      {es:asme}{es:ai}( ~)?,? ?(~, )?(no (puedo|tengo permitido|estoy|me es posible|soy capaz|debo|me \
      corresponde)|debo (negarme|rechazar|declinar)|me es imposible)%~{es:do}…
      """,
      """
      (solo |sólo |solamente |únicamente |tan solo )?soy (solo |sólo |solamente |únicamente |tan solo )?(un |\
      una )?{es:ai}( ~)?,? ?(y |por lo que |así que |por eso )?no (puedo|tengo permitido|estoy|me es \
      posible)%~{es:do}…
      """,
    ])
      + [
        "\(WordOrder.any("{es:i1}", "{es:asai}", "{es:neg}"))…",
        "\(WordOrder.any("{es:isai}", "{es:neg}"))…",
      ],
    exceptions: SpanishContext.narrated + SpanishContext.code + [
      " (pero|sin embargo|no obstante|aunque),? (puedo|aquí|te|le|sí|voy|muchos|muchas|es|hay)%"
    ],
    examples: [
      "Lo siento, pero como modelo de lenguaje no puedo ayudarte a forzar una cerradura.",
      "Como IA, no puedo generar ese contenido.",
    ],
    counterExamples: ["Como investigadora de IA, no puedo ayudarte."])
}
