// fuzz TARGET [libFuzzer's arguments]: hands one target to libFuzzer.

import Glibc

@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
  _ argc: UnsafeMutablePointer<Int32>,
  _ argv: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

guard CommandLine.arguments.count > 1, let target = FuzzTargets.all.first(where: { $0.name == CommandLine.arguments[1] })
else {
  print("usage: fuzz TARGET [-max_total_time=SECONDS] [CORPUS]\ntargets: \(FuzzTargets.all.map(\.name).joined(separator: " "))")
  exit(64)
}
setenv("SLUICE_FUZZ_TARGET", target.name, 1)

/// libFuzzer's callback can capture nothing: the target's name comes through the environment.
let callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32 = { bytes, count in
  let name = String(cString: getenv("SLUICE_FUZZ_TARGET"))
  guard let target = FuzzTargets.all.first(where: { $0.name == name }) else { return 0 }
  target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("fuzz")]
for argument in CommandLine.arguments.dropFirst(2) { arguments.append(strdup(argument)) }
var count = Int32(arguments.count)
arguments.append(nil)
exit(
  arguments.withUnsafeMutableBufferPointer { buffer in
    var pointer = buffer.baseAddress!
    return runDriver(&count, &pointer, callback)
  })
