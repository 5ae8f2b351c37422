// Every key of a pipeline file: type, default and meaning. `sluice schema` and the checks are made from this table.

import TokenShards
import Tokenization

enum PipelineShape {
  static let root = ObjectShape(
    "A Sluice pipeline: raw dumps in, token shards out.",
    [
      KeyShape("version", .integer(1...1), .value(.integer(1)), "Version of this file's format."),
      KeyShape(
        "name", .string, .value(.string("pipeline")), "Name of the pipeline; the default run directory is runs/NAME."),
      KeyShape("seed", .integer(0...Int.max), .value(.integer(0)), "Seed of every random choice."),
      KeyShape("sources", .list(.object(source)), .required, "Where the documents come from."),
      KeyShape("limits", .object(limits), .object, "Bounds against hostile or broken input."),
      KeyShape("extract", .object(extract), .object, "Records to text."),
      KeyShape(
        "takedown", .object(takedown), .absent,
        "Documents that somebody has asked to be removed; absent: none. Changing it extracts nothing again."),
      KeyShape("clean", .object(clean), .object, "Per-document cleaning, in the order of these keys."),
      KeyShape(
        "decontaminate", .object(BenchmarkShape.decontaminate), .absent, "Removal of benchmark items; absent: not done."
      ),
      KeyShape(
        "deduplicate", .object(deduplicate), .object, "Removal of exact and near duplicates across all sources."),
      KeyShape("tokenizer", .object(tokenizer), .object, "The tokenizer: trained here, or read from a file."),
      KeyShape("mix", .object(mix), .object, "How much of each source or group, and the validation split."),
      KeyShape("pack", .object(pack), .object, "Tokens to rows and shards."),
      KeyShape("train", .object(train), .absent, "The bundled trainer; absent: no training."),
    ])

