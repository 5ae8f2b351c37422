// sluice deduplicate, killed and out of room: the next call goes on, and ends with the same bytes.

import Foundation
import Storage
import TestSupport
import Testing

@Suite(.serialized) struct DeduplicateFaultTests {
  /// Inputs of several files that take long enough to be interrupted.
  private func inputs(_ folder: RunFolder) throws -> [String] {
    try (0..<6).map { part in
      // Numbers tell the parts apart, and leave them alike enough to have candidates among one another.
      let corpus = DuplicateCorpus(families: 500, singles: 200, seed: UInt64(part % 4), prefix: "p\(part)-")
      return try folder.write(corpus.text, to: "in/\(part).jsonl")
    }
  }

  private func expectSame(_ left: String, _ right: String) throws {
    let (leftFiles, rightFiles) = (try contents(of: left), try contents(of: right))
    #expect(leftFiles.keys.sorted() == rightFiles.keys.sorted())
    for (name, data) in leftFiles { #expect(rightFiles[name] == data, "\(name)") }
  }

  @Test(arguments: [["--mode", "remove"], ["--mode", "annotate", "--keep", "input"]])
  func killedCallsGoOn(options: [String]) throws {
    let folder = try RunFolder()
    let inputs = try inputs(folder)
    let arguments = ["deduplicate"] + inputs + options
    let started = Date()
    let whole = try folder.run(arguments + ["--output", folder.path("whole")])
    #expect(whole.status == 0, "\(whole.errors)")
    let seconds = Date().timeIntervalSince(started)
    var random = SeededGenerator(seed: UInt64(options.count))
    var kills = 0
    for _ in 0..<8 {
      let process = try folder.start(arguments + ["--output", folder.path("killed")])
      usleep(UInt32(Double(random.next() % 1000) / 1000 * seconds * 1e6) + 1000)
      if process.isRunning {
        kill(process.processIdentifier, SIGKILL)
        kills += 1
      }
      process.waitUntilExit()
    }
    #expect(kills > 0)
    let last = try folder.run(arguments + ["--output", folder.path("killed")])
    #expect(last.status == 0, "\(last.errors)")
    try expectSame(folder.path("whole"), folder.path("killed"))
  }

  /// What an interrupted call left is not taken for work on other inputs or parameters.
  @Test func leftoversOfOtherWorkAreNotUsed() throws {
    let folder = try RunFolder()
    let inputs = try inputs(folder)
    let output = folder.path("out")
    for arguments in [["--threshold", "0.9"], ["--bands", "20"], ["--keep", "first"], ["--mode", "annotate"]] {
      let process = try folder.start(["deduplicate"] + inputs + arguments + ["--output", output])
      usleep(150_000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    let last = try folder.run(["deduplicate"] + inputs.dropLast() + ["--output", output])
    #expect(last.status == 0, "\(last.errors)")
    let whole = try folder.run(["deduplicate"] + inputs.dropLast() + ["--output", folder.path("whole")])
    #expect(whole.status == 0, "\(whole.errors)")
    try expectSame(folder.path("whole"), output)
  }

  /// A file that may not grow further is an error with its name, exit 75, and nothing is lost.
  @Test(arguments: [64, 700]) func fileSizeLimit(blocks: Int) throws {
    let folder = try RunFolder()
    let inputs = try inputs(folder)
    let whole = try folder.run(["deduplicate"] + inputs + ["--output", folder.path("whole")])
    #expect(whole.status == 0, "\(whole.errors)")
    let names = inputs.map { "'\($0)'" }.joined(separator: " ")
    let output = folder.path("limited")
    let limited = try #require(
      run(
        "sh", ["-c", "ulimit -f \(blocks); exec '\(Checkout.program)' deduplicate \(names) --output '\(output)'"]))
    #expect(limited.status == 75, "\(limited.errorText)")
    #expect(limited.errorText.contains(output), "\(limited.errorText)")
    let again = try folder.run(["deduplicate"] + inputs + ["--output", output])
    #expect(again.status == 0, "\(again.errors)")
    try expectSame(folder.path("whole"), output)
  }

  @Test(.enabled(if: SmallDisk.canMount), arguments: [100, 1500, 4000]) func fullDisk(kilobytes: Int) throws {
    let folder = try RunFolder()
    let inputs = try inputs(folder)
    let whole = try folder.run(["deduplicate"] + inputs + ["--output", folder.path("whole")])
    #expect(whole.status == 0, "\(whole.errors)")
    let call = "'\(Checkout.program)' deduplicate \(inputs.map { "'\($0)'" }.joined(separator: " ")) --output disk/out"
    let script = """
      cd '\(folder.path)' && mkdir disk && mount -t tmpfs -o size=\(kilobytes)k tmpfs disk || exit 1
      \(call) 2> full.err; echo $? > full.status
      mount -o remount,size=512m disk || exit 1
      \(call) || exit 2
      cp -r disk/out after
      """
    let finished = try #require(run("unshare", ["-Urm", "sh", "-c", script]))
    #expect(finished.status == 0, "\(finished.errorText)")
    #expect(try String(contentsOfFile: folder.path("full.status"), encoding: .utf8) == "75\n")
    let errors = try String(contentsOfFile: folder.path("full.err"), encoding: .utf8)
    #expect(errors.contains("No space left on device") && errors.contains("disk/out"), "\(errors)")
    #expect(errors.contains("goes on where it stopped"), "\(errors)")
    try expectSame(folder.path("whole"), folder.path("after"))
  }

  /// Two calls do not write into one folder.
  @Test func aFolderInUseIsRefused() throws {
    let folder = try RunFolder()
    let inputs = try inputs(folder)
    let output = folder.path("out")
    let lock = folder.path("out/.scratch/lock")
    try FileManager.default.createDirectory(atPath: folder.path("out/.scratch"), withIntermediateDirectories: true)
    let call = "'\(Checkout.program)' deduplicate '\(inputs[0])' --output '\(output)'"
    let finished = try #require(run("flock", [lock, "sh", "-c", call]))
    #expect(finished.status == 75, "\(finished.errorText)")
    #expect(finished.errorText.contains("another process"), "\(finished.errorText)")
  }
}
