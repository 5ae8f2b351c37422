// Which of two ids wins.

import Testing

@testable import Pipeline

@Suite struct IdentityOrderTests {
  private func key(_ id: String, line: UInt64 = 0) -> UInt64 {
    IdentityOrder.key(id: ArraySlice(id.utf8), lineHash: line)
  }

  @Test func numbersCount() {
    #expect(key("d2") < key("d10"))
    #expect(key("doc-000002") < key("doc-10"))
    #expect(key("7") < key("文档8"))
    #expect(key("00000000000000") < key("99999999999999"))
  }

  @Test func otherIdsStandBehindNumbers() {
    for id in ["", "abc", "a1b", "123456789012345", "x\u{660}"] {
      #expect(key("99999999999999", line: 0xffff) < key(id))
    }
    #expect(key("abc") != key("abd"))
  }

  @Test func documentsOfOneIdAreToldApartByTheirLines() {
    #expect(key("d1", line: 1) < key("d1", line: 2))
    #expect(key("d1", line: 0xffff) < key("d2", line: 0))
  }
}
