// "C'est contraire à mes directives."

extension BoilerplateRule {
  static let frenchGuidelineRefusal = BoilerplateRule(
    id: "fr-guideline-refusal", languages: ["fr"], place: .anywhere, isRefusal: true,
    anchors: [
      "directives", "mes consignes", "mes règles", "mes principes", "ma programmation", "mes instructions",
      "openai", "anthropic", "politique d'utilisation", "politiques d'utilisation", "règles d'utilisation",
      "mes créateurs", "mes concepteurs", "prompt système", "consignes de sécurité", "mes restrictions",
    ],
    patterns: FrenchContext.behindAsides([
      """
      (mes|ma|les|conformément à mes|selon mes|en raison de mes) ((propres|créateurs|concepteurs) )?(directives|\
      consignes|règles|principes|programmation|instructions|politiques?|créateurs|concepteurs|restrictions)( \
      ~)? (m'|ne me|me |l'interdi|interdi|n'autoris|ne permett|je ne)…
      """,
      """
      (je|cela|ceci|cette|votre|ta|ce|c'est)%…(pas|contre|contraire|enfrein|viol|contrevien|va à l'encontre|\
      dépasse|refus)…(mes|ma|d'openai|d'anthropic|openai)( propres)? ?(directives|consignes|règles|principes|\
      programmation|politiques?|instructions|restrictions)?…
      """,
      """
      je ne (peux|suis pas autorisée?|dois|vais)…(partager|divulguer|révéler|communiquer)…(instructions|\
      consignes|prompt système|directives)…
      """,
    ]),
    exceptions: FrenchContext.narrated + FrenchContext.code + [
      " (nous|entreprise|lunettes|parents|amis|enfants|club)%"
    ],
    examples: [
      "Je ne peux pas écrire cela, car c'est contraire à mes directives.",
      "Je ne peux pas partager mes instructions internes.",
    ],
    counterExamples: [
      "Le club a des règles, et nous les suivons.",
      "Je ne peux pas lire les consignes sans mes lunettes.",
    ])
}
