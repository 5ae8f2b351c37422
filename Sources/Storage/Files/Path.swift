// Paths as text: joined, made relative, tidied, without asking the file system.

import Glibc

/// Functions on paths. A path is text with `/` between its parts.
public enum Path {
  /// `name` below `folder`; `name` itself where it is absolute.
  public static func join(_ folder: String, _ name: String) -> String {
    if name.utf8.first == slash { return name }
    if folder.isEmpty || name.isEmpty { return folder + name }
    return folder.utf8.last == slash ? folder + name : folder + "/" + name
  }

  /// The last part of a path, without slashes.
  public static func lastComponent(_ path: String) -> String {
    path.utf8.split(separator: slash).last.map { String($0) ?? "" } ?? (path.isEmpty ? "" : "/")
  }

  /// The folder that a path lies in: `.` for a single name, `/` for what lies at the root.
  public static func parent(_ path: String) -> String {
    var units = Array(path.utf8)
    while units.count > 1 && units.last == slash { units.removeLast() }
    guard let cut = units.lastIndex(of: slash) else { return "." }
    units.removeSubrange(cut...)
    while units.count > 1 && units.last == slash { units.removeLast() }
    return units.isEmpty ? "/" : String(decoding: units, as: UTF8.self)
  }

  /// The path without empty and `.` parts, and without `..` where the part before it is known. Symbolic links are
  /// not looked at.
  public static func standardized(_ path: String) -> String {
    let isAbsolute = path.utf8.first == slash
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(part)
      } else if let last = parts.last, last != ".." {
        parts.removeLast()
      } else if !isAbsolute {
        parts.append(part)
      }
    }
    let text = parts.joined(separator: "/")
    return isAbsolute ? "/" + text : text.isEmpty ? "." : text
  }

  /// The standardized path from the root, relative paths taken from `folder` (by default the working folder).
  public static func absolute(_ path: String, relativeTo folder: String? = nil) -> String {
    if path.utf8.first == slash { return standardized(path) }
    let base = folder.map { absolute($0) } ?? workingFolder
    return standardized(join(base, path))
  }

  /// `path` as seen from `folder`; both are made absolute first.
  public static func relative(_ path: String, to folder: String) -> String {
    let target = absolute(path).split(separator: "/")
    let base = absolute(folder).split(separator: "/")
    var common = 0
    while common < min(target.count, base.count) && target[common] == base[common] { common += 1 }
    let parts = Array(repeating: Substring(".."), count: base.count - common) + target[common...]
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }

  /// The folder that relative paths start from.
  public static var workingFolder: String {
    guard let text = getcwd(nil, 0) else { return "/" }
    defer { free(text) }
    return String(cString: text)
  }

  private static let slash = UInt8(ascii: "/")
}
