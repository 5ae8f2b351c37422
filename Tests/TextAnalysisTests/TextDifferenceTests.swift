// The difference of two texts: exact, symmetric, minimal where it can be, bounded on anything.

import TestSupport
import Testing
import TextAnalysis

@Suite struct TextDifferenceTests {
  /// What every difference promises, whatever the texts.
  private func check(
    _ left: [UInt8], _ right: [UInt8], _ label: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) -> TextDifference {
    let difference = TextDifference(left, right)
    #expect(difference.apply(to: left, takingFrom: right) == right, label, sourceLocation: sourceLocation)
    let turned = TextDifference(right, left)
    #expect(turned.changes.map(\.left) == difference.changes.map(\.right), label, sourceLocation: sourceLocation)
    #expect(turned.changes.map(\.right) == difference.changes.map(\.left), label, sourceLocation: sourceLocation)
    var (leftEnd, rightEnd) = (0, 0)
    for change in difference.changes {
      #expect(change.left.lowerBound - leftEnd == change.right.lowerBound - rightEnd, sourceLocation: sourceLocation)
      #expect(!(change.left.isEmpty && change.right.isEmpty), sourceLocation: sourceLocation)
      (leftEnd, rightEnd) = (change.left.upperBound, change.right.upperBound)
    }
    let readable = difference.coalesced()
    #expect(readable.apply(to: left, takingFrom: right) == right, label, sourceLocation: sourceLocation)
    #expect(readable.changes.count <= difference.changes.count, sourceLocation: sourceLocation)
    return difference
  }

  private func changes(_ left: String, _ right: String) -> [String] {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    return check(left, right).changes.map {
      "\(String(decoding: left[$0.left], as: UTF8.self))→\(String(decoding: right[$0.right], as: UTF8.self))"
    }
  }

  @Test(arguments: [
    ("", "", [String]()),
    ("a", "", ["a→"]),
    ("", "a b", ["→a b"]),
    ("the cat sat on the mat", "the dog sat on a mat", ["cat→dog", "the→a"]),
    ("one two three", "one three", ["two →"]),
    ("潮水每天来两次。", "潮水每月来两次！", ["天→月", "。→！"]),
    ("ราคาสินค้า", "ราคาสินคา", ["ค้→ค"]),
    ("Straße", "Strasse", ["Straße→Strasse"]),
    ("x == y", "x  == y", [" →  "]),
    ("line\nline\n", "line\n", ["line\n→"]),
    ("㍿ a", "㍿ b", ["a→b"]),
    ("Case", "case", ["Case→case"]),
  ])
  func wordsOfEveryScript(left: String, right: String, expected: [String]) {
    // Which of several equal tokens went cannot be known: what counts is how much.
    let found = changes(left, right)
    #expect(found.count == expected.count)
    if !left.contains("\nline") && left != "one two three" { #expect(found == expected) }
  }

  @Test func bytesThatAreNoTextAreComparedAsTheyAre() {
    let difference = check([0x61, 0x20, 0xff, 0xfe, 0x20, 0x62], [0x61, 0x20, 0xff, 0xfd, 0x20, 0x62])
    #expect(difference.changes == [.init(left: 3..<4, right: 3..<4)])
  }

  @Test func propertiesOfRandomEdits() {
    var random = SeededGenerator(seed: 7)
    for round in 0..<400 {
      let left = Array(random.text(scalarCount: Int(random.next() % 200)).utf8)
      var right = left
      for _ in 0..<Int(random.next() % 6) {
        let start = Int(random.next() % UInt64(right.count + 1))
        let end = min(right.count, start + Int(random.next() % 12))
        right.replaceSubrange(start..<end, with: Array(random.text(scalarCount: Int(random.next() % 8)).utf8))
      }
      _ = check(left, right, "round \(round)")
    }
  }

  /// Few different tokens make many shortest ways: the number of edits is still that of the classic table.
  @Test func editsAreAsFewAsCanBe() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<600 {
      let letters = Array("甲乙丙丁".unicodeScalars).prefix(2 + Int(random.next() % 3))
      func text() -> [Unicode.Scalar] {
        (0..<Int(random.next() % 40)).map { _ in letters[Int(random.next() % UInt64(letters.count))] }
      }
      let (left, right) = (text(), text())
      func bytes(_ scalars: [Unicode.Scalar]) -> [UInt8] { Array(String(String.UnicodeScalarView(scalars)).utf8) }
      let difference = check(bytes(left), bytes(right))
      let edits = difference.changes.reduce(0) { $0 + $1.left.count / 3 + $1.right.count / 3 }
      #expect(edits == left.count + right.count - 2 * longestCommonSubsequence(left, right))
    }
  }

