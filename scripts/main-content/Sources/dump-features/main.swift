// Writes what `train.py` needs of pages: the features of their segments, or their text as chosen by given scores.
//
// usage: dump-features rows LIST OUT [SCORES]
//        dump-features texts LIST OUT SCORES
//
// Each line of LIST is the path of an HTML file. SCORES holds 32 bits for each segment of all pages in order: log-odds
// in 256ths. All numbers are little-endian. `rows` writes the count of bytes and the bytes of the features' names,
// separated by spaces, and the same for the features of the second model; then for each page the number of segments, and
// for each segment the features (16 bits each), with SCORES those of the second model, the count of bytes and the bytes
// of its text. `texts` writes for each page the count of bytes and the bytes of its text.
import Extraction
import Glibc

func readFile(_ path: String) -> [UInt8]? {
  guard let file = fopen(path, "rb") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return bytes }
    bytes += buffer[0..<count]
  }
}

/// Scores in the order of all segments of all pages.
struct Scores {
  private let bytes: [UInt8]
  private var at = 0

  init?(_ path: String) {
    guard let bytes = readFile(path) else { return nil }
    self.bytes = bytes
  }

  mutating func next(_ count: Int) -> [Int32] {
    let end = min(bytes.count, at + count * 4)
    defer { at = end }
    return stride(from: at, to: end - 3, by: 4).map { start in
      Int32(truncatingIfNeeded: (0..<4).reduce(0) { $0 | Int(bytes[start + $1]) << ($1 * 8) })
    }
  }
}

func dump(_ kind: String, list: String, to out: String, scores path: String?) throws {
  guard let list = readFile(list), let file = fopen(out, "wb") else { exit(66) }
  defer { fclose(file) }
  func write(_ bytes: [UInt8]) { _ = fwrite(bytes, 1, bytes.count, file) }
  func write(_ number: Int) { write((0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }) }
  func write(_ row: [Int16]) {
    write(row.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] })
  }
  func writeCounted(_ bytes: [UInt8]) {
    write(bytes.count)
    write(bytes)
  }
  var scores: Scores?
  if let path {
    scores = Scores(path)
    if scores == nil { exit(66) }
  }
  let extractor = try Extractor()
  var workspace = ExtractionWorkspace()
  if kind == "rows" {
    writeCounted(Array(Extractor.featureNames.joined(separator: " ").utf8))
    writeCounted(Array(Extractor.contextFeatureNames.joined(separator: " ").utf8))
  }
  for path in list.split(separator: 0x0a) {
    let page = readFile(String(decoding: path, as: UTF8.self)) ?? []
    let count = (try? extractor.segmentCount(of: page, using: &workspace)) ?? 0
    let given = scores?.next(count)
    if kind == "texts" {
      writeCounted((try? extractor.text(of: page, choosingBy: given ?? [], using: &workspace)) ?? [])
      continue
    }
    let rows = (try? extractor.trainingRows(body: page, firstScores: given, using: &workspace)) ?? TrainingRows()
    write(rows.texts.count)
    for index in rows.texts.indices {
      write(rows.features[index])
      if given != nil { write(rows.contextFeatures[index]) }
      writeCounted(rows.texts[index])
    }
  }
}

let arguments = CommandLine.arguments
guard arguments.count >= 4, arguments[1] == "rows" || arguments[1] == "texts" && arguments.count == 5 else {
  fputs("usage: dump-features rows LIST OUT [SCORES] | texts LIST OUT SCORES\n", stderr)
  exit(64)
}
try dump(arguments[1], list: arguments[2], to: arguments[3], scores: arguments.count > 4 ? arguments[4] : nil)
