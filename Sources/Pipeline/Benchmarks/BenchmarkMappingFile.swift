// Mapping files: keys of a benchmark that stand in a file of their own.

import FoundationEssentials
import Storage

/// Reads mapping files, and blocks 'decontaminate' outside of a pipeline.
enum BenchmarkMappingFile {
  /// A benchmark with what its mapping file says besides.
  ///
  /// - Throws: `ConfigurationError` with file, line and the nearest key.
  static func completed(
    _ benchmark: PipelineConfiguration.Decontaminate.Benchmark
  ) throws -> PipelineConfiguration.Decontaminate.Benchmark {
    guard let path = benchmark.mapping else { return benchmark }
    let value = try ConfigurationLoader.value(path: path, as: BenchmarkShape.mapping)
    return benchmark.overlaid(
      on: try ConfigurationLoader.decode(PipelineConfiguration.Decontaminate.Benchmark.self, from: value))
  }

  /// The block 'decontaminate' of a pipeline file, or a file that is that block alone.
  ///
  /// - Throws: `ConfigurationError`.
  static func settings(path: String) throws -> PipelineConfiguration.Decontaminate {
    let value = try ConfigurationLoader.value(path: path, as: BenchmarkShape.decontaminate, under: "decontaminate")
    return try ConfigurationLoader.decode(PipelineConfiguration.Decontaminate.self, from: value)
  }
}
