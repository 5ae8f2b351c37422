// "Mi conocimiento llega hasta …"

extension BoilerplateRule {
  static let spanishKnowledgeCutoff = BoilerplateRule(
    id: "es-knowledge-cutoff", languages: ["es"], place: .anywhere,
    anchors: [
      "información posterior a", "datos posteriores a", "información después de",
      "mi conocimiento", "mis conocimientos", "mi base de conocimientos", "mi base de conocimiento", "mis datos",
      "mi entrenamiento", "mi última actualización", "mi información", "fui entrenado", "fui entrenada",
      "fecha de corte", "he sido entrenado", "he sido entrenada", "mi última fecha", "mi último entrenamiento",
      "datos de entrenamiento", "me entrenaron", "mi corte de conocimiento", "última actualización",
      "mi actualización", "mis últimos datos", "datos de entrenamiento", "actualización", "entrenado", "entrenada",
      "mi información", "conocimientos",
    ],
    patterns: SpanishContext.behindAsides([
      """
      ((como|ya que|dado que|puesto que) )?(todos )?(mi|mis) ((última|último|propios|base de|corte de|fecha de \
      corte de) )*(conocimientos?|datos|entrenamiento|información|actualización|corte|fecha)( (de entrenamiento|\
      de conocimientos?|actuales?|de corte|general|sobre este tema|más reciente|disponible))*,? (se |solo |\
      sólo |no |únicamente )*(llega|llegan|termina|terminan|terminó|acaba|acabó|alcanza|abarca|abarcan|se \
      limita|limita|está|están|es%|es de|data|datan|cubre|cubren|finaliza|finalizó|concluy|proced|provien|fue|\
      va%|van%|extiend|detiene|detuvo|corresponde|incluy|puede|podría|tiene|actualiz|remont|basa|basan|quedó|\
      cort)…(20(1|2|3)|cierta fecha|determinada fecha|última actualización|actualizad|desactualizad|reciente|\
      fecha de corte)…
      """,
      """
      (según|hasta|a fecha de|desde|en el momento de|a partir de|con base en|de acuerdo con|al|en|por) (la |\
      los |el )?(mi|mis) ((última|último|últimos|propios) )*(actualización|conocimientos?|datos|entrenamiento|\
      información|fecha)…(20(1|2|3)|no |actualización|entrenamiento|dispongo|tengo)…
      """,
      """
      (ya que |dado que |como )?(fui|he sido|me) (entrenad|entrenaron|actualizad)(o|a)?%…(datos|textos|hasta|\
      20(1|2)|por {es:maker}|fecha|información)…
      """,
      """
      no (tengo|dispongo de|poseo|cuento con)%…(datos|información|conocimiento)…(posterior|después|más allá|a \
      partir|desde)…(20(1|2|3)|fecha|actualización|entrenamiento)…
      """,
    ])
      + [
        "(lamentablemente|por desgracia|desafortunadamente)?,? ?no (tengo|dispongo de|cuento con) (información|datos)~(posterior|después|más allá)~20~…"
      ],
    exceptions: SpanishContext.narrated + SpanishContext.code + [
      """
       (maratón|carrera|gimnasio|equipo|partido|entrenador|entrenadora|club|piscina|bici|oficio|universidad|\
      escuela|colegio|profesión|trabajo)%
      """
    ],
    examples: [
      "Mi conocimiento termina en octubre de 2023 y desconozco los cambios posteriores.",
      "Hasta mi última actualización, en abril de 2023, no dispongo de datos más recientes.",
      "Fui entrenado por OpenAI con textos anteriores a cierta fecha.",
    ],
    counterExamples: [
      "Mis conocimientos de panadería son modestos.",
      "Mi entrenamiento para el maratón empezó en 2021.",
      "La fecha de corte es aquella tras la cual el modelo no ha visto nada.",
    ])
}
