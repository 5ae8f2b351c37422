// Generated with PyPI regex 2.5.148 (Unicode 16.0) and the patterns as published; our own sentences.

@testable import Tokenization

/// A text and the lengths in bytes of its pre-tokens by each pattern.
struct SplitVector: Sendable {
  var text: String
  var lengths: [SplitPattern: [Int]]

  static let all: [SplitVector] = [
    SplitVector(
      text: "Hello world",
      lengths: [
        .gpt2: [5, 6],
        .cl100k: [5, 6],
        .qwen2: [5, 6],
        .o200k: [5, 6],
      ]),
    SplitVector(
      text: "I'll say it's fine, they'VE gone; we'd've",
      lengths: [
        .gpt2: [1, 3, 4, 3, 2, 5, 1, 5, 1, 2, 5, 1, 3, 2, 3],
        .cl100k: [1, 3, 4, 3, 2, 5, 1, 5, 3, 5, 1, 3, 2, 3],
        .qwen2: [1, 3, 4, 3, 2, 5, 1, 5, 3, 5, 1, 3, 2, 3],
        .o200k: [4, 4, 5, 5, 1, 8, 5, 1, 5, 3],
      ]),
    SplitVector(
      text: "'\u{17f}t 'Sx 'llama",
      lengths: [
        .gpt2: [1, 3, 2, 2, 2, 5],
        .cl100k: [3, 1, 2, 2, 2, 5],
        .qwen2: [3, 1, 2, 2, 2, 5],
        .o200k: [4, 2, 2, 2, 5],
      ]),
    SplitVector(
      text: "a  b   c\u{9}d\u{a}\u{a}e \u{a} f\u{d}\u{a}\u{d}\u{a}  g",
      lengths: [
        .gpt2: [1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 2, 2, 5, 2],
        .cl100k: [1, 1, 2, 2, 2, 2, 2, 1, 2, 2, 4, 1, 2],
        .qwen2: [1, 1, 2, 2, 2, 2, 2, 1, 2, 2, 4, 1, 2],
        .o200k: [1, 1, 2, 2, 2, 2, 2, 1, 2, 2, 4, 1, 2],
      ]),
    SplitVector(
      text: "   ",
      lengths: [
        .gpt2: [3],
        .cl100k: [3],
        .qwen2: [3],
        .o200k: [3],
      ]),
    SplitVector(
      text: "\u{a}",
      lengths: [
        .gpt2: [1],
        .cl100k: [1],
        .qwen2: [1],
        .o200k: [1],
      ]),
    SplitVector(
      text: "x \u{3000}\u{a0}y",
      lengths: [
        .gpt2: [1, 4, 2, 1],
        .cl100k: [1, 4, 3],
        .qwen2: [1, 4, 3],
        .o200k: [1, 4, 3],
      ]),
    SplitVector(
      text: "12345 678 9\u{663}\u{664}\u{665}\u{666}\u{bd} \u{2167}",
      lengths: [
        .gpt2: [5, 4, 12, 4],
        .cl100k: [3, 2, 1, 3, 1, 5, 6, 1, 3],
        .qwen2: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 1, 3],
        .o200k: [3, 2, 1, 3, 1, 5, 6, 1, 3],
      ]),
    SplitVector(
      text: "if (a != b) { return -1; } // done\u{a}\u{9}\u{9}x+=1;",
      lengths: [
        .gpt2: [2, 2, 1, 3, 2, 1, 2, 7, 2, 1, 1, 2, 3, 5, 2, 1, 1, 2, 1, 1],
        .cl100k: [2, 2, 1, 3, 2, 1, 2, 7, 2, 1, 1, 2, 3, 5, 1, 1, 2, 2, 1, 1],
        .qwen2: [2, 2, 1, 3, 2, 1, 2, 7, 2, 1, 1, 2, 3, 5, 1, 1, 2, 2, 1, 1],
        .o200k: [2, 2, 1, 3, 2, 1, 2, 7, 2, 1, 1, 2, 3, 5, 1, 1, 2, 2, 1, 1],
      ]),
    SplitVector(
      text: "http://example.org/a/b?c=d&e=%20",
      lengths: [
        .gpt2: [4, 3, 7, 1, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2],
        .cl100k: [4, 3, 7, 4, 2, 2, 2, 2, 2, 2, 2],
        .qwen2: [4, 3, 7, 4, 2, 2, 2, 2, 2, 2, 1, 1],
        .o200k: [4, 3, 7, 4, 2, 2, 2, 2, 2, 2, 2],
      ]),
    SplitVector(
      text:
        "\u{4e00}\u{6bb5}\u{4e2d}\u{6587}\u{ff0c}\u{6ca1}\u{6709}\u{7a7a}\u{683c}\u{3002}\u{8fd8}\u{6709}English\u{5355}\u{8bcd}123\u{4e2a}",
      lengths: [
        .gpt2: [12, 3, 12, 3, 19, 3, 3],
        .cl100k: [12, 15, 22, 3, 3],
        .qwen2: [12, 15, 22, 1, 1, 1, 3],
        .o200k: [12, 15, 22, 3, 3],
      ]),
    SplitVector(
      text: "CamelCaseWords and SCREAMING_SNAKE iOS XMLHttpRequest",
      lengths: [
        .gpt2: [14, 4, 10, 1, 5, 4, 15],
        .cl100k: [14, 4, 10, 6, 4, 15],
        .qwen2: [14, 4, 10, 6, 4, 15],
        .o200k: [5, 4, 5, 4, 10, 6, 2, 2, 8, 7],
      ]),
    SplitVector(
      text:
        "\u{41f}\u{440}\u{438}\u{432}\u{435}\u{442}, \u{43c}\u{438}\u{440}! \u{41c}\u{41e}\u{421}\u{41a}\u{412}\u{410}",
      lengths: [
        .gpt2: [12, 1, 7, 1, 13],
        .cl100k: [12, 1, 7, 1, 13],
        .qwen2: [12, 1, 7, 1, 13],
        .o200k: [12, 1, 7, 1, 13],
      ]),
    SplitVector(
      text:
        "\u{e20}\u{e32}\u{e29}\u{e32}\u{e44}\u{e17}\u{e22}\u{e44}\u{e21}\u{e48}\u{e21}\u{e35}\u{e0a}\u{e48}\u{e2d}\u{e07}\u{e27}\u{e48}\u{e32}\u{e07}",
      lengths: [
        .gpt2: [27, 3, 3, 3, 3, 3, 9, 3, 6],
        .cl100k: [27, 6, 6, 12, 9],
        .qwen2: [27, 6, 6, 12, 9],
        .o200k: [60],
      ]),
    SplitVector(
      text: "\u{928}\u{92e}\u{938}\u{94d}\u{924}\u{947} \u{926}\u{941}\u{928}\u{93f}\u{92f}\u{93e}",
      lengths: [
        .gpt2: [9, 3, 3, 3, 4, 3, 3, 3, 3, 3],
        .cl100k: [9, 6, 3, 4, 6, 6, 3],
        .qwen2: [9, 6, 3, 4, 6, 6, 3],
        .o200k: [18, 19],
      ]),
    SplitVector(
      text: "e\u{301}le\u{301}ment \u{301}x A\u{301}B \u{301}AB",
      lengths: [
        .gpt2: [1, 2, 2, 2, 4, 3, 1, 2, 2, 1, 3, 2],
        .cl100k: [1, 4, 6, 3, 1, 2, 3, 3, 2],
        .qwen2: [1, 4, 6, 3, 1, 2, 3, 3, 2],
        .o200k: [11, 4, 4, 1, 3, 2],
      ]),
    SplitVector(
      text: "\u{1f600}\u{1f469}\u{200d}\u{1f4bb} ok \u{10d50}\u{10d70}",
      lengths: [
        .gpt2: [15, 3, 9],
        .cl100k: [15, 3, 9],
        .qwen2: [15, 3, 9],
        .o200k: [15, 3, 9],
      ]),
    SplitVector(
      text: "\u{1c5}ungla \u{1c4}UNGLA \u{2b0}a A\u{2b0} \u{6f22}A \u{6f22}a",
      lengths: [
        .gpt2: [7, 8, 4, 4, 5, 5],
        .cl100k: [7, 8, 4, 4, 5, 5],
        .qwen2: [7, 8, 4, 4, 5, 5],
        .o200k: [7, 8, 4, 4, 4, 1, 5],
      ]),
    SplitVector(
      text: "...!!!///\u{d}\u{a}\u{a}/x -- ok",
      lengths: [
        .gpt2: [9, 2, 1, 1, 1, 3, 3],
        .cl100k: [12, 2, 3, 3],
        .qwen2: [12, 2, 3, 3],
        .o200k: [13, 1, 3, 3],
      ]),
    SplitVector(
      text: "tab\u{9}\u{9}word \u{9} mixed \u{2028}line\u{85}next",
      lengths: [
        .gpt2: [3, 1, 1, 4, 2, 6, 1, 3, 4, 2, 4],
        .cl100k: [3, 1, 5, 2, 6, 1, 7, 6],
        .qwen2: [3, 1, 5, 2, 6, 1, 7, 6],
        .o200k: [3, 1, 5, 2, 6, 1, 7, 6],
      ]),
    SplitVector(
      text:
        "\u{d55c}\u{ad6d}\u{c5b4} \u{d14d}\u{c2a4}\u{d2b8} \u{65e5}\u{672c}\u{8a9e}\u{306e}\u{30c6}\u{30ad}\u{30b9}\u{30c8}",
      lengths: [
        .gpt2: [9, 10, 25],
        .cl100k: [9, 10, 25],
        .qwen2: [9, 10, 25],
        .o200k: [9, 10, 25],
      ]),
    SplitVector(
      text: "\u{627}\u{644}\u{639}\u{631}\u{628}\u{64a}\u{629} \u{644}\u{63a}\u{629}\u{60c} \u{646}\u{639}\u{645}",
      lengths: [
        .gpt2: [14, 7, 2, 7],
        .cl100k: [14, 7, 2, 7],
        .qwen2: [14, 7, 2, 7],
        .o200k: [14, 7, 2, 7],
      ]),
    SplitVector(
      text: "_a __b 1_000 $5.00 \u{20ac}3",
      lengths: [
        .gpt2: [1, 1, 3, 1, 2, 1, 3, 2, 1, 1, 2, 4, 1],
        .cl100k: [2, 3, 1, 1, 1, 1, 3, 2, 1, 1, 2, 4, 1],
        .qwen2: [2, 3, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 4, 1],
        .o200k: [2, 3, 1, 1, 1, 1, 3, 2, 1, 1, 2, 4, 1],
      ]),
    SplitVector(
      text: "  \u{a}  x  \u{a}",
      lengths: [
        .gpt2: [4, 2, 3],
        .cl100k: [3, 1, 2, 3],
        .qwen2: [3, 1, 2, 3],
        .o200k: [3, 1, 2, 3],
      ]),
    SplitVector(
      text: " 's 'T",
      lengths: [
        .gpt2: [2, 1, 2, 1],
        .cl100k: [2, 1, 2, 1],
        .qwen2: [2, 1, 2, 1],
        .o200k: [2, 1, 2, 1],
      ]),
    SplitVector(
      text: "don\u{2019}t",
      lengths: [
        .gpt2: [3, 3, 1],
        .cl100k: [3, 4],
        .qwen2: [3, 4],
        .o200k: [3, 4],
      ]),
  ]
}
