// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is compiled with warnings as errors; dependencies are left alone.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// A module of ours together with its test target. Dependencies point to lower floors only
/// (`docs/architecture.md`, "The rooms"); `Tests/ArchitectureTests` checks the imports.
func room(_ name: String, on dependencies: [Target.Dependency] = []) -> [Target] {
  [
    .target(name: name, dependencies: dependencies, swiftSettings: strict),
    .testTarget(
      name: name + "Tests",
      dependencies: [.target(name: name), "TestSupport"] + dependencies,
      swiftSettings: strict),
  ]
}

let stageFloor: [Target.Dependency] = ["Storage", "TextAnalysis", "Corpus"]

let package = Package(
  name: "sluice",
  products: [
    .library(name: "Storage", targets: ["Storage"]),
    .library(name: "TextAnalysis", targets: ["TextAnalysis"]),
    .library(name: "Corpus", targets: ["Corpus"]),
    .library(name: "TokenShards", targets: ["TokenShards"]),
    .library(name: "Readers", targets: ["Readers"]),
    .library(name: "Extraction", targets: ["Extraction"]),
    .library(name: "Cleaning", targets: ["Cleaning"]),
    .library(name: "Decontamination", targets: ["Decontamination"]),
    .library(name: "Deduplication", targets: ["Deduplication"]),
    .library(name: "Tokenization", targets: ["Tokenization"]),
    .library(name: "Mixing", targets: ["Mixing"]),
    .library(name: "Packing", targets: ["Packing"]),
    .library(name: "Training", targets: ["Training"]),
    .library(name: "Auditing", targets: ["Auditing"]),
    .library(name: "Pipeline", targets: ["Pipeline"]),
    .executable(name: "sluice", targets: ["sluice"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Floor 0: C.
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .target(
      name: "CICUShim",
      linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icui18n"), .linkedLibrary("icudata")]),
    .target(name: "CKernels"),
    .target(name: "CDynamic", linkerSettings: [.linkedLibrary("dl")]),
    .target(name: "TestSupport", dependencies: ["Storage"], path: "Tests/TestSupport", swiftSettings: strict),
  ]
    // Floor 1.
    + room("Storage", on: ["CZstd", "CDynamic", "CKernels"])
    + room("TextAnalysis", on: ["CICUShim", "CKernels", "Storage"])
    // Floor 2.
    + room("Corpus", on: ["Storage", "TextAnalysis"])
    + room("TokenShards", on: ["Storage", "Corpus"])
    // Floor 3: the stages; none imports another.
    + room("Readers", on: stageFloor + ["CDynamic", "CLibXML2"])
    + room("Extraction", on: stageFloor + ["CLibXML2", "CICUShim", "CDynamic", "CKernels"])
    + room("Cleaning", on: stageFloor)
    + room("Decontamination", on: stageFloor)
    + room("Deduplication", on: stageFloor + ["CKernels"])
    + room("Tokenization", on: stageFloor + ["CKernels"])
    + room("Mixing", on: stageFloor + ["TokenShards"])
    + room("Packing", on: stageFloor + ["TokenShards"])
    + room("Training", on: ["Storage", "TokenShards", "CKernels", "CDynamic"])
    // Floor 4.
    + room("Auditing", on: stageFloor + ["TokenShards", "Extraction"])
    // Floor 5.
    + room(
      "Pipeline",
      on: stageFloor + [
        "TokenShards", "Readers", "Extraction", "Cleaning", "Decontamination", "Deduplication", "Tokenization",
        "Mixing", "Packing", "Training", "Auditing", "CKernels", .product(name: "Yams", package: "Yams"),
      ])
    // Floor 6.
    + [
      .executableTarget(
        name: "sluice",
        dependencies: [
          "Storage", "Corpus", "TokenShards", "Readers", "Extraction", "Cleaning", "Decontamination", "Deduplication",
          "Tokenization", "Mixing", "Packing", "Training", "Auditing", "Pipeline",
          .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ],
        swiftSettings: strict),
      .testTarget(name: "ArchitectureTests", swiftSettings: strict),
      .testTarget(
        name: "EndToEndTests", dependencies: ["sluice", "Storage", "Corpus", "TestSupport"], swiftSettings: strict),
    ]
)
