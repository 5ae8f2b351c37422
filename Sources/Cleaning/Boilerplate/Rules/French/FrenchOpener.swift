// "Avec plaisir ! Voici …"

extension BoilerplateRule {
  static let frenchOpener = BoilerplateRule(
    id: "fr-opener", languages: ["fr"], place: .opening, extent: .throughColon,
    anchors: [
      "malentendu", "confusion", "bonne réponse",
      "voici", "voilà", "ci-dessous", "je", "question", "votre", "vous", "ton", "te", "plaisir", "merci", "raison",
      "ci-après", "comme demandé", "puis-je", "tu", "thème", "sujet", "suivi", "lien", "fichiers", "plaisir de",
      "honneur",
    ],
    patterns: [
      """
      ({fr:interjection}(,|!|\\.| -|;|:)+ ?)+(voici|voilà|ci-dessous|ci-après|je |j'ai |permettez-moi|\
      permets-moi|laissez-moi|laisse-moi|commençons|voyons|comme |c'est parti|allons-y|passons|avec ces|sur \
      cette|à partir|pour |en )…(:|$)
      """,
      "({fr:interjection}(,|!| -)+ ?)(voici|je (vais|peux|serais|suis|vous|te))%…",
      """
      (c'est une |c'est un |quelle |voilà une )?(très |vraiment une )?(excellente|bonne|belle|très bonne|\
      intéressante|super|passionnante|pertinente) (question|idée)( ~)?(!|\\.|,|$)…
      """,
      """
      (bonjour|salut|coucou)?(!|,)? ?(comment|en quoi|que|qu'est-ce que|qu'|de quelle manière|sur quoi) \
      ?(puis-je|je peux|pourrais-je)% ~(aider|faire|être utile|assister|service)…
      """,
      """
      (je comprends|je vois|compris|entendu|d'accord)(,| que) ?(que )?(vous|tu) (souhait|voul|veux|cherch|aimer|\
      désir|avez besoin|as besoin)…
      """,
      """
      (vous avez|tu as) (tout à fait |parfaitement |entièrement |totalement |absolument )*raison(,|!|\\.| -| \
      et)…
      """,
      """
      (voici|voilà|ci-dessous|ci-après)%…(révisé|corrigé|reformulé|raccourci|amélioré|optimisé|traduit|réécrit|\
      plus courte?|plus longue?|brouillon|votre texte|ton texte|pour vous|pour toi|que je peux)…(:|$)
      """,
      """
      (voici|voilà|ci-dessous|ci-après)%…(demandée?|souhaitée?|comme (vous|tu)|selon (vos|tes)|à votre demande|\
      pour (vous|toi)| {fr:you}%)…(:|$)
      """,
      """
      (comme (demandé|souhaité|convenu)|suite à votre demande|à votre demande|conformément à votre demande|\
      selon vos (indications|consignes))%,?…(:|$)
      """,
      "(j'ai|je vous ai|je t'ai)% ~{fr:made}…(:|$)",
      """
      je (suis|serais|serai) (ravie?|heureu(x|se)|enchantée?|là|prête?) (de|d'|à|pour) ?(vous|te|t'|répondre|\
      vous aider|aider)…
      """,
      "je (vais|peux|me ferai|me fais)% ~(vous|te|t'|votre|ton|ta|vos)% ?…{fr:do}…",
      """
      (merci|je vous remercie|je te remercie)( beaucoup| bien)? (pour|de|d') ?(votre|ta|cette|avoir (posé|\
      partagé)) ?(question|demande|précisions?|ces informations|informations|infos|partage)…
      """,
      "{fr:interjection}(,|!|\\.| -|:|;) ?…:$",
      "(ce serait|c'est|ce sera) (un plaisir|avec plaisir|un honneur)…(aider|accompagner)…",
      """
      (merci|je vous remercie|je te remercie)% (pour|de|d')…(plan|texte|informations|partag|détails|précisions|\
      question|demande|exemple|brouillon)…
      """,
      """
      {fr:interjection}(,|!| -) (allons-y|c'est parti|plongeons|commençons|voyons|explorons|passons|\
      décortiquons)…
      """,
      "(sur la base de|à partir de|en fonction de|d'après|selon) (votre|vos|ta|tes|ton)%…:$",
      "(excellente|bonne|très bonne) (question|suite|relance|remarque)…(!|\\.|,|$)…",
      "(oh|ah|hmm|wow),? …(j'adore|question|intéressant|sujet)…",
      "(bien que|même si|quoique) …je…(pas|aucun)…(accès|voir|consulter|ouvrir)…(je peux|voici|je vais)…",
    ]
      + [
        "(je m'excuse|je vous prie de m'excuser|toutes mes excuses|désolée?|pardon) (pour|de) (le|la|mon|cette|ce) (malentendu|confusion|erreur|imprécision)…"
      ],
    exceptions: FrenchContext.narrated + FrenchContext.refused + [" (notre|nos|nous|boutique|visite)%"] + [
      "(dans les commentaires|de publier|billet)"
    ],
    examples: [
      "Avec plaisir ! Voici une version reformulée de votre texte :",
      "Certainement ! Je serais ravi de vous aider.",
      "Excellente question !",
      "D'accord, voici un article d'environ 500 mots :",
    ],
    counterExamples: [
      "Bien sûr, le magasin était fermé.",
      "Voici la maison où vivait le peintre :",
      "Merci de votre visite dans notre boulangerie !",
    ])
}
