// All files below a folder, in one order, each once.

extension FileSystem {
  /// A file that a walk found.
  public struct Entry: Sendable, Equatable {
    /// The walked folder's path with the file's place below it.
    public var path: String
    public var info: FileInfo
  }

  /// The regular files below a folder, sorted by the bytes of their paths.
  ///
  /// Every folder is entered once, under its own name where it has one below `root`: loops of symbolic links end, and
  /// many links among few folders cost nothing. A link that leads nowhere is left out.
  ///
  /// - Parameters:
  ///   - followLinks: whether symbolic links count as what they lead to, also outside of `root`; otherwise they are
  ///     left out.
  ///   - includeHidden: whether names that begin with a dot are entered and returned.
  /// - Throws: `StorageError` for a folder that cannot be listed.
  public static func walk(
    _ root: String, followLinks: Bool = true, includeHidden: Bool = false
  ) throws(StorageError) -> [Entry] {
    try visit(root, followLinks: followLinks, includeHidden: includeHidden).files
  }

  /// Files and folders below `root` (itself not among them), each list sorted by bytes.
  static func visit(
    _ root: String, followLinks: Bool, includeHidden: Bool
  ) throws(StorageError) -> (files: [Entry], folders: [String]) {
    var files: [Entry] = []
    var folders: [String] = []
    var entered: Set<FileIdentity> = [try info(root).identity]
    var waiting = [root]
    // Folders that only a link leads to; they wait until all real folders have been entered.
    var linked: [(path: String, identity: FileIdentity)] = []
    var nextLinked = 0
    while true {
      while let folder = waiting.popLast() {
        for name in try listDirectory(folder) where includeHidden || name.utf8.first != UInt8(ascii: ".") {
          let path = Path.join(folder, name)
          // What vanished since the folder was listed is no error.
          guard var found = try? info(path, followLinks: false) else { continue }
          let isLink = found.kind == .symbolicLink
          if isLink {
            guard followLinks, let target = try? info(path) else { continue }
            found = target
          }
          switch found.kind {
          case .regular: files.append(Entry(path: path, info: found))
          case .folder where isLink: linked.append((path, found.identity))
          case .folder:
            guard entered.insert(found.identity).inserted else { continue }
            folders.append(path)
            waiting.append(path)
          default: continue
          }
        }
      }
      // The first link in byte order among those seen so far gives the folder its name.
      linked[nextLinked...].sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
      guard nextLinked < linked.count else { break }
      let link = linked[nextLinked]
      nextLinked += 1
      if entered.insert(link.identity).inserted {
        folders.append(link.path)
        waiting.append(link.path)
      }
    }
    files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    folders.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return (files, folders)
  }
}
