// "I don't have personal opinions, but …"

extension BoilerplateRule {
  static let englishNoOpinions = BoilerplateRule(
    id: "en-no-opinions", languages: ["en"], place: .edge,
    anchors: [
      "personal opinion", "personal opinions", "personal beliefs", "personal feelings", "personal emotions",
      "personal preferences", "personal experiences", "personal preference", "opinions or", "feelings or",
      "emotions or", "consciousness",
      "human emotions", "subjective experiences", "personal views", "human feelings", "human experiences",
    ],
    patterns: [
      "({aside} )*i (don't|do not|cannot|can't|am not able to|'m not able to|am unable to)( actually| really| personally| truly)*"
        + " (have|hold|possess|experience|form|feel|express|offer|provide|share) ((any|my own|personal|human|subjective|real|genuine) )*"
        + "(opinions?|beliefs|feelings|emotions|preferences?|experiences|views|consciousness)( or| and|,|\\.|;| of| in| on| about| like| the way| as|$)…"
    ],
    exceptions: EnglishSelfReference.narrated,
    examples: [
      "I don't have personal opinions or beliefs, but here is what is generally said about bread.",
      "I do not have personal preferences, but many people enjoy rye.",
    ],
    counterExamples: [
      "I don't have personal experience with this oven, so ask my sister.",
      "I don't have an opinion on bread.",
    ])
}
