// "Beantworte die Frage klar und knapp." behind what a model is told to be

extension BoilerplateRule {
  static let germanPromptDirective = BoilerplateRule(
    id: "de-prompt-directive", languages: ["de"], place: .afterPrompt,
    anchors: [
      "antwort", "frage", "nutzer", "benutzer", "anweisung", "übersetzung", "markdown", "knapp", "höflich",
      "hilfreich", "freundlich", "prägnant", "tonfall",
    ],
    patterns: [
      """
      (bitte )?(antworte|antworten sie|beantworte|beantworten sie|gib|geben sie|schreib|schreibe|\
      schreiben sie|halte|halten sie|befolge|befolgen sie|folge|folgen sie|hilf|helfen sie|verwende|\
      verwenden sie|nutze|nutzen sie|vermeide|vermeiden sie|sei|seien sie|übersetze|formuliere|liefere|\
      erwähne|du sollst|du hilfst|deine aufgabe|deine antworten|ihre antworten|sprich|\
      unterstütze)%…(antwort|frage|nutzer|benutzer|anweisung|übersetzung|markdown|knapp|höflich|hilfreich|\
      freundlich|prägnant|tonfall)…
      """,
      "(antworte|antworten sie) …",
    ],
    examples: [
      "Antworte nur mit der Übersetzung."
    ],
    counterExamples: [
      "Frage den Bäcker nach Mehl.", "Halte den Teig freundlich warm.",
    ])
}
