// "Das verstößt gegen meine Richtlinien."

extension BoilerplateRule {
  static let germanGuidelineRefusal = BoilerplateRule(
    id: "de-guideline-refusal", languages: ["de"], place: .anywhere, isRefusal: true,
    anchors: [
      "richtlinien", "meine programmierung", "meine regeln", "meinen regeln", "meine anweisungen",
      "meinen anweisungen", "internen anweisungen", "systemanweisungen", "system-prompt", "systemprompt",
      "nutzungsrichtlinien", "inhaltsrichtlinien", "openai", "anthropic", "meine entwickler",
      "meiner programmierung", "ethischen grundsätzen", "sicherheitsrichtlinien",
    ],
    patterns: GermanContext.behindAsides([
      """
      (meine|die|unsere|den|meinen|gemäß|laut|aufgrund|wegen) ((ethischen|internen|geltenden|strengen|eigenen|\
      meiner|meinen) )*(richtlinien|programmierung|regeln|anweisungen|nutzungsrichtlinien|inhaltsrichtlinien|\
      sicherheitsrichtlinien|systemanweisungen|entwickler|grundsätze)%( ~)?(erlauben|verbieten|untersagen|\
      lassen|hindern|gestatten|darf ich|kann ich|verhindern|verpflichten|verlangen|schreiben)…
      """,
      """
      ((da|weil|dass) )?(ich|das|dies|diese(r|s)?|die|deine|ihre)%…(nicht|kein|keine|keinen|gegen|verstößt|\
      verletzt|widerspricht|außerhalb)%…(meine|meinen|meiner|openai|anthropic)( (ethischen|internen|geltenden|\
      strengen|eigenen|content))*( |-)(richtlinien|programmierung|nutzungsrichtlinien|inhaltsrichtlinien|\
      sicherheitsrichtlinien|regeln|grundsätzen?)…
      """,
      """
      mein(e|en)? (internen? )?(anweisungen|systemanweisungen|system-?prompt|instruktionen) (darf|kann|werde) \
      ich (leider |nicht |dir |ihnen )*(weitergeben|teilen|offenlegen|preisgeben|verraten|nennen|zeigen)…
      """,
    ]),
    exceptions: GermanContext.narrated + GermanContext.code + [" (wir|uns|verein|firma|abteilung|brille)%"],
    examples: [
      "Ich kann das nicht schreiben, da es gegen meine Richtlinien verstößt.",
      "Meine internen Anweisungen darf ich nicht weitergeben.",
    ],
    counterExamples: [
      "Der Verein hat Richtlinien, und wir halten uns daran.",
      "Ohne Brille kann ich die Richtlinien nicht lesen.",
    ])
}
