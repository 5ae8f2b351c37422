// "Lass mich wissen, ob ich diesen Abschnitt weiter ausführen soll." in the middle of a text

extension BoilerplateRule {
  static let germanInlineOffer = BoilerplateRule(
    id: "de-inline-offer", languages: ["de"], place: .anywhere,
    anchors: [
      "deines artikels", "ihres artikels", "deines textes", "ihres textes", "ihrer geschichte", "deiner geschichte",
      "lass mich wissen", "lassen sie mich wissen", "sag bescheid", "sagen sie bescheid", "bescheid",
      "gib mir bescheid", "frag mich", "fragen sie mich", "soll ich", "du hast mich gebeten",
      "sie haben mich gebeten", "wolltest", "wollten sie", "gebeten", "für dich", "für sie", "wenn du möchtest",
      "wenn sie möchten", "auf wunsch", "falls gewünscht", "möchtest du", "möchten sie", "gewünscht", "wenn du",
      "wenn sie", "falls du", "falls sie", "davon aus", "abschnitt", "beispiele", "weitermachen", "fortfahren",
      "nächsten teil", "nächste teil",
    ],
    patterns: GermanContext.behindAsides([
      """
      (lass|lassen sie|lasst) (es )?mich (gern |gerne |einfach )?wissen,? (ob|wenn|falls|was|welche|wie)…(ich|\
      du|sie)%…({de:do}|soll|möcht|brauch|benötig|wünsch)…
      """,
      """
      (sag|sagen sie|gib|geben sie|sag mir|sagen sie mir)( mir| einfach| gern| gerne| kurz| ruhig)* bescheid,? \
      (ob|wenn|falls|sobald|was)…(ich|du mehr|sie mehr|du noch|sie noch)%…
      """,
      """
      (frag|fragen sie) mich (gern|gerne|ruhig|einfach|jederzeit|an dieser stelle)%…(beispiel|detail|mehr|\
      weiter|wenn|nach)…
      """,
      """
      (soll|möchtest du, dass|möchten sie, dass) ich ~({de:do}|weitermach|restlichen)…\\?( ich (gehe|nehme)…)?
      """,
      """
      (du hast|sie haben) mich (darum )?gebeten,? …(daher|deshalb|also|darum|habe ich|beschränk|kurz|hier)…
      """,
      """
      (da|weil) (du|sie) (mich |darum |um ~|einen |eine |es |diesen |kurz |hier )*~(gebeten|gewünscht|wolltest|\
      wollten)~,…(ich|hier)%…
      """,
      """
      (wenn|falls) (du|sie) (möchtest|möchten|magst|willst|wollen|mögen),? (kann|könnte|werde) ich (dir |ihnen |\
      das |diesen |den |die |es |auch |noch |gern |gerne )*~{de:do}…
      """,
      """
      (auf wunsch|falls gewünscht|bei bedarf) (kann|könnte|erstelle|schreibe|ergänze|liefere) ich (dir|ihnen|\
      das|den|die|diesen|auch|noch|gern|gerne|eine|einen|ein|weitere)%~{de:do}…
      """,
      """
      (wie gewünscht|wie von dir gewünscht|wie von ihnen gewünscht),? (habe ich|halte ich|beschränke ich|ist|\
      bleib)…
      """,
      """
      (wenn|falls|sofern) (du|sie) (möchtest|möchten|magst|willst|wollen|mögen|mehr|weitere|das)%~,? (kann|\
      könnte|werde|gehe|erkläre|ergänze|schreibe|erweitere) ich%~{de:do}…
      """,
      """
      (du|sie) (wolltest|wollten|hattest|hatten|hast|haben) ~(kurz|knapp|gebeten|gewünscht)~,…(ich|daher|\
      deshalb|also)%…
      """,
    ])
      + ["ich (gehe|nehme) (mal |einfach |hier |vorerst |zunächst )*(davon aus|an)(, dass ja)?$"]
      + [
        "hier (ist|sind|kommt|folgt) (der|die|das) (nächste|nächsten|folgende|letzte|zweite|dritte) (abschnitt|teil|kapitel|absatz) (deines|ihres|deiner|ihrer)…"
      ],
    exceptions: GermanContext.narrated + GermanContext.personal,
    examples: [
      "Lass mich wissen, ob ich diesen Abschnitt weiter ausführen soll.",
      """
      Du hast mich gebeten, diesen Abschnitt kurz zu halten, daher beschränke ich mich auf das Wesentliche.
      """,
    ],
    counterExamples: ["Soll ich den Ofen vorheizen, oder machst du das?"])
}
