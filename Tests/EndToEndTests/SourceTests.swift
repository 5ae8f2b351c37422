// The ways in, as a user takes them: commands, archives, pipes, folders with traps.

import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct SourceTests {
  private func pipeline(_ source: String) -> String {
    """
    name: ways
    sources: [{name: in, \(source)}]
    deduplicate: false
    tokenizer: {vocabulary_size: 300}
    pack: {sequence_length: 32}

    """
  }

  private func lines(_ count: Int) -> String {
    (0..<count).map { "{\"text\":\"document number \($0) says something about the river and the house\"}\n" }.joined()
  }

  @Test func aCommandGivesTheDocumentsOfTheFile() throws {
    let folder = try RunFolder()
    _ = try folder.write(lines(200), to: "a b.jsonl")
    let byCommand = try folder.write(
      pipeline("format: jsonl, command: 'cat \"\(folder.path)/{url}\"', urls: ['a b.jsonl']"), to: "command.yaml")
    let byPath = try folder.write(pipeline("format: jsonl, paths: 'a b.jsonl'"), to: "path.yaml")
    for (name, file) in [("command", byCommand), ("path", byPath)] {
      let finished = try folder.run(["run", file, "--run", folder.path(name), "--quiet"])
      #expect(finished.status == 0, "\(finished.errors)")
    }
    // The address is the file's name, so that ids and the order of rows are the same.
    try expectEqualRuns(folder.path("command/shards/train"), folder.path("path/shards/train"))
    let trace = try folder.run(["shards", "trace", folder.path("command/shards/train/000000.bin:40")])
    #expect(trace.output.contains("document number"), "\(trace.output)")
  }

  @Test func aCommandThatFailsLeavesTheTaskToBeTriedAgain() throws {
    let folder = try RunFolder()
    let script = try folder.write("#!/bin/sh\necho '{\"text\":\"half\"}'\necho the reason >&2\nexit 3\n", to: "fails")
    chmod(script, 0o755)
    let file = try folder.write(
      pipeline("format: jsonl, command: ['\(script)', '{url}'], urls: [x], attempts: 1"), to: "p.yaml")
    let finished = try folder.run(["run", file, "--run", folder.path("run"), "--quiet"])
    #expect(finished.status == 75)
    #expect(finished.errors.contains("status 3") && finished.errors.contains("the reason"))
    let task = try folder.run(["task", folder.path("run"), "extract", "0"])
    #expect(task.status == 75)
    _ = try folder.write("#!/bin/sh\necho '{\"text\":\"whole\"}'\n", to: "fails")
    #expect(try folder.run(["task", folder.path("run"), "extract", "0"]).status == 0)
  }

  @Test func membersOfAnArchiveAreDocumentsThatCanBeExplained() throws {
    let folder = try RunFolder()
    for index in 0..<30 {
      _ = try folder.write("text number \(index) about the river and the house\n", to: "pages/\(index).txt")
    }
    #expect(TestSupport.run("tar", ["-czf", folder.path("a.tgz"), "-C", folder.path, "pages"])?.status == 0)
    let file = try folder.write(pipeline("format: text, paths: a.tgz"), to: "p.yaml")
    let finished = try folder.run(["run", file, "--run", folder.path("run"), "--json", "--quiet"])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.output.contains("archive-header"))
    let trace = try folder.run(["shards", "trace", folder.path("run/shards/train/000000.bin:40")])
    #expect(trace.output.contains("a.tgz!/pages/") && trace.output.contains("text number"), "\(trace.output)")
  }

  @Test func aTableThatNoInputHasIsSaid() throws {
    let folder = try RunFolder()
    let dump = try folder.write("CREATE TABLE `t` (`text` text);\nINSERT INTO `t` VALUES ('river');\n", to: "a.sql")
    _ = try folder.write(lines(50), to: "b.jsonl")
    let output = folder.path("out.jsonl")
    let missing = try folder.run(["extract", dump, "--table", "pages", "--output", output])
    #expect(missing.status == 66)
    #expect(missing.errors.contains("'pages'") && missing.errors.contains("sluice inspect"), "\(missing.errors)")
    #expect(!FileManager.default.fileExists(atPath: output))
    #expect(try folder.run(["extract", dump, "--table", "t", "--output", output]).status == 0)
    let other = ", {name: other, format: jsonl, paths: b.jsonl}]"
    let run = pipeline("format: mysql, paths: a.sql, table: pages, text: '{text}'").replacingOccurrences(
      of: "}]", with: "}" + other)
    let finished = try folder.run(["run", folder.write(run, to: "p.yaml"), "--run", folder.path("run"), "--quiet"])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.output.contains("source 'in' has no record") && finished.output.contains("sql-other-table"))
  }

  @Test func extractReadsTablesDumpsAndArchivesWithTheKeysOfSources() throws {
    let folder = try RunFolder()
    let fixtures = Checkout.root + "/fixtures"
    let notes = try folder.run(
      ["extract", fixtures + "/notes/notes.csv", "--text", "{title}\\n\\n{body}", "--id", "id", "--output", "-"])
    #expect(notes.status == 0, "\(notes.errors)")
    let first = try #require(notes.output.split(separator: "\n").first)
    #expect(first.contains("\\n\\n"))
    let forum = try folder.run(
      ["extract", fixtures + "/forum/forum.sql", "--table", "posts", "--text", "{body}", "--output", "-"])
    #expect(forum.status == 0, "\(forum.errors)")
    #expect(!forum.output.isEmpty)
    let other = try folder.run(["extract", fixtures + "/notes/notes.csv", "--text", "{boddy}", "--output", "-"])
    #expect(other.status == 78)
    #expect(other.errors.contains("the nearest is 'body'"), "\(other.errors)")
    let wrong = try folder.run(["extract", fixtures + "/notes/notes.csv", "--where", "x ==", "--output", "-"])
    #expect(wrong.status == 64)
  }

  @Test func onlyTheTableWithoutTextIsLeftOut() throws {
    let folder = try RunFolder()
    _ = try folder.write("a,b\n1,2\n3,4\n", to: "in/numbers.csv")
    _ = try folder.write("<html><body><p>The page that is read, with some words.</p></body></html>", to: "in/page.html")
    let finished = try folder.run(["extract", folder.path("in"), "--output", "-"])
    #expect(finished.status == 0)
    #expect(finished.output.contains("The page that is read"))
    #expect(finished.errors.contains("numbers.csv") && finished.errors.contains("no text column"))
    #expect(try folder.run(["extract", folder.path("in/numbers.csv"), "--output", "-"]).status == 78)
  }

  @Test func pipesAreReadByCommandsAndRefusedByPipelines() throws {
    let folder = try RunFolder()
    mkfifo(folder.path("pipe.jsonl"), 0o600)
    let writer = Process()
    writer.executableURL = URL(filePath: "/bin/sh")
    writer.arguments = ["-c", "printf '{\"text\":\"through a pipe\"}\\n' > '\(folder.path("pipe.jsonl"))'"]
    try writer.run()
    let finished = try folder.run(["extract", folder.path("pipe.jsonl"), "--output", "-"])
    writer.waitUntilExit()
    #expect(finished.output.contains("through a pipe"), "\(finished.errors)")
    let file = try folder.write(pipeline("format: jsonl, paths: pipe.jsonl"), to: "p.yaml")
    let refused = try folder.run(["plan", file])
    #expect(refused.status == 78)
    #expect(refused.errors.contains("is not a regular file"))
  }

  @Test func foldersWithLoopsPipesAndLinksEnd() throws {
    let folder = try RunFolder()
    _ = try folder.write("the one text\n", to: "in/a.txt")
    mkfifo(folder.path("in/b.txt"), 0o600)
    symlink(folder.path("in"), folder.path("in/loop"))
    symlink(folder.path("nowhere"), folder.path("in/c.txt"))
    let finished = try folder.run(["extract", folder.path("in"), "--output", "-"])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.output.split(separator: "\n").count == 1)
  }

  @Test func whatMayNotBeReadIsNamed() throws {
    // The administrator may read everything.
    guard geteuid() != 0 else { return }
    let folder = try RunFolder()
    let path = try folder.write(lines(3), to: "a.jsonl")
    chmod(path, 0)
    let file = try folder.write(pipeline("format: jsonl, paths: a.jsonl"), to: "p.yaml")
    let finished = try folder.run(["plan", file])
    #expect(finished.status == 78)
    #expect(finished.errors.contains("check the owner and mode"))
  }

  @Test func anotherFormatThanTheConfiguredOneIsQuarantined() throws {
    let folder = try RunFolder()
    _ = try folder.write("PAR1 and so on", to: "in/a.jsonl")
    _ = try folder.write(lines(20), to: "in/b.jsonl")
    let file = try folder.write(pipeline("format: jsonl, paths: in"), to: "p.yaml")
    let finished = try folder.run(["run", file, "--run", folder.path("run"), "--json", "--quiet"])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.output.contains("other-format"))
  }

  @Test func programsThatAreMissingAreNamedWithWhatToInstall() throws {
    let folder = try RunFolder()
    for (bytes, format, expected) in [
      ("PAR1", "parquet", "pip install duckdb-cli"), ("PGDMP", "postgres", "install the package postgresql-client"),
    ] {
      let path = try folder.write(bytes + "\u{1}\u{2}\u{3} and more", to: "a.bin")
      let process = Process()
      process.executableURL = URL(filePath: Checkout.program)
      process.arguments = ["extract", path, "--format", format, "--output", "-"]
      process.environment = ["PATH": "/nonexistent"]
      let errors = Pipe()
      process.standardError = errors
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 74)
      #expect(said.contains(expected), "\(said)")
    }
  }
}
