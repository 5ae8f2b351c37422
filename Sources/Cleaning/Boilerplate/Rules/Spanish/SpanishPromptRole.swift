// "Eres un traductor profesional.", with what it is to do behind it

extension BoilerplateRule {
  static let spanishPromptRole = BoilerplateRule(
    id: "es-prompt-role", languages: ["es"], place: .role,
    anchors: [
      "eres", "usted es", "actúa como", "actúe como", "tu tarea", "su tarea",
    ],
    patterns: [
      """
      ((sistema|instrucción|prompt)(:| -) ?)?(eres|usted es|sos) (ahora )?(un |una |el |la )~(experto|\
      experta|especialista|traductor|traductora|redactor|redactora|periodista|profesor|profesora|\
      consultor|consultora|desarrollador|abogado|asistente|chatbot|ia|coach|autor|autora|escritor|\
      escritora)%…
      """,
      "(actúa|actúe) como…",
      "(tu|su) tarea es…",
    ],
    examples: [
      "Eres un traductor profesional."
    ],
    counterExamples: [
      "Eres un profesor si esperas dos días.", "Tu tarea es amasar.",
    ])
}
