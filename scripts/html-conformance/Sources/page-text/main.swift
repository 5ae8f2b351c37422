// Extracts pages from standard input to standard output, for `scripts/html_checks`.
//
// usage: page-text PARSER, where PARSER is `builtin` or `libxml2`.
//
// All numbers are little-endian and have 32 bits. Standard input: for each page the count of bytes of the charset that
// the transport declares (0 for none), that charset, the count of bytes of the page and the page. Standard output: for
// each page the encoding and then the text of each segment, as count and bytes; a count of 2³² − 1 ends the page. A page
// that extraction refuses has neither.
import Extraction
import Glibc

func read(_ count: Int) -> [UInt8]? {
  var bytes = [UInt8](repeating: 0, count: count)
  return fread(&bytes, 1, count, stdin) == count ? bytes : nil
}

func readBlock() -> [UInt8]? {
  guard let size = read(4) else { return nil }
  return read(size.reversed().reduce(0) { $0 << 8 | Int($1) })
}

func write(count: UInt32) {
  _ = fwrite((0..<4).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }, 1, 4, stdout)
}

func write(_ bytes: [UInt8]) {
  write(count: UInt32(bytes.count))
  _ = fwrite(bytes, 1, bytes.count, stdout)
}

guard CommandLine.arguments.count == 2, let parser = ExtractionOptions.Parser(rawValue: CommandLine.arguments[1]) else {
  fputs("usage: page-text builtin|libxml2\n", stderr)
  exit(64)
}
let extractor = try Extractor(options: ExtractionOptions(mode: .all, parser: parser))
var workspace = ExtractionWorkspace()
while let label = readBlock(), let page = readBlock() {
  let charset = label.isEmpty ? nil : String(decoding: label, as: UTF8.self)
  let encoding = try? extractor.extract(body: page, mediaType: "text/html", charset: charset, using: &workspace)
    .encoding
  write(Array((encoding ?? "").utf8))
  for segment in (try? extractor.explain(body: page, charset: charset, using: &workspace)) ?? [] { write(segment.text) }
  write(count: .max)
  fflush(stdout)
}
