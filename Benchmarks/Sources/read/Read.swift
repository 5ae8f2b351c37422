// read KIND FILE [TEMPLATE]: megabytes of a dump per CPU second from bytes to records in memory.

import Corpus
import Extraction
import Glibc
import Readers
import Storage

/// Reads a file as a pipeline's source does; of wikitext also the rendering, which is no part of reading, is timed.
@main struct Read {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3, let kind = ReaderConfiguration.Kind(rawValue: arguments[1]) else {
      let kinds = ReaderConfiguration.Kind.allCases.map(\.rawValue).joined(separator: "|")
      print("usage: read \(kinds) FILE [TEMPLATE]     TEMPLATE: of the text of tables, such as '{title} {body}'")
      exit(64)
    }
    var configuration = ReaderConfiguration(kind: kind)
    if arguments.count > 3 { configuration.table = TableMapping(textTemplate: arguments[3]) }
    let extractor = try Extractor()
    var workspace = ExtractionWorkspace()
    var counts = (records: 0, textByteCount: 0, quarantined: 0)
    var end = 0
    var renderedByteCount = 0
    var rendering = 0.0
    let begin = CPUClock.seconds
    var reader = try configuration.makeReader(input: ByteInput.open(path: arguments[2]), file: arguments[2])
    while let event = try reader.next() {
      switch event {
      case .record(let record):
        counts.records += 1
        counts.textByteCount += record.body.count
        end = record.origin.offset + record.origin.byteCount
        guard record.mediaType == "text/x-wiki" else { break }
        let start = CPUClock.seconds
        renderedByteCount += record.body.count
        _ = try? extractor.extract(body: record.body, mediaType: record.mediaType, using: &workspace)
        rendering += CPUClock.seconds - start
      case .skipped(let region): end = region.offset + region.byteCount
      case .quarantined(let entry):
        counts.quarantined += 1
        end = entry.origin.offset + entry.origin.byteCount
      }
    }
    let seconds = CPUClock.seconds - begin - rendering
    var usage = rusage()
    getrusage(__rusage_who_t(0), &usage)
    func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
    print(
      "{\"tool\":\"sluice\",\"megabytes_per_second\":\(rounded(Double(end) / 1e6 / seconds)),"
        + "\"rendering\":\(rendering > 0 ? rounded(Double(renderedByteCount) / 1e6 / rendering) : 0),"
        + "\"records\":\(counts.records),\"text\":\(counts.textByteCount),\"quarantined\":\(counts.quarantined),"
        + "\"peak_kib\":\(usage.ru_maxrss)}")
  }
}
