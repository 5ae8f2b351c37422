// "¿Puedo ayudarte con otra cosa?": what stands beside a refusal

extension BoilerplateRule {
  static let spanishRefusalCompanion = BoilerplateRule(
    id: "es-refusal-companion", languages: ["es"], place: .besideRefusal,
    anchors: [
      "puedo", "si", "es importante", "no dudes", "gracias", "habla", "hable", "por favor", "hay", "tienes",
      "dime", "contacta", "quieres", "te", "le", "busca", "mi objetivo", "recuerda", "lo que", "consulta", "estoy",
      "importante", "ayuda", "tema", "alternativa", "solicitud", "pregunta", "preguntas", "contenido",
      "profesional", "emergencias", "médico", "abogado", "especialista", "fuentes", "comprensión", "mejor",
      "seguridad", "ley", "tu", "su", "prueba", "intenta", "reformula", "hablemos", "espero", "confianza", "otra",
    ],
    patterns: SpanishContext.behindAsides([
      "(puedo|podría|lo que sí puedo)%…",
      "(te|le) (puedo|recomiendo|sugiero|animo|invito)%…",
      "si (tienes|tiene|necesitas|necesita|quieres|quiere|hay|lo|te|deseas|desea|estás|está|buscas)%…",
      "es (importante|esencial|preferible|ilegal|recomendable|mejor)…",
      """
      (no dudes|no dude|gracias|por favor|habla|hable|contacta|contacte|consulta|consulte|dime|dígame|busca|\
      busque|acude|acuda|recuerda|cuéntame)%…
      """,
      "(hay|tienes|tiene|quieres|quiere|deseas|desea|te gustaría|le gustaría)%…",
      "mi (objetivo|propósito|función)%…",
      "estoy (aquí|a tu|a su|disponible)%…",
    ])
      + [
        "\(WordOrder.any("{es:youstrict}", "({es:do}|{es:more}|{es:rnoun})"))…",
        """
        …(importante|ayuda|tema|alternativa|solicitud|pregunta|contenido|profesional|emergencia|médico|\
        especialista|fuentes|seguridad|comprensión)…
        """,
      ],
    exceptions: SpanishContext.narrated,
    examples: ["¿Puedo ayudarte con otra cosa?", "Si tienes otra consulta, aquí estoy."],
    counterExamples: [])
}
