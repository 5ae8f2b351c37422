// "Avísame si quieres que amplíe esta sección." in the middle of a text

extension BoilerplateRule {
  static let spanishInlineOffer = BoilerplateRule(
    id: "es-inline-offer", languages: ["es"], place: .anywhere,
    anchors: [
      "de tu artículo", "de su artículo", "de tu texto", "aquí un ejemplo", "un ejemplo aquí",
      "dime si", "dígame si", "avísame si", "avíseme si", "hazme saber", "hágame saber", "házmelo saber",
      "pregúntame", "quieres que", "quiere que", "desea que", "deseas que", "si quieres", "si quiere",
      "si lo deseas", "si lo desea", "me pediste", "me pidió", "pediste", "pidió", "esta sección",
      "como solicitaste", "doy por hecho", "supondré que sí", "asumiré que sí", "asumo que sí", "no dudes",
    ],
    patterns: SpanishContext.behindAsides([
      """
      (dime|dígame|avísame|avíseme|hazme saber|hágame saber|házmelo saber|hágamelo saber) (si|cuando|qué|\
      cuál)…(que |quieres|quiere|necesit|prefier|dese)…({es:do}|quier|necesit|prefier|dese)…
      """,
      """
      (pregúntame|no dudes en (pedirme|preguntarme)|no dude en (pedirme|preguntarme)|pídeme)%…(ejemplo|detalle|\
      más|otr|pregunta|aclar|momento)…
      """,
      "(quieres|quiere|deseas|desea|prefieres) que ~{es:do}…\\?",
      """
      (me (pediste|pidió|habías pedido|has pedido|solicitaste)|como (pediste|pidió|querías))%…,…(he|me|así que|\
      por eso|aquí|mantengo|limit|resum)…
      """,
      """
      si (quieres|quiere|lo deseas|lo desea|te interesa|gustas|prefieres|necesitas)%~,? (puedo|podría|te (puedo|\
      ayudo|preparo)|le (puedo|ayudo|preparo))% ?~{es:do}…
      """,
      """
      (como (solicitaste|pediste|pidió)|a petición tuya|tal como pediste),? (he|mantengo|esta|resumo|me)%…
      """,
    ])
      + ["(doy por hecho|asumiré|asumo|supondré|supongo|entiendo)( ~)? que sí~$"]
      + [
        "aquí (tienes|está|va) (la|el) (siguiente|próxima|próximo|última|segunda) (sección|parte|capítulo|párrafo) de (tu|su) (artículo|texto|informe|historia|ensayo)…",
        "(quieres|quiere|deseas|desea|te gustaría) que (ponga|dé|añada|incluya)~(un ejemplo aquí|aquí un ejemplo)…\\?",
      ],
    exceptions: SpanishContext.narrated + SpanishContext.personal,
    examples: [
      "Avísame si quieres que amplíe esta sección.",
      "Me pediste que esta sección fuera breve, así que me limito a lo esencial.",
    ],
    counterExamples: [])
}
