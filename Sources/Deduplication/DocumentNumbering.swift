// Dense numbers of documents, from their places in tasks.

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

/// Numbers 0, 1, 2 … for the documents of a list of tasks, by prefix sums. The list stands in order of priority: of
/// two duplicates the one with the smaller number stays.
public struct DocumentNumbering: Sendable, Equatable {
  /// First number of each task, and the number of documents as last element.
  let bases: [Int]

  /// - Parameter documentCounts: number of documents of each task, highest priority first.
  /// - Throws: `tooManyDocuments` above 2³² − 2.
  public init(documentCounts: [Int]) throws(DeduplicationError) {
    var bases = [0]
    for count in documentCounts {
      let (next, overflow) = bases[bases.count - 1].addingReportingOverflow(count)
      guard !overflow, next < Int(UInt32.max) else {
        throw DeduplicationError(
          .tooManyDocuments, "at most \(UInt32.max - 1) documents are deduplicated at once", at: "documents")
      }
      bases.append(next)
    }
    self.bases = bases
  }

  public var taskCount: Int { bases.count - 1 }
  public var documentCount: Int { bases[bases.count - 1] }

  /// Numbers of a task's documents.
  public func numbers(ofTask task: Int) -> Range<Int> { bases[task]..<bases[task + 1] }

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
