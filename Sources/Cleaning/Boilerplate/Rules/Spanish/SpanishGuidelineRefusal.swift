// "Va en contra de mis directrices."

extension BoilerplateRule {
  static let spanishGuidelineRefusal = BoilerplateRule(
    id: "es-guideline-refusal", languages: ["es"], place: .anywhere, isRefusal: true,
    anchors: [
      "directrices", "mis pautas", "mis reglas", "mis principios", "mi programación", "mis instrucciones",
      "openai", "anthropic", "políticas de uso", "política de uso", "políticas de contenido", "mis creadores",
      "mis desarrolladores", "prompt del sistema", "mis normas", "normas de uso", "mis restricciones",
      "mis lineamientos", "lineamientos",
    ],
    patterns: SpanishContext.behindAsides([
      """
      (mis|mi|las|conforme a mis|según mis|debido a mis|por mis) ((propias|creadores|desarrolladores) \
      )?(directrices|pautas|reglas|principios|programación|instrucciones|políticas?|creadores|desarrolladores|\
      normas|restricciones|lineamientos)( ~)? (me |no me |prohíb|no permit|impid|no puedo)…
      """,
      """
      (no|esto|eso|esa|esta|tu|su|la|el|ese|este|lo siento|va|sería)%…(no|contra|infring|viol|incumpl|va en \
      contra|contraven|supera|contrari)…(mis|mi|de openai|de anthropic|openai)( propias)? ?(directrices|pautas|\
      reglas|principios|programación|políticas?|normas|restricciones|lineamientos)?…
      """,
      """
      no (puedo|debo|me está permitido|voy a)%…(compartir|divulgar|revelar|comunicar|mostrar)…(instrucciones|\
      pautas|prompt del sistema|directrices)…
      """,
    ]),
    exceptions: SpanishContext.narrated + SpanishContext.code + [
      " (nosotros|empresa|gafas|padres|amigos|hijos|club|tías)%"
    ],
    examples: [
      "No puedo escribir eso, porque va en contra de mis directrices.",
      "No puedo compartir mis instrucciones internas.",
    ],
    counterExamples: ["El club tiene reglas, y las seguimos.", "No puedo leer las normas sin gafas."])
}
