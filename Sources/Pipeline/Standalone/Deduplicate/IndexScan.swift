// What later calls need to know of the documents that stay.

import Deduplication
import Storage

/// Writes the scan of a part's kept documents, row by row as they stand in `kept/`.
enum IndexScan {
  static func write(_ scan: DocumentScan, without removals: RemovalBits, to path: String) throws {
    let writer = try DocumentScanWriter(path: path)
    for number in 0..<scan.blockCount {
      var block = ScanBlock()
      var sources: [Int: Int] = [:]
      for row in scan.rows(ofBlock: number) where !removals.contains(row) {
        try scan.withDocument(block: number, row: row) { document in
          block.ids.append(contentsOf: document.id)
          var source = 0
          if document.source > 0 {
            source = sources[document.source] ?? block.sources.count + 1
            if sources.updateValue(source, forKey: document.source) == nil {
              block.sources.append(Array(scan.summary.sources[document.source - 1].utf8))
            }
          }
          block.append(textByteCount: document.textByteCount, lineHash: document.lineHash, source: source)
          block.layout.documentCount += 1
        }
      }
      if block.layout.documentCount > 0 { try writer.append(block) }
    }
    try writer.commit()
  }
}
