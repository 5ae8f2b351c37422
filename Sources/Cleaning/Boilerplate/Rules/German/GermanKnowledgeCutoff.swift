// "Mein Wissensstand reicht bis …"

extension BoilerplateRule {
  static let germanKnowledgeCutoff = BoilerplateRule(
    id: "de-knowledge-cutoff", languages: ["de"], place: .anywhere,
    anchors: [
      "keine informationen nach", "keine daten nach", "keine informationen ab", "keine informationen über ereignisse",
      "mein wissen", "meinem wissen", "meines wissensstands", "meines wissensstandes", "mein wissensstand",
      "meinem wissensstand", "meine kenntnisse", "mein kenntnisstand", "meinem kenntnisstand",
      "meine trainingsdaten", "meinen trainingsdaten", "meiner trainingsdaten", "mein training", "meinem training",
      "meines trainings", "letztes training", "letzten trainings", "letzten training", "meine daten",
      "meiner daten", "meinen daten", "meine informationen", "meine datenbasis", "meine datengrundlage",
      "mein datenstand", "meiner letzten aktualisierung", "letzten aktualisierung", "meines letzten updates",
      "letzten updates", "letztes update", "letzten update", "letzte aktualisierung", "meinem letzten update",
      "meine wissensbasis", "meine wissensdatenbank", "wissensstichtag", "trainiert", "stichtag",
      "mein trainingsstand", "meine informationen", "trainingsdaten", "trainingsstand", "wissensstand", "stichtag",
      "trainiert", "letzten wissensstand",
    ],
    patterns: GermanContext.behindAsides([
      """
      ((da|weil|dass|und|aber|obwohl) )?mein(e|em|en|es|er)?( (aktuelle|aktueller|aktuelles|internes|\
      verfügbares|gesamtes|letztes|eigenes|derzeitiges|letzte|bisheriges))*( (wissen|wissensstand|wissensstands|\
      kenntnisse|kenntnisstand|trainingsdaten|training|daten|datenstand|datenbasis|datengrundlage|informationen|\
      informationsstand|wissensbasis|wissensdatenbank|wissensstichtag|stichtag|update|aktualisierung))( (hier|\
      dazu|zu diesem thema|nur|leider|mitte|anfang|ende|im|~20(1|2)(0|1|2|3|4|5|6|7|8|9)))* (reicht|reichen|\
      endet|enden|endete|endeten|stammt|stammen|basiert|basieren|geht|gehen|ist|sind|beschränkt|bezieht|wurde|\
      umfasst|umfassen|bis|hat|haben|liegt|war|deckt|decken|erstreckt|beruht|beruhen|kann|könnte|könnten|\
      nicht)%…(20(1|2|3)|bis zu einem|stichtag|zeitpunkt|neuere|aktuell|nicht mehr aktuell|begrenzt|veraltet|\
      weiß ich|kenne ich|ob das|stichtag)…
      """,
      """
      (stand|zum zeitpunkt|bis zu|bis|nach|laut|gemäß|seit|basierend auf|auf basis|auf grundlage)( dem| der| \
      den| zum)? mein(es|em|er|en)?( (letzten|letzter|aktuellen|jüngsten|neuesten))?( (wissens|wissensstand|\
      wissensstands|wissensstandes|wissen|training|trainings|trainingsdaten|updates?|aktualisierung|daten|\
      kenntnisstand|kenntnisstands|kenntnisse|datenstand|datenstands))%…(20(1|2|3)|mir|ich|liegen|habe|gab|war|\
      informationen)…
      """,
      """
      (da |weil |dass )?ich wurde (von {de:maker}|zuletzt|nur|mit|auf|anhand|auf basis)%…(trainiert|geschult|\
      aktualisiert)…
      """,
      "(da |weil |dass )?ich (mit|auf|anhand) ~(trainiert|geschult)%…",
      """
      ich (habe|verfüge über|besitze) (keine|nur) (informationen|kenntnisse|daten|kenntnis)~(nach|bis|über|\
      ab)%~20(1|2|3)…
      """,
      """
      (mir|ich) ~(liegen|habe|kenne)% ~(nach|seit|bis) (meinem|meiner) ~(stichtag|training|aktualisierung|\
      update|wissensstand)…
      """,
      """
      mein(e)? (trainingsstand|informationen|wissen|daten)( ~)? (sind|ist|könnten|können|kann)% ~(20(1|2)|\
      neuesten stand|veraltet|aktuell sein|aktuell|nicht auf dem)…
      """,
    ])
      + [
        "(leider )?(habe ich|ich habe|mir liegen|verfüge ich über|ich verfüge über)( leider)? keine~ ?(informationen|daten|kenntnisse)~ ?(nach|ab|seit)~20~…"
      ],
    exceptions: GermanContext.narrated + GermanContext.code + [
      """
       (trainer|verein|marathon|fitness~|sport~|mannschaft|lauf|pferd|hund|halle|turnier|gym|handball|fußball|\
      lehrgang|wettkampf|coach|beruf|lehrer|schule|lehre)%
      """
    ],
    examples: [
      "Mein Wissensstand reicht bis September 2021, daher kenne ich neuere Entwicklungen nicht.",
      "Stand meines letzten Updates im April 2023 liegen mir dazu keine neueren Informationen vor.",
      "Ich wurde von OpenAI mit Texten bis zu einem bestimmten Stichtag trainiert.",
      "Da meine Daten nur bis 2023 reichen, prüfen Sie die Angaben bitte.",
    ],
    counterExamples: [
      "Meines Wissens gab es das Brot schon immer.",
      "Mein Training für den Marathon begann 2021 im Regen.",
      "Ein Wissensstichtag ist das Datum, nach dem ein Modell nichts gesehen hat.",
    ])
}
