// What holds for every text: masks stand where data stood, nothing else changes, and a second pass finds nothing.

import Corpus
import TestSupport
import Testing
import TextAnalysis

@testable import Cleaning

@Suite struct PersonalDataStageTests {
  /// Pieces of texts that are full of numbers, whole and cut.
  private static let pieces = [
    "john@example.com", "@", ".", " ", " ", "-", "+", "(", ")", "/", ":", "\n", "，", "电话", "Tel ", "ip ", "card ",
    "13800138000", "138", "0013", "8000", "4111 1111 1111 1111", "4111111111111111", "1111", "+44 20 7946 0958",
    "8.8.8.8",
    "202-555-0143", "555", "01", "23", "45", "20", "2001:4860::88", "::", "11010519491231002X",
    "DE89 3704 0044 0532 0130 00",
    "DE89", "3704", "x12", "<phone>", "é", "面", "１２３", "．", "＠", "\u{200b}", "git@github.com:a/b", "[at]", " dot ", "a",
    "email@example.com", "192.0.2.1", "+1-202-555-0100",
  ]

  @Test(arguments: 0..<60) func isIdempotentBoundedAndAccountedFor(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for mask in PersonalDataStage.Mask.allCases {
      var settings = PersonalDataStage.Settings()
      settings.mask = mask
      settings.includesObfuscatedEmails = seed % 2 == 0
      settings.includesPrivateAddresses = seed % 3 == 0
      settings.includesOldChineseIDs = seed % 5 == 0
      let stage = try PersonalDataStage(settings: settings)
      for _ in 0..<40 {
        let text = Array(
          (0..<14).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined().utf8)
        var masked = document(text)
        var workspace = Workspace()
        let verdict = stage.apply(to: &masked, using: &workspace)
        #expect(UTF8Bytes.isValid(masked.text))
        if case .edit(let edits) = verdict {
          #expect(areSound(edits, in: text))
          #expect(
            text.count - edits.reduce(0) { $0 + $1.end - $1.start - $1.replacementByteCount } == masked.text.count)
          #expect(unmasked(masked.text, edits) == kept(of: text, after: edits))
        } else {
          #expect(masked.text == text)
        }
        workspace.invalidate()
        #expect(stage.apply(to: &masked, using: &workspace) == .keep, "\(String(decoding: text, as: UTF8.self))")
      }
    }
  }

  /// A text after the stage without its masks.
  private func unmasked(_ text: [UInt8], _ edits: [Edit]) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    var growth = 0
    for edit in edits {
      result += text[position..<edit.start + growth]
      position = edit.start + growth + edit.replacementByteCount
      growth += edit.replacementByteCount - (edit.end - edit.start)
    }
    return result + text[position...]
  }

  @Test(arguments: 0..<20) func takesAnyBytes(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let stage = try PersonalDataStage()
    for _ in 0..<20 {
      var bytes = generator.bytes(count: 200)
      // Digits and signs among what is no UTF-8.
      for index in bytes.indices where generator.next() % 3 == 0 { bytes[index] = UInt8(0x2d + generator.next() % 20) }
      let text = bytes
      var masked = document(text)
      var workspace = Workspace()
      if case .edit(let edits) = stage.apply(to: &masked, using: &workspace) {
        #expect(edits.allSatisfy { $0.start < $0.end && $0.end <= text.count })
      } else {
        #expect(masked.text == text)
      }
    }
  }

  @Test func masksOfEveryKindAndStyle() throws {
    let text =
      "a@example.org, 8.8.8.8, +44 20 7946 0958, 4111 1111 1111 1111, 11010519491231002X, GB82WEST12345698765432"
    #expect(
      run(try PersonalDataStage(), text).text == "<email>, <ip>, <phone>, <credit-card>, <chinese-id>, <iban>")
    var settings = PersonalDataStage.Settings()
    settings.mask = .example
    #expect(
      run(try PersonalDataStage(settings: settings), text).text
        == "email@example.com, 192.0.2.1, +1-202-555-0100, 4111 1111 1111 1111, 11010519491231002X, "
        + "GB82 WEST 1234 5698 7654 32")
    settings.mask = .placeholder
    settings.placeholder = "[{kind} removed]"
    settings.kinds = [.email, .phone]
    #expect(
      run(try PersonalDataStage(settings: settings), text).text
        == "[email removed], 8.8.8.8, [phone removed], 4111 1111 1111 1111, 11010519491231002X, GB82WEST12345698765432")
  }

  @Test func pseudonymsAreStableAndKeyed() throws {
    var settings = PersonalDataStage.Settings()
    settings.mask = .pseudonym
    settings.key = "1"
    let stage = try PersonalDataStage(settings: settings)
    let text = run(stage, "a@example.org A@EXAMPLE.ORG b@example.org +44 20 7946 0958 +442079460958").text
    let words = text.split(separator: " ")
    #expect(words.count == 5 && words[0] == words[1] && words[0] != words[2] && words[3] == words[4])
    #expect(words[0].hasPrefix("<email:") && words[0].utf8.count == 18)
    #expect(run(stage, "x a@example.org").text == "x \(words[0])")
    settings.key = "2"
    #expect(run(try PersonalDataStage(settings: settings), "x a@example.org").text != "x \(words[0])")
  }

  @Test(arguments: ["", "email", "<{kind}", "<1>", "<a@b>", "(x)", "<é>", "<\n>"])
  func placeholdersThatCouldBeText(_ placeholder: String) {
    var settings = PersonalDataStage.Settings()
    settings.placeholder = placeholder
    #expect(throws: CleaningError.self) { try PersonalDataStage(settings: settings) }
  }

  @Test func aTextThatIsOneLongRunIsReadOnce() throws {
    // Each would take hours where work grew with the square of the length.
    for piece in ["1", "1.", "1 ", "a@", "@a.", "(1", "+", "2001:", "::", "DE89", "[at]", "１", "138 "] {
      let text = Array(repeating: Array(piece.utf8), count: 2_000_000 / piece.utf8.count).flatMap { $0 }
      var settings = PersonalDataStage.Settings()
      settings.includesObfuscatedEmails = true
      var masked = document(text)
      var workspace = Workspace()
      _ = try PersonalDataStage(settings: settings).apply(to: &masked, using: &workspace)
    }
  }

  @Test func editsBeyondTheLimitAreCountedNotListed() throws {
    let count = PersonalDataStage.listedEditLimit + 5
    let text = String(repeating: "a@b.de ", count: count)
    guard case .edit(let edits) = run(try PersonalDataStage(), text).verdict else {
      Issue.record("nothing was masked")
      return
    }
    #expect(edits.count == count)
    #expect(edits.filter(\.isListed).count == PersonalDataStage.listedEditLimit)
  }
}
