// The matrix product: OpenBLAS where it is installed, our own kernel where it is not.

internal import CDynamic
internal import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A float32 matrix product on one thread, for row-major matrices. `Workers` cuts large ones over several threads.
///
/// OpenBLAS is used with its own threads off: its pool would spin beside ours, and the way it cuts a product depends
/// on more than the number of threads.
struct MatrixKernel: Sendable {
  /// The kernel and the instruction set it runs with; a checkpoint is bit-exact only under the same name.
  let name: String
  private let openBLAS: OpenBLAS?

  /// - Throws: `libraryMissing` when OpenBLAS is asked for by name and is not there.
  init(_ choice: TrainingConfiguration.Kernel) throws(TrainingError) {
    openBLAS = choice == .portable ? nil : OpenBLAS.shared
    if let openBLAS {
      name = "openblas \(openBLAS.version), loops level \(sluice_cpu_level())"
    } else if choice == .openblas {
      throw TrainingError(
        .libraryMissing, "OpenBLAS is not installed (Debian: apt-get install libopenblas0-pthread)",
        location: "training.kernel")
    } else {
      name = "portable, loops level \(sluice_cpu_level())"
    }
  }

  /// Floats of 64-byte aligned scratch that a call needs.
  static let scratchCount = sluice_sgemm_scratch_count()

  /// C[m, n] = alpha · op(A)[m, k] · op(B)[k, n] + beta · C; strides are in floats. With beta 0, C is not read.
  func multiply(
    transposeA: Bool, transposeB: Bool, _ m: Int, _ n: Int, _ k: Int, alpha: Float = 1, _ a: Floats, _ aStride: Int,
    _ b: Floats, _ bStride: Int, beta: Float, _ c: Floats, _ cStride: Int, scratch: Floats
  ) {
    if let openBLAS {
      openBLAS.product(
        OpenBLAS.rowMajor, transposeA ? OpenBLAS.transposed : OpenBLAS.plain,
        transposeB ? OpenBLAS.transposed : OpenBLAS.plain, Int32(m), Int32(n), Int32(k), alpha, a, Int32(aStride), b,
        Int32(bStride), beta, c, Int32(cStride))
    } else {
      sluice_sgemm(
        transposeA ? 1 : 0, transposeB ? 1 : 0, m, n, k, alpha, a, aStride, b, bStride, beta, c, cStride, scratch)
    }
  }
}

/// OpenBLAS, opened once for the process and never closed.
struct OpenBLAS: Sendable {
  typealias Product =
    @convention(c) (
      Int32, Int32, Int32, Int32, Int32, Int32, Float, UnsafePointer<Float>, Int32, UnsafePointer<Float>, Int32, Float,
      UnsafeMutablePointer<Float>, Int32
    ) -> Void

  // The constants of CBLAS.
  static let rowMajor: Int32 = 101
  static let plain: Int32 = 111
  static let transposed: Int32 = 112

  let product: Product
  /// Version and kernel set, such as `0.3.21 SkylakeX`.
  let version: String

  /// Nil where the library is not installed.
  static let shared: OpenBLAS? = open()

  private static func open() -> OpenBLAS? {
    // Releases before 0.3.26 do not know recent AMD processors, take them for Haswell and lose half their speed.
    // The kernel set is chosen while the library is loaded, so the variable must be there before; a user's own
    // choice stays.
    if sluice_cpu_level() >= 4 { setenv("OPENBLAS_CORETYPE", "SkylakeX", 0) }
    guard let library = openLibrary(["libopenblas.so.0", "libopenblas.so", "libopenblasp.so.0"]),
      let product = sluice_dynamic_symbol(library, "cblas_sgemm"),
      let setThreads = sluice_dynamic_symbol(library, "openblas_set_num_threads"),
      let getConfiguration = sluice_dynamic_symbol(library, "openblas_get_config")
    else { return nil }
    unsafeBitCast(setThreads, to: (@convention(c) (Int32) -> Void).self)(1)
    // "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH NO_AFFINITY SkylakeX MAX_THREADS=64"
    let configuration = unsafeBitCast(
      getConfiguration, to: (@convention(c) () -> UnsafePointer<CChar>?).self)()
    let words = configuration.map { String(cString: $0) }?.split(separator: " ") ?? []
    let version = words.count > 1 ? String(words[1]) : "of unknown version"
    var core = ""
    if let getCore = sluice_dynamic_symbol(library, "openblas_get_corename"),
      let name = unsafeBitCast(getCore, to: (@convention(c) () -> UnsafePointer<CChar>?).self)()
    {
      core = " " + String(cString: name)
    }
    return OpenBLAS(product: unsafeBitCast(product, to: Product.self), version: version + core)
  }

  private static func openLibrary(_ names: [StaticString]) -> UnsafeMutableRawPointer? {
    for name in names {
      var list: [UnsafePointer<CChar>?] = [UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self), nil]
      if let library = list.withUnsafeMutableBufferPointer({ sluice_dynamic_open($0.baseAddress) }) { return library }
    }
    return nil
  }
}
