// Bands and rows of a pipeline that names what it wants of them instead.

import Deduplication

/// Fills in what follows from other keys.
enum DeduplicationChoice {
  /// Gives `deduplicate` its bands and rows.
  static func complete(_ configuration: inout PipelineConfiguration, _ resolver: inout ConfigurationResolver) {
    guard var settings = configuration.deduplicate else { return }
    do throws(DeduplicationError) {
      (settings.bands, settings.rows) = try MinHashParameters.bandsAndRows(
        bands: settings.bands, rows: settings.rows, permutations: settings.permutations, recall: settings.recall,
        threshold: settings.threshold)
      configuration.deduplicate = settings
    } catch {
      resolver.report(
        "deduplicate.\(error)",
        at: resolver.marks["deduplicate.\(error.location)"] ?? resolver.marks["deduplicate.permutations"])
    }
  }
}
