// "¡Espero que esto te ayude!"

extension BoilerplateRule {
  static let spanishHope = BoilerplateRule(
    id: "es-hope", languages: ["es"], place: .closing,
    anchors: [
      "espero que mi", "espero", "esperamos", "ojalá",
    ],
    patterns: SpanishContext.behindAsides([
      """
      (espero|ojalá)( de verdad| sinceramente)?,? (que )?(esto|esta|este|estos|estas|la|el|los|las|mi|mis|te|le|\
      haber|todo|sea|sirva|haya|ello|así|lo)%…(ayud|útil|respond|respuesta|aclar|gust|expectativa|satisf|clar|\
      inspir|sirv|permit|necesit|mejor|entender|encontrar|resuel|cumpl|utilidad|busc)…
      """
    ])
      + [
        "espero que (mi|la|esta) (explicación|respuesta|guía|aclaración)( ~)? (haya sido|sea|fuera|resulte|haya resultado) (clara|útil|suficiente|comprensible)…"
      ],
    exceptions: SpanishContext.narrated + SpanishContext.personal + SpanishContext.code + [
      " (mi (sobrino|hijo|vecino|hermano)|mi (hija|hermana|sobrina)|alguien|lectores|invierno|quienes)%"
    ],
    examples: ["¡Espero que esto te ayude!", "Espero que esta propuesta cumpla con tus expectativas."],
    counterExamples: ["Espero que el invierno sea suave.", "Espero que estas notas ayuden a mi sobrino."])
}
