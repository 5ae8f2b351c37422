// The rooms and their floors: a module imports only what lies below it.

import FoundationEssentials
import Testing

/// The floor of every module, as the architecture draws them.
private let floors: [String: Int] = [
  "CLibXML2": 0, "CZstd": 0, "CICUShim": 0, "CKernels": 0, "CDynamic": 0,
  "Storage": 1, "TextAnalysis": 1,
  "Corpus": 2, "TokenShards": 2,
  "Readers": 3, "Extraction": 3, "Cleaning": 3, "Decontamination": 3, "Deduplication": 3, "Tokenization": 3,
  "Mixing": 3, "Packing": 3, "Training": 3,
  "Auditing": 4, "Pipeline": 5, "sluice": 6,
]

/// Floor 2 has one step inside it: token shards name documents.
private let allowedOnOneFloor: Set<[String]> = [["TokenShards", "Corpus"], ["TextAnalysis", "Storage"]]

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The Swift files of a module.
private func sources(of module: String) throws -> [URL] {
  let folder = root.appending(path: "Sources/\(module)")
  let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
  return names.filter { $0.hasSuffix(".swift") }.sorted().map { folder.appending(path: $0) }
}

/// The modules that a file imports, whatever stands before `import`.
private func imports(of file: URL) throws -> [String] {
  let text = try String(contentsOf: file, encoding: .utf8)
  return text.split(separator: "\n").compactMap { line in
    let words = line.split(separator: " ")
    guard let at = words.firstIndex(of: "import"), at + 1 < words.count,
      words[..<at].allSatisfy({
        ["internal", "public", "private", "package", "fileprivate"].contains($0) || $0.hasPrefix("@")
      })
    else { return nil }
    return String(words[at + 1])
  }
}

@Suite struct ImportTests {
  @Test func everyModuleHasItsFloor() throws {
    let modules = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path)
      .filter { !$0.hasPrefix(".") }
    #expect(Set(modules) == Set(floors.keys))
  }

  @Test(arguments: floors.keys.sorted()) func importsPointDown(module: String) throws {
    let floor = try #require(floors[module])
    for file in try sources(of: module) {
      for name in try imports(of: file) {
        guard let other = floors[name] else { continue }
        let isAllowed = other < floor || allowedOnOneFloor.contains([module, name])
        #expect(isAllowed, "\(file.lastPathComponent) of \(module) imports \(name), which does not lie below it")
      }
    }
  }

  @Test func librariesDoNotImportFoundation() throws {
    for module in floors.keys.sorted() where module != "sluice" {
      for file in try sources(of: module) {
        #expect(try !imports(of: file).contains("Foundation"), "\(module)/\(file.lastPathComponent) imports Foundation")
      }
    }
  }
}
