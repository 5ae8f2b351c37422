// swift-tools-version: 5.9
// A tool for training only, and therefore no part of the package: it writes the features of segments to a file.
import PackageDescription

let package = Package(
  name: "main-content",
  dependencies: [.package(name: "sluice", path: "../..")],
  targets: [
    .executableTarget(
      name: "dump-features", dependencies: [.product(name: "Extraction", package: "sluice")])
  ]
)
