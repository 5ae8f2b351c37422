// Phases with lengths of their own, ids around documents, and parts in order: a whole run, looked at from outside.

import Foundation
import Testing

@Suite(.serialized) struct CurriculumTests {
  private func pipeline(_ name: String, phases: String, more: String = "") -> String {
    let fixtures = Checkout.root + "/fixtures"
    return """
      name: \(name)
      sources:
        - {name: notes, format: csv, paths: "\(fixtures)/notes/notes.csv", text: "{title}\\n\\n{body}", metadata: [id]}
        - {name: wiki, format: postgres, paths: "\(fixtures)/wiki/wiki.pg.sql", table: articles, text: "{title}\\n\\n{body}"}
      extract: {task_bytes: 40 kB}
      tokenizer: {vocabulary_size: 512, beginning_of_document: "<|begin|>"}
      mix: {epochs: 1.5, validation: 0.1, phases: [\(phases)]}
      pack: {sequence_length: 32, shard_tokens: 10k, formats: [llmc, megatron, olmo], parts_in_order: true}
      \(more)
      """
  }

  @Test func phasesHaveTheirLengthsAndEveryTokenIsItsDocuments() throws {
    let folder = try RunFolder()
    let phases = "{name: a, share: 0.6}, {name: b, share: 0.2}, {name: c, sequence_length: 128}"
    let file = try folder.write(pipeline("lengths", phases: phases), to: "p.yaml")
    let run = folder.path("run")
    let finished = try folder.run(["run", file, "--run", run, "--quiet", "--threads", "3"])
    try #require(finished.status == 0, "\(finished.errors)")
    let verified = try folder.run(["shards", "verify", run, "--text"])
    #expect(verified.status == 0, "\(verified.errors)")
    let manifest = try object(String(contentsOfFile: "\(run)/shards/manifest.json", encoding: .utf8))
    let found = try #require(manifest["phases"] as? [[String: Any]])
    #expect(found.map { $0["sequenceLength"] as? Int } == [32, 32, 128])
    let splits = try #require(manifest["splits"] as? [String: [String: Any]])
    let shards = try #require(splits["train"]?["shards"] as? [[String: Any]])
    let lengths = shards.map { $0["sequenceLength"] as? Int ?? 32 }
    // Never back from long to short, and as many rows of each as the phases say.
    #expect(lengths == lengths.sorted() && Set(lengths) == [32, 128])
    let rows = found.map { $0["rows"] as? Int ?? 0 }
    let long = zip(shards, lengths).filter { $0.1 == 128 }.reduce(0) { $0 + ($1.0["rows"] as? Int ?? 0) }
    #expect(long == rows[2] && rows[2] > 0)
    #expect(splits["train"]?["rows"] as? Int == rows.reduce(0, +))
    // Shares in tokens, to the row.
    let tokens = rows.enumerated().map { $1 * [33, 33, 129][$0] }
    let all = Double(tokens.reduce(0, +))
    #expect(abs(Double(tokens[0]) / all - 0.6) < 0.01 && abs(Double(tokens[2]) / all - 0.2) < 0.01)
    // Conversion keeps the lengths, or makes one of them.
    let same = try folder.run(["shards", "convert", run, folder.path("mds"), "--format", "mds"])
    #expect(same.status == 0, "\(same.errors)")
    let one = try folder.run([
      "shards", "convert", run, folder.path("one"), "--format", "mds", "--sequence-length", "64",
    ])
    #expect(one.status == 0, "\(one.errors)")
    for name in ["mds", "one"] { #expect(try folder.run(["shards", "verify", folder.path(name)]).status == 0) }
    let converted = try object(folder.run(["shards", "inspect", folder.path("mds"), "--json"]).output)
    #expect((converted["phases"] as? [[String: Any]])?.count == 3)
    // Another number of threads gives the same bytes.
    let again = try folder.run(["run", file, "--run", folder.path("again"), "--quiet", "--threads", "1"])
    #expect(again.status == 0, "\(again.errors)")
    try expectEqualRuns(run, folder.path("again"))
    let plan = try folder.run(["mix", "plan", file, "--run", run])
    #expect(plan.output.contains("33, then 129 tokens"), "\(plan.output)")
  }

  @Test func whatCannotBeIsSaidBeforeAnyWork() throws {
    let folder = try RunFolder()
    func errors(_ phases: String, _ more: String = "", _ change: (String) -> String = { $0 }) throws -> String {
      let file = try folder.write(change(pipeline("wrong", phases: phases, more: more)), to: "w.yaml")
      let finished = try folder.run(["plan", file])
      #expect(finished.status == 78, "\(finished.errors)")
      return finished.errors
    }
    let training = "train: {layers: 1, width: 32, heads: 2, steps: 10}"
    #expect(
      try errors("{name: a, sequence_length: 64}", training).contains("the bundled trainer takes rows of one length"))
    #expect(try errors("{name: a, sequence_length: 20000}").contains("pack.shard_tokens"))
    #expect(try errors("{name: a, sequence_length: 4}").contains("sequence_length"))
    #expect(
      try errors("{name: a}") { $0.replacing("<|begin|>", with: "<|endoftext|>") }.contains(
        "end-of-document token, too"))
    #expect(
      try errors("{name: a}") { $0.replacing("parts_in_order", with: "end_of_document: before, parts_in_order") }
        .contains("pack.end_of_document"))
  }
}
