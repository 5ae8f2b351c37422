// "Hier ist ein kurzer Überblick:" behind a polite opening

extension BoilerplateRule {
  static let germanAnnouncement = BoilerplateRule(
    id: "de-announcement", languages: ["de"], place: .afterOpening, extent: .throughColon,
    anchors: [
      "hier", "nachfolgend", "folgenden", "folgende", "folgender", "folgendes", "folgt", "anbei", "unten", "ich",
      "lass", "lassen", "los", "uns", "antworte", "ausgabe", "ergebnis", "schritt", "version", "fassung",
      "entwurf", "text", "dir", "ihnen", "gern", "gerne",
    ],
    patterns: GermanContext.behindAsides([
      """
      (hier|nachfolgend|im folgenden|anbei|unten|nachstehend) (ist|sind|kommt|kommen|findest|finden|folgt|\
      folgen|erhalten|haben|hast|ein|eine|der|die|das|habe|meine?)%…{de:product}…
      """,
      "(gern|gerne)? ?({de:word} )?ich%~{de:do}…",
      "(ich|es) (werde|würde|kann|will|schreibe|verfasse|erstelle|halte|habe|freue|liebe|mache|hoffe)%…",
    ])
      + [
        "(hier|nachfolgend|im folgenden|anbei|unten) …:$",
        "…(ich habe|habe ich)%…({de:made}|:$)…",
        "lass(en sie)? (uns|mich)%…",
        "los geht…",
        "…(folgend|hier)…:$",
        "(schauen|sehen|gehen|fangen|beginnen) wir%…",
        "antworte(n sie)? (immer|stets|nur|ausschließlich|bitte|in|auf)%…",
        "(ausgabe|ergebnis|output|antwort):?$",
        "…(version|fassung|entwurf|text|überblick|zusammenfassung|liste|vorschlag)…:$",
        """
        (schön|freut mich|toll|super|damit|dabei|dann|das ist|so |das kann|da ) ?…(fragst|fragen|helfen|sache|\
        kommen wir|kern|los|wir|helfe|punkt)…
        """,
      ],
    exceptions: GermanContext.narrated + GermanContext.refused + [" (unser|unsere|unserer|unserem)%"],
    examples: [],
    counterExamples: ["Hier ist das Haus, in dem der Maler wohnte:"])
}
