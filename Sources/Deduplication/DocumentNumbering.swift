// Dense numbers of documents, from their places in tasks, and the order in which documents win.

/// The place of a document in a run: the task that signed it, and its row there.
public struct DocumentPlace: Sendable, Hashable, Comparable {
  public var task: Int
  public var row: Int

  public init(task: Int, row: Int) {
    self.task = task
    self.row = row
  }

  public static func < (left: DocumentPlace, right: DocumentPlace) -> Bool {
    (left.task, left.row) < (right.task, right.row)
  }
}

/// Numbers 0, 1, 2 … for the documents of a list of tasks, by prefix sums, and the rank of each task.
///
/// The number only says where a document stands. Of two duplicates that one stays whose task has the smaller rank, then
/// the one with the smaller order key (`Signer.sign`), then the one with the smaller content hash. Where all of these
/// are equal the documents are interchangeable, and the smaller number decides.
public struct DocumentNumbering: Sendable, Equatable {
  /// First number of each task, and the number of documents as last element.
  let bases: [Int]
  /// Ranks 0, 1, 2 … without gaps.
  private let ranks: [UInt32]

  /// - Parameters:
  ///   - documentCounts: number of documents of each task.
  ///   - ranks: the priority of each task, smallest first, as a rule that of its source; empty where all are equal.
  /// - Throws: `tooManyDocuments` above 2³² − 2; `invalidParameter` where there is not one rank for each task.
  public init(documentCounts: [Int], ranks: [Int] = []) throws(DeduplicationError) {
    var bases = [0]
    for count in documentCounts {
      let (next, overflow) = bases[bases.count - 1].addingReportingOverflow(count)
      guard !overflow, next < Int(UInt32.max) else {
        throw DeduplicationError(
          .tooManyDocuments, "at most \(UInt32.max - 1) documents are deduplicated at once", at: "documents")
      }
      bases.append(next)
    }
    guard ranks.isEmpty || ranks.count == documentCounts.count else {
      throw DeduplicationError(
        .invalidParameter, "\(ranks.count) ranks were given for \(documentCounts.count) tasks", at: "ranks")
    }
    self.bases = bases
    let order = ranks.indices.sorted { ranks[$0] < ranks[$1] }
    var dense = [UInt32](repeating: 0, count: documentCounts.count)
    for (place, task) in order.enumerated().dropFirst() {
      let previous = order[place - 1]
      dense[task] = dense[previous] + (ranks[task] == ranks[previous] ? 0 : 1)
    }
    self.ranks = dense
  }

  public var taskCount: Int { bases.count - 1 }
  public var documentCount: Int { bases[bases.count - 1] }

  /// Numbers of a task's documents.
  public func numbers(ofTask task: Int) -> Range<Int> { bases[task]..<bases[task + 1] }

  /// The rank of a task: 0 for the highest priority, one more for each other that was given.
  func rank(ofTask task: Int) -> UInt32 { ranks[task] }

  /// Tasks grouped by rank, the highest priority first; within a rank in their order.
  var tasksByRank: [[Int]] {
    var groups = [[Int]](repeating: [], count: Int(ranks.max().map { $0 + 1 } ?? 0))
    for (task, rank) in ranks.enumerated() { groups[Int(rank)].append(task) }
    return groups
  }

  /// The document of a number below `documentCount`.
  public func place(of number: Int) -> DocumentPlace {
    // The last task whose base is at most the number; empty tasks share their base with the next one.
    var low = 0
    var high = taskCount
    while high - low > 1 {
      let middle = (low + high) / 2
      if bases[middle] <= number { low = middle } else { high = middle }
    }
    return DocumentPlace(task: low, row: number - bases[low])
  }

  public func number(of place: DocumentPlace) -> Int { bases[place.task] + place.row }
}
