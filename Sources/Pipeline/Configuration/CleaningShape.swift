// Keys of `takedown` and `clean`: what is removed on request, and how documents are cleaned.

extension PipelineShape {
  static let takedown = ObjectShape(
    "Lists of documents to remove, a line each; what stands behind a tab is a note, a line that begins with # none.",
    shorthand: "lists",
    [
      KeyShape(
        "lists", .list(.path), .value(.list([])),
        "Files of ids, addresses and domains, told apart by what they look like."),
      KeyShape(
        "ids", .list(.path), .value(.list([])), "Files of ids: Sluice's own, or those that a source names with 'id'."),
      KeyShape(
        "urls", .list(.path), .value(.list([])), "Files of addresses; https://example.org/blog/* is all below it."),
      KeyShape("domains", .list(.path), .value(.list([])), "Files of domains, which stand for their subdomains, too."),
    ])

  static let block = ObjectShape(
    "Lists of what is not to be trained on, such as those of adult sites of the University of Toulouse (UT1).",
    [
      KeyShape(
        "domains", .list(.path), .value(.list([])),
        "Files of domains, a line each, which stand for their subdomains, too."),
      KeyShape(
        "urls", .list(.path), .value(.list([])), "Files of addresses, a line each; example.org/blog/* is all below it."),
    ])

  static let clean = ObjectShape(
    "Per-document cleaning.",
    [
      KeyShape(
        "block", .object(block), .absent, "Drops documents whose address or domain is on a list; absent: none."),
      KeyShape(
        "normalize",
        .object(
          ObjectShape(
            "Unicode normalisation, line ends, control characters.", isSwitchable: true,
            [
              KeyShape("form", .choice(["nfc", "nfkc"]), .value(.string("nfc")), "The normalisation form."),
              KeyShape("mojibake", .bool, .value(.bool(false)), "Repair text that was decoded in a wrong encoding."),
              KeyShape("homoglyphs", .bool, .value(.bool(false)), "Repair words with letters of another script."),
              KeyShape(
                "emoji", .choice(["keep", "names", "words", "remove"]), .value(.string("keep")),
                "Emoji as they are, as :grinning_face:, as words, or not at all."),
            ])),
        .object, "Unicode normalisation, line ends, control characters."),
      KeyShape(
        "personal_data", .object(personalData), .absent, "Masks e-mail addresses, telephone numbers and the like."),
      KeyShape(
        "ai_boilerplate", .object(ObjectShape("Sentences that chat assistants leave behind.", isSwitchable: true, [])),
        .object, "Removes the sentences that chat assistants leave behind."),
      KeyShape(
        "language", .object(language), .absent,
        "Writes metadata 'language' and 'language_score', and keeps the documents of some languages; absent: not done."),
      KeyShape(
        "gopher_quality", .object(gopherQuality), .absent,
        "Drops documents by the quality rules of Gopher (Rae et al. 2021)."),
      KeyShape(
        "gopher_repetition", .object(gopherRepetition), .absent,
        "Drops documents that repeat lines, paragraphs or n-grams, by the rules of Gopher."),
      KeyShape(
        "c4", .object(c4), .absent, "Removes lines that are no sentences, by the rules of C4 (Raffel et al. 2020)."),
      KeyShape(
        "c4_paragraphs", .object(c4Paragraphs), .absent,
        "Drops documents with few long lines, by the rule of mC4 (Xue et al. 2021)."),
      KeyShape(
        "c4_bad_words", .object(c4BadWords), .absent, "Drops documents that hold a word of your lists, as C4 does."),
      KeyShape(
        "fineweb", .object(fineweb), .absent, "Drops documents by the quality rules of FineWeb (Penedo et al. 2024)."),
      KeyShape(
        "classifier", .object(classifier), .absent,
        "Writes metadata 'classifier_score' by a trained model, and drops documents below a score; absent: not done."),
      KeyShape(
        "minimum_characters", .integer(0...Int.max), .value(.integer(0)),
        "Drops documents with fewer code points than this; 0: none. Empty documents always go."),
    ])

  static let language = ObjectShape(
    "The language of each document.", isSwitchable: true,
    [
      KeyShape(
        "keep", .list(.string), .value(.list([])),
        "BCP 47 tags of the languages that stay, such as [en, zh]; zh stands for zh-Hans and zh-Hant. []: all."),
      KeyShape(
        "minimum_score", .number(0...1), .value(.number(0)), "Documents whose language is less certain are dropped."),
      KeyShape(
        "model", .path, .absent,
        "A model of fastText such as lid.176.bin or lid.176.ftz; absent: the identifier that is built in."),
    ])

  static let classifier = ObjectShape(
    "A trained quality filter.",
    [
      KeyShape(
        "model", .path, .required,
        "A file of 'sluice classifier train', or a supervised model of fastText (.bin or .ftz)."),
      KeyShape(
        "label", .string, .absent,
        "The label whose probability is the score; absent: the positive one of 'sluice classifier train'."),
      KeyShape(
        "minimum_score", .number(0...1), .value(.number(0)), "Documents with a smaller score are dropped; 0: none."),
    ])

  static let personalData = ObjectShape(
    "Masking of personal data.", isSwitchable: true,
    [
      KeyShape(
        "kinds", .list(.choice(kindsOfPersonalData)), .value(.list(kindsOfPersonalData.map { .string($0) })),
        "What is masked."),
      KeyShape(
        "mask", .choice(["placeholder", "pseudonym", "example"]), .value(.string("placeholder")),
        "What stands instead: the placeholder, one that is the same for the same value, or a value that is nobody's."),
      KeyShape(
        "placeholder", .string, .value(.string("<{kind}>")), "Text in brackets, in which {kind} stands for the kind."),
      KeyShape(
        "obfuscated_emails", .bool, .value(.bool(false)), "Also addresses written as 'name [at] host [dot] org'."),
      KeyShape("private_addresses", .bool, .value(.bool(false)), "Also IP addresses of private networks."),
      KeyShape("old_chinese_ids", .bool, .value(.bool(false)), "Also Chinese identity numbers of fifteen digits."),
    ])

  private static let kindsOfPersonalData = ["email", "ip", "phone", "credit-card", "chinese-id", "iban"]
}
