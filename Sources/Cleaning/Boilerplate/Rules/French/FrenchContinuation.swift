// "Désolé pour l'erreur dans ma réponse précédente."

extension BoilerplateRule {
  static let frenchContinuation = BoilerplateRule(
    id: "fr-continuation", languages: ["fr"], place: .anywhere, extent: .throughColon,
    anchors: [
      "ma réponse précédente", "réponse précédente", "message précédent",
      "réponse précédente", "ma réponse", "dernière réponse", "confusion", "comme demandé", "me l'avez demandé",
      "me l'as demandé", "l'avez demandé", "comme convenu", "mon erreur précédente", "comme vous l'avez",
      "comme tu l'as", "je reprends", "je continue", "suite de", "réponse a été", "ta remarque", "votre remarque",
      "tu as raison", "vous avez raison", "tes indications", "vos indications", "vos informations",
      "tes informations", "votre description", "ta description", "vos consignes", "tes consignes", "corrigé",
      "m'étais trompé", "m'étais arrêté", "votre demande", "ta demande", "m'aviez demandé", "reste de la réponse",
    ],
    patterns: FrenchContext.behindAsides([
      """
      (désolée?|excuse|excusez|je m'excuse|pardon|je vous prie|toutes mes excuses|mes excuses|merci|veuillez|je \
      suis désolée?)%…(ma (réponse|précédente réponse|dernière réponse)|mon (message|erreur) précédente?|ma \
      réponse précédente)…
      """,
      """
      (désolée?|toutes mes excuses|mes excuses|je m'excuse|excusez-moi|excuse-moi|veuillez excuser|je vous prie \
      d'excuser)( ~)? (la|cette) confusion…
      """,
      """
      (voici|voilà|continuons|passons|je poursuis|poursuivons)%…comme (vous|tu) (me )?(l'avez|l'as) (demandé|\
      souhaité)…
      """,
      "comme (demandé|vous (me )?l'avez demandé|tu (me )?l'as demandé|convenu),? (voici|voilà)…",
      "je (reprends|continue|poursuis)%…(arrêté|réponse|article|texte|suite|interromp)…",
      """
      (voici|voilà|et maintenant|passons à|continuons avec)%…(la suite|le reste|la deuxième partie|la prochaine \
      partie|la partie suivante|la fin)…(réponse|article|texte|:|$)
      """,
      "(ma|la) (réponse précédente|dernière réponse|précédente réponse) (a été|était|est|s'est)…",
      """
      comme (je l'ai )?(indiqué|mentionné|dit|expliqué) dans ma (réponse précédente|précédente réponse|dernière \
      réponse)…
      """,
      "(tu as|vous avez) (tout à fait |parfaitement |absolument )?raison,…(je|j'|ma|mon)%?…",
      "merci (pour|de) (votre|ta|cette|l'avoir) (remarque|correction|signal|précision)…",
      """
      (sur la base de|à partir de|d'après|selon|conformément à|en fonction de|suivant) (votre|vos|ta|tes|ton) \
      (indications|informations|description|consignes|demande|instructions)%…(je|j'|voici)…
      """,
    ])
      + [
        "comme (je l'ai|je vous l'ai|je te l'ai|indiqué|mentionné|expliqué)%…(réponse|message)s? précédent…"
      ],
    exceptions: FrenchContext.narrated + FrenchContext.personal,
    examples: [
      "Désolé pour l'erreur dans ma réponse précédente, et merci de l'avoir signalée !",
      "Voici maintenant la deuxième partie de l'article, comme vous me l'avez demandé.",
    ],
    counterExamples: ["Désolé pour la réponse tardive, j'étais en vacances."])
}
