import Corpus
import Storage
struct CandidatesTask { init(_ c: TaskContext) throws {}; func run() throws -> CommitRecord { fatalError() } }
struct DeduplicateTask { init(_ c: TaskContext) throws {}; func run() throws -> CommitRecord { fatalError() } }
struct TokenizerTask { init(_ c: TaskContext) throws {}; func run() throws -> CommitRecord { fatalError() } }
struct EncodeTask { init(_ c: TaskContext) throws {}; func run() throws -> CommitRecord { fatalError() } }
struct MixTask { init(_ c: TaskContext) throws {}; func run() throws -> CommitRecord { fatalError() } }
struct PackTask { init(_ c: TaskContext) throws {}; func run() throws -> CommitRecord { fatalError() } }
struct OrderTask { init(_ c: TaskContext) throws {}; func run() throws -> CommitRecord { fatalError() } }
struct TrainTask { init(_ c: TaskContext) throws {}; func run() throws -> CommitRecord { fatalError() } }
struct AuditTask { init(_ c: TaskContext) throws {}; func run() throws -> CommitRecord { fatalError() } }
struct Removals { init?(_ c: TaskContext) throws {return nil}; func holds(task: Int, row: Int) -> Bool { false } }
enum RefineStages { static func make(_ c: PipelineConfiguration) throws -> [any DocumentStage] { [] } }
struct TokenPlace: CustomStringConvertible { var split: String; var description: String {split} }
enum TokenPlaces { static func find(_ id: DocumentID, in d: RunDirectory, plan: Plan) throws -> [TokenPlace] { [] } }
enum TableReaders { static func make(_ s: PipelineConfiguration.Source, limits: PipelineConfiguration.Limits, input: ByteInput, file: String) throws -> any RecordReader { fatalError() } }
