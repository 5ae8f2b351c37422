// "Kann ich sonst etwas für dich tun?": what stands beside a refusal

extension BoilerplateRule {
  static let germanRefusalCompanion = BoilerplateRule(
    id: "de-refusal-companion", languages: ["de"], place: .besideRefusal,
    anchors: [
      "ich", "du", "dir", "sie", "ihnen", "bitte", "danke", "mir", "mich", "gibt", "es", "lass", "vielleicht",
      "gern", "gerne", "stattdessen", "wende", "uns", "dein", "ihr", "ihre", "deine", "probier", "versuch",
      "wichtig", "hilfe", "thema", "alternative", "anfrage", "frage", "fragen", "inhalt", "fachmann", "notruf",
      "arzt", "experte", "stelle", "quellen", "verständnis", "stattdessen", "sicherheit", "gesetz", "eigentümer",
    ],
    patterns: GermanContext.behindAsides([
      """
      (kann|könnte|darf|soll) ich (dir |ihnen |sonst |anders |noch |vielleicht )*…(helfen|tun|anderem|anders|\
      sonst)…
      """,
      "(vielleicht|gern|gerne|stattdessen|allerdings|aber) …(ich|wir)%…",
      "(wenn|falls|sollten|solltest|sofern) …(frage|hilfe|thema|anliegen|möchte|brauch|benötig)…",
      """
      bitte% …(wende|sprich|sprechen|such|konsultier|frag|versuch|formulier|stell|beacht|kontaktier|habe|haben|\
      hol)…
      """,
      "es ist (wichtig|ratsam|illegal|strafbar|besser|empfehlenswert)…",
      "(gibt es|hast du|haben sie) …(ander|sonst|noch|weiter)…",
      "(lass|lassen sie|sag|sagen sie|frag|fragen sie) (es )?(mich|mir)%…",
      "(ich (empfehle|rate|helfe|bin|stehe|kann|unterstütze|beantworte|würde|schlage))%…",
      "mein (ziel|zweck)%…",
      "(es tut mir leid|wende dich|wenden sie sich|sprich|sprechen sie|hol dir|holen sie)…",
      "(wobei|womit|was|worüber|wie) …(helfen|tun|sprechen|interessier|möcht)…",
      "(lass|lassen sie) uns …",
      """
      (probier|versuch|versuche|versuchen sie|stell|stellen sie|füg|füge|fügen sie|kopier|kopiere|kopieren sie|\
      schick|formulier|formuliere|formulieren sie)%…
      """,
      "ich (hoffe|verstehe|danke|freue|schlage|biete|möchte|würde)%…",
      "(dafür|stattdessen|aber|gern|gerne|allerdings) (kann|helfe|könnte|erkläre|unterstütze) ich%…",
      """
      (das|dies|es|ein|eine|dort|die) …(fach|hilfe|hersteller|professionell|notruf|schlüsseldienst|\
      beratungsstelle)…
      """,
    ])
      + [
        "(vielen )?danke?% …verständnis…",
        "\(WordOrder.any("{de:youstrict}", "({de:do}|{de:more}|{de:rnoun})"))…",
        "(… )?({de:i})…{de:do}…",
        """
        …(wichtig|hilfe|thema|alternative|anfrage|fragen?%|inhalt|fach|notruf|arzt|expert|quellen|verständnis|\
        sicherheit|gesetz)…
        """,
      ],
    exceptions: GermanContext.narrated,
    examples: [
      "Kann ich sonst etwas für dich tun?",
      "Vielleicht kann ich bei einem anderen Thema helfen.",
      "Danke für Ihr Verständnis.",
    ],
    counterExamples: [])
}
