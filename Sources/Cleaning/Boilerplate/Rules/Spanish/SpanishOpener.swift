// "¡Claro! Aquí tienes …"

extension BoilerplateRule {
  static let spanishOpener = BoilerplateRule(
    id: "es-opener", languages: ["es"], place: .opening, extent: .throughColon,
    anchors: [
      "que me enviaste", "que me envió", "que me has enviado", "que me compartiste", "que enviaste",
      "que solicitaste", "que solicitó", "que pediste", "que pidió", "solicitad",
      "aquí", "a continuación", "te", "le", "esta es", "este es", "estos son", "estas son", "pregunta", "gusto",
      "puedo", "razón", "entiendo", "comprendo", "como pediste", "como solicitaste", "tal como", "claro",
      "por supuesto", "gracias", "placer", "he", "voy", "vamos", "tu", "su", "tema", "idea", "consulta",
      "desde luego", "seguimiento", "archivos", "enlace", "honor", "será", "sería", "adelante",
    ],
    patterns: [
      """
      ({es:interjection}(,|!|\\.| -|;|:)+ ?)+(aquí|a continuación|(te|le) (he|ayud|present|compart|dej|explic|\
      prepar|muestr|cuent|escrib|traig|propong|ofrezc|ofrec|voy|puedo|doy|resum)|he |voy a |vamos a |permíteme|\
      permítame|déjame|esta es|este es|estos son|estas son|esto es|con (esa|esta|esos|estos|base|gusto|mucho)|\
      en base|puedo |podemos |veamos|comencemos|empecemos|ahí va|me (pongo|meto|encanta|alegra)|estoy (aquí|\
      listo|lista|encantad)|sigamos|a partir de)…
      """,
      """
      (es una |es un |qué |una )?(muy |realmente )?(excelente|buena|gran|interesante|buenísima|estupenda|\
      fantástica|fascinante|pertinente|muy buena) (pregunta|idea)( ~)?(!|\\.|,|$)…
      """,
      "qué (pregunta|tema) (tan |más )~$",
      "(es|qué) una pregunta (muy|realmente|excelente|interesante)…",
      """
      (hola|buenos días|buenas tardes|buenas)?(!|,|\\.)? ?(en qué|cómo|qué|con qué|de qué manera)% (puedo|te \
      puedo|le puedo|te|le)% ?~(ayud|asist|serv|hacer|hoy|puedo)…
      """,
      """
      (entiendo|comprendo|entendido|veo|perfecto|de acuerdo)(,| que) ?(que )?(quier|dese|busc|necesit|te |le |\
      est)…
      """,
      "(tienes|tiene|tenés) (toda la |mucha |completamente |absolutamente )?razón(,|!|\\.| -| y|:)…",
      """
      (aquí|a continuación|ahí)%,? (te|le|tienes|tiene|va|van|presento|comparto|dejo)%…( |'|-){es:product}…(:|$)
      """,
      """
      (esta|este|estos|estas) (es|son) (la|el|los|las|mi|una?) (versión|propuesta|texto|borrador|\
      resumen)…({es:made}|corregid|revisad|mejorad|actualizad|traducid| {es:you})…(:|$)
      """,
      """
      (aquí|a continuación)%…(tal como (me )?(ped|solic)|como (pediste|pidió|solicitaste|solicitó)|solicitad|\
      pedid)…(:|$)
      """,
      """
      aquí (está|están|tienes|tiene|va|van)%…(versión|texto|borrador|resumen|traducción|redacción)%…(revisad|\
      corregid|mejorad|actualizad|traducid|solicitad|de (tu|su)%)…(:|$)
      """,
      "(tal (y )?como|como) (me )?(pediste|pidió|pidieron|solicitaste|solicitó|querías|acordamos)…(:|$)",
      "(te|le) he {es:made}…(:|$)",
      "he {es:made} (tu|su|el|la|un|una|este|esta)%…(:|$)",
      """
      (estoy|estaré|estaría|sería|será)% ~(encantad(o|a)|placer|gusto|feliz|aquí) (de|para|en)? ?(ayud|asist|\
      respond|explic)…
      """,
      "con (mucho )?gusto (te|le|puedo)%…",
      "(muchas )?gracias por (tu|su|la|esta) (pregunta|consulta|solicitud|información)…",
      "(te|le) (ayudo|explico|presento|comparto|dejo|cuento|preparo|muestro)% …(:|$)",
      "{es:interjection}(,|!|\\.| -|:|;) ?…:$",
      "(sería|será|es) (un placer|un gusto|un honor)…(ayud|asist)…",
      """
      (muchas )?gracias% (por|a)…(esquema|texto|información|compartir|detalles|aclaraciones|pregunta|consulta|\
      ejemplo|borrador|datos)…
      """,
      """
      {es:interjection}(,|!| -) (vamos|empecemos|comencemos|veamos|exploremos|adentrémonos|desglosemos|\
      analicemos)…
      """,
      """
      (con base en|a partir de|según|basándome en|en función de|de acuerdo con) (tu|tus|su|sus|lo que)%…:$
      """,
      "(excelente|buena|muy buena|gran) (pregunta|continuación|observación|repregunta)…(!|\\.|,|$)…",
      "(oh|ah|uy|hmm|guau),? …(encanta|pregunta|interesante|tema)…",
      "(aunque|si bien) no …(acceso|ver|abrir|consultar)…(puedo|aquí|voy)…",
    ]
      + [
        "aquí (está|tienes|tiene|van|va) …(que (me )?(solicitaste|solicitó|pediste|pidió|has pedido|ha pedido)|solicitad(o|a))…:$"
      ]
      + [
        "(a continuación|aquí (tienes|está|va))(,| te presento| le presento)? ?(un|una|el|la) (resumen|traducción|versión|corrección|análisis)~ (que (me )?(enviaste|envió|has enviado|ha enviado|compartiste|compartió|proporcionaste|proporcionó))…:$"
      ],
    exceptions: SpanishContext.narrated + SpanishContext.refused + [
      " (nuestro|nuestra|nuestros|nuestras|nosotros|tienda|visita|nos)%",
      " de mi (abuel|madre|padre|herman|tí|marido|mujer|hij|vecin|amig)",
    ] + ["(en los comentarios|de publicar)"],
    examples: [
      "¡Por supuesto! A continuación te presento una versión mejorada de tu texto:",
      "¡Excelente pregunta!",
      "Entiendo que deseas información sobre el pan. Esto es lo que puedo decirte:",
    ],
    counterExamples: [
      "Por supuesto, la tienda estaba cerrada.",
      "Aquí está la casa en la que vivía el pintor:",
      "¡Gracias por tu visita a nuestra panadería!",
    ])
}
