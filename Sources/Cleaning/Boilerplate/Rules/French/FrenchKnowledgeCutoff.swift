// "Mes connaissances s'arrêtent en …"

extension BoilerplateRule {
  static let frenchKnowledgeCutoff = BoilerplateRule(
    id: "fr-knowledge-cutoff", languages: ["fr"], place: .anywhere,
    anchors: [
      "postérieures à", "d'informations après", "de données après",
      "mes connaissances", "ma base de connaissances", "mes données", "mon entraînement",
      "ma dernière mise à jour", "mes informations", "j'ai été entraîné", "j'ai été entraînée", "date de coupure",
      "ma formation", "mes dernières données", "mon dernier entraînement", "données d'entraînement",
      "données d'apprentissage", "mon savoir", "mes dernières informations", "mon apprentissage", "j'ai été formé",
      "j'ai été mis à jour", "données d'entraînement", "mise à jour", "entraîné", "entraînée", "mes informations",
    ],
    patterns: FrenchContext.behindAsides([
      """
      ((comme|car|puisque) )?(toutes )?(mes|ma|mon) ((dernières?|propres|seules|base de|date de) \
      )*(connaissances|données|entraînement|informations|formation|savoir|apprentissage|mise à jour|coupure)( \
      (d'entraînement|d'apprentissage|actuelles?|internes|générales|à jour|sur ce sujet))*,? ?(ne |n')?(s'arrêt|\
      s'arrêtent|s'arrête|se limite|remont|date|va|vont|couvr|est |sont |s'étend|provien|port|dat|se termin|\
      s'étant|prend|fini|comprenn|incl|peu|a été|ont été|jusqu)…(20(1|2|3)|une certaine date|dernière mise|plus \
      à jour|à jour|récent)…
      """,
      """
      (selon|d'après|à|depuis|au moment de|jusqu'à|lors de|à la date de|en date de|sur la base de|au|dans) (la |\
      l'|le )?(ma|mes|mon) ((dernières?|derniers?|propres) )*(mise à jour|connaissances|données|entraînement|\
      informations|formation|apprentissage)…(20(1|2|3)|je |j'|mise à jour|d'entraînement|il n')…
      """,
      """
      (puisque |comme |car )?(j'ai|je n'ai) ?(pas )?été (seulement |uniquement )?(entraînée?|formée?|mise? à \
      jour|développée? et)%…(données|textes|jusqu|20(1|2)|par {fr:maker}|date|corpus|depuis|après)…
      """,
      """
      (je n'ai pas|je ne dispose pas|je ne dispose d'aucune)%…(données|informations|connaissances|\
      information)…(après|postérieur|au-delà|depuis)…(20(1|2|3)|cette date|mise à jour|date|entraînement)…
      """,
    ])
      + [
        "je (ne dispose|n'ai)( malheureusement)? pas d(e|')~(informations?|données)~(postérieur|après|au-delà)~20~…"
      ],
    exceptions: FrenchContext.narrated + FrenchContext.code + [
      """
       (course|marathon|sportif|match|club|entraîneur|coach|stade|piscine|vélo|métier|école|université|lycée|\
      prof|professeur|stage)%
      """
    ],
    examples: [
      "Mes connaissances s'arrêtent en octobre 2023 et j'ignore les changements ultérieurs.",
      "À ma dernière mise à jour, en avril 2023, je n'avais rien de plus récent.",
      "J'ai été entraîné par OpenAI sur des textes antérieurs à une certaine date.",
    ],
    counterExamples: [
      "Mes connaissances en boulangerie sont modestes.",
      "Mon entraînement pour le marathon a commencé en 2021.",
      "La date de coupure est celle après laquelle un modèle n'a rien vu.",
    ])
}
