// Short ways to extract in tests.

import Extraction

/// The text of a page given as a string.
func text(of html: String, _ options: ExtractionOptions = ExtractionOptions(mode: .all)) throws -> String {
  try extracted(Array(html.utf8), options).string
}

func extracted(
  _ body: [UInt8], _ options: ExtractionOptions = ExtractionOptions(mode: .all), mediaType: String = "text/html",
  charset: String? = nil
) throws -> ExtractedText {
  var workspace = ExtractionWorkspace()
  return try Extractor(options: options).extract(body: body, mediaType: mediaType, charset: charset, using: &workspace)
}

extension ExtractedText {
  /// The text; empty when it is not valid UTF-8, so that comparisons fail.
  var string: String { String(validating: text, as: UTF8.self) ?? "" }
}
