// Shards for other objectives than the next token, from the command line to their documents.

import Foundation
import Testing

@Suite struct ObjectiveCommandTests {
  /// A corpus of two scripts and a tokenizer with the special tokens of every objective.
  private struct Corpus {
    let folder: RunFolder
    let input: String
    let tokenizer: String

    init() throws {
      folder = try RunFolder()
      var lines: [String] = []
      for number in 0..<120 {
        let sentence =
          number % 3 == 0
          ? "第\(number)班渡船在点灯之前离开了码头。岸上的人挥手告别。" : "Ferry \(number) left the quay. Lanterns were lit! Who waved?"
        let text = (0...number % 23).map { "\(sentence) (\($0))" }.joined(separator: "\\n")
        lines.append("{\"id\":\"d\(number)\",\"text\":\"\(text)\"}")
      }
      input = try folder.write(lines.joined(separator: "\n") + "\n", to: "in.jsonl")
      tokenizer = folder.path("tokenizer")
      let trained = try folder.run([
        "tokenizer", "train", input, "--vocab-size", "420", "--special-tokens",
        "<|endoftext|>", "[PAD]", "[CLS]", "[SEP]", "[MASK]", "<PRE>", "<SUF>", "<MID>", "--output", tokenizer,
      ])
      #expect(trained.status == 0, "\(trained.errors)")
    }

    func pack(_ output: String, _ more: [String]) throws -> Finished {
      try folder.run(
        [
          "pack", input, "--tokenizer", tokenizer, "--sequence-length", "128", "--output", folder.path(output),
          "--shard-tokens", "2000",
        ] + more)
    }
  }

  private static let kinds: [[String]] = [
    ["--objective", "span-corruption", "--format", "mds,mds-zstd"],
    ["--objective", "masked", "--format", "mds,mds-zstd"],
    ["--objective", "masked", "--no-sentence-pairs", "--format", "mds,mds-zstd"],
    ["--fim-rate", "0.6", "--format", "llmc,megatron,mds,datatrove,olmo"],
  ]

  @Test(arguments: kinds)
  func shardsVerifyAndShowTheirTexts(options: [String]) throws {
    let corpus = try Corpus()
    let packed = try corpus.pack("out", options + ["--validation", "0.1"])
    #expect(packed.status == 0, "\(packed.errors)")
    let verified = try corpus.folder.run(["shards", "verify", corpus.folder.path("out")])
    #expect(verified.status == 0, "\(verified.errors)")
    let head = try corpus.folder.run(["shards", "head", corpus.folder.path("out"), "--rows", "1000"])
    #expect(head.status == 0, "\(head.errors)")
    // Nothing is taken out, hidden or moved where a person reads.
    #expect(head.output.contains("班渡船在点灯之前离开了码头。岸上的人挥手告别。"))
    #expect(!head.output.contains("[MASK]") && !head.output.contains("<MID>"))
    let inspected = try corpus.folder.run(["shards", "inspect", corpus.folder.path("out")])
    #expect(inspected.output.contains("objective \(options[0] == "--objective" ? options[1] : "causal")"))
  }

  @Test(arguments: kinds)
  func threadsDoNotChangeTheShards(options: [String]) throws {
    let corpus = try Corpus()
    #expect(try corpus.pack("one", options + ["--threads", "1"]).status == 0)
    #expect(try corpus.pack("three", options + ["--threads", "3"]).status == 0)
    try expectEqualRuns(corpus.folder.path("one"), corpus.folder.path("three"))
  }

