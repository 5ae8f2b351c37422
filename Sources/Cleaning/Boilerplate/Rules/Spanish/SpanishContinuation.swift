// "Disculpa el error de mi respuesta anterior."

extension BoilerplateRule {
  static let spanishContinuation = BoilerplateRule(
    id: "es-continuation", languages: ["es"], place: .anywhere, extent: .throughColon,
    anchors: [
      "respuesta anterior", "mi respuesta", "última respuesta", "confusión", "como pediste", "me pediste",
      "como solicitaste", "me pidió", "como pidió", "error anterior", "mensaje anterior", "me solicitaste",
      "retomo", "continúo", "continuación de", "respuesta se cortó", "tienes razón", "tiene razón",
      "tus indicaciones", "sus indicaciones", "tu descripción", "su descripción", "tus instrucciones",
      "sus instrucciones", "corregido", "me equivoqué", "donde lo dejé", "tu petición", "su petición",
      "resto de la respuesta", "por la corrección", "por el aviso", "por señalar", "tu solicitud",
    ],
    patterns: SpanishContext.behindAsides([
      """
      (disculpa|disculpe|perdón|perdona|perdone|lo siento|lamento|me disculpo|gracias|mis disculpas|pido \
      disculpas|te pido disculpas|siento)%…(mi (respuesta|anterior respuesta|última respuesta)|mi (mensaje|\
      error) anterior|respuesta anterior)…
      """,
      """
      (disculpa|disculpe|perdón|lamento|me disculpo por|mis disculpas por|pido disculpas por|siento)( ~)? (la|\
      esta) confusión…
      """,
      """
      (a continuación|aquí|continúo|sigo|seguimos|ahora)%…(como|que) (me )?(pediste|pidió|solicitaste|solicitó)…
      """,
      "(tal (y )?como|como) (me )?(pediste|pidió|solicitaste|solicitó),? (aquí|a continuación|ahora|va)…",
      "(retomo|continúo|sigo|prosigo)%…(dejé|respuesta|artículo|texto|quedé|parte)…",
      """
      (aquí|ahora|a continuación|sigamos con|continuemos con)%…(la continuación|el resto|la segunda parte|la \
      siguiente parte|la parte final)…(respuesta|artículo|texto|:|$)
      """,
      """
      (mi|la) (respuesta anterior|anterior respuesta|última respuesta) (se|fue|era|estaba|contenía|tenía)…
      """,
      """
      como (mencioné|indiqué|dije|expliqué) en mi (respuesta anterior|anterior respuesta|última respuesta)…
      """,
      "(tienes|tiene) (toda la |completamente )?razón,…(me|mi|he|lo)%…",
      "gracias por (la corrección|señalar|el aviso|avisar|la aclaración|tu observación)…",
      """
      (con base en|a partir de|según|siguiendo|conforme a|de acuerdo con|basándome en) (tu|tus|su|sus) \
      (indicaciones|información|descripción|instrucciones|solicitud|petición|datos)%…(he|aquí|te|le|va)…
      """,
    ]),
    exceptions: SpanishContext.narrated + SpanishContext.personal,
    examples: [
      "Disculpa el error de mi respuesta anterior y gracias por señalarlo.",
      "A continuación va la segunda parte del artículo, tal como me pediste.",
    ],
    counterExamples: ["Disculpa la respuesta tardía, estaba de vacaciones."])
}
