// What the workspace keeps of a text for several stages.

import Testing

@testable import Corpus

/// Counts how often it was asked to look at a text.
private struct Length: SharedAnalysis {
  var analyses = 0
  var byteCount = 0

  mutating func analyse(_ text: UnsafeBufferPointer<UInt8>) {
    analyses += 1
    byteCount = text.count
  }
}

private struct Other: SharedAnalysis {
  var first: UInt8?

  mutating func analyse(_ text: UnsafeBufferPointer<UInt8>) { first = text.first }
}

@Suite struct WorkspaceTests {
  private func document(_ text: String) -> Document {
    Document(
      id: DocumentID(high: 0, low: 1), source: "test", text: Array(text.utf8),
      origin: Origin(file: "test.txt", offset: 0, byteCount: text.utf8.count, row: 0))
  }

  @Test func anAnalysisIsMadeOnceForEachText() {
    var workspace = Workspace()
    var subject = document("one")
    for _ in 0..<3 {
      let found = workspace.withAnalysis(Length.self, of: subject) { ($0.analyses, $0.byteCount) }
      #expect(found == (1, 3))
      #expect(workspace.withAnalysis(Other.self, of: subject) { $0.first } == UInt8(ascii: "o"))
    }
    subject.text.append(contentsOf: [0x21, 0x21])
    workspace.invalidate()
    for _ in 0..<2 {
      let found = workspace.withAnalysis(Length.self, of: subject) { ($0.analyses, $0.byteCount) }
      #expect(found == (2, 5))
    }
    #expect(workspace.withAnalysis(Other.self, of: subject) { $0.first } == UInt8(ascii: "o"))
  }
}
