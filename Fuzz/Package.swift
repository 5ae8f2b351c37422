// swift-tools-version: 6.2
import PackageDescription

/// Fuzz targets: a package of its own, so that nobody who uses Sluice builds them. `Fuzz/run` builds and runs them with
/// the flags that coverage and the address sanitizer need.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "sluice", path: "..")],
  targets: [
    .executableTarget(
      name: "fuzz",
      dependencies: [
        .product(name: "Storage", package: "sluice"), .product(name: "Corpus", package: "sluice"),
        .product(name: "Readers", package: "sluice"), .product(name: "Extraction", package: "sluice"),
        .product(name: "Cleaning", package: "sluice"), .product(name: "TextAnalysis", package: "sluice"),
        .product(name: "Tokenization", package: "sluice"), .product(name: "Auditing", package: "sluice"),
        .product(name: "Deduplication", package: "sluice"), .product(name: "Decontamination", package: "sluice"),
      ])
  ])
