import Decontamination
import Storage
import TestSupport
import Testing

@testable import Pipeline

private typealias Benchmark = PipelineConfiguration.Decontaminate.Benchmark

@Suite struct BenchmarkCatalogTests {
  private func read(_ benchmarks: [Benchmark]) throws -> (items: [BenchmarkItem], problems: [String], count: Int) {
    let catalog = try BenchmarkCatalog(PipelineConfiguration.Decontaminate(benchmarks: benchmarks))
    var problems = BenchmarkCatalog.Problems()
    var items: [BenchmarkItem] = []
    try catalog.forEachItem(&problems) { item in items.append(item) }
    return (items, problems.messages, problems.count)
  }

  @Test func jsonAndTablesGiveTheSameItems() throws {
    let folder = TemporaryFolder()
    let rows = [("Q, one?", "a", "b", "B"), ("Q \"two\"\nlines", "c", "d", "A")]
    func escaped(_ text: String) -> String { text.replacing("\"", with: "\\\"").replacing("\n", with: "\\n") }
    let objects = rows.map {
      "{\"stem\":\"\(escaped($0.0))\",\"A\":\"\($0.1)\",\"B\":\"\($0.2)\",\"key\":\"\($0.3)\"}"
    }
    let lines = folder.write(objects.joined(separator: "\n"), to: "l.jsonl")
    let array = folder.write("[\n" + objects.joined(separator: ",\n") + "]", to: "a.json")
    let nested = folder.write("{\"v\":1,\"examples\":[" + objects.joined(separator: ",") + "]}", to: "n.json")
    let table = folder.write(
      "stem,A,B,key\n"
        + rows.map { "\"\($0.0.replacing("\"", with: "\"\""))\",\($0.1),\($0.2),\($0.3)\n" }.joined(), to: "t.csv")
    let bare = folder.write(
      rows.map { "\"\($0.0.replacing("\"", with: "\"\""))\"\t\($0.1)\t\($0.2)\t\($0.3)\n" }.joined(), to: "b.tsv")
    var frame: [UInt8] = []
    ZstdCompressor(level: 3).compress(Array(objects.joined(separator: "\n").utf8), into: &frame)
    let compressed = folder.write(frame, to: "z.jsonl.zst")
    for path in [lines, array, nested, table, bare, compressed] {
      var benchmark = Benchmark(files: [path])
      (benchmark.name, benchmark.question, benchmark.options) = ("quiz", ["stem"], ["A", "B"])
      (benchmark.answer, benchmark.answerIs) = (["key"], "letter")
      if path == nested { benchmark.rows = "examples" }
      if path == bare { (benchmark.columns, benchmark.header) = (["stem", "A", "B", "key"], false) }
      let (items, problems, _) = try read([benchmark])
      #expect(problems == [], "\(path)")
      #expect(items.map(\.question) == rows.map(\.0), "\(path)")
      #expect(items.map(\.options) == [["a", "b"], ["c", "d"]], "\(path)")
      #expect(items.map(\.answer) == ["b", "c"] && items.map(\.item) == ["0", "1"], "\(path)")
    }
  }

  @Test func foldersAreReadWholeAndEqualNamesToldApart() throws {
    let folder = TemporaryFolder()
    for name in ["x/test.jsonl", "y/test.jsonl", "y/other.jsonl", "y/.hidden"] {
      folder.write("{\"question\":\"of \(name)\"}\n", to: name)
    }
    let (items, _, _) = try read([Benchmark(files: [folder.file("x"), folder.file("y")])])
    #expect(items.map(\.benchmark) == ["x/test", "other", "y/test"])
  }

  @Test func rowsWithoutQuestionAreToldWithFileAndLine() throws {
    let folder = TemporaryFolder()
    let path = folder.write("{\"question\":\"Q\"}\n\n{\"qestion\":\"Q\"}\nno json\n", to: "a.jsonl")
    let (items, problems, count) = try read([Benchmark(files: [path])])
    #expect(items.count == 1 && count == 2)
    #expect(problems[0].hasPrefix("\(path):3: ") && problems[0].contains("nearest field is 'qestion'"))
    #expect(problems[1].hasPrefix("\(path):4: "))
    var wrong = Benchmark(files: [path])
    wrong.question = ["stem"]
    let error = #expect(throws: RunError.self) { try read([wrong]) }
    #expect(error?.code == .badData && error?.message.contains("\(path):1") == true)
  }

  @Test func aMappingFileIsCheckedWithItsLine() throws {
    let folder = TemporaryFolder()
    let data = folder.write("{\"stem\":\"Q\"}\n", to: "a.jsonl")
    let wrong = folder.write("name: x\nqestion: stem\n", to: "wrong.yaml")
    let error = #expect(throws: ConfigurationError.self) { try read([Benchmark(files: [data], mapping: wrong)]) }
    #expect(error?.description.contains("wrong.yaml:2:1: unknown key 'qestion'; did you mean 'question'?") == true)
    let right = folder.write("name: x\nquestion: stem\nngram: 9\naction: report\n", to: "right.yaml")
    var benchmark = Benchmark(files: [data], mapping: right)
    benchmark.ngram = 10
    let items = try read([benchmark]).items
    // What stands beside the files counts more than the mapping.
    #expect(items.map(\.benchmark) == ["x"] && items[0].rules?.n == 10 && items[0].rules?.action == .report)
  }

  /// Every mapping that is shipped can be understood.
  @Test func shippedMappingsAreRight() throws {
    let root = Path.parent(Path.parent(Path.parent(#filePath)))
    let files = try Glob.expand("\(root)/pipelines/benchmarks/*.yaml", relativeTo: "/")
    #expect(files.count >= 30)
    for file in files {
      let benchmark = try BenchmarkMappingFile.completed(Benchmark(files: [], mapping: file))
      try benchmark.fields.validate()
      try benchmark.rules(MatchRules()).validate()
      #expect(benchmark.name != nil, "\(file)")
    }
  }

  @Test func theCommandLineNamesMappings() {
    let plain = Benchmark(argument: "/a/b=c.jsonl")
    #expect(plain.files == ["/a/b=c.jsonl"] && plain.mapping == nil)
    let mapped = Benchmark(argument: "m/mmlu.yaml=/data/*.csv")
    #expect(mapped.files == ["/data/*.csv"] && mapped.mapping == "m/mmlu.yaml")
  }
}
