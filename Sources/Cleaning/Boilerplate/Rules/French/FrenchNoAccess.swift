// "Je n'ai pas accès à internet."

extension BoilerplateRule {
  static let frenchNoAccess = BoilerplateRule(
    id: "fr-no-access", languages: ["fr"], place: .anywhere, extent: .throughColon, isRefusal: true,
    anchors: [
      "internet", "temps réel", "lien", "liens", "écran", "conversations précédentes", "conversations passées",
      "conversation précédente", "échanges précédents", "naviguer", "pièce jointe",
    ],
    patterns: FrenchContext.behindAsides([
      """
      ((comme|car|puisque|étant donné que) )?je (ne |n')(~)?(peux|ai|dispose|suis|possède|puis|parviens|\
      saurais)%~(pas|aucun|plus|ni)%~(internet|temps réel|liens?|fichiers?|pièces? jointes?|image|url|page web|\
      pages web|sites? web|conversations?|navigu|en ligne|documents?|web|actualités)…
      """,
      "(n'ayant pas|ne disposant pas|sans) (d'|de |d'un )?accès (à|au|aux)…(je|mes|les)%…",
      "il m'est impossible (de |d')(accéder|ouvrir|consulter|naviguer|lire)…",
    ])
      + [
        "\(WordOrder.any("{fr:i}", "{fr:neg}", "{fr:lim}"))…"
      ],
    exceptions: FrenchContext.narrated + FrenchContext.code + [
      " (nous|hier|hôtel|bureau|vacances|téléphone|chalet|maison|village)%"
    ] + ["quelqu'un"],
    examples: [
      "Je n'ai pas accès à internet, les prix ont donc pu changer.",
      "Malheureusement, je ne peux pas ouvrir le lien que vous avez envoyé.",
    ],
    counterExamples: ["Nous n'avions pas internet au chalet."])
}