  static let source = ObjectShape(
    "One source: a set of files of one format.",
    [
      KeyShape("name", .string, .required, "Name of the source: letters, digits, '-', '_' and '.'."),
      KeyShape("format", .choice(SourceFormat.allCases.map(\.rawValue)), .required, "What the files are."),
      KeyShape(
        "paths", .list(.path), .value(.list([])),
        "Files, folders, archives (.tar, .zip, compressed or not) or globs, relative to this file; or command and urls."
      ),
      KeyShape("exclude", .list(.path), .value(.list([])), "Globs of files to leave out."),
      KeyShape(
        "command", .list(.string), .absent,
        "Instead of paths: a command, or the list of its words, that writes what is at {url} to its standard output, such "
          + "as \"s5cmd cat {url}\". No shell is involved."),
      KeyShape("urls", .list(.string), .value(.list([])), "With command: the addresses, one input each."),
      KeyShape(
        "urls_from", .path, .absent,
        "With command: a file with an address a line; a tab and its size in bytes may follow."),
      KeyShape(
        "attempts", .integer(1...100), .value(.integer(3)),
        "With command: how often it may be started for one address before the task fails (exit code 75)."),
      KeyShape(
        "members", .list(.string), .value(.list([])),
        "Archives: patterns of the members to read, such as \"pages/**/*.html\"; \"!drafts/**\" leaves out. Absent: members "
          + "with the format's usual endings."),
      KeyShape(
        "text_field", .string, .value(.string("text")),
        "jsonl: field that holds the text, or a list of texts or of turns of a conversation; dots lead into objects, [0] into "
          + "arrays."),
      KeyShape("html_field", .bool, .value(.bool(false)), "jsonl: the text field holds HTML."),
      KeyShape(
        "turns", .string, .absent,
        "jsonl and parquet: template of a turn of a conversation, such as \"{role}: {content}\"; absent: its content alone. "
          + "Empty lines stand between turns."),
      KeyShape("separator", .string, .absent, "text: a line that stands between documents."),
      KeyShape("table", .string, .absent, "SQL dumps: the table to read."),
      KeyShape("id", .string, .absent, "Tables and jsonl: the column or field that is kept as metadata 'id'."),
      KeyShape("url", .string, .absent, "Tables and jsonl: the column or field that holds the document's address."),
      KeyShape(
        "date", .string, .absent,
        "Tables and jsonl: the column or field that holds the document's date, kept as metadata 'date'."),
      KeyShape("text", .string, .absent, "Tables: template of the text, such as \"{title}\\n\\n{body}\"."),
      KeyShape(
        "column_types", .map(.choice(["bytea", "boolean", "text", "number"])), .value(.object([:])),
        "SQL dumps of data alone: types of columns, which such dumps do not declare."),
      KeyShape("html_columns", .list(.string), .value(.list([])), "Tables: columns that hold HTML."),
      KeyShape("wiki_columns", .list(.string), .value(.list([])), "Tables: columns that hold MediaWiki's wikitext."),
      KeyShape("metadata", .list(.string), .value(.list([])), "Columns or fields to keep as metadata."),
      KeyShape("where", .string, .absent, "Tables: row filter, such as \"status = 'publish' and lang != 'xx'\"."),
      KeyShape("delimiter", .string, .absent, "csv: the delimiter; absent: detected."),
      KeyShape(
        "quote", .string, .absent, "csv: the character around cells, or \"\" where nothing is quoted; absent: detected."
      ),
      KeyShape(
        "escape", .choice(["doubled", "backslash"]), .absent,
        "csv: how a quote stands inside quotes; backslash as MySQL writes, with \\N for NULL; absent: detected."),
      KeyShape("header", .bool, .absent, "csv: whether the first row names the columns; absent: detected."),
      KeyShape("columns", .list(.string), .value(.list([])), "csv: names of the columns, in place of a header's."),
      KeyShape(
        "ragged_rows", .choice(["quarantine", "pad"]), .value(.string("quarantine")),
        "csv: rows of another width than the header: quarantined, or filled with NULL and cut."),
      KeyShape("empty_is_null", .bool, .value(.bool(false)), "csv: whether an empty cell without quotes is NULL."),
      KeyShape(
        "encoding", .string, .absent,
        "csv, SQL dumps, text: what the files are written in, such as gbk or windows-1252; absent: as declared, or detected."
      ),
      KeyShape(
        "namespaces", .list(.integer(-2...1_000_000)), .value(.list([.integer(0)])),
        "mediawiki: numbers of the namespaces whose pages are taken; []: all."),
      KeyShape(
        "redirects", .choice(["skip", "keep"]), .value(.string("skip")),
        "mediawiki: whether pages that only lead to another are taken; their text is the other's title."),
      KeyShape(
        "revisions", .choice(["latest", "all"]), .value(.string("latest")),
        "mediawiki: the last revision of each page, or every one as a document of its own."),
      KeyShape(
        "priority", .integer(0...1_000_000), .value(.integer(100)), "Among duplicates the smallest priority stays."),
    ])

  static let limits = ObjectShape(
    "Bounds against hostile or broken input.",
    [
      KeyShape("record_bytes", .byteCount, .value(.integer(64 << 20)), "Longest record; longer ones are quarantined."),
      KeyShape("decompressed_bytes", .byteCount, .value(.integer(1 << 44)), "Most bytes one file may decompress to."),
      KeyShape(
        "decompression_ratio", .integer(1...1_000_000), .value(.integer(2000)), "Most bytes out per compressed byte in."
      ),
      KeyShape(
        "quarantined_records", .count, .absent,
        "The run ends with exit code 65 when more records than this are quarantined; absent: no limit."),
    ])

  static let extract = ObjectShape(
    "Records to text.",
    [
      KeyShape(
        "mode", .choice(["main", "all"]), .value(.string("main")), "The main content of a page, or all its text."),
      KeyShape(
        "style", .choice(["text", "markdown"]), .value(.string("text")), "How headings, lists and tables are written."),
      KeyShape(
        "task_bytes", .byteCount, .value(.integer(64 << 20)), "Stored bytes of input that one task reads, about."),
      KeyShape(
        "divide_bytes", .byteCount, .value(.integer(1 << 30)),
        "A file of twice this size and more is read in parts, each by a task of its own; 0: never."),
    ])

