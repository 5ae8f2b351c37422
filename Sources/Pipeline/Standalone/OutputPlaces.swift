// What a command writes must not stand where it reads, nor two outputs in one place.

import Storage

enum OutputPlaces {
  /// - Throws: `RunError.usage` for an output that is an input or another output; `-` is neither.
  static func check(inputs: [String], outputs: [String?]) throws {
    var taken: [String: String] = [:]
    for input in inputs where input != "-" {
      for file in [input] + InputListing.files(matching: input) { taken[Path.absolute(file)] = "an input" }
    }
    for case let output? in outputs where output != "-" {
      if let other = taken.updateValue("another output", forKey: Path.absolute(output)) {
        throw RunError(.usage, "'\(output)' is \(other), too; give the output a place of its own")
      }
    }
  }
}
