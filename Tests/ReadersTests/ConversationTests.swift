import Corpus
import Storage
import Testing

@testable import Readers

@Suite struct ConversationTests {
  private func texts(_ lines: String, text: String = "messages", turns: String? = nil) throws -> [String] {
    var configuration = ReaderConfiguration(kind: .jsonLines)
    configuration.jsonLines.text = text
    configuration.jsonLines.turns = turns
    return try read(Array(lines.utf8), with: configuration).texts
  }

  @Test(arguments: [
    // OpenAI's form, with an assistant's call of a tool, which says nothing.
    (
      #"{"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"1"}]},"#
        + #"{"role":"assistant","content":"hello"}]}"#, "hi\n\nhello", "user: hi\n\nassistant: hello"
    ),
    // Calls of tools without content, and a turn whose content is no text.
    (
      #"{"messages":[{"role":"user","content":"hi"},{"role":"assistant","tool_calls":[{"id":"1"}]},"#
        + #"{"role":"tool","content":42},{"role":"assistant","content":"hello"}]}"#, "hi\n\nhello",
      "user: hi\n\nassistant: hello"
    ),
    // ShareGPT's form.
    (
      #"{"messages":[{"from":"human","value":"你好"},{"from":"gpt","value":"您好"}]}"#, "你好\n\n您好",
      "human: 你好\n\ngpt: 您好"
    ),
    // Parts of a message: texts and an image.
    (
      #"{"messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"x"}},"#
        + #"{"type":"text","text":"b"}]}]}"#, "a\n\nb", "user: a\n\nb"
    ),
    (#"{"messages":["one","two"]}"#, "one\n\ntwo", "one\n\ntwo"),
    (#"{"messages":{"author":{"role":"user"},"content":{"parts":["p","q"]}}}"#, "p\n\nq", "user: p\n\nq"),
  ])
  func formsInUseAreRead(_ line: String, _ plain: String, _ labelled: String) throws {
    #expect(try texts(line) == [plain])
    #expect(try texts(line, turns: "{role}: {content}") == [labelled])
  }

  @Test func anyMemberMayStandInATurn() throws {
    let line = #"{"messages":[{"role":"user","content":"hi","name":"Ann"},{"role":"assistant","content":"oh"}]}"#
    #expect(try texts(line, turns: "<{name}|{from}> {value}") == ["<Ann|user> hi\n\n<|assistant> oh"])
  }

  @Test(arguments: [
    ("a.b.c", "nested"), (#"dotted\.name"#, "dotted"), ("list[1].text", "second"), ("list[0].deep[1][0]", "deeper"),
    ("odd[x]", "odd"), (#"odd\[0\]"#, "bracket"), ("a.list[2]", "last"),
  ])
  func pathsLeadAnywhere(_ path: String, _ expected: String) throws {
    let line =
      #"{"a":{"b":{"c":"nested"},"list":["x","y","last"]},"dotted.name":"dotted","odd[x]":"odd","odd[0]":"bracket","#
      + #""list":[{"text":"first","deep":["z",["deeper"]]},{"text":"second"}]}"#
    #expect(try texts(line, text: path) == [expected])
    var configuration = ReaderConfiguration(kind: .jsonLines)
    configuration.jsonLines.text = "a.b.c"
    configuration.jsonLines.metadata = [path]
    #expect(try read(Array(line.utf8), with: configuration).records.first?.metadata[path] == expected)
  }

  @Test func whatIsNoTextIsQuarantined() throws {
    var configuration = ReaderConfiguration(kind: .jsonLines)
    for (path, line) in [
      ("list[5]", #"{"list":["a"]}"#), ("list[0]", #"{"list":"no list"}"#), ("text", #"{"text":[1,2]}"#),
      ("text", #"{"text":[{"image":"x"}]}"#), ("text", #"{"text":[{"from":"a@b","to":"c@d"}]}"#),
      ("text", #"{"text":[{"role":"user","content":"a"},{"image":"x"}]}"#), ("text", #"{"text":5}"#),
    ] {
      configuration.jsonLines.text = path
      #expect(try read(Array(line.utf8), with: configuration).reasons == ["json-field"], "\(line)")
    }
  }

  @Test func aTemplateThatIsNoneIsRefused() {
    var configuration = ReaderConfiguration(kind: .jsonLines)
    configuration.jsonLines.turns = "{role"
    #expect(throws: ReaderError.self) {
      try configuration.makeReader(input: ByteInput(bytes: []), file: "x")
    }
  }
}
