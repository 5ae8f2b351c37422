// "No tengo acceso a internet."

extension BoilerplateRule {
  static let spanishNoAccess = BoilerplateRule(
    id: "es-no-access", languages: ["es"], place: .anywhere, extent: .throughColon, isRefusal: true,
    anchors: [
      "internet", "tiempo real", "enlace", "enlaces", "pantalla", "conversaciones anteriores",
      "conversaciones previas", "conversaciones pasadas", "conversación anterior", "navegar", "imágenes",
      "adjunto",
    ],
    patterns: SpanishContext.behindAsides([
      """
      ((como|ya que|dado que|puesto que) )?no (puedo|tengo|dispongo|soy capaz|me es posible|cuento con|poseo|\
      logro)%~(internet|tiempo real|enlaces?|links?|archivos?|imagen|url|páginas? web|sitios? web|conversaci|\
      navegar|en línea|documentos?|la web)…
      """,
      "(al no tener|sin) acceso (a|al)%…(puedo|mi|mis|tengo|sé)%…",
      "me es imposible (acceder|abrir|consultar|navegar|leer)…",
    ])
      + [
        "\(WordOrder.any("{es:i1}", "{es:neg}", "{es:lim}"))…"
      ],
    exceptions: SpanishContext.narrated + SpanishContext.code + [
      " (nosotros|ayer|hotel|oficina|vacaciones|teléfono|cabaña|casa|pueblo|móvil)%"
    ] + ["alguien"],
    examples: [
      "No tengo acceso a internet, por lo que los precios pueden haber cambiado.",
      "Lamentablemente, no puedo abrir el enlace que enviaste.",
    ],
    counterExamples: ["En la cabaña no teníamos internet."])
}
