import Storage
import TestSupport
import Testing

@Suite struct HashTests {
  let buffer = HashVector.testBuffer(count: 9000)

  @Test func publishedHashesOfEveryLengthClassAreMet() {
    for vector in hashVectors {
      let bytes = Array(buffer[..<vector.count])
      #expect(XXH64.hash(bytes) == vector.xxh64, "XXH64 of \(vector.count)")
      #expect(XXH64.hash(bytes, seed: HashVector.seed) == vector.xxh64Seeded, "XXH64 of \(vector.count), seeded")
      #expect(XXH3.hash64(bytes) == vector.xxh3, "XXH3 of \(vector.count)")
      #expect(XXH3.hash64(bytes, seed: HashVector.seed) == vector.xxh3Seeded, "XXH3 of \(vector.count), seeded")
      #expect(XXH3.hash128(bytes) == (vector.xxh3High, vector.xxh3Low), "XXH3-128 of \(vector.count)")
      #expect(
        XXH3.hash128(bytes, seed: HashVector.seed) == (vector.xxh3SeededHigh, vector.xxh3SeededLow),
        "XXH3-128 of \(vector.count), seeded")
    }
  }

  @Test func hashesDoNotDependOnTheAddress() {
    for shift in 1..<16 {
      for count in [3, 8, 16, 100, 200, 1025] {
        let shifted = Array(repeating: 0, count: shift) + buffer[..<count]
        shifted.withUnsafeBytes { bytes in
          let part = UnsafeRawBufferPointer(rebasing: bytes[shift...])
          #expect(XXH3.hash64(part) == XXH3.hash64(Array(buffer[..<count])))
          #expect(XXH64.hash(part) == XXH64.hash(Array(buffer[..<count])))
        }
      }
    }
  }

  @Test func streamedAndWholeHashesAreEqualHoweverTheBytesAreCut() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      let bytes = Array(buffer[..<Int(generator.next() % 3000)])
      var checksum = XXH64(seed: 9)
      var identity = SHA256()
      var start = 0
      while start < bytes.count {
        let end = min(bytes.count, start + Int(generator.next() % 150))
        checksum.update(Array(bytes[start..<end]))
        identity.update(Array(bytes[start..<end]))
        start = end
      }
      #expect(checksum.digest() == XXH64.hash(bytes, seed: 9))
      #expect(identity.digest() == SHA256.hash(bytes))
    }
  }

  @Test func aDigestDoesNotEndTheStream() {
    var checksum = XXH64()
    var identity = SHA256()
    for byte in buffer[..<300] {
      checksum.update([byte])
      identity.update([byte])
      _ = checksum.digest()
      _ = identity.digest()
    }
    #expect(checksum.digest() == XXH64.hash(Array(buffer[..<300])))
    #expect(identity.digest() == SHA256.hash(Array(buffer[..<300])))
  }

  // NIST FIPS 180-4 examples and the long message of the CAVS set.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func publishedSHA256(text: String, digest: String) {
    #expect(SHA256.hexHash(Array(text.utf8)) == digest)
  }

  @Test func publishedSHA256OfAMillionLetters() {
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    #expect(SHA256.hexHash(bytes) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func sha256OfAFileIsThatOfItsBytes() throws {
    let folder = TemporaryFolder("hash")
    let path = folder.write(buffer, to: "buffer")
    #expect(try SHA256.hexHash(ofFile: path) == SHA256.hexHash(buffer))
  }

  @Test func hexadecimalRoundTrip() {
    #expect(Hex.encode([0x00, 0x0f, 0xa0, 0xff]) == "000fa0ff")
    #expect(Hex.encode(UInt64(0x0123_4567_89ab_cdef)) == "0123456789abcdef")
    #expect(Hex.decode("000FA0ff") == [0x00, 0x0f, 0xa0, 0xff])
    #expect(Hex.decode("0") == nil)
    #expect(Hex.decode("0g") == nil)
    #expect(Hex.decode(Hex.encode(buffer)) == buffer)
  }
}
