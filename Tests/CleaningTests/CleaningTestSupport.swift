// What the tests of this room share.

import Corpus

@testable import Cleaning

func document(_ text: String) -> Document { document(Array(text.utf8)) }

func document(_ text: [UInt8]) -> Document {
  Document(
    id: DocumentID(high: 0, low: 1), source: "test", text: text,
    origin: Origin(file: "test.txt", offset: 0, byteCount: text.count, row: 0))
}

/// Applies a stage to a text.
func run(_ stage: some DocumentStage, _ text: String) -> (verdict: Verdict, text: String) {
  var document = document(text)
  var workspace = Workspace()
  let verdict = stage.apply(to: &document, using: &workspace)
  return (verdict, String(decoding: document.text, as: UTF8.self))
}

/// The text that the edits of a verdict leave of `original`, without their replacements.
func kept(of original: [UInt8], after edits: [Edit]) -> [UInt8] {
  var result: [UInt8] = []
  var position = 0
  for edit in edits {
    result += original[position..<edit.start]
    position = edit.end
  }
  return result + original[position...]
}

/// True when the edits are ascending, disjoint, inside the text, and on the borders of characters.
func areSound(_ edits: [Edit], in original: [UInt8]) -> Bool {
  var position = 0
  for edit in edits {
    guard edit.start >= position, edit.start < edit.end, edit.end <= original.count else { return false }
    for offset in [edit.start, edit.end] where offset < original.count && original[offset] & 0xc0 == 0x80 {
      return false
    }
    position = edit.end
  }
  return true
}
