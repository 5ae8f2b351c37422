// Signatures, the S-curve, and the files between the tasks.

import Storage
import TestSupport
import Testing
import TextAnalysis

@testable import Deduplication

@Suite("Signatures")
struct SignatureTests {
  @Test("the SIMD kernel equals its definition", arguments: [0, 1, 2, 15, 16, 17, 333])
  func kernel(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    for permutationCount in [1, 16, 32, 48, 112, 200] {
      let permutations = Permutations(count: permutationCount, seed: 5)
      #expect(permutations.multipliers.allSatisfy { $0 & 1 == 1 })
      let grams = (0..<count).map { _ in generator.next() }
      var minima: [UInt32] = []
      permutations.minima(grams, into: &minima)
      #expect(minima == permutations.minimaByDefinition(grams))
    }
  }

  @Test("white space collapses as its scalar definition says")
  func whitespace() {
    var generator = SeededGenerator(seed: 77)
    let pieces: [String] = [
      "a", "word ", " ", "\n", "\t\t", "\u{a0}", "\u{3000}", "。", "中文", "\u{2003}", "\u{2028}", "\u{85}", "\u{1680}",
      "é", "😀",
      String(repeating: "x", count: 70), String(repeating: " ", count: 70), "\u{205f}", "\u{200b}",
    ]
    for _ in 0..<500 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<60, using: &generator) {
        text += pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      }
      let expected = text.unicodeScalars.split { $0.properties.isWhitespace }
        .map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
      var output: [UInt8] = []
      let count = Array(text.utf8).withUnsafeBufferPointer { Whitespace.collapse($0, into: &output) }
      #expect(Array(output[..<count]) == Array(expected.utf8))
    }
  }

  @Test("band keys are stable: what is stored today is found tomorrow")
  func stableKeys() throws {
    var signer = Signer(parameters: SignatureParameters(normalization: .full, minHash: try MinHashParameters()))
    var batch = SignatureBatch()
    Array("one two three four five six".utf8).withUnsafeBufferPointer { signer.sign($0, orderKey: 0, into: &batch) }
    #expect(batch.keys.count == 14)
    #expect(batch.keys[0] == 11_913_941_330_464_449_834)
    #expect(batch.keys[13] == 12_790_116_809_597_409_589)
    #expect(batch.contents[0] == ContentHash(high: 6_464_675_745_185_051_550, low: 2_884_561_189_496_718_608))
  }

  @Test("candidates follow the curve 1 − (1 − s⁸)¹⁴ within sampling error")
  func curve() throws {
    var maker = TextMaker(generator: SeededGenerator(seed: 99))
    let parameters = try MinHashParameters()
    var signer = Signer(parameters: SignatureParameters(minHash: parameters))
    var found = 0.0
    var expected = 0.0
    var variance = 0.0
    for _ in 0..<1500 {
      let base = maker.words(100)
      let pair = [base, maker.edited(base, share: Double.random(in: 0...0.12, using: &maker.generator))]
        .map { $0.joined(separator: " ") }
      var batch = SignatureBatch()
      for text in pair { Array(text.utf8).withUnsafeBufferPointer { signer.sign($0, orderKey: 0, into: &batch) } }
      if (0..<14).contains(where: { batch.keys[$0] == batch.keys[14 + $0] }) { found += 1 }
      let chance = parameters.recall(at: jaccard(pair[0], pair[1]).value)
      expected += chance
      variance += chance * (1 - chance)
    }
    // Four standard deviations.
    #expect((found - expected) * (found - expected) < 16 * variance)
    #expect(variance > 50)
  }

  @Test("parameters outside their ranges are refused by name")
  func parameters() {
    for make in [
      { try MinHashParameters(bands: 0) }, { try MinHashParameters(rows: 65) }, { try MinHashParameters(shingle: 0) },
      { try MinHashParameters(threshold: 0) }, { try MinHashParameters(threshold: 1.01) },
      { try MinHashParameters(threshold: .nan) },
    ] as [() throws -> MinHashParameters] {
      #expect { _ = try make() } throws: { ($0 as? DeduplicationError)?.code == .invalidParameter }
    }
  }

  @Test("the threshold is one of integers, without rounding")
  func threshold() throws {
    let half = try MinHashParameters(threshold: 0.5)
    #expect(half.isDuplicate(intersection: 1, union: 2))
    #expect(!half.isDuplicate(intersection: 499_999_999, union: 1_000_000_000))
    #expect(half.isDuplicate(intersection: .max / 2 + 1, union: .max))
    #expect(!half.isDuplicate(intersection: 0, union: 0))
    let one = try MinHashParameters(threshold: 1)
    #expect(one.isDuplicate(intersection: 7, union: 7))
    #expect(!one.isDuplicate(intersection: 6, union: 7))
  }
}

