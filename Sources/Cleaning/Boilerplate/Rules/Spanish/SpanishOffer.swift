// "Si tienes más preguntas, no dudes en consultarme."

extension BoilerplateRule {
  static let spanishOffer = BoilerplateRule(
    id: "es-offer", languages: ["es"], place: .closing,
    anchors: [
      "si no,",
      "si me das", "si me da", "si me proporcion", "si me compart", "p. d.", "p.d.",
      "te", "dime", "dígame", "no dudes", "no dude", "puedo", "avísame", "avíseme", "házmelo", "quieres", "quiere",
      "deseas", "desea", "necesitas", "necesita", "tienes", "tiene", "aquí", "prefieres", "gustaría", "puedes",
      "puede", "con gusto", "contacta", "cuéntame", "opciones", "estoy", "siéntete", "siéntase", "algo más",
      "parece", "así", "mucha suerte", "suerte", "éxito", "palabras", "copiar", "más corta", "versión",
      "necesitar", "disponible", "ayuda", "ayudar", "sirve", "útil", "claro", "feliz", "espero", "siguiente",
      "ganas", "gustaría", "adelante", "libremente", "si", "qué", "cuál",
    ],
    patterns: SpanishContext.behindAsides([
      """
      (si|en caso de que|cuando|cualquier)( (necesitas|necesita|necesites|tienes|tiene|tengas|quieres|quiere|\
      quieras|deseas|desea|hay|surge|te|le|lo deseas|prefieres|prefiere|requieres|buscas|duda|dudas|pregunta|\
      cosa|consulta|otra|algo|gustas|estás))%…( |,|¡)(no dudes|no dude|dime|dígame|avísame|avíseme|házmelo|\
      hágamelo|pregúntame|pregúnteme|aquí (estoy|estaré)|puedo|podría|estaré|estoy (aquí|a)|escríbeme|te (ayudo|\
      puedo|ayudaré|preparo|lo|la|explico|hago)|le (ayudo|puedo|ayudaré)|con gusto|encantad(o|a)|cuéntame|\
      consúltame|hazme saber|hágame saber|a tu disposición|a su disposición)…
      """,
      """
      ((y|así que|entonces|por favor) )*(no dudes en|no dude en|no duden en|siéntete libre de|siéntase libre \
      de)%…(pregunt|consult|decir|avis|pedir|contact|comentar|escrib|solicit|saber|me%)…
      """,
      """
      ((y|entonces|por favor|solo|sólo) )*(dime|dígame|avísame|avíseme|házmelo saber|hágamelo saber|hazme saber|\
      hágame saber|pregúntame|cuéntame|cuénteme|escríbeme|envíame|envíeme|compárteme|comparte|indícame|\
      indíqueme|pídeme|déjame saber|déjamelo saber|mándame)%…
      """,
      """
      (quieres|quiere|querés|deseas|desea|te gustaría|le gustaría|prefieres|prefiere|necesitas|necesita|te \
      interesa|le interesa|te parece|le parece|buscas|querrías)%…(que|saber|{es:do}|pregunta|ayuda|otr|detalle|\
      ejemplo|versión|más|algo|así|tono)…\\?
      """,
      "(puedo|debo|podría|te|le)% ?(ayudo|hago|preparo|{es:do})…\\?",
      """
      (hay|tienes|tiene|tenés|queda|existe)%…(algo|algún|alguna|otra|otro|más|duda|pregunta|consulta|punto|\
      aspecto)…\\?
      """,
      """
      (cuál|cuáles|qué|cómo|es esto|esto|está bien|te sirve|le sirve|te gusta|te convence|te parece|en qué)%…( \
      {es:you}|prefier|quier|gust|te |le |me |ayud|opinas|piensas)…\\?
      """,
      """
      (también )?(puedo|podría|podemos|estaré|estoy|te puedo|le puedo|quedo|me encantaría|sigo)( (también|\
      además|si|con gusto|aquí|encantad(o|a)|a|disponible|para|ayudarte|te|le|atento|siempre|listo|\
      lista))*%…({es:do}|disposición|ayud|lo que necesites|si (quieres|lo deseas|te|necesitas)|dudas|pregunta|\
      más)…
      """,
      "(aquí (estoy|estaré)|quedo a|a tu disposición|a su disposición)%…",
      "con (mucho )?gusto (te|le|hago|haré|puedo|lo|la|preparo|ayudo|realizo)%…",
      """
      (puedes|puede|podrás|siéntete libre de|siéntase libre de)( ~)? ?(adaptar|personalizar|modificar|ajustar|\
      copiar|usar) (este|el) (texto|modelo|borrador|mensaje|artículo)%~$
      """,
      """
      (añade|añada|agrega|agregue|completa|complete|sustituye|reemplaza|adapta|personaliza|ajusta)% …(si me|\
      envías|envíamelo|y (lo|la|te|le)|tono|estilo|tus propios|sus propios)%…
      """,
      "(así|entonces|luego) (la|lo|te|le|puedo|podré)%…{es:do}…",
      "(te|le) (sirve|ayuda|ha servido|ha ayudado|queda|resulta|parece|gusta|convence)…\\?",
      "(es|era|fue|está) (esto |así |lo )…(buscabas|buscaba|necesitabas|claro|bien)…\\?",
    ])
      + [
        "(mucho éxito|mucha suerte|suerte|éxitos|feliz aprendizaje|ánimo)( (con|en|y) ~)?(,| y|!|$)…",
        "(recuento|número|total) de palabras…$",
        "(una versión|otra versión|algo más|más|ganas) …\\?",
        "\(WordOrder.any("{es:i}", "{es:do}"))…\\?",
        "\(WordOrder.any("{es:you}", "{es:more}"))…\\?",
        "\(WordOrder.any("{es:i1}", "{es:youstrict}", "{es:do}"))…",
        "{es:tell}…",
      ]
      + [
        "si me (das|da|proporcionas|proporciona|compartes|comparte|cuentas|cuenta|indicas|indica) (más|algo más|otr)…,? (podré|puedo|podría|te |le )…",
        "(p\\.d\\.|p\\. d\\.|pd)(:| -)? ?(quieres|quiere|deseas|desea|puedo|dime|avísame|si )…",
      ]
      + [
        "si no(,| es así,?)? ?(dímelo|dígamelo|avísame|avíseme|házmelo saber|pregúntame)…"
      ],
    exceptions: SpanishContext.narrated + SpanishContext.personal + SpanishContext.refused + SpanishContext.code,
    examples: [
      "¿Quieres que lo convierta en una tabla?",
      "Avísame si quieres que cambie el tono.",
      "¿Hay algo más en lo que pueda ayudarte?",
      "Si tienes más preguntas, no dudes en consultarme.",
      "Con gusto hago los cambios que necesites.",
    ],
    counterExamples: [
      "Si tienes preguntas, llámanos.",
      "Dinos en los comentarios qué pan prefieres.",
      "Para preguntas sobre los turnos, llame a la señora Morales después de las 18 horas.",
    ])
}
