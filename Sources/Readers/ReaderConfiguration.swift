// The one door of this module: which reader, with which options, for an input.

import Corpus
import Storage

/// What the files of a source are, and how they are read.
public struct ReaderConfiguration: Sendable, Equatable {
  /// The kinds of input; the raw values are their names in configurations.
  public enum Kind: String, Sendable, CaseIterable {
    case jsonLines = "jsonl"
    case text
    case html
    case warc
  }

  public var kind: Kind
  public var jsonLines = JSONLinesOptions()
  public var text = PlainTextOptions()
  public var html = HTMLFileOptions()
  public var warc = WARCOptions()

  public init(kind: Kind) { self.kind = kind }

  /// Makes the reader of one file.
  ///
  /// - Parameters:
  ///   - input: the decompressed bytes; the reader is their only user from now on.
  ///   - file: the file's name relative to the root of its source, for origins.
  /// - Throws: `ReaderError` when the options cannot be right for any file.
  public func makeReader(input: ByteInput, file: String) throws(ReaderError) -> any RecordReader {
    switch kind {
    case .jsonLines: JSONLinesReader(input: input, file: file, options: jsonLines)
    case .text: PlainTextReader(input: input, file: file, options: text)
    case .html: HTMLFileReader(input: input, file: file, options: html)
    case .warc: WARCReader(input: input, file: file, options: warc)
    }
  }
}
