// swift-tools-version: 6.2
import PackageDescription

/// Benchmarks: a package of its own, so that nobody who uses Sluice builds them.
let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "sluice", path: "..")],
  targets: [
    .target(name: "CScan", cSettings: [.unsafeFlags(["-O3"])], linkerSettings: [.linkedLibrary("zstd")]),
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "CScan", .product(name: "Storage", package: "sluice"), .product(name: "Corpus", package: "sluice"),
        .product(name: "TextAnalysis", package: "sluice"), .product(name: "Extraction", package: "sluice"),
        .product(name: "Cleaning", package: "sluice"), .product(name: "Deduplication", package: "sluice"),
        .product(name: "Tokenization", package: "sluice"),
      ]),
    .executableTarget(
      name: "read",
      dependencies: [
        .product(name: "Storage", package: "sluice"), .product(name: "Corpus", package: "sluice"),
        .product(name: "Extraction", package: "sluice"), .product(name: "Readers", package: "sluice"),
      ]),
    .executableTarget(
      name: "pack",
      dependencies: [
        .product(name: "Storage", package: "sluice"), .product(name: "Corpus", package: "sluice"),
        .product(name: "TokenShards", package: "sluice"), .product(name: "Packing", package: "sluice"),
      ]),
    .executableTarget(
      name: "encode",
      dependencies: [.product(name: "Storage", package: "sluice"), .product(name: "Tokenization", package: "sluice")]),
  ])
