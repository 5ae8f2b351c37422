// Checkpoints that are damaged or hostile, and the safetensors format read by hand.

import FoundationEssentials
import Storage
import TestSupport
import Testing

@testable import Training

@Suite struct CheckpointTests {
  private let folder = TemporaryFolder("checkpoint")
  private static let names = ["config.json", "model.safetensors", "optimizer.safetensors", "state.json", "checksums"]

  private var run: SmallRun {
    var run = SmallRun()
    run.configuration.stepCount = 4
    run.configuration.checkpointInterval = 2
    run.configuration.keptCheckpointCount = 1
    run.model.layerCount = 1
    run.model.width = 8
    run.model.feedForwardWidth = 8
    return run
  }

  private func expectRefused(_ run: SmallRun, _ what: String) {
    let error = #expect(throws: TrainingError.self, "\(what)") { try run.trainer(folder).run() }
    #expect(error?.code == .corruptCheckpoint, "\(what): \(error?.description ?? "")")
    #expect(error?.location.contains("step-00000004") == true, "\(what)")
  }

  @Test(arguments: names) func everyDamageIsFound(_ name: String) throws {
    let run = run
    _ = try run.trainer(folder).run()
    let path = "run/step-00000004/" + name
    let whole = folder.read(path)
    #expect(!whole.isEmpty)
    var random = SeededGenerator(seed: 31)
    for _ in 0..<40 {
      var damaged = whole
      let place = Int.random(in: 0..<whole.count, using: &random)
      damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      folder.write(damaged, to: path)
      expectRefused(run, "\(name), byte \(place) flipped")
    }
    for length in [0, 1, 7, 8, whole.count / 2, whole.count - 1] {
      folder.write(Array(whole.prefix(length)), to: path)
      expectRefused(run, "\(name), cut at \(length)")
    }
    folder.write(whole + [0], to: path)
    expectRefused(run, "\(name), one byte more")
    try FileSystem.remove(folder.file(path))
    expectRefused(run, "\(name) missing")
    folder.write(whole, to: path)
    #expect(try run.trainer(folder).run().resumed?.step == 4)
  }

  /// Files whose checksums agree and whose content is nonsense.
  @Test(arguments: [
    "", "{", "[]", "{}", "null", "{\"version\":1}", String(repeating: "[", count: 100_000),
  ]) func hostileState(_ text: String) throws {
    let run = run
    _ = try run.trainer(folder).run()
    replace("state.json", with: Array(text.utf8))
    expectRefused(run, text)
  }

  @Test func hostileNumbersInTheState() throws {
    let run = run
    _ = try run.trainer(folder).run()
    let state = String(decoding: folder.read("run/step-00000004/state.json"), as: UTF8.self)
    for (old, new) in [
      ("\"step\" : 4", "\"step\" : 5"), ("\"step\" : 4", "\"step\" : -4"), ("\"step\" : 4", "\"step\" : 1e300"),
      ("\"rowPosition\" : 16", "\"rowPosition\" : -1"),
      ("\"rowPosition\" : 16", "\"rowPosition\" : 9223372036854775807"),
    ] {
      #expect(state.contains(old))
      replace("state.json", with: Array(state.replacing(old, with: new).utf8))
      expectRefused(run, new)
    }
  }