  @Test(arguments: kinds)
  func tracesLeadToTheDocument(options: [String]) throws {
    let corpus = try Corpus()
    #expect(try corpus.pack("out", options).status == 0)
    let format = options.last?.split(separator: ",").first ?? ""
    let shard = format == "llmc" ? "000000.bin" : "shard.00000.mds"
    let bytes = try Data(contentsOf: URL(filePath: corpus.input))
    var followed = 0
    for token in stride(from: 0, to: 512, by: 13) {
      let finished = try corpus.folder.run(
        ["shards", "trace", corpus.folder.path("out/train/\(shard):\(token)"), "--json"])
      #expect(finished.status == 0, "\(finished.errors)")
      let trace = try object(finished.output)
      guard let origin = trace["origin"] as? [String: Any], let document = trace["document"] as? [String: Any] else {
        #expect((trace["note"] as? String)?.contains("objective") == true)
        continue
      }
      let offset = try #require(origin["offset"] as? Int)
      let line = String(
        decoding: bytes[offset..<offset + (try #require(origin["byteCount"] as? Int))], as: UTF8.self)
      let text = try #require(trace["text"] as? String)
      let isText = document["isEndOfDocument"] as? Bool == false && !text.hasPrefix("\\") && text != "[MASK]"
      // A random id in place of a masked one may stand for anything.
      if options[1] != "masked", isText { #expect(line.contains(text), "\(text)") }
      followed += 1
    }
    // Forty tokens are asked for. Rows of pairs may be short; the others are full but for their special ids.
    #expect(followed > (options == Self.kinds[1] ? 5 : 20))
  }

  @Test func samplesGoFromOneFormatToTheOther() throws {
    let corpus = try Corpus()
    for options in Self.kinds.dropLast() {
      let name = "\(options.count)\(options[1])"
      #expect(try corpus.pack(name, options).status == 0)
      let target = corpus.folder.path("\(name)-converted")
      let converted = try corpus.folder.run(
        ["shards", "convert", corpus.folder.path(name), target, "--format", "mds-zstd", "--shard-tokens", "2000"])
      #expect(converted.status == 0, "\(converted.errors)")
      #expect(try corpus.folder.run(["shards", "verify", target]).status == 0)
      let shard = "train/shard.00000.mds.zstd"
      #expect(
        try Data(contentsOf: URL(filePath: "\(target)/\(shard)"))
          == Data(contentsOf: URL(filePath: corpus.folder.path("\(name)/mds-zstd/\(shard)"))))
      for format in ["llmc", "datatrove"] {
        let refused = try corpus.folder.run(
          ["shards", "convert", corpus.folder.path(name), target + format, "--format", format])
        #expect(refused.status == 64, "\(refused.output)\(refused.errors)")
      }
    }
  }

  @Test(arguments: [
    (["--objective", "span-corruption"], "--format llmc holds tokens alone and cannot carry span-corruption"),
    (["--objective", "masked", "--format", "mds,megatron"], "use mds or mds-zstd"),
    (["--objective", "masked", "--format", "mds", "--mask-token", "<m>"], "--mask-token: the tokenizer has no"),
    (["--objective", "span-corruption", "--format", "mds", "--first-sentinel", "300"], "stands for text"),
    (["--objective", "span-corruption", "--format", "mds", "--first-sentinel", "3"], "there is no room"),
    (["--fim-rate", "0.5", "--strategy", "concat"], "needs --strategy best-fit"),
    (["--fim-rate", "0.5", "--fim-prefix-token", "<nope>"], "--fim-prefix-token: the tokenizer has no special token"),
    (["--density", "0.2"], "--density has no meaning for the objective causal"),
    (["--objective", "masked", "--format", "mds", "--max-predictions", "0"], "give a number from 1"),
  ])
  func impossibleCallsSayWhy(options: [String], expected: String) throws {
    let corpus = try Corpus()
    let finished = try corpus.pack("out", options)
    #expect(finished.status == 64)
    #expect(finished.errors.contains(expected), "\(finished.errors)")
  }

  /// A run: from the pipeline to verified texts, the special tokens in the trained vocabulary.
  @Test(arguments: ["span-corruption", "masked", "causal"])
  func runsWriteTheirObjective(kind: String) throws {
    let corpus = try Corpus()
    let more =
      kind == "causal" ? "fill_in_the_middle: {rate: 1}" : kind == "masked" ? "max_predictions: 12" : "mean_span: 4"
    let pipeline = try corpus.folder.write(
      """
      sources: [{name: web, format: jsonl, paths: in.jsonl}]
      deduplicate: false
      tokenizer: {vocabulary_size: 420, special_tokens: ['[PAD]', '[CLS]', '[SEP]', '[MASK]', <PRE>, <SUF>, <MID>]}
      mix: {validation: 0.1, epochs: 1.5}
      pack:
        sequence_length: 128
        formats: [\(kind == "causal" ? "llmc, datatrove" : "mds, mds-zstd")]
        objective: {type: \(kind), \(more)}
      """, to: "pipeline.yaml")
    let finished = try corpus.folder.run(["run", pipeline, "--run", corpus.folder.path("run")])
    #expect(finished.status == 0, "\(finished.errors)")
    let verified = try corpus.folder.run(["shards", "verify", corpus.folder.path("run"), "--text"])
    #expect(verified.status == 0, "\(verified.errors)")
    #expect(verified.output.contains("every one decodes to its document's text"))
  }
}
