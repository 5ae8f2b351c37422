// Opening inputs: compression is recognised by content.

extension ByteInput {
  /// Opens a file, decompressing it when its first bytes are those of gzip, zstd, bzip2 or xz.
  ///
  /// - Parameters:
  ///   - range: bytes of the file as stored; it begins where a member begins when the file is compressed.
  ///   - limits: what decompression may cost.
  /// - Throws: `notFound`, `permissionDenied`, `notRegular`, `libraryMissing`, `inputOutput`.
  public static func open(
    path: String, range: Range<Int>? = nil, limits: DecompressionLimits = .standard
  ) throws(StorageError) -> ByteInput {
    try decompressing(FileSource(path: path, range: range), name: path, limits: limits)
  }

  /// Opens a file that may be a pipe: a named one, or what a shell puts in place of `<(…)`. It is read once, and opening
  /// it waits for somebody to write.
  public static func openStream(path: String, limits: DecompressionLimits = .standard) throws(StorageError) -> ByteInput
  {
    let kind = try FileSystem.info(path).kind
    guard kind == .other else { return try open(path: path, limits: limits) }
    return try decompressing(DescriptorSource(path: path), name: path, limits: limits)
  }

  /// Standard input, decompressed when it is compressed.
  public static func standardInput(limits: DecompressionLimits = .standard) throws(StorageError) -> ByteInput {
    try decompressing(DescriptorSource(descriptor: 0, name: "standard input"), name: "standard input", limits: limits)
  }

  /// An input over any source, decompressed when its first bytes say that it is compressed.
  public static func decompressing(
    _ source: any ByteSource, name: String, limits: DecompressionLimits = .standard
  ) throws(StorageError) -> ByteInput {
    let prefix = try readPrefix(of: source)
    let format = prefix.withUnsafeBytes { bytes in
      let format = CompressionFormat.detect(bytes)
      guard format == .none, CompressionFormat.isUndecided(bytes) else { return format }
      return CompressionFormat.detectTruncated(bytes, name: name)
    }
    if format == .none { return ByteInput(plain: source, prefix: prefix, name: name) }
    return ByteInput(
      decoding: try DecodingSource(source: source, prefix: prefix, format: format, path: name, limits: limits))
  }

  /// The stored offset of the first member that looks whole and begins at or after `offset`; nil when none does.
  ///
  /// Ranges that are cut at such places can be read independently, each by its own input. In a file that is not
  /// compressed every place is as good as another, and the answer is nil.
  public static func nextMemberOffset(
    path: String, atOrAfter offset: Int, limits: DecompressionLimits = .standard
  ) throws(StorageError) -> Int? {
    let format = try CompressionFormat.detect(path: path)
    if format == .none { return nil }
    let source = try FileSource(path: path)
    source.seek(to: max(0, offset))
    return try DecodingSource(source: source, prefix: [], format: format, path: path, limits: limits).seekMember()
  }

  /// The first bytes of a source, enough to recognise its format where it has as many. A failure after some bytes
  /// is left for the next read to meet.
  fileprivate static func readPrefix(of source: any ByteSource) throws(StorageError) -> [UInt8] {
    var prefix = [UInt8](repeating: 0, count: chunkByteCount)
    var count = 0
    // No more than needed: a program that writes a little and then waits is heard at once.
    while prefix.withUnsafeBytes({ CompressionFormat.isUndecided(UnsafeRawBufferPointer(rebasing: $0[..<count])) }) {
      let from = count
      do throws(StorageError) {
        let got = try prefix.withUnsafeMutableBufferPointer { whole throws(StorageError) -> Int in
          try source.read(
            into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: whole[from...])))
        }
        if got == 0 { break }
        count += got
      } catch {
        if count == 0 { throw error }
        break
      }
    }
    prefix.removeLast(prefix.count - count)
    return prefix
  }
}

extension CompressionFormat {
  /// How a file is compressed, by its first bytes.
  static func detect(path: String) throws(StorageError) -> CompressionFormat {
    try ByteInput.readPrefix(of: FileSource(path: path, range: 0..<16)).withUnsafeBytes { detect($0) }
  }
}
