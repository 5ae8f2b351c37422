// "Wenn du weitere Fragen hast, frag gern!"

extension BoilerplateRule {
  static let germanOffer = BoilerplateRule(
    id: "de-offer", languages: ["de"], place: .closing,
    anchors: [
      "wenn nicht", "falls nicht", "lass es mich",
      "ich", "mich", "mir", "du", "dir", "ihnen", "euch", "dich", "bescheid", "möchtest", "brauchst",
      "möchten sie", "wenn sie", "falls sie", "haben sie", "brauchen sie", "benötigen sie", "lassen sie", "zögere",
      "melde", "meld", "wissen", "viel", "frohes", "erfolg", "spaß", "wörter", "wortzahl", "hilft", "klarer",
      "und wenn", "geholfen", "kürzer", "länger", "stil", "formulierungen", "für sie", "für dich", "passt", "soll",
      "entspricht", "sie können diesen", "interessiert sie", "hilfreich", "fragen",
    ],
    patterns: GermanContext.behindAsides([
      """
      (wenn|falls|sofern|sollten|solltest|sobald|möchten|möchtest) (du|sie|dir|ihnen|ihr|es|noch|etwas|weitere|\
      das|dies|irgendetwas|etwas|mehr|ich)%…(lass|sag|frag|schreib|melde|meld|stehe|helfe|kann ich|könnte ich|\
      gib|teile|unterstütz|zöger|erstelle ich|mache ich|passe ich|bin ich|ich bin|ich stehe|ich helfe|mich|mir|\
      jederzeit|wende|nur zu|überarbeite ich|schreibe ich|{de:word} ich)%…
      """,
      """
      bei (weiteren |offenen |rückfragen|fragen|bedarf|interesse|unklarheiten|anderen )(~)?(kann|können|stehe|\
      wende|melde|frag|helfe|bin|lass|schreib|zöger|erstelle|gern)…
      """,
      """
      ((und|oder|also|dann|gern|gerne|bitte|einfach) )*(lass(e|t)?|lassen sie) (es )?(mich|mir)( (gern|gerne|\
      einfach|jederzeit|bitte))* (wissen|bescheid|zukommen)…
      """,
      """
      ((und|oder|also|dann|gern|gerne|bitte|einfach) )*(sag|sagt|sagen sie|gib|geben sie|gebt|frag|fragen sie|\
      fragt|schreib|schreiben sie|melde dich|meld dich|melden sie sich|nenn|nennen sie|schick|schicken sie|teil|\
      teilen sie|verrate|zögere|zögern sie|stell|stellen sie|wende dich|wenden sie sich)%( ~)? (bescheid|mir|\
      mich|jederzeit|gern|gerne|ruhig)%…
      """,
      """
      ((und|oder|also|dann|gern|gerne|bitte|natürlich) )*(ich|auf wunsch|bei bedarf|gern|gerne|natürlich|wenn \
      gewünscht|falls gewünscht)( kann| könnte| werde| würde| helfe| stehe| bin| freue| beantworte| \
      unterstütze| erstelle| mache| passe| schreibe)?( ich)?( mich)?( (dir|ihnen|euch|auch|gern|gerne|jederzeit|\
      natürlich|daraus|dazu|weiterhin|immer|bei bedarf|auf wunsch))+%…({de:do}|verfügung|da%|für dich|für sie|\
      auf deine|auf ihre)…
      """,
      """
      (auf wunsch|bei bedarf|gern|gerne|falls gewünscht|wenn gewünscht|bei interesse) {de:word} ich%…{de:do}…
      """,
      """
      (möchtest du|möchten sie|willst du|wollen sie|wünschen sie|wünschst du|hättest du gern|hätten sie gern|\
      magst du)%…(ich|{de:do}|mehr|noch|weitere|erfahren|wissen|tipps|beispiele|details|version)…\\?
      """,
      """
      (soll|sollte|kann|darf|könnte) ich( (dir|ihnen|das|daraus|den|die|es|noch|auch|dazu|sonst|für|jetzt|\
      vielleicht|dies|euch|einen|eine|ein|etwas|weitere|mehr|bei|mit|zu|als|lieber|eher|\
      stattdessen))*%…({de:do}|tun)…\\?
      """,
      """
      (gibt es|hast du|haben sie|habt ihr|brauchst du|brauchen sie|benötigen sie|benötigst du|besteht)( ~)? \
      ?(noch|sonst|weitere|weiteres|etwas|bestimmte|fragen|andere|hilfe|mehr)%…(ich|fragen|helfen|tun|wissen|\
      möchtest|möchten|hilfe|interessier|brauch|benötig|unterstützung|wünsche)…\\?
      """,
      """
      (was|welche|welcher|welches|welchen|wie|passt|entspricht|gefällt|interessiert|ist|klingt|hilft|trifft|\
      womit|wobei)%…(du|dich|dir|ihnen|deine|deinen|ihre|ihren|sie (am|lieber|noch|mehr|sich|gern)|soll \
      ich)%…\\?
      """,
      """
      (du kannst|sie können|ihr könnt)( ~)? (diesen|den) (text|entwurf|artikel|beitrag|brief)%~(anpassen|\
      abändern|ändern|kopieren|übernehmen|verwenden)$
      """,
      """
      (passe|passen sie|ergänze|ergänzen sie|ersetze|ersetzen sie)( ~)? (den text|diesen text|die \
      formulierungen?|den entwurf|die platzhalter|die angaben|den ton|deine eigenen|ihre eigenen)%( ~)?(an%|\
      deinen|ihren|durch|, dann|stil|gern)…
      """,
      """
      (ich (stehe|bin|freue|helfe|unterstütze|beantworte))%( ~)? ?(dir|ihnen|euch|gern|gerne|jederzeit|da|hier|\
      zur|mich)%…
      """,
      "(teile|nenn|nenne|schick|sende|gib|beschreib|beschreibe|erzähl) (mir|mich)% …",
      "(lust|interesse|bock|bedarf|wunsch) (auf|an|nach)%…\\?",
      "(wortzahl|wörter|zeichen|umfang|textlänge)( ~)?: ?~$",
      """
      (eine|ein|noch eine|lieber eine|vielleicht eine|etwas) (kürzere|längere|andere|formellere|weitere|\
      einfachere|version|fassung|kürzer)…\\?
      """,
      """
      (hilft|hat|ist|war|passt|trifft|klingt|reicht|wäre|sind) (das|dir|ihnen|dies|es|die|diese|so|\
      der)%…(weiter|geholfen|hilfreich|klar|klarer|so|vorgestellt|gesucht|richtig|gut|ok|okay|nützlich|suchst|\
      suchen|ich|verständlich)…\\?
      """,
      """
      (sag|sagen sie|nenn|nennen sie|verrat|verrate|verraten sie|schreib|schreiben sie|beschreib|beschreiben \
      sie|wähl|wähle|wählen sie|kopier|kopiere|kopieren sie|füg|füge|fügen sie|lad|poste|gib|geben sie) (mir|\
      einfach|deine|ihre|hier|dein)%…( ich| mir)%…
      """,
      "(ein|eine) wort( von dir)? genügt…",
      "(was|welche(r|s|n)?|womit|wo) …(als nächstes|soll ich|möchtest|möchten|interessiert|zuerst)…\\?",
    ])
      + [
        """
        (viel (erfolg|spaß|glück|freude|vergnügen))( ~)?,? (und|wenn|falls|bei)%…(mich|mir|ich|frag|melde)…
        """,
        """
        (und )?(viel|frohes|gutes|ganz viel) (erfolg|spaß|freude|glück|gelingen|schaffen)( (bei|beim|mit|auf) \
        (deine(m|r|n)?|ihre(m|r|n)?|dem|der|lernen|umsetzen|ausprobieren|schreiben|üben|projekt|ihrem|der \
        umsetzung|{de:word})( {de:word})?( {de:word})?)?$
        """,
        "\(WordOrder.any("{de:i}", "{de:do}"))…\\?",
        "\(WordOrder.any("{de:you}", "{de:more}"))…\\?",
        "\(WordOrder.any("{de:i}", "{de:youstrict}", "{de:do}"))…",
        "{de:tell}…",
      ]
      + [
        "(wenn|falls) nicht,? (frag|frage|fragen sie|sag|sagen sie|melde|melden sie|gib|lass)%…"
      ],
    exceptions: GermanContext.narrated + GermanContext.personal + GermanContext.refused + GermanContext.code,
    examples: [
      "Wenn du weitere Fragen hast, frag gern!",
      "Soll ich dir auch noch eine kürzere Version schreiben?",
      "Bei weiteren Fragen können Sie sich jederzeit an mich wenden.",
      "Lassen Sie mich wissen, ob Sie mehr Details brauchen.",
      "Auf Wunsch kann ich den Artikel auch ins Englische übersetzen.",
      "Gibt es sonst noch etwas, wobei ich helfen kann?",
    ],
    counterExamples: [
      "Bei Fragen zum Dienstplan bitte nach 18 Uhr Frau Meinert anrufen.",
      "Soll ich außer der warmen Jacke noch etwas für die Fähre einpacken?",
      "Wenn Sie Fragen haben, rufen Sie uns an.",
      "Schreibt mir in die Kommentare, welches Brot ihr mögt.",
    ])
}
