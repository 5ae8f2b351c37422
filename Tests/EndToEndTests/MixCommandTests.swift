// Mixes as people ask for them: planned, run, and checked in the shards.

import Foundation
import Testing

@Suite(.serialized) struct MixCommandTests {
  /// Notes and wiki articles in two languages, and numbers as a quality.
  private func pipeline(_ mix: String) -> String {
    let fixtures = Checkout.root + "/fixtures"
    return """
      name: mixed
      sources:
        - {name: notes, format: csv, paths: "\(fixtures)/notes/notes.csv", text: "{title}\\n\\n{body}", metadata: [id, lang]}
        - {name: wiki, format: postgres, paths: "\(fixtures)/wiki/wiki.pg.sql", table: articles, text: "{title}\\n\\n{body}", metadata: [id, lang]}
      extract: {task_bytes: 40 kB}
      tokenizer: {vocabulary_size: 512}
      pack: {sequence_length: 32, shard_tokens: 10k}
      mix: {\(mix)}

      """
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func manifest(_ directory: String) throws -> [String: Any] {
    try json(String(contentsOfFile: "\(directory)/shards/manifest.json", encoding: .utf8))
  }

  /// Rows of each source of the manifest on the training side.
  private func rows(_ manifest: [String: Any]) throws -> [String: Int] {
    var rows: [String: Int] = [:]
    for source in try #require(manifest["sources"] as? [[String: Any]]) {
      let train = try #require(source["train"] as? [String: Any])
      rows[try #require(source["name"] as? String)] = try #require(train["rows"] as? Int)
    }
    return rows
  }

  @Test func groupsByMetadataAreMixedAndEveryTokenIsItsDocuments() throws {
    let folder = try RunFolder()
    let mix = "by: [source, lang], weights: {notes/en: 0.25, wiki/zh: 0.5, other: 0.25}, validation: 0.05"
    let file = try folder.write(pipeline(mix), to: "p.yaml")
    let before = try folder.run(["mix", "plan", file, "--run", folder.path("run")])
    #expect(before.status == 66)
    #expect(before.errors.contains("groups by source, lang are known when the run has encoded"))
    let finished = try folder.run(["run", file, "--run", folder.path("run"), "--quiet"])
    #expect(finished.status == 0, "\(finished.errors)")
    let verified = try folder.run(["shards", "verify", folder.path("run"), "--text"])
    #expect(verified.status == 0, "\(verified.errors)")
    let rows = try rows(manifest(folder.path("run")))
    let total = rows.values.reduce(0, +)
    #expect(Set(rows.keys) == ["notes/en", "wiki/zh", "other"])
    for (name, share) in [("notes/en", 0.25), ("wiki/zh", 0.5), ("other", 0.25)] {
      #expect(abs(Double(rows[name] ?? 0) - share * Double(total)) <= 1)
    }
    let threads = try folder.run(["run", file, "--run", folder.path("one"), "--threads", "1", "--quiet"])
    #expect(threads.status == 0)
    try expectEqualRuns(folder.path("run"), folder.path("one"))
    let plan = try json(folder.run(["mix", "plan", file, "--run", folder.path("run"), "--json"]).output)
    #expect(plan["basis"] as? String == "counted")
    let groups = try #require(plan["groups"] as? [[String: Any]])
    for group in groups {
      let name = try #require(group["name"] as? String)
      let tokenCount: Int = (rows[name] ?? 0) * 33
      #expect(group["trainingTokens"] as? Int == tokenCount)
    }
  }

  @Test func wrongGroupsSayWhatThereIs() throws {
    let folder = try RunFolder()
    for (mix, expected) in [
      ("by: lang, weights: {en: 0.5, zn: 0.5}", "mix.weights says nothing of 'zh' ("),
      (
        "by: lang, weights: {en: 0.5, zn: 0.2, other: 0.3}",
        "no document belongs to the group 'zn' (by lang); did you mean"
      ),
      ("by: lang, caps: {fr: 3}", "groups there are: en, zh"),
    ] {
      let file = try folder.write(pipeline(mix), to: "p.yaml")
      let finished = try folder.run(["run", file, "--run", folder.path("run"), "--quiet"])
      #expect(finished.status == 65)
      #expect(finished.errors.contains(expected), "\(finished.errors)")
    }
  }

  @Test func phasesFollowEachOtherInTheShards() throws {
    let folder = try RunFolder()
    let phases = """
      tokens: 60k, validation: 0, phases: [{name: main, weights: {notes: 0.75, wiki: 0.25}}, \
      {name: anneal, share: 0.2, weights: {notes: 0, wiki: 1}}]
      """
    let file = try folder.write(pipeline(phases), to: "p.yaml")
    let finished = try folder.run(["run", file, "--run", folder.path("run"), "--quiet"])
    #expect(finished.status == 0, "\(finished.errors)")
    let manifest = try manifest(folder.path("run"))
    let written = try #require(manifest["phases"] as? [[String: Any]])
    #expect(written.map { $0["name"] as? String } == ["main", "anneal"])
    let lengths: [Int] = [48_000 / 33, 12_000 / 33]
    #expect(written.compactMap { $0["rows"] as? Int } == lengths)
    #expect(written[1]["sourceRows"] as? [Int] == [0, lengths[1]])
    let rows = try rows(manifest)
    let total: Int = rows.values.reduce(0, +)
    #expect(total == lengths[0] + lengths[1])
    let shown = try folder.run(["mix", "plan", file, "--run", folder.path("run"), "--model-parameters", "3k"])
    #expect(shown.status == 0)
    #expect(shown.output.contains("anneal"))
    #expect(shown.output.contains("ask for 60,000 tokens, 6ND = 1.08e9 FLOPs"))
  }

  @Test func whatTheSourcesCannotGiveIsShownAndRefused() throws {
    let folder = try RunFolder()
    let file = try folder.write(pipeline("tokens: 10M, weights: {notes: 0.5, wiki: 0.5}"), to: "p.yaml")
    let planned = try folder.run(["mix", "plan", file])
    #expect(planned.status == 65)
    #expect(planned.output.contains("rough estimates from the input files' sizes"))
    #expect(planned.errors.contains("notes: its weight of 10000000 tokens is 5000000, but 4.00 epochs of its"))
    let finished = try folder.run(["run", file, "--run", folder.path("run"), "--quiet"])
    #expect(finished.status == 65)
    #expect(finished.errors.contains("tokens short; allow it"))
    _ = try folder.write(pipeline("tokens: 300k, redistribute: true, weights: {notes: 0.9, wiki: 0.1}"), to: "p.yaml")
    let shared = try folder.run(["run", file, "--run", folder.path("run")])
    #expect(shared.status == 0, "\(shared.errors)")
    #expect(shared.errors.contains("mix: notes: held back by the cap of 4.00 epochs"))
    let usage = try folder.run(["mix", "plan", file, "--model-parameters", "many"])
    #expect(usage.status == 64)
  }
}
