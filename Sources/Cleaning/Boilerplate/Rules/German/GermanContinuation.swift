// "Entschuldigung für den Fehler in meiner vorherigen Antwort."

extension BoilerplateRule {
  static let germanContinuation = BoilerplateRule(
    id: "de-continuation", languages: ["de"], place: .anywhere, extent: .throughColon,
    anchors: [
      "meiner vorherigen antwort", "meiner letzten antwort", "vorherigen antwort", "meine vorherige antwort",
      "verwirrung", "wie gewünscht", "von dir gewünscht", "von ihnen gewünscht", "wie angefragt", "meiner antwort",
      "meiner vorigen antwort", "meiner früheren antwort", "aufgehört habe", "geht es weiter", "fortsetzung",
      "vorherige antwort", "letzte antwort", "abgeschnitten", "den hinweis", "deinen hinweis", "ihren hinweis",
      "deiner angaben", "ihrer angaben", "deinen angaben", "ihren angaben", "du hast recht", "sie haben recht",
      "korrigiert", "vertan", "deiner beschreibung", "ihrer beschreibung", "rest der antwort", "deinen wunsch",
      "ihren wunsch", "deine anweisungen", "ihre anweisungen", "deinen anweisungen", "ihren anweisungen",
      "deinen vorgaben", "ihren vorgaben",
    ],
    patterns: GermanContext.behindAsides([
      """
      (ich bitte um |bitte )?(entschuldige|entschuldigen|entschuldigung|entschuldigt|verzeihung|verzeih|sorry|\
      tut mir leid|es tut mir leid|ich entschuldige mich|du hast recht|danke|in meiner)%…(meiner (vorherigen|\
      letzten|vorigen|früheren|ersten)? ?(antwort|nachricht|ausgabe)|meine (vorherige|letzte) (antwort|\
      aussage))…
      """,
      """
      (ich )?(mache|fahre|setze)( ich)? …(da|dort|hier)…(weiter|fort)…(aufgehört|stehen geblieben|abgebrochen|\
      antwort)…
      """,
      """
      (hier|nun|jetzt|es|weiter) (geht es|geht's|folgt|kommt|ist)%…(weiter|fortsetzung|rest)…(antwort|artikel|\
      text|:)…
      """,
      "(meine|die) (vorherige|letzte|vorige) antwort (wurde|war|ist|brach)…",
      "wie (bereits |schon )?in meiner (vorherigen|letzten|ersten|vorigen) antwort…",
      "(du hast|sie haben) (völlig |natürlich |absolut )?recht,…(ich|mein|mir)%…",
      "(danke|vielen dank) für (den|deinen|ihren|die) (hinweis|korrektur)%…(ich|antwort|fehler|:|$)…",
      """
      (auf (basis|grundlage)|anhand|basierend auf|gemäß|entsprechend|nach) (deiner|ihrer|deinen|ihren|deinem|\
      ihrem) (angaben|beschreibung|anweisungen|vorgaben|informationen|wunsch)%…(ich|folgt|hier)%…
      """,
      "(auf (deinen|ihren) wunsch)( hin)?%…(ich|folgt|hier|habe)%…",
    ])
      + [
        """
        (wie (von dir |von ihnen )?(gewünscht|angefragt|erbeten)),? (folgt|kommt|ist|sind|hier|nun|jetzt|\
        findest|finden)%…(:|$)
        """,
        """
        (entschuldigung|entschuldige|entschuldigen sie|sorry|ich entschuldige mich)( bitte)? (für )?die \
        (verwirrung|missverständliche~|unklarheit)…
        """,
      ],
    exceptions: GermanContext.narrated + GermanContext.personal,
    examples: [
      "Entschuldigung für den Fehler in meiner vorherigen Antwort und danke für den Hinweis!",
      "Wie von dir gewünscht, folgt nun der zweite Teil des Artikels.",
    ],
    counterExamples: [
      "Entschuldigung für die späte Antwort, ich war im Urlaub.",
      "Das Brot wurde wie gewünscht geliefert.",
    ])
}
