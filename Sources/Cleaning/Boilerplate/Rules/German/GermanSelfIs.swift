// "Ich bin nur ein Sprachmodell …"

extension BoilerplateRule {
  static let germanSelfIs = BoilerplateRule(
    id: "de-self-is", languages: ["de"], place: .anywhere,
    anchors: GermanContext.selfAnchors,
    patterns: GermanContext.behindAsides([
      """
      ((und|aber|da|dass|denn|weil|obwohl) )?ich bin( (hier|ja|nur|lediglich|bloß|auch|eben|einfach|selbst|zwar|\
      nun|mal))* (ein|eine|dein|deine|ihr|ihre|das|der) {de:ai}( (und|aber|der|die|das|von|ohne|mit)%~)?(,|;|$| \
      -| und| aber|\\.)…{de:limit}…
      """,
      """
      ((und|aber|da|dass|weil|obwohl) )?ich( (nur|lediglich|bloß|ja|selbst|zwar|eben))* (ein|eine|dein|ihr) \
      {de:ai} bin%…
      """,
      "ich bin( (nur|lediglich|bloß|ja|auch|eben))* (ein|eine) {de:ai}( ~)?(,|und|aber|$)…{de:maker}…",
      "ich bin (nur|lediglich|bloß|auch nur) (ein|eine|dein|ihr) ({de:ai}|{de:machine})…",
      """
      ich bin (ein|eine|das|der) {de:ai}(,| und)? (das |der |die )?(trainiert|entwickelt|entwickelte|von)%…
      """,
      "ich bin (chatgpt|claude|gemini|copilot|bard|llama|le chat|grok|deepseek)%(,| -| und)…",
      """
      ich bin (kein|keine) (zugelassene(r)?|lizenzierte(r)?|ausgebildete(r)?|approbierte(r)?|echte(r)?|arzt|\
      ärztin|anwalt|mensch|fachperson|mediziner|jurist|rechtsanwalt|experte)%…({de:ai}|programm|ki%)…
      """,
      """
      (meine|die|diese) (antworten|antwort|inhalte|texte|ausgaben|ergebnisse)%( ~)?(werden|wird|sind|ist|\
      stammen|stammt|wurden|wurde) ~(ki|künstliche(n|r)? intelligenz|{de:ai})(-| )?(generiert|erzeugt|erstellt|\
      und|,|$|stamm)…
      """,
      """
      (die|alle) (von mir|hier) (erzeugten|generierten|erstellten) (inhalte|texte|antworten)%…(ki%|ki-|nicht \
      (immer|unbedingt)|fehler|aktuell)…
      """,
      """
      ich kann (mich irren|fehler machen|halluzinieren|falsche ~ (ausgeben|erzeugen|liefern|halluzinieren)|\
      details erfinden|mir details ausdenken|gelegentlich)%…(prüf|überprüf|quellen|verifizier|fehler)…
      """,
      """
      (ich ~,|obwohl ich ~,)? ?(werden|sind|stammen|wird) (meine|die) (antworten|texte|inhalte) (von einer ki|\
      ki|durch eine ki|maschinell)%…
      """,
      """
      (ich )?kein(e|en)? (zugelassene(r)?|lizenzierte(r)?|ausgebildete(r)?|approbierte(r)?) ~ bin,? \
      sondern…(programm|ki%|modell|{de:ai})…
      """,
      "(dass )?(die )?von mir (erzeugten|generierten|erstellten) (inhalte|texte|antworten)%…",
    ]),
    exceptions: GermanContext.narrated + GermanContext.code,
    examples: [
      "Ich bin nur ein Sprachmodell, deshalb solltest du wichtige Punkte prüfen lassen.",
      "Ich bin ein großes Sprachmodell, trainiert von Google, und kann daher nichts selbst ausprobieren.",
      "Bitte beachte, dass ich eine KI bin und Fehler machen kann.",
    ],
    counterExamples: [
      "Ich bin KI-Forscher und kann nicht malen.",
      "Der Spielzeugroboter sagt „Ich bin eine KI und werde nie müde“, wenn man sein Ohr drückt.",
    ])
}
