// The keys of benchmarks: which files, which of their fields, and how their items are looked for.

import Decontamination

enum BenchmarkShape {
  static let decontaminate = ObjectShape(
    "Removal of benchmark items from the corpus.",
    [
      KeyShape(
        "benchmarks", .list(.object(benchmark)), .required,
        "Benchmarks: files, folders or globs, or blocks of keys with 'files'."),
      KeyShape("ngram", .integer(5...64), .value(.integer(13)), "Length of the n-grams in text units."),
      KeyShape(
        "minimum_units", .integer(5...64), .value(.integer(8)),
        "Items with fewer units than an n-gram match as a whole when they have at least this many."),
      KeyShape(
        "minimum_distinct", .integer(1...64), .value(.integer(7)),
        "N-grams with fewer different units are no evidence."),
      KeyShape(
        "cluster", .integer(0...100), .value(.integer(50)),
        "Per cent of a question that must stand in a stretch, in runs of three units and more, where no n-gram matches; "
          + "0: only n-grams."),
      KeyShape(
        "match", .choice(MatchRules.Parts.allCases.map(\.rawValue)), .value(.string("all")),
        "What of an item is looked for."),
      KeyShape("action", .choice(actions), .value(.string("drop")), "What happens to a document with a match."),
      KeyShape(
        "cut_window", .integer(0...100_000), .value(.integer(200)), "action cut: characters on both sides that go, too."
      ),
      KeyShape(
        "maximum_cuts", .integer(0...100_000), .value(.integer(10)),
        "action cut: a document that needs more cuts is dropped."),
      KeyShape(
        "maximum_documents", .integer(1...4_294_967_294), .absent,
        "N-grams that stand in more documents than this are common language and match nothing; absent: not counted."),
    ])

  /// A benchmark of the configuration.
  static let benchmark = ObjectShape(
    "A benchmark: its files, and what is different for it.", shorthand: "files",
    [
      KeyShape(
        "files", .list(.path), .required,
        "Files, folders or globs of JSON Lines, JSON, CSV, TSV or Parquet, compressed or not."),
      KeyShape(
        "mapping", .path, .absent, "A file with further keys of this block, such as pipelines/benchmarks/mmlu.yaml."),
    ] + fields)

  /// A mapping file: what is the same wherever the files lie.
  static let mapping = ObjectShape("How a benchmark is read and looked for.", fields)

  private static let actions = MatchRules.Action.allCases.map(\.rawValue)

  private static let fields = [
    KeyShape("name", .string, .absent, "Name of the benchmark; absent: what its rows say, or the file's name."),
    KeyShape("item", .list(.string), .absent, "Field of an item's name; absent: usual names, or the row's number."),
    KeyShape(
      "question", .list(.string), .absent,
      "Field of the question, a path such as doc.question or a template such as \"{goal}\\n{ctx}\"; of several the first "
        + "that is there. Absent: usual names."),
    KeyShape("answer", .list(.string), .absent, "Field of the answer, likewise."),
    KeyShape(
      "options", .list(.string), .absent,
      "Fields of the options: an array, or several fields; [] stands for every element, as in choices.text[]."),
    KeyShape(
      "answer_is", .choice(BenchmarkMapping.AnswerForm.allCases.map(\.rawValue)), .absent,
      "What the answer's field holds: the text, or the right option's index (from 0), number (from 1), letter or label."
    ),
    KeyShape("labels", .string, .absent, "With answer_is label: the path of the options' labels."),
    KeyShape(
      "rows", .string, .absent,
      "JSON: path of the array of items within each object of the file; absent: each is an item."
    ),
    KeyShape("columns", .list(.string), .absent, "CSV: names of the columns, in place of a header's."),
    KeyShape("header", .bool, .absent, "CSV: whether the first row names the columns; absent: detected."),
    KeyShape("delimiter", .string, .absent, "CSV: the delimiter; absent: detected."),
    KeyShape(
      "formats", .list(.string), .absent,
      "How items are written down: templates with {question}, {options} and {answer}; absent: with lettered options and "
        + "without letters."),
    KeyShape(
      "option", .string, .absent, "With formats: how an option is written, with {text}, {letter} and {number}."),
    KeyShape("ngram", .integer(5...64), .absent, "Instead of the n-grams' length of all benchmarks."),
    KeyShape("minimum_units", .integer(5...64), .absent, "Instead of that of all benchmarks."),
    KeyShape("minimum_distinct", .integer(1...64), .absent, "Instead of that of all benchmarks."),
    KeyShape("cluster", .integer(0...100), .absent, "Instead of that of all benchmarks."),
    KeyShape(
      "match", .choice(MatchRules.Parts.allCases.map(\.rawValue)), .absent, "Instead of that of all benchmarks."),
    KeyShape("action", .choice(actions), .absent, "Instead of that of all benchmarks."),
  ]
}
