// "Como modelo de lenguaje, …"

extension BoilerplateRule {
  static let spanishSelfAs = BoilerplateRule(
    id: "es-self-as", languages: ["es"], place: .anywhere,
    anchors: SpanishContext.selfAnchors,
    patterns: SpanishContext.behindAsides([
      """
      ((y|pero|porque|ya que|pues) )?{es:asme}{es:ai}(,? ~,|,)? (no|nunca|puedo|debo|carezco|tengo|prefiero|mi|\
      mis|me|soy|estoy|solo|sólo|intento|procuro|evidentemente|a veces|es posible|jamás|tampoco|lo único|\
      dependo|trato|genero|funciono|he|obviamente|lamentablemente|desafortunadamente|podría|puede que|evito|\
      busco|baso|respondo|mantengo|ofrezco|proceso|aprendo|opero|naturalmente|claro|por desgracia|todavía|yo|\
      carecer|considero|creo|también|fui|existo|vivo|ni|recomiendo|te|le)%…
      """,
      """
      {es:asme}{es:machine}( ~)?,? (no |nunca |carezco ){es:word}…(sentimientos|emociones|opinion|datos|\
      entrenamiento|conciencia|acceso)…
      """,
      """
      (yo|me|mi|mis|debo|puedo|no puedo|tengo|no tengo|prefiero|estoy|soy|mantengo|carezco|~{es:word}o)%~,? \
      (como|al ser|por ser|ya que soy|porque soy|dado que soy|puesto que soy|siendo) (solo )?(una? )?{es:ai}(,|\
      $|;| y| no| que| a veces| puedo)…
      """,
      "mi (función|papel|propósito) como (una? )?{es:ai}…",
      "(al no|sin|al carecer|como no)% ~,( ~,)? ?(como|al ser|por ser) (una? )?{es:ai},? …",
    ])
      + [
        "\(WordOrder.any("{es:i1}", "{es:asai}"))…"
      ],
    exceptions: SpanishContext.narrated + SpanishContext.code + [
      """
       (nosotros|investigador|investigadora|experto|experta|consultor|empresa|nuestra|nuestro|especialista)%
      """
    ] + ["asistente (del|de la) (director|directora|gerente|jefe|jefa|profesor|profesora)"],
    examples: [
      "Como IA, no tengo experiencia personal con el pan.",
      "Recuerda que, al ser una IA, a veces puedo dar información incorrecta.",
      "Debo mantenerme neutral, ya que soy una inteligencia artificial.",
      "Al no tener cuerpo, como IA no puedo decir qué se siente.",
    ],
    counterExamples: [
      "Como investigadora de IA, desconfío de las modas.",
      "Como empresa de IA, publicamos nuestras notas.",
      "—Como IA, no puedo llorar —dijo el faro.",
      "«Como IA, no puedo llorar», dijo el faro.",
    ])
}