  static let deduplicate = ObjectShape(
    "Removal of exact and near duplicates.", isSwitchable: true,
    [
      KeyShape(
        "normalization", .choice(["none", "whitespace", "full"]), .value(.string("whitespace")),
        "What exact duplicates may differ in."),
      KeyShape("near", .bool, .value(.bool(true)), "Near duplicates too, by MinHash-LSH with verification."),
      KeyShape(
        "mode", .choice(["remove", "annotate", "report"]), .value(.string("remove")),
        "What happens to duplicates: they go, are marked in files beside the shards, or are only counted and listed."),
      KeyShape(
        "bands", .integer(1...256), .absent,
        "Bands of the signature; absent: 14, or chosen for permutations and recall."),
      KeyShape(
        "rows", .integer(1...64), .absent, "Rows of a band; absent: 8, or chosen for permutations and recall."),
      KeyShape(
        "permutations", .integer(1...16_384), .absent,
        "Bands times rows at most, of which those with the best precision are chosen; 256 where only recall is given."),
      KeyShape(
        "recall", .number(0.000001...0.999999), .absent,
        "Share of the pairs at the threshold to be found by the chosen bands and rows; 0.95 where only permutations are given."
      ),
      KeyShape("shingle", .integer(1...64), .value(.integer(5)), "Text units in a shingle."),
      KeyShape(
        "threshold", .number(0.01...1), .value(.number(0.75)), "Exact Jaccard similarity from which a candidate goes."),
      KeyShape(
        "group_threshold", .number(0.01...1), .absent,
        "Exact Jaccard similarity from which candidates stand on one side of the validation split; absent: 0.5, or "
          + "threshold where that is lower."),
      KeyShape(
        "index", .bool, .value(.bool(false)), "Keep an index, so that later runs can be deduplicated against this one."),
      KeyShape(
        "against", .list(.path), .value(.list([])),
        "Directories of earlier runs with an index, highest priority first: what they kept stays, what resembles it goes."
      ),
      KeyShape(
        "urls", .object(urls), .absent, "One document for each address, chosen before extraction; absent: not done."),
      KeyShape(
        "repeated_passages", .object(repeatedPassages), .absent,
        "Removal of lines or paragraphs that stand in too many documents; absent: not done."),
    ])

  static let urls = ObjectShape(
    "One document for each address.", isSwitchable: true,
    [
      KeyShape(
        "keep", .choice(["newest", "longest", "first"]), .value(.string("newest")),
        "Which document stays: of the latest date, of the most bytes, or of the source with the smallest priority."),
      KeyShape(
        "www", .choice(["same", "different"]), .value(.string("same")),
        "Whether www.example.org and example.org are one address."),
    ])

  static let repeatedPassages = ObjectShape(
    "Removal of lines or paragraphs that stand in too many documents.", isSwitchable: true,
    [
      KeyShape("unit", .choice(["line", "paragraph"]), .value(.string("line")), "What is counted and removed."),
      KeyShape(
        "maximum_documents", .integer(1...4_294_967_294), .value(.integer(6)),
        "A passage in more documents than this is removed."),
      KeyShape(
        "minimum_units", .integer(0...1_000_000), .value(.integer(5)),
        "Passages with fewer text units (words, Han characters) are left alone."),
      KeyShape(
        "normalization", .choice(["none", "whitespace", "full"]), .value(.string("whitespace")),
        "What equal passages may differ in."),
      KeyShape(
        "across", .choice(["source", "all"]), .value(.string("source")),
        "Whether documents are counted in each source by itself, or in all together."),
      KeyShape(
        "keep", .choice(["first", "none"]), .value(.string("first")),
        "Whether a removed passage stays once, in the first of its documents."),
    ])

