// Passages in too many documents: found whatever the tasks, taken out with nothing else.

import Storage
import TestSupport
import Testing
import TextAnalysis

@testable import Corpus
@testable import Deduplication

/// A document of a small corpus.
private struct Page {
  var orderKey: UInt64
  var text: String
  var source = "web"
  var rank = 0
}

/// Counts pages cut into tasks and opens the table of their repeated passages.
private func table(
  of tasks: [[Page]], rule: PassageRule, maximum: Int, ranges: Int = 1, memory: Int = 1 << 20,
  entriesPerSegment: Int = 1 << 20, in folder: ScratchFolder
) throws -> (table: PassageTable, summaries: [PassageReducer.Summary], files: [[UInt8]]) {
  var runs: [String] = []
  for (index, task) in tasks.enumerated() {
    let writer = try PassageRunWriter(
      path: folder.file("run-\(index)"), rule: rule, rank: task.first?.rank ?? 0, entriesPerSegment: entriesPerSegment)
    var counter = PassageCounter(rule: rule)
    for page in task {
      var batch = PassageBatch()
      Array(page.text.utf8).withUnsafeBufferPointer {
        counter.count(
          $0, orderKey: page.orderKey, source: PassageSource(name: page.source, rule: rule), into: &batch)
      }
      try writer.append(batch)
    }
    _ = try writer.commit()
    runs.append(folder.file("run-\(index)"))
  }
  var summaries: [PassageReducer.Summary] = []
  let paths = (0..<ranges).map { folder.file("table-\($0)") }
  for range in 0..<ranges {
    let reducer = try PassageReducer(
      range: range, of: ranges, rule: rule, maximumDocuments: maximum, memoryByteCount: memory)
    summaries.append(try reducer.run(runPaths: runs, output: paths[range]))
  }
  return (try PassageTable(paths: paths, rule: rule), summaries, try paths.map { try FileSystem.readAll($0) })
}

/// The text of a page without its repeated passages; nil where nothing stays.
private func cleaned(_ page: Page, _ table: PassageTable, keep: PassageKeep = .first) throws -> String? {
  let stage = RepeatedPassagesStage(table: table, keep: keep, source: page.source, rank: page.rank)
  var runner = StageRunner(stages: [stage])
  var document = Document(
    id: DocumentID(high: page.orderKey, low: 0), source: page.source, text: Array(page.text.utf8),
    origin: Origin(file: "f", offset: 0, byteCount: 0, row: 0))
  // The runner checks that the edits account for every byte.
  let isKept = try runner.run(&document)
  try runner.counts[0].check(stage: RepeatedPassagesStage.name, source: page.source)
  return isKept ? String(decoding: document.text, as: UTF8.self) : nil
}

/// Pages of lines from a small and a large vocabulary, in several scripts.
private func pages(_ count: Int, seed: UInt64) -> [Page] {
  var generator = SeededGenerator(seed: seed)
  let common = (0..<12).map { index in
    index % 3 == 0 ? "版权所有未经许可不得转载第\(index)号" : "Subscribe to our news letter number \(index) today"
  }
  return (0..<count).map { _ in
    var lines: [String] = []
    for _ in 0..<Int.random(in: 1...9, using: &generator) {
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: lines.append("")
      case 1: lines.append(common[Int.random(in: 0..<common.count, using: &generator)])
      case 2: lines.append("  " + common[Int.random(in: 0..<3, using: &generator)].replacing(" ", with: "\t "))
      default: lines.append("a line of its own with the number \(generator.next() as UInt64)")
      }
    }
    return Page(
      orderKey: generator.next(), text: lines.joined(separator: "\n"),
      source: Bool.random(using: &generator) ? "web" : "forum")
  }
}

extension String {
  /// The normal form by definition, for texts that are in NFC.
  fileprivate var collapsed: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

@Suite struct PassageTests {
  // MARK: Counting

