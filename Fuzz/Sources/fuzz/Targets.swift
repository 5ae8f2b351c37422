// What is fuzzed: each target takes bytes and must neither crash nor break its promise.

import Auditing
import Cleaning
import Corpus
import Decontamination
import Deduplication
import Extraction
import Glibc
import Readers
import Storage
import TextAnalysis
import Tokenization

/// A fuzz target by name.
struct FuzzTarget: Sendable {
  let name: String
  let run: @Sendable ([UInt8]) -> Void
}

enum FuzzTargets {
  static let all: [FuzzTarget] =
    // Parquet is DuckDB's to read.
    ReaderConfiguration.Kind.allCases.filter { $0 != .parquet }.map { kind in
      FuzzTarget(name: "read-\(kind.rawValue)") { read($0, as: kind) }
    } + [
      FuzzTarget(name: "tar") { archive($0, name: "a.tar") },
      FuzzTarget(name: "zip") { archive($0, name: "a.zip") },
      FuzzTarget(name: "sqlite-database") { archive($0, name: "a.db") },
      FuzzTarget(name: "json") { json($0) },
      FuzzTarget(name: "decompress") { decompress($0) },
      FuzzTarget(name: "extract") { extract($0) },
      FuzzTarget(name: "wikitext") { wikitext($0) },
      FuzzTarget(name: "clean") { clean($0) },
      FuzzTarget(name: "quality") { quality($0) },
      FuzzTarget(name: "personal-data") { personalData($0) },
      FuzzTarget(name: "decontaminate") { decontaminate($0) },
      FuzzTarget(name: "language") { language($0) },
      FuzzTarget(name: "fasttext") { fastText($0) },
      FuzzTarget(name: "classifier") { _ = try? ClassifierFile(bytes: $0, name: "fuzz") },
      FuzzTarget(name: "units") { units($0) },
      FuzzTarget(name: "difference") { difference($0) },
      FuzzTarget(name: "tokenizer-json") { tokenizerJSON($0) },
      FuzzTarget(name: "encode") { encode($0) },
      FuzzTarget(name: "sentencepiece") { sentencePiece($0) },
      FuzzTarget(name: "pieces-json") { piecesJSON($0) },
      FuzzTarget(name: "pieces") { pieces($0) },
      FuzzTarget(name: "wordpiece") { wordPiece($0) },
      FuzzTarget(name: "pattern") { pattern($0) },
      FuzzTarget(name: "url") { url($0) },
      FuzzTarget(name: "date") { bytes in _ = bytes.withUnsafeBufferPointer { PageDate($0) } },
    ]

  /// An archive or a database from a file; what it holds is told by its content.
  private static func archive(_ bytes: [UInt8], name: String) {
    let path = "/tmp/sluice-fuzz-\(getpid())-\(name)"
    defer { unlink(path) }
    guard (try? AtomicFile.write(bytes, to: path)) != nil else { return }
    var opening = InputOpening(ReaderConfiguration(kind: .text), isKindKnown: false)
    opening.limits = DecompressionLimits(maximumByteCount: 1 << 24)
    guard var input = try? opening.open(.file(path), file: name) else { return }
    while (try? input.next()) != nil {}
  }

  /// Any text has a score, the same every time.
  private static func language(_ bytes: [UInt8]) {
    let identifier = LanguageIdentifier.builtIn(NGramIdentifier())
    let found = identifier.identify(bytes)
    precondition((0...1).contains(found.score))
    precondition(identifier.identify(bytes) == found)
  }

  /// A model that is read predicts probabilities for any text.
  private static func fastText(_ bytes: [UInt8]) {
    let path = "/tmp/sluice-fuzz-\(getpid())-model.bin"
    defer { unlink(path) }
    guard (try? AtomicFile.write(bytes, to: path)) != nil, let model = try? FastTextModel(path: path) else { return }
    bytes.withUnsafeBufferPointer { text in
      for label in model.predict(text, limit: 3) { precondition((0...1).contains(label.probability)) }
    }
  }

  /// Every byte belongs to exactly one event.
  private static func read(_ bytes: [UInt8], as kind: ReaderConfiguration.Kind) {
    var configuration = ReaderConfiguration(kind: kind)
    configuration.jsonLines.maximumLineByteCount = 1 << 12
    configuration.csv.maximumRowByteCount = 1 << 12
    configuration.sql.maximumRowByteCount = 1 << 12
    configuration.mediaWiki.maximumByteCount = 1 << 12
    guard var reader = try? configuration.makeReader(input: ByteInput(bytes: bytes), file: "fuzz") else { return }
    var end = 0
    do {
      while let event = try reader.next() {
        let (offset, count) =
          switch event {
          case .record(let record): (record.origin.offset, record.origin.byteCount)
          case .skipped(let region): (region.offset, region.byteCount)
          case .quarantined(let quarantine): (quarantine.origin.offset, quarantine.origin.byteCount)
          }
        precondition(offset == end, "an event begins at \(offset), the last one ended at \(end)")
        end += count
      }
    } catch {
      return
    }
    precondition(end == bytes.count, "\(bytes.count - end) bytes belong to no event")
  }

