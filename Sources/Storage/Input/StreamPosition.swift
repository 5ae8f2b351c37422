// A place in a file from which another input can go on.

/// A place in the decompressed bytes of a file, and the member from whose beginning it is reached.
public struct StreamPosition: Sendable, Equatable, Codable {
  /// Offset in the decompressed stream.
  public var offset: Int
  /// The member (gzip member, zstd frame, …) with that byte; the place itself where nothing is compressed.
  public var member: MemberStart

  public init(offset: Int, member: MemberStart) {
    self.offset = offset
    self.member = member
  }
}

extension ByteInput {
  /// Opens a file at a place that was found when it was read from its beginning; offsets go on from there.
  ///
  /// - Throws: as `open(path:)`; `truncated` when the file ends before the place.
  public static func open(
    path: String, at position: StreamPosition, limits: DecompressionLimits = .standard
  ) throws(StorageError) -> ByteInput {
    let format = try CompressionFormat.detect(path: path)
    let source = try FileSource(path: path, range: position.member.storedOffset..<Int.max)
    if format == .none { return ByteInput(plain: source, prefix: [], name: path, offset: position.offset) }
    let decoder = try DecodingSource(source: source, prefix: [], format: format, path: path, limits: limits)
    let input = ByteInput(decoding: decoder, offset: position.member.decodedOffset)
    while input.offset < position.offset {
      if try input.fill(atLeast: 1) == 0 {
        throw StorageError(.truncated, "ends before byte \(position.offset) of its content", path: path)
      }
      input.consume(min(input.availableByteCount, position.offset - input.offset))
    }
    return input
  }
}
