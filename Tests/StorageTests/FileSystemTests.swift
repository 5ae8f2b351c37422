import Glibc
import Storage
import TestSupport
import Testing

private func code(_ body: () throws -> Void) -> StorageError.Code? {
  do {
    try body()
    return nil
  } catch {
    return (error as? StorageError)?.code
  }
}

@Suite struct FileSystemTests {
  let folder = TemporaryFolder("files")

  @Test func foldersAreMadeListedAndRemoved() throws {
    let deep = folder.file("a/b/c")
    try FileSystem.createDirectory(deep)
    try FileSystem.createDirectory(deep)
    #expect(FileSystem.isDirectory(deep))
    #expect(code { try FileSystem.createDirectory(folder.file("x/y"), withParents: false) } == .notFound)
    for name in ["é", "z", "Z", "10", "9", "中"] { folder.write("1", to: "a/" + name) }
    #expect(try FileSystem.listDirectory(folder.file("a")) == ["10", "9", "Z", "b", "z", "é", "中"])
    symlink("/usr", folder.file("a/b/link"))
    #expect(code { try FileSystem.remove(folder.file("a")) } != nil)
    try FileSystem.remove(folder.file("a"), recursively: true)
    #expect(!FileSystem.exists(folder.file("a")))
    #expect(FileSystem.isDirectory("/usr/bin"))
    try FileSystem.remove(folder.file("a"), recursively: true)
  }

  @Test func aFolderInTheWayOfAFileIsAnError() throws {
    folder.write("x", to: "file")
    #expect(code { try FileSystem.createDirectory(folder.file("file")) } != nil)
    #expect(code { try FileSystem.createDirectory(folder.file("file/below")) } != nil)
  }

  @Test func readAllGivesTheBytesUpToItsLimit() throws {
    var generator = SeededGenerator(seed: 2)
    for count in [0, 1, 4095, 300_000] {
      let bytes = generator.bytes(count: count)
      let path = folder.write(bytes, to: "f")
      #expect(try FileSystem.readAll(path) == bytes)
      #expect(try FileSystem.readAll(path, limit: count) == bytes)
      if count > 0 { #expect(code { _ = try FileSystem.readAll(path, limit: count - 1) } == .limitExceeded) }
    }
    // Files of the kernel state no size.
    #expect(try FileSystem.readAll("/proc/self/status").count > 100)
  }

  @Test func propertiesAreThoseOfTheFile() throws {
    let path = folder.write([1, 2, 3], to: "f")
    let info = try FileSystem.info(path)
    #expect(info.isRegular && !info.isDirectory && info.byteCount == 3)
    #expect(info.modificationNanoseconds > 1_600_000_000_000_000_000)
    symlink(path, folder.file("link"))
    #expect(try FileSystem.info(folder.file("link")).identity == info.identity)
    #expect(try FileSystem.info(folder.file("link"), followLinks: false).kind == .symbolicLink)
    #expect(code { _ = try FileSystem.info(folder.file("none")) } == .notFound)
    #expect(try FileSystem.freeBytes(at: folder.path) > 0)
  }

  @Test func renameReplaces() throws {
    folder.write("new", to: "a")
    folder.write("old", to: "b")
    try FileSystem.rename(folder.file("a"), to: folder.file("b"))
    #expect(folder.read("b") == Array("new".utf8))
    #expect(try FileSystem.listDirectory(folder.path) == ["b"])
  }

  @Test func walkSkipsHiddenNamesUnlessAsked() throws {
    for name in ["b/2", "b-1", "a", ".h", ".d/x"] { folder.write("1", to: name) }
    func names(_ entries: [FileSystem.Entry]) -> [String] { entries.map { Path.relative($0.path, to: folder.path) } }
    #expect(names(try FileSystem.walk(folder.path)) == ["a", "b-1", "b/2"])
    #expect(names(try FileSystem.walk(folder.path, includeHidden: true)) == [".d/x", ".h", "a", "b-1", "b/2"])
    #expect(code { _ = try FileSystem.walk(folder.file("none")) } == .notFound)
  }

  @Test func mappedFilesShowTheirBytes() throws {
    let bytes = HashVector.testBuffer(count: 100_000)
    let file = try MappedFile(path: folder.write(bytes, to: "m"))
    file.advise(.random)
    #expect(file.byteCount == 100_000)
    #expect(file.withBytes { Array($0) } == bytes)
    #expect(try MappedFile(path: folder.write([], to: "empty")).bytes.isEmpty)
    #expect(code { _ = try MappedFile(path: folder.path) } == .notRegular)
    #expect(code { _ = try MappedFile(path: folder.file("none")) } == .notFound)
  }

  @Test(arguments: [
    ("a//b/./c/", "a/b/c"), ("a/../b", "b"), ("../a", "../a"), ("a/../../b", "../b"), ("/../a", "/a"), ("/", "/"),
    ("", "."), (".", "."), ("./x", "x"), ("/a/b/..", "/a"),
  ])
  func standardizedPaths(path: String, expected: String) { #expect(Path.standardized(path) == expected) }

  @Test func pathsAreJoinedSplitAndMadeRelative() {
    #expect(Path.join("a", "b") == "a/b")
    #expect(Path.join("a/", "b") == "a/b")
    #expect(Path.join("", "b") == "b")
    #expect(Path.join("a", "/b") == "/b")
    #expect(Path.parent("a/b/c") == "a/b")
    #expect(Path.parent("a") == ".")
    #expect(Path.parent("/a") == "/")
    #expect(Path.parent("/") == "/")
    #expect(Path.parent("a/b/") == "a")
    #expect(Path.lastComponent("a/b/") == "b")
    #expect(Path.lastComponent("/") == "/")
    #expect(Path.relative("/a/b/c", to: "/a/d") == "../b/c")
    #expect(Path.relative("/a", to: "/a") == ".")
    #expect(Path.relative("/a/b", to: "/") == "a/b")
    #expect(Path.absolute("x/../y", relativeTo: "/r/s") == "/r/s/y")
    #expect(Path.absolute("y") == Path.workingFolder + "/y")
  }

  @Test func onlyRegularFilesAreOpenedAndNothingHangs() throws {
    let pipe = folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(code { _ = try ByteInput.open(path: pipe) } == .notRegular)
    #expect(code { _ = try ByteInput.open(path: folder.path) } == .notRegular)
    #expect(code { _ = try ByteInput.open(path: "/dev/zero") } == .notRegular)
    #expect(code { _ = try ByteInput.open(path: folder.file("none")) } == .notFound)
    let locked = folder.write("x", to: "locked")
    chmod(locked, 0)
    // A superuser may read everything.
    if getuid() != 0 { #expect(code { _ = try ByteInput.open(path: locked) } == .permissionDenied) }
  }
}
