// The stage that takes what an assistant says of itself out of text: sentences, not documents.
//
// One pass of an automaton looks for anchor phrases; text without any is done with. Otherwise the text is cut into
// sentences and the rules whose anchors occur in a sentence are tried on it. What remains of the work is where a
// sentence stands: at an end of the document or of a turn, beside what has been removed, in quotation marks.

import Corpus

/// Removes AI boilerplate: self-reference, refusals, polite openings and closings, leaked chat markers.
public struct AIBoilerplateStage: DocumentStage {
  public static let name: StageName = "ai-boilerplate"

  /// Why a document goes.
  public enum Reason: String, Sendable, CaseIterable {
    /// Nothing but a refusal.
    case refusal
    /// Too little remains when the boilerplate is gone.
    case littleRemains = "little-remains"
  }

  public struct Settings: Sendable, Equatable, Codable {
    /// Languages (BCP 47) whose rules are used; empty for all.
    public var languages: [String] = []
    /// Identifiers of rules that are switched off.
    public var disabledRules: [String] = []
    /// A document of which fewer bytes remain (spaces not counted) after a removal is dropped.
    public var minimumRemainingBytes: Int = 16

    public init() {}
  }

  private let ruleSet: BoilerplateRuleSet
  private let minimumRemainingBytes: Int

  /// Rounds after which the stage stops looking for what earlier removals have laid bare.
  static let roundLimit = 8
  /// Length of the stretch at each end of a text in which openings and closings are looked for in one round.
  static let endByteCount = 400
  /// Longer texts are no mere refusals.
  static let shortTextByteCount = 2_000
  /// Occurrences of anchors beyond which the rest of a text is not examined.
  static let hitLimit = 2_000_000

