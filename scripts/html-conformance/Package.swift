// swift-tools-version: 5.9
// A tool for checking only, and therefore no part of the package: it extracts pages that it is handed.
import PackageDescription

let package = Package(
  name: "html-conformance",
  dependencies: [.package(name: "sluice", path: "../..")],
  targets: [
    .executableTarget(name: "page-text", dependencies: [.product(name: "Extraction", package: "sluice")])
  ]
)
