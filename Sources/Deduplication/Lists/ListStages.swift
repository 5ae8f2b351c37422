// The stages that take listed documents out.

import Corpus

/// Takes documents out that somebody has asked to be removed. All entries that a document answers to are findings, so
/// that it is known which of them matched nothing.
public struct TakedownStage: DocumentStage {
  public static let name: StageName = "takedown"

  /// Why a document goes.
  public enum Reason: String, Sendable, CaseIterable {
    case id, url, domain
  }

  private let list: DocumentList

  public init(list: DocumentList) { self.list = list }

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    let found = list.matches(of: document)
    guard let first = found.first else { return .keep }
    let reason = Reason(first.part)
    for match in found {
      workspace.findings.append(
        Finding(
          reason: Reason(match.part).rawValue, collection: list.names[match.line.list],
          item: String(match.line.number), start: 0, end: 0, unitCount: 0, foundUnitCount: 0, itemUnitCount: 0))
    }
    return .drop(DropReason(reason, detail: list.detail(first.line)))
  }
}

extension TakedownStage.Reason {
  fileprivate init(_ part: DocumentList.Part) {
    switch part {
    case .id: self = .id
    case .url, .folder: self = .url
    case .domain: self = .domain
    }
  }
}

/// Takes documents out whose address or domain is on a list of what is not to be trained on.
public struct BlockListStage: DocumentStage {
  public static let name: StageName = "block-list"

  /// Why a document goes.
  public enum Reason: String, Sendable, CaseIterable {
    case url = "blocked-url"
    case domain = "blocked-domain"
  }

  private let list: DocumentList

  /// - Parameter list: of addresses and domains.
  public init(list: DocumentList) { self.list = list }

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    guard let first = list.matches(of: document).first else { return .keep }
    return .drop(DropReason(first.part == .domain ? Reason.domain : .url, detail: list.detail(first.line)))
  }
}

extension DocumentList {
  fileprivate func matches(of document: borrowing Document) -> [(part: Part, line: Line)] {
    matches(id: document.id.description, ownID: document.metadata["id"], url: document.origin.url)
  }

  /// Which line asked for it.
  fileprivate func detail(_ line: Line) -> [String: String] {
    ["list": names[line.list], "line": String(line.number)]
  }
}
