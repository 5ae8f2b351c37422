// "Dis-moi si tu veux que je développe cette section." in the middle of a text

extension BoilerplateRule {
  static let frenchInlineOffer = BoilerplateRule(
    id: "fr-inline-offer", languages: ["fr"], place: .anywhere,
    anchors: [
      "de votre article", "de ton article", "de votre texte", "un exemple ici", "exemple ici",
      "dis-moi si", "dites-moi si", "fais-moi savoir", "faites-moi savoir", "demande-moi", "demandez-moi",
      "n'hésite", "n'hésitez", "je continue", "que je continue", "je poursuis", "si tu veux", "si vous voulez",
      "si vous le souhaitez", "si tu le souhaites", "tu m'as demandé", "vous m'avez demandé", "vous avez demandé",
      "tu as demandé", "cette section", "comme demandé", "je pars du principe", "je suppose que oui",
      "à votre demande", "à ta demande",
    ],
    patterns: FrenchContext.behindAsides([
      """
      (dis-moi|dites-moi|fais-moi savoir|faites-moi savoir|n'hésite pas à me dire|n'hésitez pas à me dire) (si|\
      quand|quel|ce que)…(je|tu veux|vous voulez|vous souhaitez|j')%?…({fr:do}|veux|voul|souhait|besoin)…
      """,
      """
      (demande-moi|demandez-moi|n'hésitez pas à me|n'hésite pas à me)%…(exemple|détail|plus|autre|question|\
      demand)…
      """,
      """
      (voulez-vous|veux-tu|souhaitez-vous|souhaites-tu|dois-je|puis-je|est-ce que je)%…(je |j'|{fr:do})…\\?
      """,
      """
      (comme )?(tu m'as|vous m'avez|vous avez|tu as|tu m'avais|vous m'aviez) demandé%…,…(je|j'|donc|voici)%…
      """,
      """
      si (tu veux|vous voulez|vous le souhaitez|tu le souhaites|vous souhaitez|nécessaire|besoin|tu \
      souhaites)%~,? (je|n'hésit)~{fr:do}…
      """,
      "(comme demandé|à (votre|ta) demande|conformément à (votre|ta) demande),? (j'ai|je|cette|voici)%…",
    ])
      + ["je (pars du principe|suppose|considère)( ~)? que oui~$"]
      + [
        "voici (la|le|les) (section|partie|suite|paragraphe|chapitre)( suivante?s?)? de (votre|ton|ta) (article|texte|rapport|histoire|récit|essai)…",
        "(souhaitez-vous|souhaites-tu|voulez-vous|veux-tu) que je (donne|prenne|mette|ajoute)~ (exemple|illustration)~ ?ici…\\?",
      ],
    exceptions: FrenchContext.narrated + FrenchContext.personal,
    examples: [
      "Dis-moi si tu veux que je développe cette section.",
      "Vous m'avez demandé une section courte, je m'en tiens donc à l'essentiel.",
    ],
    counterExamples: [])
}
