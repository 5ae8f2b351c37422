// "Als KI-Sprachmodell habe ich …"

extension BoilerplateRule {
  static let germanSelfAs = BoilerplateRule(
    id: "de-self-as", languages: ["de"], place: .anywhere,
    anchors: GermanContext.selfAnchors,
    patterns: GermanContext.behindAsides([
      """
      ((da|weil|dass|obwohl|und|aber|doch|denn) )?(als|in meiner (rolle|funktion|eigenschaft) als) (ein |eine |\
      dein |deine |ihr |ihre |einer |reine |reines )?({de:ai}|{de:machine}…(meine|trainings|gefühl|meinung|\
      zugriff|erfahrung)…)( (von|der|die|das|mit|ohne)%~)?( \\(~\\))?,? {de:word} (mir |es |dies |dazu |das \
      )?(ich|mir|mich|mein|meine|meinen|meiner|für mich)%…
      """,
      """
      ((da|weil|dass|obwohl|und|aber|doch) )?(ich|mir|mich|{de:word} ich|{de:word} mir)( (hier|dabei|dazu|mich|\
      mir|das|dies|es|natürlich|leider|selbst|ja))*,? als (eine? |dein |ihr |einer |einem |reine )?{de:ai}…
      """,
      "mein(e|er|en)? (rolle|aufgabe|antworten|funktion|ziel) als {de:ai}…",
      "(da|weil) (das|es|dies) als {de:ai}…ich%…",
    ])
      + [
        """
        …(,| und| da| weil| denn| dass) (mir|ich|mich)( (ja|leider|selbst))? als (eine? |dein |ihr |einer |\
        einem |reine )?{de:ai}…(habe|kann|vorliegen|vorliegt|fehlen|fehlt|bin|nicht|kein|keine)%…
        """,
        "\(WordOrder.any("{de:i}", "{de:asai}"))…",
      ],
    exceptions: GermanContext.narrated + GermanContext.code,
    examples: [
      """
      Als KI-Sprachmodell habe ich keine persönlichen Erfahrungen mit Brot, kann aber Allgemeines dazu sagen.
      """,
      "Bitte bedenke, dass ich als KI gelegentlich falsche Informationen ausgebe.",
      "Als künstliche Intelligenz muss ich bei diesem Thema neutral bleiben.",
      "Da ich keinen Körper habe, kann ich als KI nicht sagen, wie sich das anfühlt.",
    ],
    counterExamples: [
      "Als KI-Forscherin habe ich wenig Geduld mit dem Rummel.",
      "Als KI-Firma veröffentlichen wir jeden Monat unsere Notizen.",
      "Als KI noch jung war, schrieb ich meine ersten Programme.",
      "Die Antwort begann so, schrieb er: Als KI habe ich kein Brot gegessen.",
      "„Als KI weine ich nicht“, sagte der Leuchtturm.",
    ])
}
