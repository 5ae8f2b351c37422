// Ids are stable: these vectors were computed with another program's SHA-256.

import Testing

@testable import Corpus

struct DocumentIDTests {
  @Test func fixedVectors() {
    #expect(
      DocumentID.make(source: "web", file: "crawl/a.warc.gz", position: 0).description
        == "b97ee70f771cf3902ac7abb56c89ecbb")
    #expect(
      DocumentID.make(source: "web", file: "crawl/a.warc.gz", position: 1).description
        == "f626888d59e2c3e874d4e056ead955fa")
    #expect(
      DocumentID.make(source: "书", file: "", position: 1_099_511_627_776).description
        == "ac850a8c08be3b5caa81ccae1d5970b7")
    #expect(
      DocumentID.make(source: "", file: "", position: 0).description == "9d908ecfb6b256def8b49a7c504e6c88")
  }

  @Test func boundariesOfFieldsCount() {
    let ids = [("a", "bc"), ("ab", "c"), ("abc", ""), ("", "abc")].map {
      DocumentID.make(source: $0, file: $1, position: 0)
    }
    #expect(Set(ids).count == ids.count)
  }

  @Test func digitsComeBack() {
    let id = DocumentID.make(source: "web", file: "a", position: 7)
    #expect(DocumentID(id.description) == id)
    var digits: [UInt8] = []
    id.appendDigits(to: &digits)
    #expect(String(decoding: digits, as: UTF8.self) == id.description)
    #expect(digits.withUnsafeBufferPointer { DocumentID(digits: $0) } == id)
    for wrong in ["", String(repeating: "0", count: 31), String(repeating: "A", count: 32)] {
      #expect(DocumentID(wrong) == nil)
      #expect(Array(wrong.utf8).withUnsafeBufferPointer { DocumentID(digits: $0) } == nil)
    }
  }
}
