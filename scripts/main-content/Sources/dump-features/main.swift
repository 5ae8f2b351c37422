// Writes the segments of pages with their features, for `train.py`.
//
// usage: dump-features LIST OUT, where each line of LIST is the path of an HTML file.
//
// OUT, all numbers little-endian: the count of bytes and the bytes of the features' names, separated by spaces; for
// each page the number of segments and of features; for each segment the features (16 bits each), the count of bytes
// and the bytes of its text.
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

func dump(list: String, to out: String) throws {
  guard let list = readFile(list), let file = fopen(out, "wb") else { exit(66) }
  defer { fclose(file) }
  func write(_ bytes: [UInt8]) { _ = fwrite(bytes, 1, bytes.count, file) }
  func write(_ number: Int) { write((0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }) }
  let extractor = try Extractor()
  var workspace = ExtractionWorkspace()
  let names = Array(Extractor.featureNames.joined(separator: " ").utf8)
  write(names.count)
  write(names)
  for path in list.split(separator: 0x0a) {
    let page = readFile(String(decoding: path, as: UTF8.self)) ?? []
    let segments = (try? extractor.explain(body: page, using: &workspace)) ?? []
    write(segments.count)
    write(Extractor.featureNames.count)
    for segment in segments {
      write(segment.features.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] })
      write(segment.text.count)
      write(segment.text)
    }
  }
}

guard CommandLine.arguments.count == 3 else {
  fputs("usage: dump-features LIST OUT\n", stderr)
  exit(64)
}
try dump(list: CommandLine.arguments[1], to: CommandLine.arguments[2])
