// What a caller asks for: a pipeline file, a run directory, a sample.

import Storage

/// A request to plan or run a pipeline.
public struct PipelineRequest: Sendable {
  public let loaded: LoadedConfiguration
  public let directory: RunDirectory
  public let threads: Int
  public let sample: Double

  /// Loads and checks the pipeline file.
  ///
  /// - Parameters:
  ///   - pipeline: path of the YAML file.
  ///   - run: the run directory; `runs/NAME` in the current folder when nil.
  ///   - threads: worker threads; one for each core when nil.
  ///   - sample: a fraction such as `0.1%`; everything when nil.
  /// - Throws: `ConfigurationError`, `StorageError`, or `RunError` for a wrong call.
  public init(pipeline: String, run: String?, threads: Int?, sample: String?) throws {
    if let threads, !(1...4096).contains(threads) {
      throw RunError(.usage, "--threads \(threads): give a number from 1 to 4096")
    }
    self.threads = threads ?? Machine.coreCount
    if let sample {
      guard let fraction = Quantities.fraction(sample) else {
        throw RunError(.usage, "--sample \(sample): give a fraction such as 0.1% or 0.001")
      }
      self.sample = fraction
    } else {
      self.sample = 1
    }
    loaded = try ConfigurationLoader.load(path: pipeline)
    let folder = Path.workingFolder
    // A sample has a folder of its own, so that it never stands in the whole run's way.
    let usual = "runs/\(loaded.configuration.name)" + (self.sample < 1 ? "-sample" : "")
    directory = RunDirectory(path: Path.absolute(run ?? usual, relativeTo: folder))
  }

  public func makePlan() throws -> Plan { try Planner.plan(loaded, sample: sample) }

  /// Writes the plan into the run directory.
  public func write(_ plan: Plan) throws { try directory.write(plan, yaml: loaded.yaml) }
}
