// "Du bist ein hilfreicher Assistent." at the head of a text

extension BoilerplateRule {
  static let germanSystemPrompt = BoilerplateRule(
    id: "de-system-prompt", languages: ["de"], place: .prompt,
    anchors: ["du bist", "sie sind", "prompt:", "eingabe:", "aufgabe:"],
    patterns: [
      """
      ((system|anweisung|instruktion|prompt|system-prompt)(:| -) ?)?(du bist|sie sind) (ab jetzt |nun |jetzt \
      )?(ein|eine|chatgpt|claude|gemini)( (hilfreicher|hilfreiche|freundlicher|freundliche|nützlicher|\
      erfahrener|erfahrene|virtueller|digitaler|intelligenter|professioneller|höflicher|kompetenter|und|\
      ehrlicher|harmloser)|,)* ?(assistent|assistentin|ki|ki-assistent|ki-assistentin|chatbot|sprachmodell|\
      chatgpt|claude|gemini|ki-sprachmodell|copywriter|seo-texter|texter)%…
      """,
      """
      (prompt|eingabe)(:| -) ?(schreib|schreibe|erstell|erstelle|verfasse|formuliere|fasse|übersetze|generiere|\
      erkläre|gib|du bist|liste|nenne)%…
      """,
    ],
    exceptions: GermanContext.narrated,
    examples: ["Du bist ein hilfreicher Assistent."],
    counterExamples: ["Du bist ein geduldiger Bäcker, wenn du zwei Tage wartest."])
}
