// "Du bist ein professioneller Übersetzer.", with what it is to do behind it

extension BoilerplateRule {
  static let germanPromptRole = BoilerplateRule(
    id: "de-prompt-role", languages: ["de"], place: .role,
    anchors: [
      "du bist", "sie sind", "deine aufgabe", "ihre aufgabe", "agiere als", "handle als",
    ],
    patterns: [
      """
      ((system|anweisung|prompt)(:| -) ?)?(du bist|sie sind) (ab jetzt |nun |jetzt )?(ein|eine|der|\
      die) ~(experte|expertin|fachmann|fachfrau|spezialist|spezialistin|übersetzer|übersetzerin|texter|\
      texterin|redakteur|redakteurin|autor|autorin|journalist|journalistin|lehrer|lehrerin|berater|\
      beraterin|entwickler|programmierer|anwalt|assistent|assistentin|chatbot|ki|coach|schreibassistent|\
      schreibassistentin)%…
      """,
      "(deine|ihre) aufgabe ist…",
      "(agiere|handle) als…",
    ],
    examples: [
      "Du bist ein professioneller Übersetzer."
    ],
    counterExamples: [
      "Du bist ein Lehrer, wenn du zwei Tage wartest.", "Deine Aufgabe ist das Kneten.",
    ])
}
