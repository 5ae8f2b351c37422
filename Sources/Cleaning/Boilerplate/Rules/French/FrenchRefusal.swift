// "Je suis désolé, mais je ne peux pas vous aider.": a refusal and nothing else

extension BoilerplateRule {
  static let frenchRefusal = BoilerplateRule(
    id: "fr-refusal", languages: ["fr"], place: .alone, isRefusal: true,
    anchors: [
      "besoin de plus", "divulguer", "informations personnelles", "je", "j'ai", "m'est", "pas", "aucun", "aucune",
      "désolé", "désolée", "parlons", "demande", "il semble",
    ],
    patterns: FrenchContext.behindAsides([
      """
      ((non|mais|et|car|que) )?je (ne |n')(suis |peux |puis |vais |saurais |souhaite |pourrai |pourrais |vous |\
      t'|te |ai |dispose |serai |donne )~(pas|aucun|plus|rien)%~({fr:do}|partag|reprodui|diffus|discut|répond|\
      accéd|ouvri|en mesure|effectu|exécut|satisf|donner suite|apport|engag|traiter|parler|particip|cit|accès|\
      cette demande|faire cela)…
      """,
      "(il m'est|il ne m'est pas|cela m'est) (impossible|possible|interdit)…",
      "je (dois|préfère|me vois) ~(refus|déclin|contraint|ne pas)…",
      "(mes données|mes connaissances)% ~(ne|n')…(rien|pas|aucune?)%…",
      """
      (ce|cette|votre|ta) (demande|question|requête|sujet|contenu)% ~(ne|n') ?(peut|pas|entre)…(pas|traité|mes)…
      """,
      "(parlons|changeons|discutons)( plutôt)? (d'autre|de sujet|d'un autre)…",
      """
      (cela|ceci|cette demande|votre demande|ta demande|ce sujet|c'est|cette question) (dépasse|enfreint|viole|\
      sort|va à l'encontre|contrevient|n'est pas|est au-delà)…(mes|mon|capacités|domaine|ce que je)…
      """,
      """
      il (semble|semblerait)%…(vous|tu) (ne |n')~(pas|aucun|rien)%…(fourni|joint|inclus|partagé|envoyé|collé)…
      """,
      "j'apprends encore…",
      "je n'ai pas (trouvé|reçu|d'information|accès|la possibilité)…",
    ])
      + [
        "{fr:sorry}…( |,)?{fr:cannot}…",
        "\(WordOrder.any("{fr:cannot}", "({fr:do}|{fr:rnoun})"))…",
      ]
      + [
        "j'ai besoin de (plus|davantage) d(e|')~(informations|détails|précisions|contexte)~pour~ ?(vous|t'|te)…",
        "je ne (peux|suis) pas (en mesure de )?(divulguer|partager|fournir|communiquer|révéler) d(e|')~(informations|données) (personnelles|privées|confidentielles)…",
      ],
    exceptions: FrenchContext.narrated + FrenchContext.code + [
      " (hier|vacances|rendez-vous|livraison|colis|commande|dormir|anniversaire)%"
    ],
    examples: [
      "Je suis désolé, mais je ne peux pas vous aider avec cette demande.",
      "Non, je ne peux pas écrire cela.",
    ],
    counterExamples: [])
}
