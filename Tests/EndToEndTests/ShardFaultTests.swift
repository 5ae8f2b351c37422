// A run that dies while it packs, orders or writes shards, killed or out of room, goes on to the same bytes.

import Foundation
import Storage
import TestSupport
import Testing

@Suite(.serialized) struct ShardFaultTests {
  private static let stages = ["pack", "order", "audit"]

  /// A finished run, and a function that copies it without the results from some stage on.
  private final class Runs {
    let folder: RunFolder
    let pipeline: String
    var whole: String { folder.path("whole") }

    init() throws {
      folder = try RunFolder()
      pipeline = try folder.write(fixturePipeline(trainSteps: nil), to: "pipeline.yaml")
      let finished = try folder.run(arguments(whole))
      try #require(finished.status == 0, "\(finished.errors)")
    }

    func arguments(_ directory: String) -> [String] {
      ["run", pipeline, "--run", directory, "--threads", "2", "--quiet"]
    }

    /// The same call for a shell.
    func command(_ directory: String) -> String {
      "'\(Checkout.program)' " + arguments(directory).map { "'\($0)'" }.joined(separator: " ")
    }

    func copy(to name: String, without stage: String) throws -> String {
      let copy = folder.path(name)
      try FileManager.default.copyItem(atPath: whole, toPath: copy)
      let later = ShardFaultTests.stages.drop { $0 != stage }
      for name in try FileManager.default.contentsOfDirectory(atPath: "\(copy)/stages")
      where later.contains(where: { name.hasPrefix("\($0)-") }) {
        try FileManager.default.removeItem(atPath: "\(copy)/stages/\(name)")
      }
      return copy
    }
  }

  @Test(arguments: ["pack", "order"]) func killedRunsGoOn(stage: String) throws {
    let runs = try Runs()
    var random = SeededGenerator(seed: 17)
    var kills = 0
    for round in 0..<6 {
      let copy = try runs.copy(to: "killed-\(round)", without: stage)
      let process = try runs.folder.start(runs.arguments(copy))
      usleep(UInt32.random(in: 5_000..<150_000, using: &random))
      if process.isRunning {
        kill(process.processIdentifier, SIGKILL)
        kills += 1
      }
      process.waitUntilExit()
      let last = try runs.folder.run(runs.arguments(copy))
      #expect(last.status == 0, "\(last.errors)")
      try expectEqualRuns(runs.whole, copy)
      try FileManager.default.removeItem(atPath: copy)
    }
    #expect(kills > 0)
  }

  /// A file that may not grow further is an error with its name, exit 75, and nothing of it is left.
  @Test(arguments: [("pack", 40), ("order", 64)]) func fileSizeLimit(stage: String, blocks: Int) throws {
    let runs = try Runs()
    let copy = try runs.copy(to: "limited", without: stage)
    let limited = try #require(run("sh", ["-c", "ulimit -f \(blocks); exec \(runs.command(copy))"]))
    #expect(limited.status == 75, "\(limited.errorText)")
    #expect(limited.errorText.contains("\(copy)/stages/\(stage)-"), "\(limited.errorText)")
    let again = try runs.folder.run(runs.arguments(copy))
    #expect(again.status == 0, "\(again.errors)")
    try expectEqualRuns(runs.whole, copy)
  }

  /// `room` is what the disk has left, in kilobytes.
  @Test(.enabled(if: SmallDisk.canMount), arguments: [("pack", 30), ("order", 100), ("order", 300)])
  func fullDisk(stage: String, room: Int) throws {
    let runs = try Runs()
    _ = try runs.copy(to: "copy", without: stage)
    let call = runs.command("disk/run")
    let script = """
      cd '\(runs.folder.path)' && mkdir disk && mount -t tmpfs -o size=512m tmpfs disk || exit 1
      cp -a copy disk/run || exit 1
      used=$(df --output=used -k disk | tail -n 1)
      mount -o remount,size=$((used + \(room)))k disk || exit 1
      \(call) 2> full.err; echo $? > full.status
      mount -o remount,size=512m disk || exit 1
      \(call) || exit 2
      cp -a disk/run after
      """
    let finished = try #require(run("unshare", ["-Urm", "sh", "-c", script]))
    #expect(finished.status == 0, "\(finished.errorText)")
    #expect(try String(contentsOfFile: runs.folder.path("full.status"), encoding: .utf8) == "75\n")
    let errors = try String(contentsOfFile: runs.folder.path("full.err"), encoding: .utf8)
    #expect(errors.contains("No space left on device"), "\(errors)")
    #expect(errors.contains("disk/run/stages/\(stage)-"), "\(errors)")
    try expectEqualRuns(runs.whole, runs.folder.path("after"))
  }
}
