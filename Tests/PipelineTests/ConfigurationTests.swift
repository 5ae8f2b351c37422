// What is said of a wrong configuration, and where, before any work.

import Cleaning
import FoundationEssentials
import Storage
import TestSupport
import Testing

@testable import Pipeline

/// A folder with one input file, in which configurations are checked.
private struct Workshop {
  let folder: TemporaryFolder

  init() throws {
    folder = TemporaryFolder("configuration")
    _ = try AtomicFile.write(Array("{\"text\":\"one\"}\n".utf8), to: Path.join(folder.path, "a.jsonl"))
  }

  func load(_ yaml: String) throws -> LoadedConfiguration {
    let path = Path.join(folder.path, "pipeline.yaml")
    _ = try AtomicFile.write(Array(yaml.utf8), to: path)
    return try ConfigurationLoader.load(path: path)
  }

  /// The findings as `line:column: message`.
  func findings(_ yaml: String) throws -> [String] {
    do {
      _ = try load(yaml)
      return []
    } catch let error as ConfigurationError {
      return error.diagnostics.map { "\($0.line ?? 0):\($0.column ?? 0): \($0.message)" }
    }
  }
}

private let minimal = "sources:\n  - {name: a, format: jsonl, paths: a.jsonl}\n"

@Suite struct ConfigurationTests {
  @Test func everythingButSourcesHasADefault() throws {
    let configuration = try Workshop().load(minimal).configuration
    #expect(configuration.seed == 0)
    #expect(configuration.deduplicate?.bands == 14)
    #expect(configuration.deduplicate?.threshold == 0.75)
    #expect(configuration.clean.normalize?.form == "nfc")
    #expect(configuration.clean.aiBoilerplate != nil)
    #expect(configuration.clean.gopherQuality == nil)
    #expect(configuration.decontaminate == nil)
    #expect(configuration.tokenizer.vocabularySize == 32_000)
    #expect(configuration.pack.formats == ["llmc"])
    #expect(configuration.train == nil)
    #expect(configuration.limits.quarantinedRecords == nil)
  }

  @Test func learnedStagesHaveTheirKeys() throws {
    let workshop = try Workshop()
    let clean =
      "clean:\n  language: {keep: [en, zh], minimum_score: 0.5}\n  classifier: {model: a.jsonl, minimum_score: 0.3}\n"
    let configuration = try workshop.load(minimal + clean).configuration
    #expect(try configuration.clean.settings(seed: 1).language?.keep == ["en", "zh"])
    #expect(try configuration.clean.settings(seed: 1).language?.minimumScore == 0.5)
    #expect(try configuration.clean.settings(seed: 1).classifier?.model.hasSuffix("/a.jsonl") == true)
    #expect(try workshop.load(minimal + "clean:\n  language: true\n").configuration.clean.language?.keep == [])
    let wrong = try workshop.findings(
      minimal + "clean:\n  language: {model: none.bin, minimum_score: 2}\n  classifier: {minimum_score: 0.3}\n")
    #expect(wrong.contains { $0.contains("minimum_score") })
    #expect(wrong.contains { $0.contains("classifier.model") })
  }

