// Names of groups from metadata that nobody has checked.

import Testing

@testable import Mixing

struct GroupKeyTests {
  @Test func valuesMakeTheName() {
    let key = GroupKey([
      .source, .metadata("lang", buckets: nil),
      .metadata(
        "quality",
        buckets: [.init(name: "high", start: 0.7), .init(name: "low", start: 0), .init(name: "mid", start: 0.3)]),
    ])
    func name(_ metadata: [String: String]) -> String { key.name(source: "web", metadata: metadata) }
    #expect(name(["lang": "zh", "quality": "0.7"]) == "web/zh/high")
    #expect(name(["lang": "zh", "quality": "0.6999"]) == "web/zh/mid")
    #expect(name(["lang": "zh", "quality": "1e-3"]) == "web/zh/low")
    #expect(name(["lang": "zh", "quality": "-1"]) == "web/zh/unknown")
    #expect(name(["lang": "zh", "quality": "good"]) == "web/zh/unknown")
    #expect(name(["lang": "zh", "quality": "nan"]) == "web/zh/unknown")
    #expect(name(["quality": "5", "lang": ""]) == "web/unknown/high")
    #expect(GroupKey([.source]).name(source: "web", metadata: [:]) == "web")
  }

  @Test func theFirstKeyThatADocumentHasCounts() {
    let key = GroupKey([.metadata("lang|language", buckets: nil)])
    #expect(key.name(source: "", metadata: ["language": "en"]) == "en")
    #expect(key.name(source: "", metadata: ["language": "en", "lang": "zh"]) == "zh")
    #expect(key.name(source: "", metadata: [:]) == "unknown")
  }

  @Test func hostileValuesStayOneShortPart() {
    let key = GroupKey([.metadata("a", buckets: nil), .metadata("b", buckets: nil)])
    #expect(
      key.name(source: "", metadata: ["a": "x/y", "b": "../\u{1B}[2J\n"]) == "x_y/.._ [2J_".replacing(" ", with: "_"))
    let long = key.name(source: "", metadata: ["a": String(repeating: "语", count: 1_000), "b": "z"])
    #expect(long == String(repeating: "语", count: 21) + "/z")
  }
}
