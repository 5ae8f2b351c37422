// "Es tut mir leid, aber dabei kann ich nicht helfen.": a refusal and nothing else

extension BoilerplateRule {
  static let germanRefusal = BoilerplateRule(
    id: "de-refusal", languages: ["de"], place: .alone, isRefusal: true,
    anchors: [
      "mehr informationen", "weitere informationen", "mehr details",
      "ich", "mir", "nicht", "kein", "keine", "keinen", "leider", "lass", "ablehnen", "anfrage", "es scheint",
      "es sieht", "anscheinend", "offenbar",
    ],
    patterns: GermanContext.behindAsides([
      """
      ((nein|leider|daher|deshalb|und|aber|doch|dass|da|weil|hierzu|dazu|das|dabei|damit|darüber|so etwas|\
      solche ~|diese ~|den ~|die ~|aus ~ gründen|zu ~|bei ~|mit ~) )*(kann|darf|werde|möchte|will|könnte|muss) \
      ich (dir |ihnen |euch |dabei |hier |dazu |das |leider |hierbei |da |daher |damit |es |diese~ |den ~ |die \
      ~ |bei ~ |zu ~ |mit ~ )*(nicht|keine|keinen|kein|nichts|ablehnen|verweigern)%~({de:do}|weitergeben|\
      auskunft|teilen|wiedergeben|entsprechen|nachkommen|erfüllen|öffnen|sprechen|diskutieren|ablehnen|\
      mitmachen|bereitstellen|anbieten|zitieren|äußern|bearbeiten|ausgeben|abrufen|preisgeben|zugreifen)…
      """,
      """
      ((und|aber|doch|dass|da|weil|denn|nein) )*ich (kann|darf|werde|möchte|muss|bin|könnte|habe)%~(nicht|keine|\
      keinen|kein|nichts|ablehnen|außerstande|leider)%~({de:do}|weitergeben|auskunft|teilen|wiedergeben|\
      entsprechen|nachkommen|erfüllen|öffnen|sprechen|diskutieren|ablehnen|bereitstellen|anbieten|in der lage|\
      befugt|zitieren|äußern|bearbeiten|ausgeben|abrufen|preisgeben|zugreifen|die hilfe)…
      """,
      """
      (es ist mir|mir ist es|ist es mir|das ist mir)( ~)? (nicht (möglich|erlaubt|gestattet)|untersagt|\
      unmöglich)…
      """,
      """
      (ich muss|muss ich) (dich |sie |das |dies |die |diese |deine |ihre |leider |daher )*(~ )?(ablehnen|\
      enttäuschen)…
      """,
      "(deine|ihre|diese|die) (anfrage|bitte|frage) (kann|muss) (ich )?~(nicht|ablehnen)…",
      "(meine|in meinen) trainingsdaten%…(nicht|kein|keine|nichts)%…",
      """
      (dabei|das|dazu|damit|hierbei|darüber|da|so etwas|solche ~|diese ~|derartige ~|in dieser sache) (kann|\
      darf|werde|möchte|will) ich ~(nicht|nichts|keine|keinen|kein)%…
      """,
      """
      ich (kann|darf|werde|möchte|will|bin|fühle mich|habe|konnte|unterstütze|erstelle|generiere|gebe|beteilige \
      mich|verfasse|mache|schreibe|führe|bewerte)% ~(nicht|keine|keinen|kein|nichts|außerstande|\
      ablehnen)%…(anfrage|inhalt|inhalte|thema|themen|rollenspiel|anleitung|beratung|empfehlung|prognose|\
      vorhersage|gespräch|wohl|e-mails?|anrufe|text|link|pdf|hilfe|informationen|frage|fragen|aufgabe|bilder|\
      personen|politisch|details|auskunft|ratschläge|rat|befugt|berechtigt|erlaubt|antwort|diagnose|urteil|\
      meinung|bild|art von|dabei|damit|darüber|dienen)…
      """,
      """
      (das|dies|diese ~|deine ~|ihre ~) (übersteigt|überschreitet|liegt außerhalb|geht über|verstößt|fällt \
      nicht|gehört nicht|überfordert)%…(mein|meine|meiner|meinen|fähigkeiten|möglichkeiten|richtlinien)…
      """,
      """
      (lass|lassen sie|lasst) uns (lieber |bitte |doch |stattdessen )*(über|das thema|zu einem|etwas)%…(ander|\
      wechseln|anderes)…
      """,
      """
      (es scheint|es sieht|anscheinend|offenbar)%…(keinen|kein|keine|nicht)%…(text|artikel|datei|anhang|inhalt|\
      dokument|bild)…(angegeben|beigefügt|angehängt|bereitgestellt|mitgeschickt|eingefügt|geteilt|hochgeladen|\
      übermittelt)…
      """,
      "ich (lerne|bin) noch ~(lerne|diese|frage|lernphase|entwicklung|training)…",
      """
      ich (konnte|kann|sehe|finde) ~(den|deinen|ihren|keinen) (text|anhang|link|datei|inhalt)%…(nicht|keinen)…
      """,
      "(dazu|hierzu|darüber) (liegen mir|habe ich|fehlen mir|weiß ich)%…(keine|informationen|nichts|kein)…",
      "(leider )?(ist|wäre) (das|dies|es) ~(mir|für mich)%…(nicht|unmöglich|kein)…",
    ])
      + [
        "{de:sorry}…( |,)?{de:cannot}…",
        "\(WordOrder.any("{de:cannot}", "({de:do}|{de:rnoun})"))…",
      ]
      + [
        "ich (benötige|brauche) (leider |noch )?(mehr|weitere|zusätzliche|genauere) (informationen|angaben|details),? um (dir|ihnen|euch)…"
      ],
    exceptions: GermanContext.narrated + GermanContext.code + [
      " (gekommen|urlaub|termin|paket|ware|versand|bestellung|schlafen|gestern)%",
      " (weil|da) (ich (am|im|in|bei|gerade|heute|morgen|krank|verreist)|die|der|das|wir|mein|meine|unser|unsere)%",
      "sehr geehrte",
      "als (ki|ai|it|software)-?(forsch|entwickl|ingenieur|expert|berat|trainer|student|journalist|unternehm|firma|künstler)",
    ],
    examples: [
      "Es tut mir leid, aber dabei kann ich nicht helfen.",
      "Ich kann dazu keine Auskunft geben.",
      "Diese Anfrage muss ich leider ablehnen.",
    ],
    counterExamples: [])
}
