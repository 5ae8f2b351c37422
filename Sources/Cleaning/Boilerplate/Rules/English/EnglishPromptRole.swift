// "You are a professional translator.", with what it is to do behind it.

extension BoilerplateRule {
  static let englishPromptRole = BoilerplateRule(
    id: "en-prompt-role", languages: ["en"], place: .role,
    anchors: [
      "you are a", "you are an", "you are now", "act as a", "act as an", "your task", "your job", "your role",
      "your goal", "imagine you are",
    ],
    patterns: [
      """
      ((system|instructions?|prompt)(:| -) ?)?(imagine )?you are (now )?(an? |the )~(expert|professional|\
      specialist|assistant|translator|writer|copywriter|editor|journalist|teacher|tutor|coach|consultant|\
      engineer|developer|programmer|scientist|analyst|lawyer|historian|marketer|strategist|bot|chatbot|\
      agent|ai|model|advisor|summarizer|classifier|critic|reviewer|interpreter|linguist|storyteller|\
      author|generator|blogger|marketing)%…
      """,
      """
      (i want you to |please |you will |you must )?act as (an? |the )?~(expert|professional|specialist|\
      assistant|translator|writer|copywriter|editor|journalist|teacher|tutor|coach|consultant|engineer|\
      developer|programmer|scientist|analyst|lawyer|historian|marketer|strategist|bot|chatbot|agent|ai|\
      model|advisor|summarizer|classifier|critic|reviewer|interpreter|linguist|storyteller|author|\
      generator|blogger|marketing)%…
      """,
      "your (task|job|role|goal) is to…",
    ],
    examples: [
      "You are a professional translator.", "You are an expert on bread baking.",
    ],
    counterExamples: [
      "You are a writer if you write every day.", "Your task is to find a good flour.",
    ])
}
