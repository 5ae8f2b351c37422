// The stage that masks personal data: what says how to reach or charge somebody, not who somebody is.

import Corpus

/// Masks e-mail addresses, network addresses, telephone numbers, and numbers of cards, persons and accounts.
///
/// Names, postal addresses and what identifies somebody in context are not looked for: that takes a model, and its
/// errors.
public struct PersonalDataStage: DocumentStage {
  public static let name: StageName = "personal-data"

  /// What stands in place of the data.
  public enum Mask: String, Sendable, Codable, CaseIterable {
    /// `<email>`: the placeholder.
    case placeholder
    /// `<email:kqzrtbdmwf>`: the same for the same value, by a keyed hash.
    case pseudonym
    /// `email@example.com`: a value that belongs to nobody.
    case example
  }

  public struct Settings: Sendable, Equatable, Codable {
    public var kinds: [PersonalDataKind] = PersonalDataKind.allCases
    public var mask: Mask = .placeholder
    /// `{kind}` stands for the kind; begins and ends with a bracket, so that it never is part of a number or a name.
    public var placeholder: String = "<{kind}>"
    /// Key of the pseudonyms. Whoever knows it can test whether a value that he guesses is behind a pseudonym.
    public var key: String = ""
    /// Whether addresses that are spelt out against collectors ("name [at] host [dot] org") are masked, too.
    public var includesObfuscatedEmails: Bool = false
    /// Whether addresses of private networks are masked, too.
    public var includesPrivateAddresses: Bool = false
    /// Whether identity numbers of fifteen digits (before 1999, without a check digit) are masked, too.
    public var includesOldChineseIDs: Bool = false

    public init() {}
  }

  /// Edits beyond these in one text are counted, not listed.
  static let listedEditLimit = 100_000
  /// Rounds after which no further hits are looked for; more than two need a text that was made for it.
  static let roundLimit = 8

  private let settings: Settings
  private let mask: PersonalDataMask

  /// - Throws: `CleaningError` when the placeholder could be taken for a part of the text.
  public init(settings: Settings = Settings()) throws(CleaningError) {
    let brackets: [UInt8: UInt8] = [0x3c: 0x3e, 0x5b: 0x5d, 0x7b: 0x7d]
    let placeholder = Array(settings.placeholder.utf8)
    let isBracketed = placeholder.count > 2 && placeholder.first.flatMap { brackets[$0] } == placeholder.last
    let isPlain = placeholder.allSatisfy { $0 >= 0x20 && $0 < 0x7f && $0 != 0x40 && !(0x30...0x39).contains($0) }
    guard isBracketed, isPlain else {
      throw CleaningError(
        code: .setting,
        message:
          "the placeholder '\(settings.placeholder)' must stand in <>, [] or {}, in ASCII without digits and '@'",
        location: "placeholder")
    }
    if settings.kinds.isEmpty {
      throw CleaningError(code: .setting, message: "name at least one kind of personal data", location: "kinds")
    }
    self.settings = settings
    mask = PersonalDataMask(settings)
  }

  private init(settings: Settings, mask: PersonalDataMask) {
    self.settings = settings
    self.mask = mask
  }

  /// The same stage with blots in place of masks, for texts from before masking that are shown to people: a blot is
  /// told from the mask beside it.
  public func blotting() -> PersonalDataStage {
    PersonalDataStage(settings: settings, mask: PersonalDataMask(settings, blots: true))
  }

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    guard let edits = masking(&document.text, scratch: &workspace.scratch) else { return .keep }
    return .edit(edits)
  }

  /// What is masked in a text, in order.
  public func secrets(in text: [UInt8]) -> [[UInt8]] {
    var result = text
    var scratch: [UInt8] = []
    return (masking(&result, scratch: &scratch) ?? []).map { Array(text[$0.start..<$0.end]) }
  }

  /// Masks a text that is no document, such as one that is shown.
  public func masked(_ text: [UInt8]) -> [UInt8] {
    var result = text
    var scratch: [UInt8] = []
    _ = masking(&result, scratch: &scratch)
    return result
  }

  private func masking(_ text: inout [UInt8], scratch: inout [UInt8]) -> [Edit]? {
    var edits: [Edit] = []
    // A mask may part what stood beside the data: what is then a number of its own is found in the next round.
    for _ in 0..<Self.roundLimit {
      let found = round(text, into: &scratch)
      if found.isEmpty { break }
      swap(&text, &scratch)
      edits = edits.isEmpty ? found : Edit.joined(edits, then: found)
    }
    if edits.isEmpty { return nil }
    for index in edits.indices.dropFirst(Self.listedEditLimit) { edits[index].isListed = false }
    return edits
  }

  /// One pass: the text with masks in `output`, and the edits; none where nothing changes.
  private func round(_ text: [UInt8], into output: inout [UInt8]) -> [Edit] {
    text.withUnsafeBufferPointer { text in
      var hits = PersonalDataScanner.hits(in: text, settings)
      if settings.includesObfuscatedEmails, settings.kinds.contains(.email) {
        hits = ObfuscatedEmailScanner.adding(to: hits, in: text)
      }
      var edits: [Edit] = []
      var position = 0
      for hit in hits {
        let replacement = mask.replacement(of: hit.range, kind: hit.kind, in: text)
        // A mask of this run, or the example that somebody else wrote.
        if text[hit.range].elementsEqual(replacement) { continue }
        if edits.isEmpty { output.removeAll(keepingCapacity: true) }
        output.append(contentsOf: text[position..<hit.range.lowerBound])
        output.append(contentsOf: replacement)
        position = hit.range.upperBound
        edits.append(
          Edit(
            rule: hit.kind.rawValue, start: hit.range.lowerBound, end: hit.range.upperBound,
            replacementByteCount: replacement.count))
      }
      if !edits.isEmpty { output.append(contentsOf: text[position...]) }
      return edits
    }
  }
}
