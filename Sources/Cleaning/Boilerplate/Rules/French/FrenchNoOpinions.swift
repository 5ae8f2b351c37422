// "Je n'ai pas d'opinions personnelles …"

extension BoilerplateRule {
  static let frenchNoOpinions = BoilerplateRule(
    id: "fr-no-opinions", languages: ["fr"], place: .anywhere, isRefusal: true,
    anchors: [
      "opinion", "opinions", "émotions", "sentiments", "préférences", "avis personnel", "convictions",
      "conscience", "croyances", "expérience personnelle", "expériences personnelles", "corps", "ressens",
      "ressentir", "goûter", "sens", "corps", "fatigue", "favori", "préféré", "préférée",
    ],
    patterns: FrenchContext.behindAsides([
      """
      ((comme|car|puisque) )?je (n'ai|ne possède|ne ressens|n'éprouve|ne peux) (bien sûr |évidemment )?(pas|\
      aucune?|ni)% ?(avoir |exprimer |ressentir )?(d'|de )?((avis|opinions?|sentiments?|émotions?|préférences?|\
      convictions|croyances|conscience|expériences?) (personnel(le)?s?,|personnel(le)?s? ni|personnelles|\
      personnels|humaine?s?|propre|politiques?|subjectifs?)|émotions|conscience|sentiments|opinions?,|opinions? \
      ni)…
      """,
      """
      je (ne |n')(peux |puis |ressens |éprouve |possède )(pas |ni |aucune? )?(ressentir|goûter|éprouver|sentir|\
      fatigue|émotion|douleur|sensation)…
      """,
    ]),
    exceptions: FrenchContext.narrated + FrenchContext.code + [
      " (nous|mon mari|ma femme|mon père|ma mère|ma sœur|mon frère|trains)%"
    ],
    examples: ["Je n'ai pas d'opinions personnelles, mais beaucoup aiment le seigle."],
    counterExamples: ["Je n'ai pas d'opinion sur le pain."])
}
