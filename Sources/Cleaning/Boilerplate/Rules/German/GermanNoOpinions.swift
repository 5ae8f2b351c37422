// "Ich habe keine persönlichen Meinungen …"

extension BoilerplateRule {
  static let germanNoOpinions = BoilerplateRule(
    id: "de-no-opinions", languages: ["de"], place: .anywhere, isRefusal: true,
    anchors: [
      "persönliche meinung", "persönliche meinungen", "persönlichen meinungen", "eigene meinung",
      "eigene meinungen", "eigenen meinungen", "gefühle", "emotionen", "vorlieben", "bewusstsein", "empfindungen",
      "keinen körper", "persönliche erfahrungen", "persönlichen erfahrungen", "eigene erfahrungen", "müde",
      "meinung", "meinungen", "körper", "lieblingsfarbe", "lieblingsessen", "favoriten", "geschmack", "sinne",
      "bewusst", "erlebnisse", "erfahrungen", "fühlen", "schmecken", "riechen",
    ],
    patterns: GermanContext.behindAsides([
      """
      ((da|weil|dass) )?ich (selbst |natürlich |leider |als solche |ja )*(habe|besitze|kann|hege|verfüge über|\
      empfinde|fühle|erlebe) (natürlich |leider |selbst )*(keine|keinen|kein|weder) (((eigenen?|persönlichen?|\
      menschlichen?|echten?|politischen?|subjektiven?) )+(meinung|meinungen|vorlieben|überzeugungen|ansichten|\
      gefühle)|gefühle|emotionen|bewusstsein|empfindungen|körper)( (oder|und|noch|,)|,|;|$| bilden| haben| zu| \
      wie)…
      """,
      """
      ((da|weil) )?ich (keine|keinen|kein|weder) ((eigenen?|persönlichen?|menschlichen?|echten?) )*(meinung|\
      meinungen|gefühle|emotionen|bewusstsein|empfindungen|körper)%…(habe|besitze|,)…ich…
      """,
      """
      ((da|weil) )?ich (kann|habe) (selbst |natürlich |ja |leider )*(nicht|nichts|weder|keine sinne|keinen \
      geschmack|keinen geruch)%~(fühlen|schmecken|riechen|empfinden|tasten|sinn|geschmack|geruch)…
      """,
    ]),
    exceptions: GermanContext.narrated + GermanContext.code + [
      " (mein (mann|bruder|vater|sohn)|meine (frau|schwester|mutter|tochter)|wir|uns)%"
    ],
    examples: ["Ich habe keine persönlichen Meinungen oder Gefühle, aber viele schätzen Roggenbrot."],
    counterExamples: [
      "Ich habe keine Meinung zu Brot.",
      "Persönliche Erfahrungen mit den neuen Zügen habe ich nicht.",
    ])
}
