// "Here is a short overview:" behind a polite opening.

extension BoilerplateRule {
  static let englishAnnouncement = BoilerplateRule(
    id: "en-announcement", languages: ["en"], place: .afterOpening, extent: .throughColon,
    anchors: [
      "here is", "here are", "here's", "here’s", "below", "i'd be", "i’d be", "i would be", "i'll", "i’ll", "i can",
      "i will", "let me", "let's", "let’s",
      "allow me", "the following", "i'm happy", "i’m happy", "i am happy", "i'm here", "i’m here", "i am here",
      "i'm glad", "i am glad", "i’m glad", "here you go", "here i", "here you",
      "here it", "here they", "here goes", "this gets", "this goes", "this touches", "this is", "that is", "these are",
      "find", "i've", "i’ve", "i have", "we can", "based on", "according to", "following",
      "the revised", "the updated", "the corrected", "the new", "the improved", "the final", "the edited",
      "the requested", "to answer",
      "in response", "how can i", "how may i", "what would you", "what can i", "per your", "using", "given", "to help",
      "to recap", "i am", "i'm", "i’m",
      "i could", "i would", "what follows", "we have", "we've", "what you", "to address", "to clarify", "the rewritten",
      "the expanded", "the shortened",
      "i'd love", "i’d love", "i would love", "i'd like", "i’d like",
    ],
    patterns: ["{act}…"],
    exceptions: EnglishSelfReference.narrated,
    examples: [],
    counterExamples: ["Here is the house in which the painter lived:"])
}
