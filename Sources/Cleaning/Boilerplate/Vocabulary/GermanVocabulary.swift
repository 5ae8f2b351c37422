// What German boilerplate is made of.

enum GermanVocabulary {
  static let lists: [String: [String]] = [
    "de:word": ["(a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|u|v|w|x|y|z|ä|ö|ü|ß)+"],
    // What an assistant calls itself; `machine` needs a limitation beside it.
    "de:ai": [
      """
      ((große(s|n|r|m)?|reine(s|n|r)?|einfache(s|n|r)?|virtuelle(r|n)?|digitale(r|n)?|textbasierte(s|r|n)?|\
      generative(s|n)?|neutrale(s|r|n)?|hilfreiche(r|n)?|bloße(s|r|n)?|verantwortungsvolle(s|r|n)?|\
      mehrsprachige(s|n)?|fortschrittliche(s|r|n)?|trainierte(s|r|n)?|von ~ (entwickelte|trainierte|\
      erstellte)(s|r|n)?),? )*((ki|k\\.i\\.|ai|künstliche(n|r)? intelligenz)(-| )?(basierte(s|r|n)? |\
      gestützte(s|r|n)? |-)?(sprachmodells?|modells?|assistent(in|en)?|systems?|programms?|tools?|bots?|\
      textgenerators?|anwendung|software|chatbots?|schreibassistent)%|(sprachmodells?|textmodell|chatbots?|\
      chat-bot|chatgpt|llm|sprach-ki|ki|k\\.i\\.|künstliche(n|r)? intelligenz|(virtueller|digitaler|virtuelle|\
      digitale) assistent(in)?)%)
      """
    ],
    "de:machine": [
      """
      (maschine|algorithmus|computer|computerprogramm|programm|software|bot|chatgpt|claude|gemini|copilot)%
      """
    ],
    // What may stand before the sentence proper.
    "de:aside": [
      "(p\\.? ?(s|d)\\.?|ps|pd)(:| -)?",
      """
      (~(,| -|;) ?|(hinweis|wichtig|wichtiger hinweis|zur transparenz|zur klarstellung|zur einordnung|kurzer \
      hinweis|anmerkung|achtung|disclaimer|haftungsausschluss|der transparenz halber|bitte beachten( sie)?|\
      bitte beachte|nur zur info|vorab|ps|p\\.s\\.): ?|(leider|allerdings|jedoch|aber|und|bitte|natürlich|dabei|\
      daher|deshalb|auch|übrigens|zudem|außerdem|grundsätzlich) )
      """,
    ],
    // What it says of itself.
    "de:limit": [
      """
      (nicht|nichts|nie|niemals|kein|keine|keinen|keiner|keinerlei|keinem|weder|nur|lediglich|ohne|leider|\
      fehler|ungenau|falsch|neutral|prüfe|prüfen|überprüf|fach|experte|arzt|sollte|solltest|sollten|\
      trainingsdaten|training|daten|unmöglich|begrenzt|eingeschränkt|veraltet)
      """
    ],
    "de:maker": ["(openai|google|anthropic|meta|microsoft|mistral|deepseek|alibaba|xai|aleph alpha|deepmind)"],
    // How somebody else is reported to speak.
    "de:narrator": [
      """
      (sagte|sagt|schrieb|schreibt|antwortete|antwortet|lautete|lautet|begann|beginnt|meinte|erklärte|fragte|\
      rief|flüsterte|murmelte|entgegnete|erwiderte|behauptete|hieß es|heißt es|seufzte|verkündete|brummte|\
      zitierte|tippte|summte|knurrte|stieß hervor)%
      """
    ],
    // The user.
    "de:you": [
      """
      (dir|dich|du|dein|deine|deinen|deinem|deiner|deines|ihnen|sie|ihr|ihre|ihren|ihrem|ihrer|ihres|euch|euer|\
      eure|eurem|euren)%
      """
    ],
    // What an assistant does to a text, by stems.
    "de:do": [
      """
      (helfe|helfen|weiterhelfen|unterstütze|unterstützen|erstell|schreib|verfass|formulier|umformulier|\
      umschreib|erklär|erläuter|kürz|übersetz|fasse|zusammenfass|ergänz|anpass|passe ~ an|ausarbeit|ausbau|\
      vertief|hinzufüg|vorschlag|vorschläg|nenn|zeig|gebe|geben|liefer|beantwort|biete|mache|machen|überarbeit|\
      verfeiner|optimier|korrigier|verbesser|glätte|präzisier|konkretisier|zuschneid|aufbereit|umwandel|entwerf|\
      entwickel|generier|aufliste|empfehl|ausführ|eingeh|darauf ein|detail|erweiter|vergleich|zusammenstell|\
      stelle|weiterschreib|fortsetz|fortfahr|berechn|durchgeh|gehe|beschreib|tun|weiter|ausführlich|vertiefe|\
      fortführ|kürzer|länger|verlänger|aufteil|illustrier|prüf|analysier|einschätz|interpretier|einordn|\
      skizzier|illustr|auswert|plan|heraussuch|aussuch|verschick|buch|beurteil|bewert|berat|vorhersag|prognos|\
      umgeh|spekulier|erzeug|produzier|einfüg|sag|such|find|einbau|veranschaulich|tabell|sortier|vereinfach|\
      personalisier|feinschliff|nachbesser|nachreich|prognostizier|auflist|ergänze|durchspiel|übe|teste|aufbau)
      """
    ],
    // What it announces.
    "de:product": [
      """
      (version|fassung|entwurf|vorschlag|vorschläge|text|texte|artikel|beitrag|blogbeitrag|überblick|übersicht|\
      zusammenfassung|anleitung|einführung|liste|tabelle|antwort|antworten|erklärung|tipps|beispiel|beispiele|\
      schritte|informationen|infos|punkte|variante|varianten|übersetzung|formulierung|formulierungen|ideen|\
      leitfaden|gliederung|code|gedicht|geschichte|brief|e-mail|mail|anschreiben|beschreibung|fakten|wichtigste|\
      wichtigsten|aufsatz|essay|plan|rezept|erläuterung|vergleich|analyse|teil|abschnitt|aspekte|aufstellung|\
      kurzfassung|produktbeschreibung|post|seo~|fragen|hinweise|checkliste|gründe|möglichkeiten|was ich|skript|\
      dialog)%
      """
    ],
    // How it agrees and greets.
    "de:interjection": [
      """
      (sehr |aber |na )?(gern|gerne|klar|natürlich|selbstverständlich|sicher|sicherlich|absolut|okay|ok|alles \
      klar|verstanden|perfekt|super|prima|toll|wunderbar|großartig|klasse|ausgezeichnet|gewiss|kein problem|mit \
      vergnügen|mit freude|hallo|hi|guten tag|jawohl|ja|genau|gut|in ordnung|sofort|freut mich|na klar|gar kein \
      problem|geht klar|gern geschehen|entschuldigung|alles gut)( doch| erledigt| gemacht)?%
      """,
      """
      (das ist |was für )?(eine )?(sehr |wirklich |echt |richtig )?(gute|tolle|interessante|spannende|\
      ausgezeichnete|wichtige|super|hervorragende|berechtigte|großartige|schöne|kluge|clevere)(s|n|r)? (frage|\
      thema|idee|themenwahl|anfrage|aufgabe)( ~)?
      """,
      """
      (vielen |herzlichen )?dank(e)?( schön| dir| ihnen)? (für|dass) (~ )?(frage|anfrage|infos?|informationen|\
      angaben|hinweis|rückmeldung|details|klarstellung|nachricht|vertrauen|geduld|interesse|feedback|ergänzung|\
      eckdaten|stichpunkte|fragst|fragen|teilst)( ~)?
      """,
      """
      (du hast|da hast du|sie haben|da haben sie) (völlig |absolut |vollkommen |ganz |natürlich )*recht(,? ~)?
      """,
      "(ich )?(entschuldige|entschuldigung|verzeihung|sorry|ich bitte um entschuldigung)( ~)?",
      "guter (hinweis|punkt|einwand)( ~)?",
    ],
    // What follows a polite opening.
    "de:act": [
      """
      (hier|nachfolgend|im folgenden|anbei|unten|nachstehend|folgend|es folgt|so |damit|auf (dieser|der) (basis|\
      grundlage)|basierend|ich |gern|lass |lassen sie|los geht|schauen wir|sehen wir|fangen wir|beginnen wir|\
      dann |das |dein|ihr |wie |mit |aus |dabei |dazu |zu |nun |jetzt |vielleicht |eine? |der |die |den )…
      """
    ],
    "de:made": [
      """
      (erstellt|gekürzt|überarbeitet|vorbereitet|geglättet|korrigiert|umformuliert|geschrieben|verfasst|\
      zusammengefasst|zusammengestellt|angepasst|übersetzt|optimiert|formuliert|verbessert|erweitert|entworfen|\
      gesammelt|aufgelistet|ergänzt|umgeschrieben|ausgearbeitet|generiert|strukturiert|entwickelt|aufbereitet|\
      vereinfacht|berücksichtigt)%
      """
    ],
    "de:youstrict": [
      """
      (dir|dich|du|dein|deine|deinen|deinem|deiner|ihnen|wenn sie|falls sie|sie (mir|mich|noch|möchten|mehr)|\
      (kann|können|möchten|wollen|haben|brauchen|benötigen|wünschen|finden|nennen|teilen|schicken|geben|lassen|\
      sagen|fragen|sehen|wenden|zögern|senden|stellen|melden|helfe|unterstütze|stehe) sie|ihrem|ihrer|ihre|\
      ihren|ihr thema|ihren text|ihre frage|gern|gerne)%
      """
    ],
    // The assistant.
    "de:i": ["(ich|mir|mich|mein|meine|meinen|meiner|meinem)%"],
    // What a user may want besides.
    "de:more": [
      """
      (mehr|weitere|weiteres|weiterem|noch|sonst|version|fassung|variante|beispiel|beispiele|details|hilfe|\
      hilft|hilfreich|klarer|fragen|abschnitt|teil|punkt|punkte|thema|tabelle|liste|zusammenfassung|übersetzung|\
      text|ton|stil|entwurf|kürzer|länger|förmlicher|lockerer|weitergeholfen|geholfen|gesucht|anders|andere|\
      anderes|ändern|anpassen|vertiefen|wissen|lieber|option|optionen|varianten|ideen|vorschläge|unterstützung)%
      """
    ],
    "de:neg": ["(nicht|nichts|kein|keine|keinen|keinerlei|keiner|weder|ohne)%"],
    // Limits that only machines have.
    "de:lim": [
      """
      (echtzeit~|live-daten|bildschirm|(den|diesen|deinen|ihren|keine|geteilten|geschickten)( von ~)? links?( \
      ~)?(, ~,)? ?~(öffnen|aufrufen|abrufen|ansehen|zugreifen|anklicken|einsehen|lesen)|frühere (gespräche|\
      unterhaltungen|chats)|früheren (gespräche|gesprächen|unterhaltungen|chats)|vorherige(n)? (gespräche|\
      gesprächen|unterhaltungen|chats)|vergangene(n)? (gespräche|gesprächen|unterhaltungen)|internetzugang|\
      internetzugriff|zugriff auf (das|aktuelle|deine|ihre|externe|persönliche|echtzeit)|zugang zu (aktuellen|\
      echtzeit|externen|deinen|ihren|dem internet)|im internet (surfen|suchen|recherchieren|nachsehen|\
      nachschauen)|zum internet)
      """
    ],
    // The assistant as what it is.
    "de:asai": ["als (eine? |dein |ihr |reine |reines )?{de:ai}"],
    // How it apologises.
    "de:sorry": [
      """
      (es tut mir (sehr |wirklich |aufrichtig )?leid|tut mir leid|leider|entschuldig~|entschuldige|\
      entschuldigung|verzeihung|sorry|ich bedaure|bedauerlicherweise|ich fürchte|ich verstehe ~|nein|danke ~|\
      hm+|hoppla|ups|ich möchte ~|ich bin (nur |lediglich )?~)(,|\\.| -|!)?
      """
    ],
    // How it refuses, and what it refuses to do.
    "de:cannot": [
      """
      ((kann|darf|werde|möchte|will|könnte|muss|kann|bin|habe|konnte|verstehe|gebe|unterstütze|mache|führe|\
      äußere|erstelle|generiere) ich (mich |mir |dir |ihnen |dazu |dabei |das |diese |hier |da |leider |daher |\
      deshalb |hierzu |darauf |es |die |den |keine |sie )*~(nicht|kein|keine|keinen|keinerlei|nichts|ablehnen|\
      weder)%|ich (kann|darf|werde|möchte|will|könnte|muss|bin|habe|konnte|verstehe|gebe|unterstütze|mache|\
      führe|äußere|erstelle|generiere) ~(nicht|kein|keine|keinen|keinerlei|nichts|ablehnen|weder)%|muss \
      ~ablehnen%|(ich|bin) ~nicht in der lage|mir ~nicht möglich|ist es mir ~unmöglich)
      """
    ],
    "de:rnoun": [
      """
      (anfrage|inhalt|inhalte|inhalten|thema|themen|rollenspiel|anleitung|anleitungen|beratung|empfehlung|\
      empfehlungen|anlageempfehlungen|prognose|prognosen|vorhersage|gespräch|e-mails?|anrufe|link|links|pdf|\
      behilflich|aufgabe|bilder|politisch~|auskunft|ratschläge|diagnose|urteil|eingehen|äußern|nachkommen|\
      entsprechen|befugt|berechtigt|fortsetzen|teilnehmen|sprechen|wiedergeben|identifizieren|bestätigen|\
      zugreifen|verschicken|senden|herunterladen|dienen|kommentieren|stellung)%
      """
    ],
    // What a user is asked to tell.
    "de:tell": [
      """
      {de:aside}*(bitte |gern |gerne |einfach |also |und )*(sag|sage|sagen sie|frag|frage|fragen sie|gib|geben \
      sie|lass|lassen sie|nenn|nenne|nennen sie|schick|schicke|schicken sie|teil|teile|teilen sie|beschreib|\
      beschreibe|beschreiben sie|melde|melden sie|zögere|zögern sie|schreib|schreiben sie|verrate|verrat|stell|\
      stelle|stellen sie|füg|füge|fügen sie|poste|kopier|kopiere|ergänze|ergänzen sie|du kannst|sie können|\
      konsultieren sie|prüfe|prüfen sie)% ~ ?(mir|mich|bescheid|da ich|, ich)%
      """
    ],
    "de:isai": [
      """
      (ich bin|bin ich)( (nur|lediglich|bloß|ja|auch|eben|hier|selbst|zwar))* (eine?|dein|ihr|kein|keine) \
      {de:ai}|ich (nur |lediglich )?(eine?|dein|ihr) {de:ai} bin
      """
    ],
  ]
}