  static let tokenizer = ObjectShape(
    "The tokenizer.",
    [
      KeyShape(
        "file", .path, .absent,
        "A tokenizer.json, a SentencePiece .model, a vocab.txt, or a .tiktoken file (this with its pattern); absent: a "
          + "tokenizer is trained."),
      KeyShape(
        "add", .count, .absent,
        "Tokens that are learnt from the kept documents and added to those of 'file'; absent: the file as it is."),
      KeyShape(
        "vocabulary_size", .integer(257...16_777_216), .value(.integer(32_000)), "Size of the trained vocabulary."),
      KeyShape(
        "pattern", .choice(SplitPattern.Known.allCases.map(\.rawValue)), .value(.string("cl100k")),
        "The split pattern."),
      KeyShape(
        "tie", .choice(["hf", "bytes"]), .value(.string("hf")), "Which of two equally frequent pairs is merged first."),
      KeyShape(
        "minimum_count", .integer(1...1_000_000_000_000), .value(.integer(1)),
        "Pairs of tokens that occur more rarely are not merged."),
      KeyShape(
        "maximum_token_bytes", .integer(0...65_536), .value(.integer(0)),
        "Longer tokens are not made; 0: no limit."),
      KeyShape(
        "sample_bytes", .byteCount, .value(.integer(2_000_000_000)),
        "Text that the training counts, about; of a larger corpus a share of the documents, by their ids."),
      KeyShape(
        "weights", .map(.number(0...1_000_000_000)), .absent,
        "How often the documents of single sources count in the training; absent: once each. 2.5 is twice or three times."
      ),
      KeyShape("end_of_document", .string, .value(.string("<|endoftext|>")), "The special token between documents."),
      KeyShape(
        "beginning_of_document", .string, .absent,
        "A special token before each document; the end-of-document token then stands behind it. Absent: none."),
      KeyShape(
        "special_tokens", .list(.string), .value(.list([])),
        "Further special tokens of a trained vocabulary or a .tiktoken file, such as [MASK] or <|fim_prefix|>."),
    ])

  static let mix = ObjectShape(
    "How much of each source or group, and the validation split.",
    [
      KeyShape(
        "by", .list(.string), .absent,
        "What documents are weighed by: 'source', keys of their metadata, or several such as [lang, quality]; a group is "
          + "named by the values, such as en/high. Absent: by source."),
      KeyShape(
        "buckets", .map(.map(.number(-1e15...1e15))), .absent,
        "For keys of metadata that hold numbers: names of ranges and where each begins, such as "
          + "quality: {low: 0, high: 0.7}."),
    ] + shares + [
      KeyShape(
        "tokens", .count, .absent,
        "Training tokens; absent: as many as the shares and max_epochs allow, one epoch of all sources at most."),
      KeyShape(
        "epochs", .number(0.000001...1000), .absent,
        "Training tokens as a multiple of the tokens of all groups together; instead of tokens."),
      KeyShape("max_epochs", .number(0.01...1000), .value(.number(4)), "How often a document may be repeated at most."),
      KeyShape(
        "min_epochs", .number(0...1000), .absent,
        "How often every group with a share is gone through at least, to the row; absent: not asked."),
      KeyShape(
        "caps", .map(.number(0.01...1_000_000)), .absent,
        "Most epochs of single sources or groups, instead of max_epochs."),
      KeyShape(
        "floors", .map(.number(0...1_000_000)), .absent,
        "Fewest epochs of single sources or groups, instead of min_epochs."),
      KeyShape(
        "redistribute", .bool, .absent,
        "Whether the others share what the bounds on epochs hold back or take; absent: weights that cannot be met are an "
          + "error."),
      KeyShape(
        "phases", .list(.object(phase)), .absent,
        "A curriculum: mixes one after the other; what a phase does not say, the mix says. Absent: one mix."),
      KeyShape(
        "validation", .number(0...0.5), .value(.number(0.01)),
        "Fraction of the groups of like documents, in every source, kept for validation."),
    ])

