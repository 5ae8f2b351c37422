// "J'espère que cela vous aide !"

extension BoilerplateRule {
  static let frenchHope = BoilerplateRule(
    id: "fr-hope", languages: ["fr"], place: .closing,
    anchors: ["j'espère", "espérant", "en espérant"],
    patterns: FrenchContext.behindAsides([
      """
      (j'espère|en espérant)( vraiment| sincèrement)?,? (que |qu'|avoir |vous avoir |t'avoir )(cela|ceci|ça|\
      cette|ces|ce|c'|mes|ma|mon|la|le|les|l'|il|elle|vous|tu|j'|ce |répondu|aidé|pu|été)…(aid|utile|répon|\
      éclair|plai|convien|attente|satisf|claire?|clarifi|inspir|servi|permet|donn|besoin|mieux|comprendre|\
      trouver)…
      """
    ]),
    exceptions: FrenchContext.narrated + FrenchContext.personal + FrenchContext.code + [
      " (mon (neveu|fils|voisin|frère)|ma (fille|sœur|nièce)|quelqu'un|lecteurs|ceux|hiver|tous ceux)%"
    ],
    examples: ["J'espère que cela vous aide !", "J'espère que cette proposition répond à vos attentes."],
    counterExamples: ["J'espère que l'hiver sera doux.", "J'espère que ces notes aideront mon neveu."])
}
