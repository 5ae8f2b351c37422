// "¡Claro!" by itself, before an announcement

extension BoilerplateRule {
  static let spanishInterjection = BoilerplateRule(
    id: "es-interjection", languages: ["es"], place: .interjection,
    anchors: [
      "sí", "claro", "por supuesto", "desde luego", "ciertamente", "absolutamente", "gusto", "placer", "encantado",
      "encantada", "entendido", "comprendido", "perfecto", "muy bien", "genial", "estupendo", "problema", "hola",
      "buenos días", "buenas", "vale", "ok", "okay", "excelente", "de acuerdo", "naturalmente", "listo", "hecho",
      "cómo no", "faltaba", "faltaría", "dale", "magnífico", "fantástico", "efectivamente", "pregunta", "idea",
      "tema", "gracias", "razón", "disculpa", "disculpe", "disculpas", "lo siento", "perdón", "perdona",
      "elección", "punto", "observación", "agradezco", "estoy", "estaré", "encanta", "alegra", "consulta", "obra",
      "vamos", "enseguida", "exacto",
    ],
    patterns: ["{es:interjection}((,|!|\\.| -|;|:| y)+ ?{es:interjection})*$"],
    exceptions: SpanishContext.narrated + SpanishContext.others + SpanishContext.refused,
    examples: [],
    counterExamples: [])
}
