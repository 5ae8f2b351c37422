// "Als KI-Sprachmodell kann ich dabei nicht helfen."

extension BoilerplateRule {
  static let germanSelfRefusal = BoilerplateRule(
    id: "de-self-refusal", languages: ["de"], place: .anywhere, isRefusal: true,
    anchors: [
      "ki", "k.i.", "künstliche intelligenz", "künstlicher intelligenz", "künstlichen intelligenz", "sprachmodell",
      "sprachmodells", "ki-modell", "chatbot", "assistent", "assistentin", "computerprogramm", "textmodell",
      "chatgpt", "llm", "trainiert",
    ],
    patterns: GermanContext.behindAsides([
      """
      als (ein |eine |dein |deine |ihr |ihre )?{de:ai}( ~,)?,? (kann|darf|werde|möchte|will|muss|bin|habe|ist \
      es mir|ist mir|steht es mir) (ich |es mir |mir )?~(nicht|keine|keinen|kein|ablehnen|unmöglich|\
      außerstande)%~{de:do}…
      """,
      """
      ich bin (nur |lediglich |bloß |ja )*(ein |eine )?{de:ai}( ~)?,? und (kann|darf|werde) ~(nicht|keine|\
      keinen|kein)%~{de:do}…
      """,
    ])
      + [
        "\(WordOrder.any("{de:i}", "{de:asai}", "{de:neg}"))…",
        "\(WordOrder.any("{de:isai}", "{de:neg}"))…",
      ],
    exceptions: GermanContext.narrated + GermanContext.code + [
      """
       (aber|jedoch|allerdings|doch|dennoch)( ich)? (hier|kann ich|kann|ich kann|gern|gerne|ich|helfe|fasse)%
      """,
      "(ich stütze|ich bemühe|kann (dir|ihnen) aber|kann aber)%",
    ],
    examples: [
      "Es tut mir leid, aber als KI-Sprachmodell kann ich beim Knacken von Schlössern nicht helfen.",
      "Als KI darf ich keine Anleitungen dazu erstellen.",
    ],
    counterExamples: ["Als KI-Forscherin kann ich dabei nicht helfen."])
}
