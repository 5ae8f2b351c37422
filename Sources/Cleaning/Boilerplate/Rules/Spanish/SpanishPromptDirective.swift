// "Responde a la pregunta de forma clara y concisa." behind what a model is told to be

extension BoilerplateRule {
  static let spanishPromptDirective = BoilerplateRule(
    id: "es-prompt-directive", languages: ["es"], place: .afterPrompt,
    anchors: [
      "respuesta", "responde", "responda", "contesta", "conteste", "pregunta", "usuario", "instruccion", "concis",
      "amable", "cortés", "traducción", "markdown", "útil", "breve",
    ],
    patterns: [
      """
      (responde|responda|contesta|conteste|da|proporciona|proporcione|escribe|escriba|redacta|mantén|\
      mantenga|sigue|siga|ayuda|ayude|usa|use|utiliza|utilice|evita|evite|sé|sea|traduce|traduzca|no|\
      nunca|siempre|tu tarea|tus respuestas|debes|debe|devuelve)%…(respuesta|pregunta|usuario|instruccion|\
      concis|amable|cortés|traducción|markdown|útil|breve)…
      """,
      "(responde|responda|contesta|conteste)%…",
    ],
    examples: [
      "Responde solo con la traducción."
    ],
    counterExamples: [
      "Pregunta al panadero amable.", "Sé breve al amasar.",
    ])
}
