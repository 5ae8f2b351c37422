// "Aquí tienes un resumen:" behind a polite opening

extension BoilerplateRule {
  static let spanishAnnouncement = BoilerplateRule(
    id: "es-announcement", languages: ["es"], place: .afterOpening, extent: .throughColon,
    anchors: [
      "aquí", "a continuación", "te", "le", "esto", "esta", "este", "estos", "estas", "he", "voy", "vamos",
      "permíteme", "déjame", "veamos", "comencemos", "empecemos", "responde", "salida", "resultado", "texto",
      "versión", "con", "puedo", "pasos", "explicaré",
    ],
    patterns: SpanishContext.behindAsides([
      "(aquí|a continuación|ahí|abajo)%…(( |'|-){es:product}|:$| {es:you})…",
      "(esto|esta|este|estos|estas) (es|son)%…(( |'|-){es:product}|:$)…",
      """
      (te|le) (lo |la |los |las )?(he|presento|comparto|dejo|explico|ayudo|preparé|muestro|cuento|voy|puedo|escribo|traigo|propongo|\
      preparo|ofrezco)%…
      """,
      "(he|voy a|puedo|vamos)%…",
    ])
      + [
        "(con|a partir|en base|sobre)% ~(te|le|he|preparé)%…(:|$)",
        """
        (permíteme|permítame|déjame|déjeme|veamos|comencemos|empecemos|exploremos|me pongo|estoy|sería|con \
        gusto|con mucho gusto)%…
        """,
        "(responde|responda|contesta) (siempre|solo|únicamente|en|a|de)%…",
        "(salida|resultado|respuesta|output):?$",
        "…(versión|texto|resumen|artículo|pasos|lista|borrador):$",
      ],
    exceptions: SpanishContext.narrated + SpanishContext.others + SpanishContext.refused,
    examples: [],
    counterExamples: ["Aquí está la casa en la que vivía el pintor:"])
}
