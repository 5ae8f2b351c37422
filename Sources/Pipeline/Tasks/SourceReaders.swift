// From a source of the configuration to its reader.

import Corpus
import Readers
import Storage

/// Makes the reader of a source's format.
enum SourceReaders {
  /// - Parameters:
  ///   - input: the opened file.
  ///   - file: its name relative to the source's root, for origins.
  static func make(
    _ source: PipelineConfiguration.Source, limits: PipelineConfiguration.Limits, input: ByteInput, file: String
  ) throws -> any RecordReader {
    switch source.format {
    case .warc:
      WARCReader(input: input, file: file, options: WARCOptions(maximumByteCount: limits.recordBytes))
    case .html:
      HTMLFileReader(input: input, file: file, options: HTMLFileOptions(maximumByteCount: limits.recordBytes))
    case .text:
      PlainTextReader(
        input: input, file: file,
        options: PlainTextOptions(separator: source.separator, maximumByteCount: limits.recordBytes))
    case .jsonl:
      JSONLinesReader(
        input: input, file: file,
        options: JSONLinesOptions(
          text: source.textField, id: source.id ?? "id", url: source.url ?? "url", metadata: source.metadata,
          isHTML: source.htmlField, maximumLineByteCount: limits.recordBytes))
    case .csv, .mysql, .postgres, .sqlite, .sql:
      try TableReaders.make(source, limits: limits, input: input, file: file)
    }
  }
}
