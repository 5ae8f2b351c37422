// The keys of `pack.objective`.

import TokenShards

extension PipelineShape {
  static let objective = ObjectShape(
    "What the rows are for.",
    [
      KeyShape(
        "type", .choice(Objective.Kind.allCases.map(\.rawValue)), .value(.string("causal")),
        "The next token (causal), spans taken out (T5: span-corruption), or single tokens hidden (BERT: masked)."),
      KeyShape(
        "fill_in_the_middle", .object(fillInTheMiddle), .absent,
        "causal: some documents are rearranged, so that a middle is predicted from both its sides; absent: none."),
      KeyShape(
        "density", .number(0.001...0.9), .value(.number(0.15)),
        "span-corruption: share of the tokens that is taken out."),
      KeyShape("mean_span", .number(1...1000), .value(.number(3)), "span-corruption: mean length of a span in tokens."),
      KeyShape(
        "first_sentinel", .integer(0...Int(Int32.max)), .absent,
        "span-corruption: the first span's id, the others below it; absent: <extra_id_0> and so on where the tokenizer has "
          + "them, otherwise a hundred ids above its vocabulary, from the top downwards."),
      KeyShape(
        "probability", .number(0.001...0.9), .value(.number(0.15)), "masked: share of the inputs that is predicted."),
      KeyShape(
        "mask_share", .number(0...1), .value(.number(0.8)), "masked: share of the predicted that holds the mask token."),
      KeyShape(
        "random_share", .number(0...1), .value(.number(0.1)),
        "masked: share of the predicted that holds a random token; the others keep their own."),
      KeyShape(
        "max_predictions", .integer(1...1_048_576), .absent, "masked: most predictions in a row; absent: no bound."),
      KeyShape(
        "sentence_pairs", .bool, .value(.bool(true)),
        "masked: rows are two segments, of which the second follows the first or not (BERT); false: packed rows (RoBERTa)."
      ),
      KeyShape(
        "short_rows", .number(0...1), .value(.number(0.1)),
        "masked with pairs: share of the documents whose rows aim at a random length."),
      KeyShape("cls_token", .string, .absent, "masked: the token in front of a row; absent: [CLS], <s> and the like."),
      KeyShape("sep_token", .string, .absent, "masked: the token behind a segment; absent: [SEP], </s> and the like."),
      KeyShape(
        "mask_token", .string, .absent, "masked: the token that hides others; absent: [MASK], <mask> and the like."),
      KeyShape(
        "pad_token", .string, .absent,
        "span-corruption, masked: the token behind a row; absent: [PAD], <pad> and the like, else the end-of-document one."
      ),
    ])

  static let fillInTheMiddle = ObjectShape(
    "Documents rearranged for filling in the middle.", isSwitchable: true,
    [
      KeyShape("rate", .number(0...1), .value(.number(0.5)), "Share of the documents that are rearranged."),
      KeyShape(
        "suffix_first", .number(0...1), .value(.number(0.5)),
        "Share of those with the order suffix, prefix, middle; the others have prefix, suffix, middle."),
      KeyShape(
        "prefix_token", .string, .absent, "The token before the prefix; absent: <|fim_prefix|>, <PRE> and the like."),
      KeyShape(
        "middle_token", .string, .absent, "The token before the middle; absent: <|fim_middle|>, <MID> and the like."),
      KeyShape(
        "suffix_token", .string, .absent, "The token before the suffix; absent: <|fim_suffix|>, <SUF> and the like."),
    ])

  /// Which objective each key is of, where it is not of all.
  static let objectiveKeys: [Objective.Kind: [String]] = [
    .causal: ["fill_in_the_middle"], .spanCorruption: ["density", "mean_span", "first_sentinel", "pad_token"],
    .masked: [
      "probability", "mask_share", "random_share", "max_predictions", "sentence_pairs", "short_rows", "cls_token",
      "sep_token", "mask_token", "pad_token",
    ],
  ]
}
