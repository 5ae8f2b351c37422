// "Dieser Text wurde von einer KI erstellt."

extension BoilerplateRule {
  static let germanGenerated = BoilerplateRule(
    id: "de-generated", languages: ["de"], place: .edge,
    anchors: [
      "ki", "künstlicher intelligenz", "künstlichen intelligenz", "chatgpt", "sprachmodell", "ki-generiert",
      "automatisch", "ki-tools", "ki-unterstützung",
    ],
    patterns: GermanContext.behindAsides([
      """
      (dieser|der|diese|die|dieses|das|alle|obige|obiger|vorstehende)% (obige |vorliegende |vorstehende |\
      gesamte )*(text|artikel|beitrag|inhalt|inhalte|antwort|zusammenfassung|informationen|angaben|übersetzung|\
      seite|entwurf|texte|bild|bilder|brief)%…(wurde|wurden|ist|sind|hat|stammt|stammen)%…(ki%|künstliche(r|n)? \
      intelligenz|chatgpt|sprachmodells?|ki-(modell|system|tools?|assistent|assistenten|sprachmodell|\
      sprachmodells|unterstützung|generiert)|gpt-~|gemini|claude)…
      """
    ])
      + [
        """
        (von |mit |durch |mittels |mithilfe von )?(ki|einer ki|chatgpt|künstlicher intelligenz)(-| )(generiert|\
        erstellt|erzeugt|verfasst)…
        """
      ],
    exceptions: GermanContext.narrated + [" (forscher|forscherin|experte|expertin|firma|unternehmen|professor)"],
    examples: ["Dieser Text wurde von einer KI erstellt und kann Fehler enthalten."],
    counterExamples: ["Dieser Text wurde von einer KI-Forscherin verfasst.", "Der Text wurde von Hand geschrieben."])
}