  /// What the table holds is what a dictionary over all documents says.
  @Test(arguments: [PassageRule.Scope.source, .all]) func countsAreThoseOfTheDefinition(scope: PassageRule.Scope) throws
  {
    let folder = try ScratchFolder()
    let rule = try PassageRule(minimumUnits: 3, scope: scope)
    let pages = pages(300, seed: 5)
    var documents: [String: Int] = [:]
    for page in pages {
      let lines = Set(page.text.split(separator: "\n").map { String($0).collapsed }.filter { !$0.isEmpty })
      for line in lines { documents[scope == .all ? line : "\(page.source) \(line)", default: 0] += 1 }
    }
    for maximum in [1, 10, 40] {
      let found = try table(of: [pages], rule: rule, maximum: maximum, in: folder)
      let expected = documents.values.filter { $0 > maximum }
      #expect(found.table.count == expected.count)
      #expect(found.summaries[0].passages == documents.count)
      #expect(found.summaries[0].occurrences == expected.reduce(0, +))
      #expect(found.table.mostFrequent(5).map(\.documentCount) == Array(expected.sorted(by: >).prefix(5)))
    }
  }

  /// The table's bytes depend neither on tasks nor on the order of documents, ranges or memory.
  @Test(arguments: [1, 2]) func tableIsIndependentOfTasksOrderAndMemory(seed: UInt64) throws {
    let rule = try PassageRule(minimumUnits: 1, scope: .all)
    var pages = pages(200, seed: seed)
    let whole = try table(of: [pages], rule: rule, maximum: 2, in: ScratchFolder())
    let texts = try pages.map { try cleaned($0, whole.table) }
    #expect(texts.contains { $0 == nil } || zip(texts, pages).contains { $0 != $1.text })
    var generator = SeededGenerator(seed: seed)
    for (taskCount, memory, entries) in [(1, 64, 7), (3, 500, 16), (7, 4000, 64), (40, 1 << 20, 1)] {
      pages.shuffle(using: &generator)
      let tasks = (0..<taskCount).map { task in
        Array(pages[pages.count * task / taskCount..<pages.count * (task + 1) / taskCount])
      }
      let other = try table(
        of: tasks, rule: rule, maximum: 2, memory: memory, entriesPerSegment: entries, in: ScratchFolder())
      #expect(other.files == whole.files)
      #expect(other.summaries == whole.summaries)
    }
    for ranges in [2, 5, 256] {
      let other = try table(of: [pages], rule: rule, maximum: 2, ranges: ranges, in: ScratchFolder())
      #expect(other.table.count == whole.table.count)
      #expect(other.table.mostFrequent(9).map(\.hash) == whole.table.mostFrequent(9).map(\.hash))
      for page in pages { #expect(try cleaned(page, other.table) == cleaned(page, whole.table)) }
    }
  }

  /// The same line in another form is the same line.
  @Test func formsOfOneLineCountTogether() throws {
    let lines = [
      "Café au lait pour tout le monde", "Cafe\u{301} au lait pour tout le monde",
      "  Café  au\tlait pour tout le monde ",
      "Café\u{a0}au lait pour tout le monde\u{3000}", "Café au\u{2003}lait pour tout le monde",
    ]
    let ends = ["\n", "\r\n", "\r", "\n", ""]
    let pages = zip(lines, ends).enumerated().map { index, line in
      Page(orderKey: UInt64(index + 1), text: "the only line \(index) of this page\n\(line.0)\(line.1)")
    }
    let folder = try ScratchFolder()
    let found = try table(of: [pages], rule: try PassageRule(), maximum: 4, in: folder)
    #expect(found.table.count == 1)
    #expect(try cleaned(pages[0], found.table) == pages[0].text)
    for index in 1..<4 { #expect(try cleaned(pages[index], found.table)?.contains("lait") == false) }
    // Byte for byte they are five lines.
    let bytes = try table(of: [pages], rule: PassageRule(normalization: .none), maximum: 1, in: folder)
    #expect(bytes.table.count == 0)
  }

  @Test func unitsFoldCaseAndPunctuationButNotDigits() throws {
    let pages = [
      "Sign up, and get the news!", "SIGN UP and get the news", "ｓｉｇｎ up — and get the news…",
      "Top 10 of the year so far", "Top 11 of the year so far",
    ]
    .enumerated().map { Page(orderKey: UInt64($0), text: $1) }
    let folder = try ScratchFolder()
    let found = try table(of: [pages], rule: PassageRule(normalization: .full), maximum: 1, in: folder)
    #expect(found.table.mostFrequent(9).map(\.documentCount) == [3])
    #expect(try table(of: [pages], rule: PassageRule(), maximum: 1, in: folder).table.count == 0)
  }

  @Test func shortPassagesAreLeftAlone() throws {
    let text = "}\nYes.\n|---|---|\nreturn 0;\n相关阅读\n点击查看更多\nRead more about it here\nПодробнее о сайте и его авторах"
    let pages = (0..<4).map { Page(orderKey: $0, text: "page number \($0) has its own line\n" + text) }
    let folder = try ScratchFolder()
    for (minimum, expected) in [(0, 8), (1, 6), (2, 5), (4, 4), (5, 3), (6, 2), (7, 0)] {
      let rule = try PassageRule(minimumUnits: minimum)
      #expect(try table(of: [pages], rule: rule, maximum: 1, in: folder).table.count == expected, "\(minimum)")
    }
  }

  /// A line that one document repeats is no line of many documents.
  @Test func repetitionInOneDocumentCountsOnce() throws {
    let refrain = "and this is the refrain of the song\n"
    let song = Page(orderKey: 1, text: String(repeating: refrain, count: 60))
    let folder = try ScratchFolder()
    #expect(try table(of: [[song]], rule: PassageRule(), maximum: 1, in: folder).table.count == 0)
    let two = [song, Page(orderKey: 0, text: "before it\n" + refrain + refrain + "behind it")]
    let found = try table(of: [two], rule: PassageRule(), maximum: 1, in: folder)
    #expect(try cleaned(two[1], found.table) == "before it\n" + refrain + "behind it")
    #expect(try cleaned(two[0], found.table) == nil)
    #expect(try cleaned(two[1], found.table, keep: .none) == "before it\nbehind it")
  }

  @Test func rankDecidesBeforeTheOrderKey() throws {
    let line = "a line that stands in every source\n"
    let tasks = [
      [Page(orderKey: 1, text: "one\n" + line, source: "web", rank: 100)],
      [Page(orderKey: 9, text: "nine\n" + line, source: "books", rank: 10)],
    ]
    let folder = try ScratchFolder()
    let found = try table(of: tasks, rule: PassageRule(scope: .all), maximum: 1, in: folder)
    #expect(try cleaned(tasks[0][0], found.table) == "one\n")
    #expect(try cleaned(tasks[1][0], found.table) == "nine\n" + line)
    #expect(try table(of: tasks, rule: PassageRule(scope: .source), maximum: 1, in: folder).table.count == 0)
  }

  // MARK: Removing

  private static let removals: [(unit: PassageRule.Unit, text: String, expected: String?)] = [
    (.line, "A\nX\nB", "A\nB"),
    (.line, "X\nA\n", "A\n"),
    (.line, "A\nX", "A"),
    (.line, "A\nX\n", "A\n"),
    (.line, "A\n\nX", "A"),
    (.line, "A\n\nX\n\n", "A\n"),
    (.line, "A\n\nX\n\nB", "A\n\nB"),
    (.line, "A\nX\n\nB", "A\n\nB"),
    (.line, "A\n\nX\nB", "A\n\nB"),
    (.line, "X\n\nY\n\nA", "A"),
    (.line, "A\n\nX\n\nY\nX\n\nB\r\n", "A\n\nB\r\n"),
    (.line, "A\r\nX\r\nB\rY\rC", "A\r\nB\rC"),
    (.line, "\n \nX\nA", "\n \nA"),
    (.line, "A\nX\n\n \nY", "A"),
    (.line, "X\n\nY", nil),
    (.line, "A\nB", "A\nB"),
    (.line, "", ""),
    (.line, " \n", " \n"),
    (.paragraph, "A\nX\nB", "A\nX\nB"),
    (.paragraph, "A\n\nX\nY\n\nB", "A\n\nB"),
    (.paragraph, "X\nY\n\nA", "A"),
    (.paragraph, "A\n \n\nX  \nY\n\n\n", "A\n"),
    (.paragraph, "X\nY", nil),
  ]

  /// X and Y stand for repeated lines, X Y for a repeated paragraph.
  @Test(arguments: removals.indices) func removalLeavesTheLayout(index: Int) throws {
    let (unit, text, expected) = Self.removals[index]
    func write(_ text: String) -> String {
      text.replacing("X", with: "this line stands in all of the pages").replacing("Y", with: "今天的天气很好我们去公园")
        .replacing("A", with: "something of its own at first").replacing("B", with: "another thing of its own")
    }
    let other = write("X\nY")
    let pages = [Page(orderKey: 5, text: write(text)), Page(orderKey: 1, text: other), Page(orderKey: 2, text: other)]
    let found = try table(of: [pages], rule: PassageRule(unit: unit), maximum: 1, in: ScratchFolder())
    #expect(try cleaned(pages[0], found.table) == expected.map(write))
  }

  /// Every repeated passage stays exactly once, nothing else goes, and a second time nothing is found.
  @Test(arguments: [PassageRule.Unit.line, .paragraph]) func oneOccurrenceStaysAndNothingElseGoes(
    unit: PassageRule.Unit
  ) throws {
    let pages = pages(250, seed: 77)
    let rule = try PassageRule(unit: unit, minimumUnits: 2, scope: .all)
    let found = try table(of: [pages], rule: rule, maximum: 1, in: ScratchFolder())
    let after = try pages.map { try cleaned($0, found.table) }
    func passages(_ texts: [String?]) -> [String: Int] {
      var counts: [String: Int] = [:]
      for text in texts.compactMap({ $0 }) {
        var pieces: [TextPiece] = []
        let bytes = Array(text.utf8)
        bytes.withUnsafeBufferPointer { PassageCutter.cut($0, unit: unit, into: &pieces) }
        for piece in pieces where !piece.isBlank {
          counts[String(decoding: bytes[piece.start..<piece.contentEnd], as: UTF8.self).collapsed, default: 0] += 1
        }
      }
      return counts
    }
    let before = passages(pages.map(\.text))
    let left = passages(after)
    #expect(Set(before.keys) == Set(left.keys))
    #expect(left.values.reduce(0, +) < before.values.reduce(0, +))
    // A line in one document only may stand there several times.
    for (passage, count) in left where count > 1 { #expect(count == before[passage]) }
    let again = zip(pages, after).compactMap { page, text in
      text.map { Page(orderKey: page.orderKey, text: $0, source: page.source) }
    }
    #expect(try table(of: [again], rule: rule, maximum: 1, in: ScratchFolder()).table.count == 0)
  }

  // MARK: Identity

  /// What is hashed without a copy is its own normal form.
  @Test func normalTextIsRecognised() throws {
    var generator = SeededGenerator(seed: 3)
    var recognised = 0
    for _ in 0..<3000 {
      let text = generator.text(scalarCount: Int.random(in: 1...40, using: &generator))
      let line = Array(text.split(whereSeparator: \.isNewline).joined(separator: "x").utf8)
      var scratch: [UInt8] = []
      var normal = line
      Normalizer.normalize(&normal, to: .nfc, scratch: &scratch)
      let count = normal.withUnsafeBufferPointer { Whitespace.collapse($0, into: &scratch) }
      let collapsed = Array(scratch[..<count])
      if line.withUnsafeBufferPointer({ PassageHasher.isNormal($0) }), line.first != 0x20, line.last != 0x20 {
        #expect(collapsed == line)
        recognised += 1
      }
    }
    #expect(recognised > 500)
    for text in ["plain words only", "中文的句子，也是这样。", "Größe ändern können", "ab cd efgh ijklmnop q"] {
      #expect(Array(text.utf8).withUnsafeBufferPointer { PassageHasher.isNormal($0) }, "\(text)")
    }
    for text in ["two  spaces", "eight..  spaces", "a\tb", "e\u{301}", "中\u{3000}文", "a\u{a0}b"] {
      #expect(!Array(text.utf8).withUnsafeBufferPointer { PassageHasher.isNormal($0) }, "\(text)")
    }
  }

  @Test func piecesCoverTheText() {
    var generator = SeededGenerator(seed: 12)
    let atoms = ["\n", "\r", "\r\n", " ", "\t", "x", "中", "\u{85}", "\u{3000}", "\u{2028}", "yz"]
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
        atoms[Int.random(in: 0..<atoms.count, using: &generator)]
      }.joined()
      let bytes = Array(text.utf8)
      for unit in PassageRule.Unit.allCases {
        var pieces: [TextPiece] = []
        bytes.withUnsafeBufferPointer { PassageCutter.cut($0, unit: unit, into: &pieces) }
        #expect(pieces.first?.start ?? 0 == 0 && pieces.last?.end ?? 0 == bytes.count)
        for (piece, next) in zip(pieces, pieces.dropFirst()) {
          #expect(piece.end == next.start)
          #expect(!piece.isBlank || !next.isBlank)
        }
        if unit == .line {
          // Scalars, since CR LF is one Character.
          let lines = text.replacing("\r\n", with: "\n").unicodeScalars.split { $0 == "\n" || $0 == "\r" }
          let full = lines.filter { !$0.allSatisfy(\.properties.isWhitespace) }
          #expect(pieces.filter { !$0.isBlank }.count == full.count)
        }
      }
    }
  }

  // MARK: Bad input

  @Test func hostileTextsAreBounded() throws {
    let rule = try PassageRule(minimumUnits: 0)
    let texts: [[UInt8]] = [
      [UInt8](repeating: 0x0a, count: 1 << 20), [UInt8](repeating: 0x0d, count: 1 << 20),
      [UInt8](repeating: 0xff, count: 1 << 20), [UInt8](repeating: 0x20, count: 1 << 20),
      Array(String(repeating: "a\u{301}\u{302}", count: 1 << 17).utf8),
      Array(String(repeating: "x\n", count: 1 << 18).utf8),
      [0xe5], [0xf4, 0x0a, 0x80, 0x0d], [0xe3, 0x80, 0x0a],
    ]
    let folder = try ScratchFolder()
    var counter = PassageCounter(rule: rule)
    var batch = PassageBatch()
    let source = PassageSource(name: "s", rule: rule)
    for text in texts + texts {
      text.withUnsafeBufferPointer {
        counter.count($0, orderKey: UInt64(batch.documentCount), source: source, into: &batch)
      }
    }
    let writer = try PassageRunWriter(path: folder.file("run"), rule: rule)
    try writer.append(batch)
    _ = try writer.commit()
    let reducer = try PassageReducer(range: 0, of: 1, rule: rule, maximumDocuments: 1)
    let summary = try reducer.run(runPaths: [folder.file("run")], output: folder.file("table"))
    #expect(summary.repeated > 0)
    let table = try PassageTable(paths: [folder.file("table")], rule: rule)
    for text in texts {
      var remover = PassageRemover(table: table, keep: .none)
      let removal = text.withUnsafeBufferPointer { remover.removal(from: $0, orderKey: 99, source: source) }
      #expect(!removal.leavesText || removal.found.isEmpty)
    }
  }

  @Test func damagedFilesAreErrors() throws {
    let folder = try ScratchFolder()
    let rule = try PassageRule(minimumUnits: 0, scope: .all)
    let found = try table(of: [pages(30, seed: 1)], rule: rule, maximum: 1, in: folder)
    #expect(found.table.count > 0)
    var generator = SeededGenerator(seed: 8)
    for name in ["run-0", "table-0"] {
      let bytes = try FileSystem.readAll(folder.file(name))
      func attempt(_ bytes: [UInt8]) throws {
        try AtomicFile.write(bytes, to: folder.file("damaged"))
        if name == "run-0" {
          let reducer = try PassageReducer(range: 0, of: 1, rule: rule, maximumDocuments: 1)
          _ = try reducer.run(runPaths: [folder.file("damaged")], output: folder.file("out"))
        } else {
          let table = try PassageTable(paths: [folder.file("damaged")], rule: rule)
          for page in pages(10, seed: 1) { _ = try cleaned(page, table) }
        }
      }
      for _ in 0..<60 {
        let count = Int.random(in: 0..<bytes.count, using: &generator)
        #expect(throws: DeduplicationError.self) { try attempt(Array(bytes[..<count])) }
        // A changed byte may go unseen (checksums are the run directory's), but it never crashes.
        var changed = bytes
        changed[count] ^= 1 << UInt8(generator.next() % 8)
        try? attempt(changed)
      }
      // Another rule.
      #expect(throws: DeduplicationError.self) {
        try PassageReducer(range: 0, of: 1, rule: PassageRule(), maximumDocuments: 1)
          .run(runPaths: [folder.file(name)], output: folder.file("out"))
      }
      #expect(throws: DeduplicationError.self) { try PassageTable(paths: [folder.file(name)], rule: PassageRule()) }
    }
  }

  @Test func partsCoverTheirRange() {
    let ranges: [ClosedRange<UInt128>] = [0...UInt128.max, 5...6, UInt128.max - 3...UInt128.max, 0...1000]
    for range in ranges {
      for count in [2, 3, 7, 1000] {
        let parts = PassageReducer.parts(of: range, count: count)
        #expect(parts.count >= 2)
        #expect(parts.first?.lowerBound == range.lowerBound && parts.last?.upperBound == range.upperBound)
        for (part, next) in zip(parts, parts.dropFirst()) { #expect(part.upperBound + 1 == next.lowerBound) }
      }
    }
  }
}
