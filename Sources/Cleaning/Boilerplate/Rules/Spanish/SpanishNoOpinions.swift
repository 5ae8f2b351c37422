// "No tengo opiniones personales …"

extension BoilerplateRule {
  static let spanishNoOpinions = BoilerplateRule(
    id: "es-no-opinions", languages: ["es"], place: .anywhere, isRefusal: true,
    anchors: [
      "opiniones", "emociones", "sentimientos", "preferencias", "opinión personal", "convicciones", "conciencia",
      "creencias", "experiencias personales", "cuerpo", "opinión propia", "siento", "sentir", "saborear",
      "sentidos", "cuerpo", "cansancio", "favorito", "favorita", "cansarme",
    ],
    patterns: SpanishContext.behindAsides([
      """
      ((como|ya que|dado que|puesto que) )?no (tengo|poseo|siento|experimento|puedo tener|puedo sentir|puedo \
      expresar|cuento con|albergo) (evidentemente |ninguna? )?((opiniones|opinión|sentimientos?|emociones|\
      preferencias?|convicciones|creencias|experiencias?) (personal(es)?|propi(o|a)s?|human(o|a)s?|polític(o|\
      a)s?|subjetiv(o|a)s?)|emociones|conciencia|sentimientos|opiniones,|opiniones ni)…
      """,
      """
      no (puedo |siento |experimento |tengo )(ni )?(sentir|saborear|cansancio|cansarme|emociones|dolor|\
      sensaciones|sentidos|un color favorito|favorit(o|a)s?|cuerpo)…
      """,
    ]),
    exceptions: SpanishContext.narrated + SpanishContext.code + [
      " (nosotros|mi marido|mi mujer|mi padre|mi madre|trenes|mi hermana)%"
    ],
    examples: ["No tengo opiniones personales, pero a muchos les gusta el centeno."],
    counterExamples: ["No tengo opinión sobre el pan."])
}
