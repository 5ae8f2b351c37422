// "Voici un bref aperçu :" behind a polite opening

extension BoilerplateRule {
  static let frenchAnnouncement = BoilerplateRule(
    id: "fr-announcement", languages: ["fr"], place: .afterOpening, extent: .throughColon,
    anchors: [
      "voici",
      "voici", "voilà", "ci-dessous", "ci-après", "je", "j'ai", "laissez-moi", "permettez-moi", "commençons",
      "voyons", "réponds", "répondez", "sortie", "comme", "texte", "version", "étapes", "résultat",
    ],
    patterns: FrenchContext.behindAsides([
      "(voici|voilà|ci-dessous|ci-après)%…(( |'|-){fr:product}|:$| {fr:you}%)…",
      "(je (vais|peux|me|suis|serais|vous|te|t'|m'))%…",
      "(j'ai|je vous ai|je t'ai)%…({fr:made}|:$)…",
    ])
      + [
        """
        (laissez-moi|laisse-moi|permettez-moi|permets-moi|commençons|voyons|regardons|explorons|plongeons|\
        allons)%…
        """,
        "(réponds|répondez) (toujours|uniquement|en|aux|de)%…",
        "(sortie|résultat|réponse|output):?$",
        "…(version|texte|résumé|article|étapes|liste):$",
        "avec plaisir% …",
      ]
      + [
        "voici (la bonne réponse|la réponse correcte|la version corrigée|les bonnes informations)…:$"
      ],
    exceptions: FrenchContext.narrated + FrenchContext.others + FrenchContext.refused,
    examples: [],
    counterExamples: ["Voici la maison où vivait le peintre :"])
}
