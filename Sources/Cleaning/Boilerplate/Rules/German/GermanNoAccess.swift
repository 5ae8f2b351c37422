// "Ich habe keinen Zugriff auf das Internet."

extension BoilerplateRule {
  static let germanNoAccess = BoilerplateRule(
    id: "de-no-access", languages: ["de"], place: .anywhere, isRefusal: true,
    anchors: [
      "auf das internet zugreifen", "aufs internet zugreifen",
      "habe nicht die möglichkeit", "keine möglichkeit",
      "zugriff", "zugang", "echtzeit", "echtzeitdaten", "internetzugang", "internetzugriff", "live-daten",
      "bildschirm", "webseiten", "frühere gespräche", "früheren gespräche", "vorherige gespräche",
      "vorherigen gespräche", "früheren unterhaltungen", "vorherigen unterhaltungen", "frühere unterhaltungen",
      "vergangene gespräche", "vergangenen gespräche", "früherer gespräche", "vorherige unterhaltungen",
      "vorigen gespräche", "frühere chats", "früheren chats", "den link", "diesen link", "deinen link",
      "ihren link", "die datei", "im internet", "echtzeitinformationen", "den inhalt des links", "pdf-dateien",
      "das bild", "bilder", "anhang", "echtzeit-daten", "gespräche", "internet", "gedächtnis", "unterhaltungen",
      "gespräch", "gespräche", "nachschlagen", "abrufen", "echtzeit-informationen", "mikrofon", "kamera",
    ],
    patterns: GermanContext.behindAsides([
      """
      ((da|weil|dass|und|aber|obwohl) )?ich ((derzeit|leider|momentan|aktuell|selbst|direkt|hier|auch|ja|über) \
      )*(habe |kann |verfüge |besitze |bin |greife |speichere |erinnere mich |merke mir )?((derzeit|leider|\
      momentan|aktuell|selbst|direkt|hier|auch|ja|über|mich|mir) )*~(keinen|kein|keine|keinerlei|nicht|\
      ohne)%~(zugriff auf|zugang zu(m|r)?|verbindung zum|in echtzeit|echtzeit|internetzugang|internetzugriff|\
      live-daten|webseiten|links? ~(öffnen|aufrufen|abrufen|ansehen|folgen|lesen)|urls? ~(öffnen|aufrufen|\
      abrufen)|bildschirm|deine dateien|ihre dateien|dateien|anhänge|frühere|vorherige|vergangene|unterhaltung|\
      gespräch|konversation|chats?%|im internet|im web|tagesaktuell|aktuelle (preise|daten|informationen|\
      nachrichten|kurse)|gedächtnis|pdf|audio|videos?%|termine|anrufe|e-mails)…
      """,
      """
      ((da|weil) )?ich (mich |mir )?~(zugriff auf|zugang zu(m|r)?|verbindung zum|in echtzeit|echtzeit|\
      internetzugang|internetzugriff|live-daten|webseiten|links? ~(öffnen|aufrufen|abrufen|ansehen|folgen|\
      lesen)|urls? ~(öffnen|aufrufen|abrufen)|bildschirm|deine dateien|ihre dateien|dateien|anhänge|frühere|\
      vorherige|vergangene|unterhaltung|gespräch|konversation|chats?%|im internet|im web|tagesaktuell|aktuelle \
      (preise|daten|informationen|nachrichten|kurse)|gedächtnis|pdf|audio|videos?%|termine|anrufe|\
      e-mails)~(nicht|kein|keine|keinen)%~(kann|öffnen|erinner|sehen|abrufen|zugreifen|besitze|speicher|merke)…
      """,
      """
      ((leider|derzeit|momentan|nicht|tagesaktuelle|aktuelle|auf ~|an ~|den ~|diesen ~|deinen ~|ihren ~|die ~|\
      das ~|deine ~|ihre ~|mangels ~|ohne ~|live-daten|echtzeitdaten) )*(kann|habe|verfüge|besitze|konnte) ich \
      ~(keinen|kein|keine|nicht)%~(zugriff|zugang|echtzeit|links?%|öffnen|abrufen|zugreifen|einsehen|aufrufen|\
      überprüfen|nachsehen|erinnern|sehen|bestätigen|verlinken)…
      """,
      """
      (den|diesen|die|das|deinen|ihren|deine|ihre)( von ~)?( (geschickten|gesendeten|geteilten|angegebenen|\
      beigefügte))? (link|links|url|datei|anhang|bild|webseite|website|bildschirm) (kann|konnte) ich ~nicht \
      (öffnen|abrufen|aufrufen|ansehen|lesen|sehen)…
      """,
      "(leider )?(kann|konnte) ich (den|deinen|ihren|diesen) (link|anhang), ~, (leider )?nicht …",
      "ich (kann|konnte) (den|deinen|ihren|diesen) (link|anhang), ~, (leider )?nicht …",
      "mir (fehlt|fehlen|steht|stehen|liegen) ~(zugriff|zugang|echtzeit|internet)…",
      "(ohne|mangels) (internetzugang|internetzugriff|zugriff auf|zugang zu|echtzeit)…(ich|mir|meine)%…",
    ])
      + [
        "\(WordOrder.any("{de:i}", "{de:neg}", "{de:lim}"))…"
      ]
      + [
        "ich habe (nicht die|keine) möglichkeit,? …(internet|überprüf|nachschlag|nachsehen|abruf|zugreif|echtzeit)…"
      ]
      + [
        "ich kann (zwar |leider |selbst )*nicht (direkt )?(auf das|aufs) internet zugreifen…"
      ],
    exceptions: GermanContext.narrated + GermanContext.code + [
      """
       (wir|uns|gestern|hotel|urlaub|hütte|büro|ferien|wlan|handy|telefon|zu hause|keller|passwort|konto|\
      garten|grundstück|mein (alter|neuer|computer|rechner)|mehr den link)%
      """
    ] + ["(kann|könnte) (jemand|einer)%"],
    examples: [
      "Ich habe keinen Zugriff auf das Internet, daher können die Preise veraltet sein.",
      "Leider kann ich den Link, den du geschickt hast, nicht öffnen.",
    ],
    counterExamples: ["Wir hatten auf der Hütte kein Internet.", "Ich habe den Link nicht mehr."])
}
