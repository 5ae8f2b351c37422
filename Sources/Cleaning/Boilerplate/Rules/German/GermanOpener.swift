// "Gerne! Hier ist ein kurzer Überblick:"

extension BoilerplateRule {
  static let germanOpener = BoilerplateRule(
    id: "de-opener", languages: ["de"], place: .opening, extent: .throughColon,
    anchors: [
      "missverständnis", "verwirrung", "artikel", "zusammenfassung", "geschickt", "verwenden kannst",
      "verwenden können",
      "klar", "interessant", "aufsatz",
      "hier", "nachfolgend", "im folgenden", "ich", "dir", "ihnen", "frage", "gern", "gerne", "anbei", "recht",
      "dein", "deine", "deinen", "folgenden", "folgende", "folgender", "folgendes", "gewünscht", "lass",
      "lassen sie", "los", "unten", "dank", "danke", "dich", "folgefrage", "zugriff", "nachfrage", "wir", "thema",
      "idee", "ihren angaben", "ihrer",
    ],
    patterns: GermanContext.behindAsides([
      """
      (ich habe|habe ich) (dir |ihnen |deinen |ihren |den |die |das |deine |ihre |ein |eine |einen |folgende |\
      folgenden )+~{de:made}…(:|$)
      """,
      "(auf basis|anhand|basierend auf) (deiner|ihrer|deines|ihres|der von)…(:|$)",
    ])
      + [
        """
        ({de:interjection}(,|!|\\.| -|;|:)+ ?)+({de:act}{de:product}…|hier (ist|sind|kommt|kommen|findest|\
        finden)%…|(ich|gern|gerne|wir|lass mich|lassen sie mich)%…{de:do}…(:|$)|…:$|los geht…|…(habe ich|ich \
        habe)…{de:made}…|…(helfe|unterstütze|erkläre|beantworte|zeige|schreibe|erstelle) (ich )?(dir|ihnen|euch|\
        das|gern)…)
        """,
        """
        {de:interjection}( {de:word})? (kann|helfe|werde|erkläre|erstelle|schreibe|übersetze|fasse|gebe|mache|\
        zeige|unterstütze|nenne|formuliere|beantworte|stelle|liefere) ich%…
        """,
        """
        (das ist |was für )?(eine )?(sehr |wirklich |echt |richtig )?(gute|tolle|interessante|spannende|\
        ausgezeichnete|wichtige|super|hervorragende|berechtigte|großartige|kluge|clevere) (frage|idee)( ~)?(!|\
        \\.|,|$| -)…
        """,
        """
        (hallo|hi|guten tag|hey)?(!|,)? ?(wie|womit|wobei|was) (kann|darf) ich (dir|ihnen|für dich|für sie|\
        euch)%…
        """,
        """
        (ich verstehe|verstehe|verstanden|okay),? (dass|du|sie|wenn ich) …(möchte|möchten|möchtest|willst|\
        wollen|suchst|suchen|brauchst|benötig|interessier)…
        """,
        """
        (du hast|da hast du|sie haben|da haben sie) (völlig |absolut |vollkommen |ganz |natürlich )*recht(,|!|\
        \\.| -)…
        """,
        """
        (hier|nachfolgend|im folgenden|anbei|unten|nachstehend) (ist|sind|kommt|kommen|findest du|finden sie|\
        folgt|folgen|erhalten sie|erhältst du|haben sie|hast du|ein|eine|der|die)( der| die| ein| eine| deine?| \
        ihre?)? …(überarbeitet|korrigiert|gekürzt|verbessert|umformuliert|angepasst|optimiert|kürzere|längere|\
        dein|deinen|deine|deines|ihres textes|ihren text|für dich|entwurf|seo-)…(:|$)
        """,
        "…(ich|habe|für (dich|sie))%…(folgende(n|r|s)?)…{de:product}…:$",
        """
        (hier|nachfolgend|im folgenden|anbei|unten|wie|so)%?…(wie (von (dir|ihnen) )?(gewünscht|angefragt|\
        besprochen|gefordert|erbeten|verlangt)|wie du (es )?(wolltest|gewünscht|möchtest)|(du|sie) (gewünscht|\
        gebeten|angefragt)|auf (deinen|ihren) wunsch)…(:|$)
        """,
        """
        (gern|gerne|natürlich|selbstverständlich) {de:word} ich (dir|ihnen|euch|das|dies|den|die|deinen|ihren|\
        deine|ihre)%…
        """,
        """
        ich (helfe|unterstütze|erkläre|zeige|schreibe|erstelle|beantworte|freue mich)( ~)? (dir|ihnen|deine|\
        ihre|dabei)% ~(gern|gerne|dabei|weiter|zu helfen)…
        """,
        """
        (vielen |herzlichen )?dank(e)? für (die|deine|ihre) (interessante |gute |spannende |tolle )?(frage|\
        anfrage)( ~)?(!|\\.|$)
        """,
        """
        lass(en sie)? (uns|mich) ~(gemeinsam|zusammen|eintauchen|anschauen|ansehen|erklären|durchgehen|anfangen|\
        beginnen|loslegen|helfen)…
        """,
        """
        (tolle|gute|interessante|spannende|schöne|ausgezeichnete|berechtigte|wichtige) (folgefrage|nachfrage|\
        rückfrage|frage|anfrage)( ~)?(!|\\.|,| -|$)…
        """,
        "(oh|ah|ooh|uh|wow|hm|hmm),? …(liebe ich|gute frage|spannend|tolles thema|interessant)…",
        """
        (obwohl|auch wenn|zwar) …(ich|kann)…(zugriff|zugang|ansehen|öffnen|sehen)…(kann|könnte|hier|aber|gebe)…
        """,
        "(das ist|was für) (eine |ein )?…(frage|thema)…(gestellt|allein|freue|sprechen|schauen|gern)…",
        "(ich|gern|gerne) (werde|kann|schreibe|erstelle|verfasse) ~(nun|jetzt|gleich|für dich|für sie)%…",
        "{de:interjection}(,|!|\\.| -|:|;) ?…:$",
        "(es wäre mir|es ist mir) (eine freude|ein vergnügen)…(helfen|unterstützen)…",
        """
        (danke|vielen dank|dank)% (für|fürs) (die|das|deine|ihre|den|deinen|ihren|teilen|dein|ihr)% \
        ?(gliederung|text|infos|teilen|informationen|details|angaben|frage|anfrage|beispiel|entwurf|\
        stichpunkte)…
        """,
        """
        {de:interjection}(,|!| -) (dann |so |also )?(legen|fangen|starten|schauen|tauchen|gehen|beginnen) wir%…
        """,
        """
        (auf (der )?(grundlage|basis)|anhand|basierend auf|ausgehend von) (deiner|ihrer|deines|ihres|deinen|\
        ihren|der)…:$
        """,
        "{de:interjection}(,|!| -)? ?(gern|gerne|natürlich|klar)(!|$)",
        "(schön|freut mich|toll|super),? dass (du|sie) (fragst|fragen|dich|sich)…",
      ]
      + [
        "das ist (wirklich |ja |echt )?eine (sehr |wirklich |echt )?(gute|tolle|interessante|spannende|wichtige|berechtigte|kluge) (frage|idee)(!|\\.|$)",
        "{de:interjection}(,|!) (das|dies) (mache|erledige|übernehme|erkläre) ich (dir |ihnen |sehr )*(gern|gerne)(!|\\.|$)",
        "(gern|gerne|natürlich|selbstverständlich) (erkläre|zeige|beschreibe|erläutere|helfe|schreibe|gebe|stelle|fasse|beantworte) ich (dir|ihnen|euch)%…",
      ]
      + [
        "(es tut mir leid|entschuldigung|entschuldige|entschuldigen sie|verzeihung)(,| bitte)? (für|wegen) (das|die|mein|den) (missverständnis|verwirrung|fehler|ungenauigkeit)…",
        "hier (ist|sind|findest du|finden sie) (ein|eine|einen|die|der|das)…, (den|die|das|der|wie) (du|sie)%…:$",
      ],
    exceptions: GermanContext.narrated + GermanContext.refused + [" (unser|unsere|unserer|unserem|unseren)%"] + [
      " (in den kommentaren|aus den kommentaren|von ~ in den)%"
    ],
    examples: [
      "Gerne! Hier ist eine überarbeitete Version deines Textes:",
      "Selbstverständlich, ich helfe Ihnen gern weiter.",
      "Gute Frage!",
      "Hier ist der umformulierte Text, wie von Ihnen gewünscht:",
    ],
    counterExamples: [
      "Natürlich war der Laden geschlossen.",
      "Hier ist das Haus, in dem der Maler wohnte:",
      "Sicher ist das älteste Buch über Brot das beste.",
      "Vielen Dank für Ihren Besuch in unserer Bäckerei!",
    ])
}
