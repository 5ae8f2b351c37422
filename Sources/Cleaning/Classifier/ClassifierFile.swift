// A trained classifier as a file.
//
//   8 bytes "SLUICELC", u32 version 1, u32 bytes of the description, the description, padding with spaces to a multiple
//   of 8; the weights, f32 each; u64 XXH64 of all bytes before. Numbers are little-endian.
//
// The description is JSON: {"unit_ngrams":2,"letter_ngrams":0,"bits":20,"bias":…,"slope":…,"offset":…} and what a person
// wants to know of the training, under "training". The same training gives the same bytes.

import Corpus
import Storage

public struct ClassifierFile: Sendable {
  public static let magic = Array("SLUICELC".utf8)
  static let version: UInt32 = 1

  public var classifier: LinearClassifier
  /// What a person wants to know: inputs, counts, measures, thresholds.
  public var training: JSONObject

  public init(classifier: LinearClassifier, training: JSONObject = JSONObject()) {
    self.classifier = classifier
    self.training = training
  }

  /// The file's bytes.
  public func bytes() -> [UInt8] {
    let description = JSONValue.object([
      "unit_ngrams": .int(classifier.features.unitNGrams), "letter_ngrams": .int(classifier.features.letterNGrams),
      "bits": .int(classifier.features.bits), "bias": .double(Double(classifier.bias)),
      "slope": .double(classifier.slope), "offset": .double(classifier.offset), "training": .object(training),
    ]).bytes()
    var output = Self.magic
    let padded = (description.count + 7) / 8 * 8
    output.reserveCapacity(24 + padded + classifier.weights.count * 4)
    Self.append(Self.version, to: &output)
    Self.append(UInt32(padded), to: &output)
    output += description
    output += [UInt8](repeating: 0x20, count: padded - description.count)
    for weight in classifier.weights { Self.append(weight.bitPattern, to: &output) }
    Self.append(XXH64.hash(output), to: &output)
    return output
  }

  private static func append(_ value: some FixedWidthInteger, to output: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { output.append(contentsOf: $0) }
  }

  /// Reads a file.
  ///
  /// - Throws: `CleaningError` with the file and the byte where it is damaged, or another version's.
  public init(bytes: [UInt8], name: String) throws(CleaningError) {
    func failure(_ message: String, at offset: Int) -> CleaningError {
      CleaningError(code: .model, message: message, location: "\(name), byte \(offset)")
    }
    func number<T: FixedWidthInteger>(_ type: T.Type, at offset: Int) -> T {
      bytes.withUnsafeBytes { T(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: T.self)) }
    }
    guard bytes.count >= 24, bytes.starts(with: Self.magic) else {
      throw failure("this is no classifier: such files begin with SLUICELC", at: 0)
    }
    let version = number(UInt32.self, at: 8)
    guard version == Self.version else {
      throw failure("the file has version \(version); this program reads version \(Self.version)", at: 8)
    }
    let start = 16 + Int(number(UInt32.self, at: 12))
    guard start <= bytes.count - 8 else { throw failure("the file ends inside of its description", at: bytes.count) }
    let expected = number(UInt64.self, at: bytes.count - 8)
    guard XXH64.hash(Array(bytes[..<(bytes.count - 8)])) == expected else {
      throw failure("the checksum does not fit: the file is damaged or cut off", at: bytes.count - 8)
    }
    let description: JSONValue
    do { description = try JSONValue(parsing: Array(bytes[16..<start])) } catch {
      throw failure("the description is no JSON: \(error)", at: 16)
    }
    var features = FeatureSettings()
    guard let units = description["unit_ngrams"]?.int, let letters = description["letter_ngrams"]?.int,
      let bits = description["bits"]?.int, let bias = description["bias"]?.double,
      let slope = description["slope"]?.double, let offset = description["offset"]?.double
    else { throw failure("the description lacks a number", at: 16) }
    features.unitNGrams = units
    features.letterNGrams = letters
    features.bits = bits
    do { try features.check() } catch { throw failure("\(error.location): \(error.message)", at: 16) }
    guard bytes.count - 8 - start == 4 << bits else {
      throw failure("\(bytes.count - 8 - start) bytes of weights are not 4 · 2^\(bits)", at: start)
    }
    var classifier = try LinearClassifier(features: features)
    classifier.weights = (0..<1 << bits).map { Float(bitPattern: number(UInt32.self, at: start + 4 * $0)) }
    guard classifier.weights.allSatisfy(\.isFinite) else { throw failure("a weight is no number", at: start) }
    classifier.bias = Float(bias)
    classifier.slope = slope
    classifier.offset = offset
    self.init(classifier: classifier, training: description["training"]?.object ?? JSONObject())
  }
}
