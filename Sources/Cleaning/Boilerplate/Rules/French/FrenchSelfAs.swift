// "En tant que modèle de langage, je …"

extension BoilerplateRule {
  static let frenchSelfAs = BoilerplateRule(
    id: "fr-self-as", languages: ["fr"], place: .anywhere,
    anchors: FrenchContext.selfAnchors,
    patterns: FrenchContext.behindAsides([
      """
      ((puisque|comme|car|et|mais) )?{fr:asme}({fr:ai}|{fr:machine}…{fr:limit})( ~)?,? ?(\\(~\\),? )?(je|j'|il \
      m'est|il ne m'est|mes|mon|ma|me|m'|cela dépasse|il est important)%…
      """,
      "{fr:asme}{fr:ai},? ?(je |j'|il m'est |mes |mon |ma )…",
      "{fr:asme}{fr:ai}( ~)?,( ~,)? ?(je |j'|il m'est |il ne m'est |mes |mon |ma |toutes mes )…",
      "(je |j')~,( ~,)? ?(en tant qu(e |')|comme |étant )(une? )?{fr:ai}(,|$)…",
      "(je |j')~ en tant qu(e |')(une? )?{fr:ai}(,|$)…",
      "mon rôle (en tant qu(e |')|d(e |'))(une? )?{fr:ai}…",
      "(n'ayant|ne disposant|ne possédant|n'étant)%~,( ~,)? ?je…{fr:ai}…",
    ])
      + [
        "\(WordOrder.any("{fr:i}", "{fr:asai}"))…"
      ],
    exceptions: FrenchContext.narrated + FrenchContext.code + [
      " (nous|chercheurs?|chercheuse|experte?|consultante?|spécialiste)%"
    ],
    examples: [
      "En tant qu'IA, je n'ai pas d'expérience personnelle du pain.",
      "Comme assistant IA, je n'ai pas d'avis personnel sur le tricot.",
      "Je dois, en tant qu'intelligence artificielle, rester neutre.",
      "Gardez à l'esprit qu'en tant qu'IA, je peux me tromper.",
    ],
    counterExamples: [
      "En tant que chercheuse en IA, je me méfie des modes.",
      "En tant qu'entreprise d'IA, nous publions nos notes.",
      "« En tant qu'IA, je ne pleure pas », dit le phare.",
      "— En tant qu'IA, je ne pleure pas, dit le phare.",
    ])
}