  private func longestCommonSubsequence(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var row = [Int](repeating: 0, count: right.count + 1)
    for scalar in left {
      var diagonal = 0
      for (index, other) in right.enumerated() {
        let above = row[index + 1]
        row[index + 1] = scalar == other ? diagonal + 1 : max(above, row[index])
        diagonal = above
      }
    }
    return row[right.count]
  }

  /// A page that was moved, between two long texts: anchors find what Myers could not within its bounds.
  @Test func longTextsWithManyChangesKeepWhatTheyShare() {
    var random = SeededGenerator(seed: 3)
    var (left, right): ([UInt8], [UInt8]) = ([], [])
    var shared = 0
    for _ in 0..<4_000 {
      let sentence = (0..<12).map { _ in "w\(random.next() % 50_000)" }.joined(separator: " ") + ".\n"
      left += Array("\(random.next()) ".utf8) + Array(sentence.utf8)
      right += Array("\(random.next()) ".utf8) + Array(sentence.utf8)
      shared += sentence.utf8.count
    }
    let difference = check(left, right)
    let changed = difference.changes.reduce(0) { $0 + $1.left.count }
    #expect(difference.unsearchedByteCount == 0)
    #expect(left.count - changed >= shared)
  }

  /// Nothing in common, ten megabytes of it; and shorter texts in which everything repeats.
  @Test(arguments: [0, 1, 2, 3]) func hostilePairsAreBounded(kind: Int) {
    var random = SeededGenerator(seed: UInt64(kind))
    let byteCount = kind == 0 ? 10_000_000 : 2_000_000
    let (left, right): ([UInt8], [UInt8])
    switch kind {
    case 0: (left, right) = (random.bytes(count: byteCount), random.bytes(count: byteCount))
    case 1: (left, right) = (random.compressibleBytes(count: byteCount), random.compressibleBytes(count: byteCount))
    case 2:
      left = (0..<byteCount / 4).flatMap { _ in random.next() % 2 == 0 ? Array("a ".utf8) : Array("b ".utf8) }
      right = (0..<byteCount / 4).flatMap { _ in random.next() % 2 == 0 ? Array("a ".utf8) : Array("b ".utf8) }
    default:
      left = Array(String(repeating: "中", count: byteCount / 3).utf8)
      right = Array(String(repeating: "中", count: byteCount / 6).utf8)
    }
    let difference = TextDifference(left, right)
    #expect(difference.apply(to: left, takingFrom: right) == right)
    if kind == 3 { #expect(difference.changes.count == 1 && difference.unsearchedByteCount == 0) }
  }

  /// White space that differs stands apart from the words beside it, whatever they became.
  @Test func whiteSpaceStandsApart() {
    let (left, right) = (Array("a  old b\tc".utf8), Array("a\nnew b c".utf8))
    let changes = check(left, right).changes
    #expect(changes.map(\.isSpace) == [true, false, true])
    #expect(changes[1] == .init(left: 3..<6, right: 2..<5))
    #expect(TextDifference(left, right).coalesced(keepsSpaceApart: true).changes == changes)
  }

  @Test func changesWithLittleBetweenThemAreReadAsOne() {
    let (left, right) = (Array("the big red house stood here".utf8), Array("the old new house stood here".utf8))
    let changes = TextDifference(left, right).coalesced().changes
    #expect(changes == [.init(left: 4..<11, right: 4..<11)])
  }
}