  /// What is read and written again is read as the same value.
  private static func json(_ bytes: [UInt8]) {
    guard let value = try? JSONValue(parsing: bytes) else { return }
    let again = try? JSONValue(parsing: value.bytes())
    precondition(again == value)
  }

  private static func decompress(_ bytes: [UInt8]) {
    let limits = DecompressionLimits(maximumByteCount: 1 << 22, maximumRatio: 500)
    guard let input = try? ByteInput.decompressing(MemorySource(bytes), name: "fuzz", limits: limits) else { return }
    for _ in 0..<100 {
      do {
        while try input.fillMore() { input.consume(input.availableByteCount) }
        return
      } catch {
        input.consume(input.availableByteCount)
        guard let skipped = try? input.recover(), !skipped.range.isEmpty else { return }
      }
    }
  }

  /// The text is UTF-8, and the same every time.
  private static func extract(_ bytes: [UInt8]) {
    guard let extractor = try? Extractor() else { return }
    var workspace = ExtractionWorkspace()
    guard let first = try? extractor.extract(body: bytes, mediaType: "text/html", using: &workspace) else { return }
    precondition(UTF8Bytes.isValid(first.text))
    precondition((try? extractor.extract(body: bytes, mediaType: "text/html", using: &workspace)) == first)
  }

  /// The text is UTF-8 in every style and mode, and the same every time.
  private static func wikitext(_ bytes: [UInt8]) {
    var workspace = ExtractionWorkspace()
    for style in ExtractionOptions.Style.allCases {
      for mode in ExtractionOptions.Mode.allCases {
        guard let extractor = try? Extractor(options: ExtractionOptions(mode: mode, style: style)) else { return }
        let first = try? extractor.extract(body: bytes, mediaType: "text/x-wiki", title: "T", using: &workspace)
        guard let first else { return }
        precondition(UTF8Bytes.isValid(first.text))
        let again = try? extractor.extract(body: bytes, mediaType: "text/x-wiki", title: "T", using: &workspace)
        precondition(again == first)
      }
    }
  }

