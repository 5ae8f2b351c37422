// "Lo siento, pero no puedo ayudarte con eso.": a refusal and nothing else

extension BoilerplateRule {
  static let spanishRefusal = BoilerplateRule(
    id: "es-refusal", languages: ["es"], place: .alone, isRefusal: true,
    anchors: [
      "no la puedo", "necesito más", "no lo puedo",
      "no entendí", "no entiendo", "no comprendí", "no comprendo",
      "no", "lo siento", "lamento", "hablemos", "solicitud", "debo", "imposible", "prefiero", "tampoco", "eso",
      "este", "esta", "tema", "parece", "petición",
    ],
    patterns: SpanishContext.behindAsides([
      """
      ((no|pero|y|porque|que|eso|esto) )*no (puedo|podré|podría|debo|voy a|estoy|me es posible|me está \
      permitido|tengo permitido|tengo la|soy capaz|me corresponde|doy|genero|proporciono|ofrezco)%…({es:do}|\
      reproduc|difund|discut|acced|abrir|en condiciones|realiz|ejecut|cumpl|apoy|particip|trat|procesar|cit|\
      apoyo|esa solicitud|hacer eso)…
      """,
      "(me es|me resulta) imposible…",
      "debo (negarme|rechazar|declinar)…",
      "(mis datos|mi conocimiento|mi información)%…no…",
      "(esa|esta|tu|su|la) (solicitud|pregunta|petición|consulta)%…no (puede|puedo|es posible)…",
      "(hablemos|cambiemos|conversemos|mejor hablemos)( mejor)? (de|sobre) (otr|tema|algo)…",
      """
      (eso|esto|(esa|esta|tu|su) (solicitud|petición|consulta|pregunta)|este tema) (supera|excede|infringe|viola|\
      está fuera|va en contra|va más allá|escapa|no está)…(mis|mi|políticas|directrices|capacidades|alcance|lo que puedo)…
      """,
      """
      (al )?parece( que)? (no|que no)% (has|ha|hay|se ha|me has|me ha)%…(incluido|proporcionado|adjuntado|\
      compartido|enviado|pegado)…
      """,
      "(todavía|aún|sigo) (estoy )?aprend…",
    ])
      + [
        "{es:sorry}…( |,)?{es:cannot}…",
        "\(WordOrder.any("{es:cannot}", "({es:do}|{es:rnoun})"))…",
      ]
      + [
        "(lo siento|disculpa|disculpe|perdón)(,|\\.) ?(pero )?no (entendí|entiendo|comprendí|comprendo|he entendido) (bien )?(tu|su|la) (pregunta|solicitud|petición|consulta|mensaje)…"
      ]
      + [
        "((lo siento|lamentablemente|disculpa|disculpe)(,|\\.)? ?(pero )?)?(esa|esta|tu|su) (pregunta|solicitud|petición|consulta) no (la |lo |se )?(puedo|podré|podría)…",
        "necesito (más|algo más de|mayor) (información|detalles|contexto)~para~(ayud|respond|asist)…",
      ],
    exceptions: SpanishContext.narrated + SpanishContext.code + [
      " (ayer|vacaciones|cita|envío|paquete|pedido|dormir|cumpleaños)%"
    ],
    examples: ["Lo siento, pero no puedo ayudarte con esa solicitud.", "No, eso no puedo escribirlo."],
    counterExamples: [])
}