  @Test func hostileTensors() throws {
    let run = run
    _ = try run.trainer(folder).run()
    let whole = folder.read("run/step-00000004/model.safetensors")
    let length = whole.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = String(decoding: whole[8..<8 + length], as: UTF8.self)
    func file(_ header: String, length: UInt64? = nil) -> [UInt8] {
      withUnsafeBytes(of: (length ?? UInt64(header.utf8.count)).littleEndian) { Array($0) } + Array(header.utf8)
        + whole[(8 + whole.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) })...]
    }
    #expect(file(header) == whole)
    for length in [UInt64.max, 1 << 63, 1 << 40, UInt64(whole.count)] {
      replace("model.safetensors", with: file(header, length: length))
      expectRefused(run, "a header of \(length) bytes")
    }
    for (old, new) in [
      ("[0,512]", "[-4,508]"), ("[0,512]", "[0,9223372036854775807]"),
      ("[0,512]", "[-9223372036854775808,9223372036854775807]"), ("[0,512]", "[0]"), ("[0,512]", "[512,0]"),
      ("[0,512]", "[0,508]"), ("{", "["), ("{", String(repeating: "{\"a\":", count: 5000)),
    ] {
      #expect(header.contains(old))
      replace("model.safetensors", with: file(header.replacingFirst(old, with: new)))
      expectRefused(run, new)
    }
    for (old, new) in [("F32", "BF16"), ("[16,8]", "[8,16]"), ("model.norm", "model.form")] {
      replace("model.safetensors", with: file(header.replacingFirst(old, with: new)))
      let error = #expect(throws: TrainingError.self) { try run.trainer(folder).run() }
      #expect(error?.code == .otherCheckpoint, "\(new)")
    }
  }

  /// Replaces a file of the checkpoint and writes the checksum that belongs to it.
  private func replace(_ name: String, with bytes: [UInt8]) {
    folder.write(bytes, to: "run/step-00000004/" + name)
    let lines = String(decoding: folder.read("run/step-00000004/checksums"), as: UTF8.self).split(separator: "\n")
    let changed = lines.map { line in
      line.hasSuffix("  " + name) ? "\(Hex.encode(XXH64.hash(bytes)))  \(bytes.count)  \(name)" : String(line)
    }
    folder.write(changed.joined(separator: "\n") + "\n", to: "run/step-00000004/checksums")
  }

  /// Reads an exported file as its specification says, without the code that wrote it.
  @Test func exportIsSafetensors() throws {
    var run = run
    run.model.tiesEmbeddings = false
    let trainer = try run.trainer(folder)
    try trainer.export(to: folder.file("export"))
    let file = folder.read("export/model.safetensors")
    let length = file.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect((8 + length) % 8 == 0)
    var header = try Header.read(Array(file[8..<8 + length]))
    #expect(header.removeValue(forKey: "__metadata__") != nil)
    let shapes = header.mapValues(\.shape)
    #expect(
      shapes == [
        "model.embed_tokens.weight": [16, 8], "model.layers.0.input_layernorm.weight": [8],
        "model.layers.0.self_attn.q_proj.weight": [8, 8], "model.layers.0.self_attn.k_proj.weight": [4, 8],
        "model.layers.0.self_attn.v_proj.weight": [4, 8], "model.layers.0.self_attn.o_proj.weight": [8, 8],
        "model.layers.0.post_attention_layernorm.weight": [8], "model.layers.0.mlp.gate_proj.weight": [8, 8],
        "model.layers.0.mlp.up_proj.weight": [8, 8], "model.layers.0.mlp.down_proj.weight": [8, 8],
        "model.norm.weight": [8], "lm_head.weight": [16, 8],
      ])
    #expect(header.values.allSatisfy { $0.dtype == "F32" })
    // The tensors fill the rest of the file, one behind the other.
    var end = 0
    for entry in header.values.sorted(by: { $0.offsets[0] < $1.offsets[0] }) {
      #expect(entry.offsets == [end, end + entry.shape.reduce(4, *)])
      end = entry.offsets[1]
    }
    #expect(8 + length + end == file.count)
    let norm = try #require(header["model.norm.weight"])
    let one = withUnsafeBytes(of: Float(1)) { Array($0) }
    #expect(Array(file[8 + length + norm.offsets[0]..<8 + length + norm.offsets[1]]) == (0..<8).flatMap { _ in one })
    #expect(trainer.parameterCount == shapes.values.reduce(0) { $0 + $1.reduce(1, *) })
  }
}

/// A header's entries, the metadata without shape.
private enum Header {
  struct Entry: Decodable {
    var dtype = ""
    var shape: [Int] = []
    var offsets: [Int] = []

    enum Key: String, CodingKey {
      case dtype
      case shape
      case offsets = "data_offsets"
      case format
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Key.self)
      if values.contains(.format) { return }
      dtype = try values.decode(String.self, forKey: .dtype)
      shape = try values.decode([Int].self, forKey: .shape)
      offsets = try values.decode([Int].self, forKey: .offsets)
    }
  }

  static func read(_ bytes: [UInt8]) throws -> [String: Entry] {
    try JSONDecoder().decode([String: Entry].self, from: Data(bytes))
  }
}

extension String {
  fileprivate func replacingFirst(_ old: String, with new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
  }
}