  /// - Parameter rules: instead of the rules that Sluice brings along.
  /// - Throws: `CleaningError` when a rule is wrong.
  public init(settings: Settings = Settings(), rules: [BoilerplateRule] = BoilerplateRules.all) throws(CleaningError) {
    let chosen = rules.filter { rule in
      !settings.disabledRules.contains(rule.id)
        && (settings.languages.isEmpty || rule.languages.contains { settings.languages.contains($0) })
    }
    ruleSet = try BoilerplateRuleSet(
      rules: chosen, vocabulary: BoilerplateRules.vocabulary, markers: MarkerRules.phrases)
    minimumRemainingBytes = settings.minimumRemainingBytes
  }

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    var found = Anchors()
    document.text.withUnsafeBufferPointer { find(in: $0, &found) }
    guard found.matter else { return .keep }
    var text = document.text
    var map = RemovalMap(byteCount: text.count)
    var sawRefusal = false
    for _ in 0..<Self.roundLimit {
      let finding = text.withUnsafeBufferPointer { findings(in: $0, found) }
      guard !finding.stretches.isEmpty else { break }
      sawRefusal = sawRefusal || finding.sawRefusal
      if finding.dropsAll { return .drop(DropReason(Reason.refusal)) }
      map.remove(finding.stretches)
      text = removing(finding.stretches, from: text)
      text.withUnsafeBufferPointer { find(in: $0, &found) }
      guard found.matter else { break }
    }
    if map.isEmpty { return .keep }
    let remaining = text.count { $0 > 0x20 }
    if remaining < minimumRemainingBytes {
      return .drop(
        DropReason(sawRefusal ? Reason.refusal : .littleRemains, detail: ["remaining_bytes": "\(remaining)"]))
    }
    document.text = text
    return .edit(map.edits())
  }

  /// Anchors where they count, and whether the text is a conversation.
  private struct Anchors {
    var hits: [PhraseAutomaton.Hit] = []
    var labels: [ChatLabel] = []
    var matter: Bool { !hits.isEmpty }
  }

  /// Looks for anchors: for all in a conversation and a short text, else for those of rules for the ends of a text at
  /// its ends only, since they are everyday words.
  private func find(in text: UnsafeBufferPointer<UInt8>, _ found: inout Anchors) {
    found.hits.removeAll(keepingCapacity: true)
    found.labels = ChatLabels.conversation(in: text)
    if text.count <= Self.shortTextByteCount || !found.labels.isEmpty {
      ruleSet.automaton.find(in: text, 0..<text.count, limit: Self.hitLimit, into: &found.hits)
      if found.labels.isEmpty {
        let hasPrompt = beginsPrompt(found.hits)
        found.hits.removeAll { !canMatter($0, textByteCount: text.count, hasPrompt: hasPrompt) }
      }
      return
    }
    let width = endWidth
    var atEnds: [PhraseAutomaton.Hit] = []
    ruleSet.automaton.find(in: text, 0..<width, limit: Self.hitLimit, into: &atEnds)
    ruleSet.automaton.find(in: text, text.count - width..<text.count, limit: Self.hitLimit, into: &atEnds)
    ruleSet.middleAutomaton.find(in: text, 0..<text.count, limit: Self.hitLimit, into: &found.hits)
    let hasPrompt = beginsPrompt(atEnds)
    for hit in atEnds where !ruleSet.reachOfPhrase[Int(hit.phrase)].contains(.everywhere) {
      if canMatter(hit, textByteCount: text.count, hasPrompt: hasPrompt) { found.hits.append(hit) }
    }
  }

  /// Whether anchors of what begins a prompt are among the hits.
  private func beginsPrompt(_ hits: [PhraseAutomaton.Hit]) -> Bool {
    hits.contains { $0.start < Self.endByteCount && ruleSet.reachOfPhrase[Int($0.phrase)].contains(.prompt) }
  }

  /// Bytes at each end in which an anchor of a rule for that end may lie.
  private var endWidth: Int { Self.endByteCount + ruleSet.automaton.longestByteCount }

  /// Whether an anchor counts where it stands, in a text that is no conversation.
  private func canMatter(_ hit: PhraseAutomaton.Hit, textByteCount: Int, hasPrompt: Bool) -> Bool {
    let reach = ruleSet.reachOfPhrase[Int(hit.phrase)]
    if hasPrompt, reach.contains(.behindPrompt), hit.start < Self.endByteCount { return true }
    return reach.contains(.everywhere) || (reach.contains(.start) && hit.start < Self.endByteCount)
      || (reach.contains(.end) && Int(hit.end) > textByteCount - Self.endByteCount)
      || (reach.contains(.shortTexts) && textByteCount <= Self.shortTextByteCount)
  }

  /// The middle of a long text in which no anchor was found.
  private func idleMiddle(of text: UnsafeBufferPointer<UInt8>, _ found: Anchors) -> Range<Int>? {
    let width = endWidth
    guard found.labels.isEmpty, text.count > Self.shortTextByteCount else { return nil }
    let isIdle = found.hits.allSatisfy { Int($0.end) <= width || Int($0.start) >= text.count - width }
    return isIdle ? IdleMiddle.find(in: text, from: width, to: text.count - width) : nil
  }

  private struct Findings {
    var stretches: [(range: Range<Int>, rule: String)] = []
    var sawRefusal = false
    /// Every turn of the assistant was a refusal, or the document was one.
    var dropsAll = false
  }

  private func findings(in text: UnsafeBufferPointer<UInt8>, _ found: Anchors) -> Findings {
    let (hits, labels) = (found.hits, found.labels)
    let markerHits = hits.filter { Int($0.phrase) < ruleSet.markerPhraseCount }.sorted { $0.start < $1.start }
    if !markerHits.isEmpty {
      let markers = MarkerScanner(text).stretches(hits: markerHits, isConversation: !labels.isEmpty)
      if !markers.isEmpty { return Findings(stretches: markers) }
    }
    var scanner = SentenceScanner(text)
    scanner.scan(labels: labels, middle: idleMiddle(of: text, found))
    var judge = SentenceJudge(ruleSet: ruleSet, text: text, sentences: scanner.sentences, hits: hits)
    var findings = Findings()
    var answers = 0
    var emptiedAnswers = 0
    for block in judge.blocks() {
      let label = labels.isEmpty || block.number == 0 ? nil : labels[block.number - 1]
      if let label, label.speaker == .user { continue }
      if !labels.isEmpty, label == nil { continue }
      judge.decide(block.range)
      // A letter's only sentence is its first and its last one: its place says nothing.
      if labels.isEmpty, judge.isEmptied(block.range), !judge.isCertain(block.range) { continue }
      findings.stretches += judge.stretches(block.range)
      findings.sawRefusal = findings.sawRefusal || judge.sawRefusal(block.range)
      answers += 1
      if judge.isEmptied(block.range) { emptiedAnswers += 1 }
    }
    findings.dropsAll = findings.sawRefusal && answers > 0 && emptiedAnswers == answers
    return findings
  }
}
