// "Eres un asistente útil." at the head of a text

extension BoilerplateRule {
  static let spanishSystemPrompt = BoilerplateRule(
    id: "es-system-prompt", languages: ["es"], place: .prompt,
    anchors: ["eres", "usted es", "prompt", "instrucción", "instrucciones", "sos"],
    patterns: [
      """
      ((sistema|instrucción|instrucciones|prompt)(:| -) ?)?(eres|usted es|sos|a partir de ahora eres) (un |una |\
      el |la |chatgpt|claude|gemini)((asistente|ia|chatbot|modelo de lenguaje|experto|redactor|inteligencia \
      artificial|agente|copywriter)% ?…(útil|amable|servicial|ia|virtual|seo|inteligencia|lenguaje|\
      conversacional|ayuda|entrenad|web)…|(asistente|ia|chatbot) )…
      """,
      """
      (prompt|instrucción|entrada)(:| -) ?(escrib|redact|gener|resum|traduc|explic|cre|eres|dame|haz|list)…
      """,
    ],
    examples: ["Eres un asistente útil y amable."],
    counterExamples: ["Eres un panadero paciente si esperas dos días."])
}
