// "Ce texte a été généré par une IA."

extension BoilerplateRule {
  static let frenchGenerated = BoilerplateRule(
    id: "fr-generated", languages: ["fr"], place: .edge,
    anchors: ["ia", "intelligence artificielle", "chatgpt", "modèle de langage", "d'ia"],
    patterns: FrenchContext.behindAsides([
      """
      (ce|cet|cette|ces|le|la|les|l'|tout le) ?(présent |présente )?(texte|article|contenu|réponse|résumé|\
      informations?|traduction|document|page|contenus|message|billet|image|images|synthèse)%…(généré|rédigé|\
      créé|produit|écrit|traduit|provien|élaboré)e?s?…(ia|intelligence artificielle|chatgpt|modèle de langage)…
      """
    ])
      + [
        """
        (contenu|texte|article|réponse) (généré|rédigé|créé)e? (par|avec|à l'aide)%…(ia|intelligence \
        artificielle|chatgpt)…
        """
      ],
    exceptions: FrenchContext.narrated + [" (chercheu(r|se)|experte?|entreprise|société|professeur)%"],
    examples: ["Ce texte a été généré par une IA et peut contenir des erreurs."],
    counterExamples: ["Ce texte a été écrit à la main."])
}