  @Test func personalDataIsMaskedBehindNormalisation() throws {
    let workshop = try Workshop()
    #expect(try workshop.load(minimal).configuration.clean.personalData == nil)
    let yaml =
      minimal + "clean:\n  normalize: {mojibake: true, homoglyphs: true, emoji: remove}\n  personal_data: true\n"
    let configuration = try workshop.load(yaml).configuration
    let names = try RefineStages.make(configuration).stages.map { type(of: $0).name.rawValue }
    #expect(
      names == ["mojibake", "emoji", "normalize", "homoglyphs", "personal-data", "ai-boilerplate", "length"])
    #expect(configuration.clean.personalData?.kinds == PersonalDataKind.allCases.map(\.rawValue))
    let wrong = try workshop.findings(
      minimal + "clean:\n  personal_data:\n    placeholder: EMAIL\n    kinds: [email, fax]\n")
    #expect(wrong.count == 1 && wrong[0].contains("'fax' is not one of email"))
    let unbracketed = try workshop.findings(minimal + "clean:\n  personal_data:\n    placeholder: EMAIL\n")
    #expect(unbracketed.count == 1 && unbracketed[0].hasPrefix("5:18: clean.personal_data.placeholder: "))
  }

  @Test func keysOfWikisMeanNothingElsewhere() throws {
    let wiki = "sources:\n  - {name: a, format: mediawiki, paths: a.jsonl, namespaces: [0, 14], redirects: keep}\n"
    let source = try #require(try Workshop().load(wiki).configuration.sources.first)
    #expect(source.namespaces == [0, 14] && source.redirects == "keep" && source.revisions == "latest")
    let wrong = try Workshop().findings(
      "sources:\n  - {name: a, format: jsonl, paths: a.jsonl, revisions: all}\n"
        + "  - {name: b, format: mediawiki, paths: a.jsonl, text: x}\n")
    #expect(wrong.count == 2)
    #expect(wrong.first?.hasSuffix("source 'a': 'revisions' has no meaning for jsonl") == true)
    #expect(wrong.last?.hasSuffix("source 'b': 'text' has no meaning for mediawiki") == true)
  }

  @Test func bandsAndRowsFollowFromRecall() throws {
    let workshop = try Workshop()
    let chosen = try workshop.load(minimal + "deduplicate: {threshold: 0.8, recall: 0.99}\n").configuration
    let settings = try #require(chosen.deduplicate)
    let bands = try #require(settings.bands)
    let rows = try #require(settings.rows)
    #expect(bands * rows <= 256)
    let written = try workshop.load(minimal + "deduplicate: {threshold: 0.8, bands: \(bands), rows: \(rows)}\n")
    // Written or chosen, the signatures are the same work.
    let plans = try [workshop.load(minimal + "deduplicate: {threshold: 0.8, recall: 0.99}\n"), written]
      .map { try Planner.plan($0).stages.map(\.fingerprint) }
    #expect(plans[0] == plans[1])
    let impossible = try workshop.findings(
      minimal + "deduplicate:\n  threshold: 0.3\n  recall: 0.999\n  permutations: 9\n")
    #expect(impossible.count == 1)
    #expect(impossible.first?.hasPrefix("5:") == true)
    #expect(impossible.first?.contains("permutations reach it") == true)
  }

  @Test(arguments: [
    (
      "unknown key with its neighbour", minimal + "dedupliate: false\n",
      "3:1: unknown key 'dedupliate'; did you mean 'deduplicate'?"
    ),
    (
      "unknown inner key", minimal + "pack:\n  sequence_lenght: 5\n",
      "4:3: pack: unknown key 'sequence_lenght'; did you mean 'sequence_length'?"
    ),
    ("wrong type", minimal + "seed: many\n", "3:7: seed: expected a whole number, found 'many'"),
    (
      "wrong choice", minimal + "extract: {mode: mian}\n",
      "3:17: extract.mode: 'mian' is not one of main, all; did you mean 'main'?"
    ),
    ("out of range", minimal + "mix: {validation: 0.9}\n", "3:19: mix.validation: 0.9 is outside 0.0 to 0.5"),
    (
      "weights that do not sum", minimal + "mix: {weights: {a: 0.7}}\n",
      "3:16: mix.weights: the weights sum to 0.7, not to 1"
    ),
    (
      "weight of nobody", minimal + "mix: {weights: {a: 0.5, aa: 0.5}}\n",
      "3:29: mix.weights: no source is named 'aa'; did you mean 'a'?"
    ),
    ("glob without a match", "sources:\n  - {name: a, format: jsonl, paths: 'b*.jsonl'}\n", "matches no jsonl file"),
    ("missing key", "sources:\n  - {name: a, paths: a.jsonl}\n", "2:5: 'sources[0].format' is missing"),
    ("no place", "sources:\n  - {name: a, format: jsonl}\n", "2:5: source 'a': 'paths' is missing, or 'command'"),
    (
      "addresses without a command", "sources:\n  - {name: a, format: jsonl, paths: a.jsonl, urls: [x]}\n",
      "2:52: source 'a': 'urls' has no meaning without 'command'"
    ),
    (
      "paths and a command",
      "sources:\n  - {name: a, format: jsonl, paths: a.jsonl, command: 'cat {url}', urls: [x]}\n",
      "'paths' has no meaning with 'command'"
    ),
    ("command without a place", "sources:\n  - {name: a, format: jsonl, command: 'cat x', urls: [x]}\n", "no {url}"),
    ("command without addresses", "sources:\n  - {name: a, format: jsonl, command: 'cat {url}'}\n", "give no address"),
    (
      "command with an open quote", "sources:\n  - {name: a, format: jsonl, command: \"cat '{url}\", urls: [x]}\n",
      "a quote in the command is not closed"
    ),
    (
      "missing program", "sources:\n  - {name: a, format: jsonl, command: 'no-such-program {url}', urls: [x]}\n",
      "the program 'no-such-program' is not installed"
    ),
    (
      "address like an option", "sources:\n  - {name: a, format: jsonl, command: 'cat {url}', urls: ['-n']}\n",
      "-n: is no address"
    ),
    (
      "address twice", "sources:\n  - {name: a, format: jsonl, command: 'cat {url}', urls: [x, x]}\n",
      "'x' stands twice"
    ),
    (
      "list that is not there", "sources:\n  - {name: a, format: jsonl, command: 'cat {url}', urls_from: b.txt}\n",
      "b.txt: cannot open"
    ),
    ("turns", "sources:\n  - {name: a, format: jsonl, paths: a.jsonl, turns: '{role'}\n", "the text template '{role'"),
    ("parquet without text", "sources:\n  - {name: a, format: parquet, paths: a.jsonl}\n", "'text' is missing"),
    ("table without text", "sources:\n  - {name: a, format: csv, paths: a.jsonl}\n", "'text' is missing"),
    ("name twice", minimal + "  - {name: a, format: jsonl, paths: a.jsonl}\n", "3:12: source name 'a' stands twice"),
    ("key twice", minimal + "seed: 1\nseed: 2\n", "seed"),
    ("not YAML", "sources: [\n", "not valid YAML"),
    ("heads that do not divide", minimal + "train: {width: 100, heads: 3}\n", "heads (3) must divide width (100)"),
    ("shards smaller than a row", minimal + "pack: {shard_tokens: 10}\n", "is outside 2049 (one row)"),
    (
      "cap of nobody", minimal + "mix: {caps: {b: 2}}\n", "3:17: mix.caps: no source is named 'b'; did you mean 'a'?"
    ),
    (
      "two ways to share", minimal + "mix: {unimax: true, temperature: 3}\n",
      "3:15: mix: temperature and unimax each say how to share; keep one of them"
    ),
    (
      "two budgets", minimal + "mix: {tokens: 1M, epochs: 2}\n",
      "3:27: mix: tokens and epochs both say how much; keep one of them"
    ),
    (
      "bounds that cross", minimal + "mix: {min_epochs: 2, caps: {a: 1}}\n",
      "mix: 'a' is asked for at least 2.0 and at most 1.0 epochs"
    ),
    (
      "phases without a length", minimal + "mix: {phases: [{name: x}, {name: y}]}\n",
      "mix.phases: 2 phases have neither tokens nor share; one may have what the others leave"
    ),
    (
      "share of nothing", minimal + "mix: {phases: [{name: x, share: 0.5}, {name: y, tokens: 1M}]}\n",
      "3:15: mix.phases: shares, and a phase for the rest, need mix.tokens or mix.epochs"
    ),
    (
      "phase without a name", minimal + "mix: {phases: [{tokens: 1M}]}\n", "'mix.phases[0].name' is missing"
    ),
    (
      "weights of a phase", minimal + "mix: {phases: [{name: x, tokens: 1M, weights: {a: 0.5}}]}\n",
      "mix.phases[0].weights: the weights sum to 0.5, not to 1"
    ),
    (
      "group of another shape", minimal + "mix: {by: [source, lang], weights: {a: 1}}\n",
      "mix.weights: 'a' has 1 values; a group by source, lang has 2"
    ),
    (
      "group of an unknown source", minimal + "mix: {by: [source, lang], weights: {b/en: 1}}\n",
      "mix.weights: no source is named 'b'; did you mean 'a'?"
    ),
    (
      "phases that weigh different groups",
      minimal
        + "mix: {by: lang, phases: [{name: x, tokens: 1M, weights: {en: 1}}, {name: y, tokens: 1M, weights: {zh: 1}}]}\n",
      "mix.phases[0].weights: 'zh' has no weight, but another phase weighs it"
    ),
    (
      "ranges of nothing", minimal + "mix: {by: lang, buckets: {quality: {low: 0}}}\n",
      "mix.buckets: 'quality' is no key of metadata in mix.by"
    ),
    ("key of nothing", minimal + "mix: {by: []}\n", "mix.by: name 'source' or keys of metadata"),
    ("no token at all", minimal + "mix: {tokens: 0}\n", "mix.tokens: 0 is outside"),
    ("end of document that is text", minimal + "tokenizer: {end_of_document: a}\n", "may be part of a text"),
    ("key without a value", "sources:\n  - {name: a, format: jsonl, paths: }\n", "source 'a': 'paths' is missing"),
    (
      "everything excluded", "sources:\n  - {name: a, format: jsonl, paths: a.jsonl, exclude: '*.jsonl'}\n",
      "leaves no file"
    ),
    (
      "objective that the format cannot carry", minimal + "pack:\n  objective: {type: span-corruption}\n",
      "4:14: pack.formats: llmc holds tokens alone and cannot carry span-corruption; use mds or mds-zstd"
    ),
    (
      "one format of several that cannot", minimal + "pack:\n  formats: [mds, olmo]\n  objective: {type: masked}\n",
      "4:18: pack.formats: olmo holds tokens alone"
    ),
    (
      "key of another objective",
      minimal + "pack:\n  formats: mds\n  objective: {type: span-corruption, mask_token: x}\n",
      "5:50: pack.objective: 'mask_token' has no meaning for span-corruption"
    ),
    (
      "unknown objective", minimal + "pack: {objective: {type: span-coruption}}\n",
      "did you mean 'span-corruption'?"
    ),
    (
      "special tokens that nobody has", minimal + "pack: {formats: mds, objective: {type: masked}}\n",
      "pack.objective.cls_token: the tokenizer has none of the special tokens [CLS], <s>"
    ),
    (
      "special token of another name",
      minimal + "tokenizer: {special_tokens: ['[CLS]', '[SEP]', '<m>']}\n"
        + "pack: {formats: mds, objective: {type: masked, mask_token: '<n>'}}\n",
      "4:60: pack.objective.mask_token: the tokenizer has no special token '<n>'"
    ),
    (
      "filling in the middle without its tokens", minimal + "pack: {objective: {fill_in_the_middle: true}}\n",
      "3:40: pack.objective.fill_in_the_middle.prefix_token: the tokenizer has none of"
    ),
    (
      "parts torn by concat",
      minimal + "tokenizer: {special_tokens: [<PRE>, <MID>, <SUF>]}\n"
        + "pack: {strategy: concat, objective: {fill_in_the_middle: true}}\n",
      "4:18: pack.strategy: filling in the middle needs best-fit"
    ),
    (
      "sentinels that are text",
      minimal + "pack: {formats: mds, objective: {type: span-corruption, first_sentinel: 500}}\n",
      "pack.objective.first_sentinel: rows have 114 spans, and the id 500 of their sentinels stands for text"
    ),
    (
      "sentinels without room",
      minimal + "pack: {formats: mds, objective: {type: span-corruption, first_sentinel: 5}}\n",
      "for which there is no room from 5 downwards"
    ),
    (
      "fewer sentinels than spans",
      minimal + "tokenizer: {special_tokens: [<extra_id_0>, <extra_id_1>]}\n"
        + "pack: {formats: mds, objective: {type: span-corruption}}\n",
      "rows have 114 spans, but the tokenizer has <extra_id_0> to <extra_id_1> only"
    ),
    (
      "targets of labels", minimal + "pack: {formats: mds, targets: across-rows, objective: {type: span-corruption}}\n",
      "pack: 'targets' has no meaning for span-corruption"
    ),
    (
      "trainer of another objective",
      minimal + "pack: {formats: mds, objective: {type: span-corruption}}\ntrain: {}\n",
      "train: the bundled trainer predicts the next token"
    ),
    (
      "shares above one",
      minimal + "tokenizer: {special_tokens: ['[CLS]', '[SEP]', '[MASK]']}\n"
        + "pack: {formats: mds, objective: {type: masked, mask_share: 0.95, random_share: 0.1}}\n",
      "4:60: pack.objective: mask_share (0.95) and random_share (0.1) are more than 1"
    ),
    (
      "special token twice", minimal + "tokenizer: {special_tokens: [<PRE>, <PRE>]}\n",
      "3:37: tokenizer.special_tokens: '<PRE>' stands twice"
    ),
    ("no benchmark file", minimal + "decontaminate: {benchmarks: none.jsonl}\n", "matches no benchmark file"),
  ])
  func findingsNameThePlace(name: String, yaml: String, expected: String) throws {
    let findings = try Workshop().findings(yaml)
    #expect(findings.contains { $0.contains(expected) }, "\(findings)")
  }

  @Test func allFindingsComeAtOnce() throws {
    let findings = try Workshop().findings(minimal + "sed: 1\npak: {}\nextract: {mode: x}\n")
    #expect(findings.count == 3)
  }

  @Test func unitsAreRead() throws {
    #expect(Quantities.byteCount("64 MiB") == 67_108_864)
    #expect(Quantities.byteCount("1.5GB") == 1_500_000_000)
    #expect(Quantities.count("100k") == 100_000)
    #expect(Quantities.count("2B") == 2_000_000_000)
    #expect(Quantities.fraction("0.1%") == 0.001)
    #expect(Quantities.byteCount("many") == nil)
    #expect(Quantities.fraction("0") == nil)
    #expect(Quantities.fraction("120%") == nil)
  }

  @Test func qualityRulesHaveThePublishedThresholds() throws {
    let workshop = try Workshop()
    let clean = try workshop.load(
      minimal + "clean: {gopher_quality: true, gopher_repetition: true, c4: true, c4_paragraphs: true, fineweb: true}\n"
    ).configuration.clean
    #expect(clean.gopherQuality == .init())
    #expect(clean.gopherRepetition == .init())
    #expect(clean.c4 == .init())
    #expect(clean.c4Paragraphs == .init())
    #expect(clean.fineweb == .init())
    #expect(clean.c4BadWords == nil)
    let changed = try workshop.load(
      minimal
        + """
        clean:
          gopher_quality: {min_doc_words: 20, max_symbol_word_ratio: false, stop_words: [the, of]}
          gopher_repetition: {top_2_gram: 0.25, dup_10_gram: false}
          c4: {min_num_sentences: false, filter_policy: false}

        """
    ).configuration.clean
    #expect(changed.gopherQuality?.minDocWords == 20)
    #expect(changed.gopherQuality?.maxSymbolWordRatio == .some(nil))
    #expect(changed.gopherQuality?.stopWords == ["the", "of"])
    #expect(changed.gopherRepetition?.top2Gram == 0.25)
    #expect(changed.gopherRepetition?.dup10Gram == .some(nil))
    #expect(changed.gopherRepetition?.top3Gram == 0.18)
    #expect(changed.c4?.minNumSentences == .some(nil))
    #expect(changed.c4?.filterPolicy == false)
    #expect(changed.fineweb == nil)
  }

  @Test func qualityRulesAreCheckedBeforeAnyWork() throws {
    let workshop = try Workshop()
    let cases: [(yaml: String, finding: String)] = [
      (
        "clean: {gopher_quality: {min_doc_word: 20}}\n",
        "3:26: clean.gopher_quality: unknown key 'min_doc_word'; did you mean 'min_doc_words'?"
      ),
      ("clean: {fineweb: {short_line_thr: 1.5}}\n", "3:35: clean.fineweb.short_line_thr: 1.5 is outside 0.0 to 1.0"),
      (
        "clean: {fineweb: {short_line_thr: off_}}\n",
        "3:35: clean.fineweb.short_line_thr: expected a number, found 'off_'"
      ),
      (
        "clean: {c4_bad_words: {}}\n",
        "3:23: 'clean.c4_bad_words.files' is missing: Files with a word or phrase a line."
      ),
    ]
    for (yaml, finding) in cases { #expect(try workshop.findings(minimal + yaml) == [finding]) }
    let missing = try workshop.findings(minimal + "clean: {c4_bad_words: {files: [none.txt]}}\n")
    #expect(missing.count == 1 && missing[0].hasPrefix("3:32: clean.c4_bad_words.files: '"))
    #expect(missing.first?.hasSuffix("none.txt' matches no file") == true)
  }

  @Test func schemaInTheDocumentationIsTheProgramsOwn() throws {
    let committed = try FileSystem.readAll(Path.join(checkout, "docs/pipeline.schema.json"))
    #expect(String(decoding: committed, as: UTF8.self) == (try JSONSchema.text()))
  }

  @Test func schemaDescribesEveryKey() throws {
    let schema = try JSONDecoder().decode(ConfigurationValue.self, from: Data(JSONSchema.text().utf8))
    guard case .object(let members) = schema, case .object(let properties)? = members["properties"] else {
      Issue.record("the schema has no properties")
      return
    }
    #expect(Set(properties.keys) == Set(PipelineShape.root.keys.map(\.name)))
  }

  /// Every pipeline names the schema, so that editors complete it.
  @Test func pipelinesNameTheSchema() throws {
    let folder = Path.join(checkout, "pipelines")
    let files = try FileSystem.listDirectory(folder).filter { $0.hasSuffix(".yaml") }
    #expect(!files.isEmpty)
    for file in files {
      let text = String(decoding: try FileSystem.readAll(Path.join(folder, file)), as: UTF8.self)
      #expect(text.hasPrefix("# yaml-language-server: $schema=../docs/pipeline.schema.json\n"), "\(file)")
    }
  }

  private var checkout: String { Path.parent(Path.parent(Path.parent(#filePath))) }
}

/// A key, the stage that it redoes, and one above it that it leaves alone.
private let keysAndStages: [(String, StageKind?, StageKind)] = [
  ("limits: {quarantined_records: 5}", nil, .extract),
  ("deduplicate: {threshold: 0.9}", .deduplicate, .candidates),
  ("mix: {validation: 0.1}", .mix, .encode),
  ("mix: {by: lang}", .mix, .encode),
  ("mix: {phases: [{name: x, tokens: 1M}]}", .mix, .encode),
  ("pack: {sequence_length: 64}", .mix, .encode),
  ("name: other", .audit, .order),
  ("seed: 7", .refine, .extract),
  ("tokenizer: {vocabulary_size: 300}", .tokenizer, .deduplicate),
]

@Suite struct PlannerTests {
  @Test func planDependsOnParametersOfTheStageAndThoseAboveOnly() throws {
    let workshop = try Workshop()
    let base = try Planner.plan(workshop.load(minimal))
    let cleaned = try Planner.plan(workshop.load(minimal + "clean: {minimum_characters: 5}\n"))
    #expect(base.stage(.extract)?.fingerprint == cleaned.stage(.extract)?.fingerprint)
    #expect(base.stage(.refine)?.fingerprint != cleaned.stage(.refine)?.fingerprint)
    #expect(base.stage(.order)?.fingerprint != cleaned.stage(.order)?.fingerprint)
    let packed = try Planner.plan(workshop.load(minimal + "pack: {sequence_length: 64}\n"))
    #expect(base.stage(.encode)?.fingerprint == packed.stage(.encode)?.fingerprint)
    #expect(base.stage(.pack)?.fingerprint != packed.stage(.pack)?.fingerprint)
  }

  /// For keys that decide about one stage: that stage is redone, and the one above it is not.
  @Test(arguments: keysAndStages)
  func aKeyRedoesItsStageAndNotTheOneAbove(yaml: String, redone: StageKind?, kept: StageKind) throws {
    let workshop = try Workshop()
    let base = try Planner.plan(workshop.load(minimal))
    let changed = try Planner.plan(workshop.load(minimal + yaml + "\n"))
    #expect(base.stage(kept)?.fingerprint == changed.stage(kept)?.fingerprint)
    if let redone {
      #expect(base.stage(redone)?.fingerprint != changed.stage(redone)?.fingerprint)
    } else {
      #expect(base.stages.map(\.fingerprint) == changed.stages.map(\.fingerprint))
    }
  }

  /// Metadata are looked at only where groups depend on them, and again only when the groups are others.
  @Test func labelsArePlannedForGroupsByMetadata() throws {
    let workshop = try Workshop()
    func label(_ yaml: String) throws -> Fingerprint? {
      try Planner.plan(workshop.load(minimal + "mix: {" + yaml + "}\n")).stage(.label)?.fingerprint
    }
    #expect(try label("max_epochs: 2") == nil)
    #expect(try label("by: source") == nil)
    let byLanguage = try label("by: lang")
    #expect(byLanguage != nil)
    #expect(try label("by: lang, weights: {en: 1}") == byLanguage)
    #expect(try label("by: [lang, quality]") != byLanguage)
  }

  @Test func addressesAreTasksAndTheirSizesGatherThem() throws {
    let workshop = try Workshop()
    let list = "# a comment\ns3://b/1\t400000\n\ns3://b/2\t500000\ns3://b/3\t900000\ns3://b/4\ns3://b/0\n"
    workshop.folder.write(list, to: "list.tsv")
    func plan(_ more: String) throws -> Plan {
      try Planner.plan(
        workshop.load(
          "sources: [{name: a, format: jsonl, command: 'cat {url}', urls_from: list.tsv\(more)}]\nextract: {task_bytes: 1 MB}\n"
        ))
    }
    let base = try plan("")
    #expect(base.listing[0].files.map(\.name) == (0...4).map { "s3://b/\($0)" })
    // 0 has no size; 1 and 2 share a task; 3 would make it too large; 4 has no size.
    #expect(base.extractAssignments.map(\.fileCount) == [1, 2, 1, 1])
    #expect(try plan(", attempts: 9").stage(.extract) == base.stage(.extract))
    #expect(try plan(", urls: [x]").stage(.extract)?.fingerprint != base.stage(.extract)?.fingerprint)
    #expect(try plan(", members: ['*.x']").stage(.extract)?.fingerprint != base.stage(.extract)?.fingerprint)
  }

  @Test func foldersGiveArchivesAndNoNameIsTwoThings() throws {
    let workshop = try Workshop()
    for name in ["in/a.jsonl", "in/b.tar.zst", "in/c.zip", "in/d.html", "in/.e.tar", "in/f.tgz"] {
      workshop.folder.write("x", to: name)
    }
    let loaded = try workshop.load("sources: [{name: a, format: jsonl, paths: in, exclude: 'in/c*'}]\n")
    #expect(loaded.listing[0].files.map(\.name) == ["a.jsonl", "b.tar.zst", "f.tgz"])
    workshop.folder.write("x", to: "in/f.tgz!/x.jsonl")
    #expect(
      try workshop.findings("sources: [{name: a, format: jsonl, paths: in}]\n").joined().contains(
        "would share its name"))
  }

  @Test func absentStagesAreNotPlanned() throws {
    let plan = try Planner.plan(Workshop().load(minimal + "deduplicate: false\n"))
    #expect(plan.stage(.candidates) == nil)
    #expect(plan.stage(.deduplicate) == nil)
    #expect(plan.stage(.train) == nil)
    #expect(plan.stage(.encode) != nil)
  }

  @Test func namesOfFilesDoNotDependOnWhereTheyLie() throws {
    let (left, right) = (try Workshop(), try Workshop())
    let names = try [left, right].map { try $0.load(minimal).listing[0].files.map(\.name) }
    #expect(names[0] == names[1])
    #expect(names[0] == ["a.jsonl"])
  }
}

@Suite struct TaskNumberTests {
  @Test func rangesAreReadAndWritten() {
    #expect(TaskNumber.parse("1-3,7") == [1, 2, 3, 7])
    #expect(TaskNumber.ranges([1, 2, 3, 7]) == "1-3,7")
    #expect(TaskNumber.parse("x") == nil)
    #expect(TaskNumber.parse("5-1") == nil)
    #expect(TaskNumber.ranges([]) == "")
  }
}
