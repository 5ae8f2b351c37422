// The AI-boilerplate stage over what assistants usually say.

import Cleaning
import Corpus
import Testing

@Suite struct UsualPhrasesTests {
  @Test(arguments: UsualPhrases.all) func whatAssistantsSayGoesAndTheTextStays(_ phrases: UsualPhrases) throws {
    let stage = try AIBoilerplateStage()
    let body = phrases.paragraphs.joined(separator: "\n\n")
    let space = ["zh", "ja"].contains(phrases.language) ? "" : " "
    for phrase in phrases.opening { #expect(run(stage, phrase + "\n\n" + body).text == body, "\(phrase)") }
    for phrase in phrases.closing { #expect(run(stage, body + "\n\n" + phrase).text == body, "\(phrase)") }
    for phrase in phrases.inside {
      let text = phrases.paragraphs[0] + space + phrase + "\n\n" + phrases.paragraphs[1]
      #expect(run(stage, text).text == body, "\(phrase)")
    }
    for refusal in phrases.refusals {
      guard case .drop = run(stage, refusal).verdict else {
        Issue.record("stays: \(refusal)")
        continue
      }
    }
    for text in phrases.ofPeople { #expect(run(stage, text).text == text, "\(text)") }
  }
}
