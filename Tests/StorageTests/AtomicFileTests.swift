import Glibc
import Storage
import TestSupport
import Testing

@Suite struct AtomicFileTests {
  let folder = TemporaryFolder("atomic")

  @Test func committedBytesAndTheirSummaryAgree() throws {
    var generator = SeededGenerator(seed: 3)
    var truth: [UInt8] = []
    let file = try AtomicFile(path: folder.file("out.bin"))
    // Small and large pieces, so that the buffer is passed by, filled exactly and overrun.
    for count in [0, 1, 1000, (1 << 20) - 1001, 1, 1 << 20, 3 << 20, 17] {
      let piece = generator.bytes(count: count)
      truth += piece
      try file.write(piece)
      #expect(file.byteCount == truth.count)
    }
    let summary = try file.commit()
    #expect(summary == FileSummary(byteCount: truth.count, xxh64: XXH64.hash(truth)))
    #expect(folder.read("out.bin") == truth)
    #expect(try FileSystem.listDirectory(folder.path) == ["out.bin"])
  }

  /// Files that are announced to be large take another way to the disk; what they hold must not tell.
  @Test(arguments: [0, 100 << 20])
  func piecesOfEverySizeAreWrittenInOrder(expected: Int) throws {
    var generator = SeededGenerator(seed: 4)
    for round in 0..<6 {
      var truth: [UInt8] = []
      let file = try AtomicFile(path: folder.file("mixed"), expectedByteCount: expected)
      for number in 0..<60 {
        let count = [0, 3, 4_098, 262_144, AtomicFile.inPlaceByteCount, 77][(number * 7 + round) % 6]
        let piece = generator.bytes(count: max(0, count - round))
        truth += piece
        if number % 2 == 0 {
          try file.write(count: piece.count) { $0.copyBytes(from: piece) }
        } else {
          try file.write(piece)
        }
        #expect(file.byteCount == truth.count)
      }
      let summary = try file.commit()
      #expect(summary == FileSummary(byteCount: truth.count, xxh64: XXH64.hash(truth)))
      #expect(folder.read("mixed") == truth)
    }
    #expect(try FileSystem.listDirectory(folder.path) == ["mixed"])
  }

  @Test func whatCannotBeMadeInPlaceIsNotWritten() throws {
    struct Refused: Error {}
    let file = try AtomicFile(path: folder.file("out"), expectedByteCount: 100 << 20)
    try file.write([1, 2])
    #expect(throws: Refused.self) { try file.write(count: 10) { _ in throw Refused() } }
    try file.write([3])
    #expect(try file.commit().byteCount == 3)
    #expect(folder.read("out") == [1, 2, 3])
  }

  @Test func nothingShowsBeforeTheCommit() throws {
    let path = folder.write("before", to: "out")
    let file = try AtomicFile(path: path)
    try file.write(Array(repeating: 7, count: 3 << 20))
    #expect(folder.read("out") == Array("before".utf8))
    _ = try file.commit()
    #expect(folder.read("out").count == 3 << 20)
  }

  @Test func discardedAndForgottenFilesLeaveNothing() throws {
    let discarded = try AtomicFile(path: folder.file("a"))
    try discarded.write(Array("half".utf8))
    discarded.discard()
    do {
      let forgotten = try AtomicFile(path: folder.file("b"))
      try forgotten.write(Array(repeating: 1, count: 5 << 20))
    }
    #expect(try FileSystem.listDirectory(folder.path).isEmpty)
    #expect(throws: StorageError.self) { try discarded.write([1]) }
    #expect(throws: StorageError.self) { try discarded.commit() }
  }

  @Test func twoAttemptsAtOneFileDoNotDisturbEachOther() throws {
    let first = try AtomicFile(path: folder.file("same"))
    let second = try AtomicFile(path: folder.file("same"))
    try first.write(Array("equal".utf8))
    try second.write(Array("equal".utf8))
    #expect(try first.commit() == second.commit())
    #expect(try FileSystem.listDirectory(folder.path) == ["same"])
  }

  @Test func aMissingFolderIsAnErrorThatNamesTheFile() {
    #expect {
      try AtomicFile(path: folder.file("missing/out"))
    } throws: { error in
      guard let error = error as? StorageError else { return false }
      return error.code == .notFound && error.path == folder.file("missing/out")
    }
  }

  @Test func namesOfTheGreatestLengthWork() throws {
    let name = String(repeating: "长", count: 85)
    try AtomicFile.write([1, 2, 3], to: folder.file(name))
    #expect(folder.read(name) == [1, 2, 3])
  }

  @Test func devicesPipesAndFoldersKeepTheirNames() throws {
    let pipe = folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    for path in ["/dev/null", pipe, folder.file("")] {
      let before = try FileSystem.info(path)
      let error = #expect(throws: StorageError.self) { _ = try AtomicFile(path: path) }
      #expect(error?.code == .notRegular)
      #expect(try FileSystem.info(path).identity == before.identity)
    }
  }
}