@Suite("Signature and candidate files")
struct FileTests {
  static func signed(_ texts: [String], _ parameters: SignatureParameters, to path: String) throws -> Int {
    var signer = Signer(parameters: parameters)
    let writer = try SignatureWriter(path: path, parameters: parameters)
    for (row, text) in texts.enumerated() {
      var batch = SignatureBatch()
      Array(text.utf8).withUnsafeBufferPointer { signer.sign($0, orderKey: UInt64(row), into: &batch) }
      try writer.append(batch)
    }
    return try writer.commit().byteCount
  }

  @Test("any division into key ranges finds the same groups; a document costs at most 182 bytes")
  func ranges() throws {
    let folder = try ScratchFolder()
    var maker = TextMaker(generator: SeededGenerator(seed: 14))
    let texts = maker.corpus(families: 400, members: 4, length: 40) + ["", "", "x"]
    let parameters = SignatureParameters(minHash: try MinHashParameters())
    let byteCount = try Self.signed(texts, parameters, to: folder.file("s"))
    // Apart from the index of 15 KiB for each 65,536 documents.
    #expect(byteCount - 15 * 1024 - 104 <= 182 * texts.count)
    let numbering = try DocumentNumbering(documentCounts: [texts.count])
    func groups(_ count: Int, memory: Int = 1 << 30) throws -> (exact: [[UInt32]], similar: [[UInt32]]) {
      var exact: [[UInt32]] = []
      var similar: [[UInt32]] = []
      for range in 0..<count {
        let path = folder.file("c\(count)-\(range)")
        let summary = try CandidateReducer(range: range, of: count).run(
          signaturePaths: [folder.file("s")], parameters: parameters, numbering: numbering,
          resources: WorkResources(memoryByteCount: memory, scratchFolder: folder.path), output: path)
        let before = exact.count
        try CandidateFile(path: path, documentCount: texts.count, frozenCount: 0).forEachPart { section, part in
          #expect(part.isFirst && part.isLast && !part.isFrozen && part.decision == nil)
          if section == .exactCopies { exact.append(Array(part.members)) } else { similar.append(Array(part.members)) }
        }
        #expect(summary.exactGroups == exact.count - before)
      }
      return (exact.sorted { $0.lexicographicallyPrecedes($1) }, similar.sorted { $0.lexicographicallyPrecedes($1) })
    }
    let one = try groups(1)
    #expect(one.exact.contains([UInt32(texts.count - 3), UInt32(texts.count - 2)]))
    #expect(one.similar.count > 1000)
    for (count, memory) in [(2, 1 << 30), (1, 1), (7, 1 << 16), (256, 1)] {
      let many = try groups(count, memory: memory)
      #expect(many.exact == one.exact)
      #expect(many.similar == one.similar)
    }
  }

  @Test("several segments number rows through")
  func segments() throws {
    let folder = try ScratchFolder()
    let count = SignatureLayout.documentsPerSegment * 2 + 10
    let parameters = SignatureParameters(normalization: .none, minHash: nil)
    let writer = try SignatureWriter(path: folder.file("s"), parameters: parameters)
    var batch = SignatureBatch()
    for number in 0..<count {
      batch.append(ContentHash(high: UInt64(number % 3) << 62, low: 0), orderKey: UInt64(number) << 40, hasKeys: false)
    }
    try writer.append(batch)
    _ = try writer.commit()
    let file = try SignatureFile(path: folder.file("s"))
    #expect(file.documentCount == count)
    var rows: [UInt32] = []
    try file.forEachContent(slots: 64..<65) { hash, orderKey, row in
      rows.append(row)
      #expect(hash == ContentHash(high: 1 << 62, low: 0))
      #expect(orderKey == UInt64(row) << 40)
    }
    #expect(rows == Array(stride(from: UInt32(1), to: UInt32(count), by: 3)))
    var next = 0
    file.forEachOrderKey { row, orderKey in
      #expect(row == next)
      #expect(orderKey == UInt64(row) << 40)
      next += 1
    }
    #expect(next == count)
  }

