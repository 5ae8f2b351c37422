// The result of an earlier call that later documents are compared with.

import Deduplication
import Storage

/// The output folder of `sluice deduplicate --index`: what stays there is frozen.
struct EarlierCorpus: Sendable {
  /// The output folder as the user named it.
  let name: String
  let folder: DeduplicationFolder
  let index: CorpusIndex
  /// What is known of the kept documents of each file, row by row.
  let scans: [DocumentScan]
  let options: LineInputOptions

  /// - Throws: `RunError.noInput` when there is no index; `RunError.badData` when its files do not belong together;
  ///   `DeduplicationError`, `StorageError`.
  init(folder name: String) throws {
    self.name = name
    folder = DeduplicationFolder(path: name)
    let list = try DeduplicationInputList(folder: name)
    guard FileSystem.isDirectory(folder.indexPath) else {
      throw RunError(
        .noInput, "\(name) holds no index; deduplicate that corpus with --index, so that later ones can be compared")
    }
    options = LineInputOptions(field: list.field, idField: list.idField)
    index = try CorpusIndex(folder: folder.indexPath)
    let folder = folder
    scans = try index.rowCounts.indices.map { try DocumentScan(path: folder.indexScanPath($0)) }
    for (scan, rowCount) in zip(scans, index.rowCounts) where scan.summary.documents != rowCount {
      throw RunError(
        .badData, "\(scan.path): has \(scan.summary.documents) rows, but the index beside it \(rowCount)")
    }
  }

  /// The kept documents of a file.
  ///
  /// - Throws: `RunError.badData` when they are not those that were indexed.
  func shard(ofFile file: Int) throws -> LineShardReader {
    let reader = try LineShardReader(path: folder.keptShardPath(file))
    guard reader.rowCount == index.rowCounts[file] else {
      throw RunError(
        .badData,
        "\(reader.path): has \(reader.rowCount) documents, but its index \(index.rowCounts[file]); was it replaced?")
    }
    return reader
  }

  /// What tells this corpus from others: size and time of its index.
  func identity() throws -> [String] {
    let info = try FileSystem.info(index.path)
    return [Path.absolute(name), String(info.byteCount), String(info.modificationNanoseconds)]
  }
}