  /// Verdicts account for every byte (`StageRunner` checks), and cleaning twice is cleaning once.
  private static func clean(_ bytes: [UInt8]) {
    var bytes = bytes
    _ = UTF8Bytes.repair(&bytes)
    var runner = StageRunner(stages: stages)
    var document = Document(
      id: DocumentID(high: 0, low: 0), source: "fuzz", text: bytes,
      origin: Origin(file: "fuzz", offset: 0, byteCount: bytes.count, row: 0))
    do {
      guard try runner.run(&document) else { return }
      let once = document.text
      guard try runner.run(&document) else { preconditionFailure("cleaning twice drops what cleaning once kept") }
      precondition(document.text == once)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// Spans are accounted for, and what is masked is masked: a second pass finds nothing. The first byte chooses.
  private static func personalData(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    var settings = PersonalDataStage.Settings()
    settings.mask = PersonalDataStage.Mask.allCases[Int(choice) % 3]
    settings.includesObfuscatedEmails = choice & 4 != 0
    settings.includesPrivateAddresses = choice & 8 != 0
    settings.includesOldChineseIDs = choice & 16 != 0
    guard let stage = try? PersonalDataStage(settings: settings) else { preconditionFailure("the settings are fine") }
    var text = Array(bytes.dropFirst())
    if choice & 32 != 0 { _ = UTF8Bytes.repair(&text) }
    var runner = StageRunner(stages: [stage])
    var document = Document(
      id: DocumentID(high: 0, low: 0), source: "fuzz", text: text,
      origin: Origin(file: "fuzz", offset: 0, byteCount: text.count, row: 0))
    do {
      _ = try runner.run(&document)
      let once = document.text
      _ = try runner.run(&document)
      precondition(document.text == once, "masking twice is not masking once")
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// Made once: its rules are compiled then.
  private static let stages: [any DocumentStage] = (try? CleaningStages.make()) ?? []

  /// Verdicts of the quality rules account for every byte, whatever the bytes are.
  private static func quality(_ bytes: [UInt8]) {
    for stage in qualityStages {
      var runner = StageRunner(stages: [stage])
      var document = Document(
        id: DocumentID(high: 0, low: 0), source: "fuzz", text: bytes,
        origin: Origin(file: "fuzz", offset: 0, byteCount: bytes.count, row: 0))
      do { _ = try runner.run(&document) } catch { preconditionFailure("\(error)") }
    }
  }

  /// With nothing that drops documents early.
  private static let qualityStages: [any DocumentStage] = {
    var settings = CleaningSettings()
    (settings.normalize, settings.aiBoilerplate) = (nil, nil)
    settings.gopherQuality = .init()
    settings.gopherQuality?.minDocWords = nil
    settings.gopherRepetition = .init()
    settings.c4 = .init()
    settings.c4?.minNumSentences = nil
    settings.fineweb = .init()
    settings.fineweb?.linePunctThr = nil
    settings.fineweb?.shortLineThr = nil
    return (try? CleaningStages.make(settings)) ?? []
  }()

  private static func units(_ bytes: [UInt8]) {
    var bytes = bytes
    _ = UTF8Bytes.repair(&bytes)
    var units = TextUnits()
    units.analyse(bytes)
    for index in 0..<units.count {
      precondition(units.starts[index] < units.ends[index] && Int(units.ends[index]) <= bytes.count)
    }
  }

  /// Both texts stand in the input, a zero byte between them. The left one with the changes put in is the right one,
  /// turned round it is the same difference, and both texts side by side show every byte.
  private static func difference(_ bytes: [UInt8]) {
    let middle = bytes.firstIndex(of: 0) ?? bytes.count / 2
    let (left, right) = (Array(bytes[..<middle]), Array(bytes[middle...]))
    // Little work, so that anchors and stretches that are given up are reached, too.
    for workLimit in [0, 1 << 10, TextDifference.defaultWorkLimit] {
      let found = TextDifference(left, right, workLimit: workLimit)
      precondition(found.apply(to: left, takingFrom: right) == right)
      precondition(found.coalesced().apply(to: left, takingFrom: right) == right)
      precondition(TextDifference(right, left, workLimit: workLimit).apply(to: right, takingFrom: left) == left)
      precondition((left == right) == found.changes.isEmpty)
      let comparison = SideBySide(left: left, right: right, difference: found, folding: nil)
      var shown = 0
      for case .cells(let leftCell, let rightCell) in comparison.rows {
        for piece in leftCell.pieces + rightCell.pieces { shown += piece.bytes.count + (piece.endsLine ? 1 : 0) }
      }
      precondition(shown == bytes.count)
      for folding in [nil, SideBySide.Folding()] {
        let comparison = SideBySide(
          left: left, right: right, difference: found, marksSpace: bytes.count % 2 == 0, folding: folding)
        _ = SideBySideText(width: 40, style: .coloured).text(of: comparison, left: left, right: right)
      }
    }
  }

  private static func tokenizerJSON(_ bytes: [UInt8]) {
    guard let model = try? HuggingFaceFormat.parse(bytes), let tokenizer = try? BPETokenizer(model) else { return }
    _ = tokenizer.encode("Some text, 中文 too.")
  }

  /// Decoding gives the bytes back, whatever they are.
  private static func encode(_ bytes: [UInt8]) {
    var ids: [UInt32] = []
    bytes.withUnsafeBufferPointer { byteTokenizer.encode($0, into: &ids, using: EncodeWorkspace()) }
    precondition(byteTokenizer.decode(ids) == bytes)
  }

  /// A model that can be read is written as one that reads the same, and runs.
  private static func sentencePiece(_ bytes: [UInt8]) {
    guard let model = try? SentencePieceModel(parsing: bytes) else { return }
    precondition((try? SentencePieceModel(parsing: model.write())) == model)
    guard let tokenizer = try? SentencePieceTokenizer(model) else { return }
    _ = tokenizer.decode(tokenizer.encode(" Some text, 中文 ▁ too. "))
    _ = tokenizer.unreachablePieces()
  }

  private static func piecesJSON(_ bytes: [UInt8]) {
    guard let model = try? HuggingFacePieceFormat.parse(bytes) else { return }
    precondition((try? HuggingFacePieceFormat.parse(HuggingFacePieceFormat.write(model))) == model)
    guard let tokenizer = try? SentencePieceTokenizer(model) else { return }
    _ = tokenizer.decode(tokenizer.encode(" Some text, 中文 ▁ too. "))
  }

  /// Decoding gives the bytes back, with spaces for their sign.
  private static func pieces(_ bytes: [UInt8]) {
    var ids: [UInt32] = []
    bytes.withUnsafeBufferPointer { pieceTokenizer.encode($0, into: &ids, using: Tokenizer.Workspace()) }
    precondition(pieceTokenizer.decode(ids) == pieceTokenizer.decodedText(of: bytes))
  }

  /// The bytes are a vocabulary, and a text.
  private static func wordPiece(_ bytes: [UInt8]) {
    let models = [try? WordPieceFormat.parse(vocabulary: bytes), try? WordPieceFormat.parse(json: bytes)]
    for case let model? in models {
      precondition((try? WordPieceFormat.parse(json: WordPieceFormat.writeJSON(model))) == model)
      guard let tokenizer = try? WordPieceTokenizer(model) else { continue }
      var ids: [UInt32] = []
      bytes.withUnsafeBufferPointer { tokenizer.encode($0, into: &ids, using: PieceWorkspace()) }
      precondition(ids.allSatisfy { $0 < UInt32(tokenizer.vocabularySize) })
    }
  }

  /// A pattern, a zero byte, and a text: whatever is accepted cuts any bytes into pieces that decode to them, and means
  /// the same when its file is read again.
  private static func pattern(_ bytes: [UInt8]) {
    let middle = bytes.firstIndex(of: 0) ?? bytes.count
    let expression = String(decoding: bytes[..<middle], as: UTF8.self)
    let text = Array(bytes[middle...])
    guard let pattern = try? SplitPattern(regularExpression: expression) else { return }
    var model = byteTokenizer.model
    model.pattern = pattern
    guard let tokenizer = try? BPETokenizer(model),
      let again = try? HuggingFaceFormat.parse(HuggingFaceFormat.write(model))
    else { preconditionFailure("a pattern that was accepted makes no tokenizer: \(expression)") }
    precondition(again.pattern == pattern)
    var ids: [UInt32] = []
    text.withUnsafeBufferPointer { tokenizer.encode($0, into: &ids, using: EncodeWorkspace()) }
    precondition(tokenizer.decode(ids) == text)
  }

  /// Items up to an empty line, a line each, then a document: its matches lie within it, and what is cut and what stays are
  /// the document.
  private static func decontaminate(_ bytes: [UInt8]) {
    let text = Array(String(decoding: bytes, as: UTF8.self).utf8)
    let lines = text.split(separator: 0x0a, omittingEmptySubsequences: false)
    let itemLines = lines.prefix { !$0.isEmpty }
    let items = itemLines.enumerated().map { number, line in
      let parts = String(decoding: line, as: UTF8.self).split(separator: "\t").map(String.init)
      return BenchmarkItem(
        benchmark: "b", item: String(number), question: parts.first ?? "", answer: parts.count > 1 ? parts[1] : "",
        options: Array(parts.dropFirst(2)))
    }
    var settings = DecontaminationSettings()
    settings.rules.action = .cut
    (settings.rules.n, settings.rules.minimumItemUnits, settings.rules.minimumDistinctUnits) = (6, 5, 2)
    settings.cutWindow = 3
    guard let index = try? BenchmarkIndex(items: items, settings: settings) else { return }
    let stage = DecontaminationStage(index: index)
    var document = Document(
      id: DocumentID(high: 0, low: 0), source: "s",
      text: Array(lines.dropFirst(itemLines.count).joined(separator: [0x0a])),
      origin: Origin(file: "f", offset: 0, byteCount: 0, row: 0))
    for match in index.matches(in: document.text) {
      precondition(match.start >= 0 && match.start < match.end && match.end <= document.text.count)
      precondition(match.foundUnitCount <= match.itemUnitCount)
    }
    // The runner checks that edits account for every byte.
    var runner = StageRunner(stages: [stage])
    do { _ = try runner.run(&document) } catch { preconditionFailure("\(error)") }
    precondition(UTF8Bytes.isValid(document.text))
  }

  /// The normal form of a normal form is itself, and plain: no control characters, no spaces.
  private static func url(_ bytes: [UInt8]) {
    var normalizer = URLNormalizer()
    for head in ["", "http://", "http://h.org/"] {
      let url = Array(head.utf8) + bytes
      guard let once = url.withUnsafeBufferPointer({ normalizer.normalForm(of: $0) }) else { continue }
      precondition(once.withUnsafeBufferPointer { normalizer.normalForm(of: $0) } == once)
      precondition(once.allSatisfy { $0 > 0x20 && $0 != 0x7f })
    }
  }

  /// A small model with byte fallback, from the checkout.
  private static let pieceTokenizer: Tokenizer = {
    let here = Path.parent(#filePath)
    let file = Path.join(Path.parent(Path.parent(Path.parent(here))), "fixtures/tokenizers/bytes.model")
    guard let tokenizer = try? Tokenizer.load(file) else { preconditionFailure("cannot load \(file)") }
    return tokenizer
  }()

  /// A small vocabulary, learnt from a sentence.
  private static let byteTokenizer: BPETokenizer = {
    let words = WordCounter(pattern: .cl100k)
    Array("the theme of them there then 中文 中文字 12 123".utf8).withUnsafeBufferPointer { words.add($0) }
    guard let model = try? BPETrainer(vocabularySize: 290).train(words), let tokenizer = try? BPETokenizer(model) else {
      preconditionFailure("the fuzzer's vocabulary cannot be made")
    }
    return tokenizer
  }()
}