  @Test("cut and damaged files are refused, never read past their end")
  func damage() throws {
    let folder = try ScratchFolder()
    let parameters = SignatureParameters(minHash: try MinHashParameters())
    _ = try Self.signed(
      ["some text here for signing", "another text", "some text here for signing"], parameters, to: folder.file("s"))
    let numbering = try DocumentNumbering(documentCounts: [3])
    let reducer = try CandidateReducer(range: 0, of: 1)
    func reduce(_ name: String) throws {
      try reducer.run(
        signaturePaths: [folder.file(name)], parameters: parameters, numbering: numbering,
        resources: WorkResources(scratchFolder: folder.path), output: folder.file("c"))
    }
    try reduce("s")
    var generator = SeededGenerator(seed: 1)
    for (name, open) in [
      ("s", { try reduce($0) }),
      (
        "c",
        {
          try CandidateFile(path: folder.file($0), documentCount: 3, frozenCount: 0).forEachPart { _, part in
            #expect(part.members.allSatisfy { $0 < 3 })
          }
        }
      ),
    ] as [(String, (String) throws -> Void)] {
      let good = try FileSystem.readAll(folder.file(name))
      for length in [0, 7, 24, 63, 64, good.count / 2, good.count - 4, good.count - 1] {
        try AtomicFile.write(Array(good[..<length]), to: folder.file("cut"))
        #expect(throws: DeduplicationError.self) { try open("cut") }
      }
      for _ in 0..<300 {
        var bad = good
        bad[Int.random(in: 0..<bad.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        try AtomicFile.write(bad, to: folder.file("bad"))
        // A flipped bit of a key cannot be seen; what matters is that nothing else than an error comes of it.
        _ = try? open("bad")
      }
    }
    #expect {
      try SignatureFile(path: folder.file("s")).check(SignatureParameters(minHash: MinHashParameters(seed: 2)))
    } throws: { ($0 as? DeduplicationError)?.code == .badFile }
  }

  @Test("removal bits come back as they were written")
  func bits() throws {
    let folder = try ScratchFolder()
    for count in [0, 1, 8, 9, 1000] {
      var bits = RemovalBits(documentCount: count)
      for row in stride(from: 0, to: count, by: 3) { bits.insert(row) }
      bits.insert(count)
      bits.insert(-1)
      try bits.write(to: folder.file("b"))
      let back = try RemovalBits(path: folder.file("b"))
      #expect(back == bits)
      #expect(back.count == (count + 2) / 3)
      #expect((0..<count).allSatisfy { back.contains($0) == ($0 % 3 == 0) })
    }
    try AtomicFile.write([1, 2, 3], to: folder.file("b"))
    #expect(throws: DeduplicationError.self) { try RemovalBits(path: folder.file("b")) }
  }

  @Test("sorting is right for even, uneven and equal keys")
  func sorting() {
    var generator = SeededGenerator(seed: 40)
    for count in [0, 1, 2, 47, 48, 1000, 20_000] {
      for kind in 0..<4 {
        var entries = (0..<count).map { number in
          let random = generator.next() as UInt64
          let key = [random, random % 5, 1 << (random % 64), .max - random % 100][kind]
          return KeyEntry(key: key, number: UInt32(number))
        }
        let expected = entries.sorted { ($0.key, $0.number) < ($1.key, $1.number) }
        var hashes = entries.map(\.key)
        KeySorting.sort(&entries)
        #expect(entries == expected)
        KeySorting.sortUnique(&hashes)
        #expect(hashes == Set(expected.map(\.key)).sorted())
      }
    }
  }

  @Test("numbers and places of documents, with empty tasks between")
  func numbering() throws {
    let numbering = try DocumentNumbering(documentCounts: [0, 3, 0, 0, 2, 0])
    let places = (0..<5).map { numbering.place(of: $0) }
    #expect(places.map(\.task) == [1, 1, 1, 4, 4])
    #expect(places.map(\.row) == [0, 1, 2, 0, 1])
    #expect((0..<5).allSatisfy { numbering.number(of: numbering.place(of: $0)) == $0 })
    #expect(throws: DeduplicationError.self) { try DocumentNumbering(documentCounts: [1 << 31, 1 << 31]) }
    #expect(throws: DeduplicationError.self) { try DocumentNumbering(documentCounts: [.max, 1]) }
  }
}