  /// How a budget is shared out; one of these for the mix or for a phase.
  private static let shares = [
    KeyShape(
      "weights", .map(.number(0...1)), .absent,
      "Share of each source or group in the training tokens; they sum to 1. Absent: in proportion to the tokens."),
    KeyShape(
      "temperature", .number(0.01...1_000_000), .absent,
      "Shares in proportion to n^(1/T) for groups of n tokens; 1 is in proportion, larger is more even."),
    KeyShape("unimax", .bool, .absent, "Shares as even as the most epochs of the groups allow."),
  ]

  static let phase = ObjectShape(
    "One phase of a curriculum.",
    [
      KeyShape("name", .string, .required, "Name of the phase."),
      KeyShape("tokens", .count, .absent, "Tokens of the phase."),
      KeyShape(
        "share", .number(0.000001...1), .absent,
        "Share of the mix's tokens; instead of tokens. One phase may have neither: what the others leave."),
      KeyShape(
        "sequence_length", .integer(8...1_048_575), .absent,
        "Tokens in a row of this phase, without the shifted target; absent: pack.sequence_length."),
    ] + shares)

  static let pack = ObjectShape(
    "Tokens to rows and shards.",
    [
      KeyShape(
        "sequence_length", .integer(8...1_048_575), .value(.integer(2048)),
        "Tokens in a row, without the shifted target."),
      KeyShape("strategy", .choice(["best-fit", "concat"]), .value(.string("best-fit")), "How documents fill rows."),
      KeyShape(
        "formats", .list(.choice(ShardFormat.allCases.map(\.rawValue))), .value(.list([.string("llmc")])),
        "Formats of the shards; the first lies in the folder of the shards, every further one in a folder of its name."),
      KeyShape(
        "packed", .bool, .value(.bool(true)), "Packed rows for megatron; false: whole documents, as for datatrove."),
      KeyShape(
        "targets", .choice(TargetRule.allCases.map(\.rawValue)), .value(.string("within-row")),
        "Rows of one token more than the sequence, or rows whose last target begins the next row."),
      KeyShape(
        "end_of_document", .choice(EndOfDocument.Position.allCases.map(\.rawValue)), .absent,
        "Where the end-of-document id stands; absent: before each document in llmc, after it elsewhere."),
      KeyShape(
        "parts_in_order", .bool, .value(.bool(false)),
        "The parts of a document that is longer than a row come one after the other in the stream, not in any order."),
      KeyShape("objective", .object(objective), .object, "What the rows are for."),
      KeyShape("shard_tokens", .count, .value(.integer(100_000_000)), "Tokens in one shard, at most."),
    ])

  static let train = ObjectShape(
    "The bundled trainer.",
    [
      KeyShape("layers", .integer(1...256), .value(.integer(4)), "Transformer blocks."),
      KeyShape("width", .integer(8...65_536), .value(.integer(128)), "Size of the residual stream."),
      KeyShape("heads", .integer(1...1024), .value(.integer(4)), "Attention heads; they divide the width."),
      KeyShape("steps", .integer(1...1_000_000_000), .value(.integer(300)), "Optimiser steps."),
      KeyShape("batch_rows", .integer(1...65_536), .value(.integer(8)), "Rows in a step."),
      KeyShape("learning_rate", .number(1e-9...10), .value(.number(0.001)), "Peak learning rate."),
      KeyShape(
        "warmup_steps", .integer(0...1_000_000), .value(.integer(20)), "Steps of linear warm-up before the cosine."),
      KeyShape("weight_decay", .number(0...10), .value(.number(0.1)), "Decoupled weight decay of AdamW."),
      KeyShape("validate_every", .integer(1...1_000_000), .value(.integer(50)), "Steps between two validations."),
      KeyShape("checkpoint_every", .integer(1...1_000_000), .value(.integer(100)), "Steps between two checkpoints."),
    ])
}
