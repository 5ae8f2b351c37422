// Learned and encoded by PyPI tokenizers 0.23.3: BpeTrainer over the sentences below with the cl100k pattern.

/// A small corpus of ours, what Hugging Face's trainer learns from it, and how its library then encodes.
enum TrainingFixture {
  static let documents = [
    "The river runs past the old mill, and the miller's daughter counts the sacks: one, two, three. 'Tis late.",
    "A function returns what it was given:\u{a}\u{9}func identity(x: Int) -> Int {\u{a}\u{9}\u{9}return x\u{a}\u{9}}\u{a}",
    "\u{6cb3}\u{6c34}\u{6d41}\u{8fc7}\u{65e7}\u{78e8}\u{574a}\u{ff0c}\u{78e8}\u{574a}\u{4e3b}\u{4eba}\u{7684}\u{5973}\u{513f}\u{6570}\u{7740}\u{9ebb}\u{888b}\u{ff1a}\u{4e00}\u{ff0c}\u{4e8c}\u{ff0c}\u{4e09}\u{3002}\u{6cb3}\u{6c34}\u{4e0d}\u{505c}\u{3002}",
    "\u{420}\u{435}\u{43a}\u{430} \u{442}\u{435}\u{447}\u{451}\u{442} \u{43c}\u{438}\u{43c}\u{43e} \u{441}\u{442}\u{430}\u{440}\u{43e}\u{439} \u{43c}\u{435}\u{43b}\u{44c}\u{43d}\u{438}\u{446}\u{44b}, \u{438} \u{434}\u{43e}\u{447}\u{44c} \u{43c}\u{435}\u{43b}\u{44c}\u{43d}\u{438}\u{43a}\u{430} \u{441}\u{447}\u{438}\u{442}\u{430}\u{435}\u{442} \u{43c}\u{435}\u{448}\u{43a}\u{438}.",
    "aaaa aaaaa aaaaaa abab ababab bababa zzzz zz zzz",
    "100 2000 300000 1999 2024-11-05 3.14159",
  ]

  /// 140 merges. Merges end with a bar.
  static let merges =
    "a a|a b|z z|\u{d0} \u{b5}|\u{d0} \u{b8}|0 0|\u{d0} \u{bc}|\u{d1} \u{124}|\u{120} t|h e|n t|"
    + "\u{d0} \u{b0}|\u{e4} \u{b8}|\u{ef} \u{bc}|\u{120} \u{d0}\u{bc}|aa aa|ab ab|e r|r e|u n|"
    + "\u{d0} \u{ba}|\u{d0} \u{be}|\u{d1} \u{129}|\u{d1} \u{12e}|\u{120} zz|\u{120}t he|"
    + "\u{ef}\u{bc} \u{12e}|\u{120}\u{d0}\u{bc} \u{d0}\u{b5}|I nt|a s|a t|f un|i l|i t|i v|m il|o n|r n|"
    + "t u|\u{a3} \u{a8}|\u{b0} \u{b4}|\u{b2} \u{b3}|\u{bb} \u{d1}\u{12e}|\u{bd} \u{d0}\u{b8}|"
    + "\u{d0} \u{bb}\u{d1}\u{12e}|\u{d0} \u{bd}\u{d0}\u{b8}|\u{d1} \u{123}|\u{e3} \u{122}|\u{e4} \u{ba}|"
    + "\u{e5} \u{13f}|\u{e6} \u{b0}\u{b4}|\u{e6} \u{b2}\u{b3}|\u{e7} \u{a3}\u{a8}|\u{120} r|\u{120} w|"
    + "\u{120} aaaa|\u{120} abab|\u{120} Int|\u{120} mil|\u{120} \u{d1}\u{123}|"
    + "\u{d1}\u{124} \u{d0}\u{b0}|re tu|\u{d0}\u{ba} \u{d0}\u{b0}|"
    + "\u{120}\u{d0}\u{bc}\u{d0}\u{b5} \u{d0}\u{bb}\u{d1}\u{12e}|fun c|\u{e3}\u{122} \u{124}|"
    + "\u{e5}\u{13f} \u{12c}|\u{e6}\u{b2}\u{b3} \u{e6}\u{b0}\u{b4}|"
    + "\u{e7}\u{a3}\u{a8} \u{e5}\u{13f}\u{12c}|\u{120}mil l|retu rn|"
    + "\u{120}\u{d0}\u{bc}\u{d0}\u{b5}\u{d0}\u{bb}\u{d1}\u{12e} \u{d0}\u{bd}\u{d0}\u{b8}|' s|( x|- >|"
    + "0 2|0 5|1 1|1 4|1 9|1 00|2 00|2 02|3 00|5 9|: \u{10a}|T i|T he|a c|a n|a u|b abab|c o|d e|d au|"
    + "e n|g h|g iv|h re|h at|i on|i de|k s|l d|l at|o ld|p as|s ac|t er|t ion|u nt|w o|{ \u{10a}|"
    + "} \u{10a}|\u{a2} \u{12d}|\u{a5} \u{b3}|\u{a7} \u{e7}\u{a3}\u{a8}\u{e5}\u{13f}\u{12c}|"
    + "\u{b0} \u{e7}|\u{b4} \u{d0}\u{be}|\u{b5} \u{123}|\u{ba} \u{bb}|\u{ba} \u{e7}|\u{bb} \u{e4}\u{ba}|"
    + "\u{bf} \u{e6}|\u{bf} \u{129}|\u{d0} \u{b9}|\u{d0} \u{142}|\u{d0} \u{b4}\u{d0}\u{be}|"
    + "\u{d1} \u{122}|\u{d1} \u{128}|\u{d1} \u{12a}|\u{d1} \u{12d}|\u{d1} \u{133}|\u{e5} \u{123}|"
    + "\u{e5} \u{126}|\u{e5} \u{a5}\u{b3}|\u{e6} \u{139}|\u{e6} \u{b5}\u{123}|\u{e8} \u{a2}\u{12d}|"
    + "\u{e8} \u{bf}\u{129}|"

  /// All merges of pairs that occur three times or more. Merges end with a bar.
  static let frequentMerges =
    "a a|a b|z z|\u{d0} \u{b5}|\u{d0} \u{b8}|0 0|\u{d0} \u{bc}|\u{d1} \u{124}|\u{120} t|h e|n t|"
    + "\u{d0} \u{b0}|\u{e4} \u{b8}|\u{ef} \u{bc}|\u{120} \u{d0}\u{bc}|aa aa|ab ab|e r|r e|u n|"
    + "\u{d0} \u{ba}|\u{d0} \u{be}|\u{d1} \u{129}|\u{d1} \u{12e}|\u{120} zz|\u{120}t he|"
    + "\u{ef}\u{bc} \u{12e}|\u{120}\u{d0}\u{bc} \u{d0}\u{b5}|"

  /// 140 merges with `max_token_length=4`, which means tokens of at most three bytes. Merges end with a bar.
  static let shortMerges =
    "a a|a b|z z|\u{d0} \u{b5}|\u{d0} \u{b8}|0 0|\u{d0} \u{bc}|\u{d1} \u{124}|\u{120} t|h e|n t|"
    + "\u{d0} \u{b0}|\u{e4} \u{b8}|\u{ef} \u{bc}|\u{120} \u{d0}\u{bc}|e r|r e|u n|\u{d0} \u{ba}|"
    + "\u{d0} \u{be}|\u{d1} \u{129}|\u{d1} \u{12e}|\u{120} zz|\u{ef}\u{bc} \u{12e}|I nt|a s|a t|f un|"
    + "i l|i t|i v|m il|o n|r n|t u|\u{a3} \u{a8}|\u{b0} \u{b4}|\u{b2} \u{b3}|\u{bb} \u{d1}\u{12e}|"
    + "\u{bd} \u{d0}\u{b8}|\u{d1} \u{123}|\u{e3} \u{122}|\u{e4} \u{ba}|\u{e5} \u{13f}|"
    + "\u{e6} \u{b0}\u{b4}|\u{e6} \u{b2}\u{b3}|\u{e7} \u{a3}\u{a8}|\u{120} r|\u{120} w|\u{120} aa|"
    + "\u{120} ab|\u{120} \u{d1}\u{123}|\u{d0}\u{b5} \u{d0}|\u{e3}\u{122} \u{124}|\u{e5}\u{13f} \u{12c}|"
    + "' s|( x|- >|0 2|0 5|1 1|1 4|1 9|1 00|2 00|2 02|3 00|5 9|: \u{10a}|T i|T he|a c|a n|a u|b ab|c o|"
    + "c t|d e|d au|e n|g h|g iv|h re|h at|i on|i de|k s|l d|l er|l at|o ld|p as|s ac|t er|u nt|w o|"
    + "{ \u{10a}|} \u{10a}|\u{a2} \u{12d}|\u{a5} \u{b3}|\u{b0} \u{e7}|\u{b4} \u{d0}\u{be}|"
    + "\u{b5} \u{123}|\u{ba} \u{bb}|\u{ba} \u{e7}|\u{bb} \u{e4}\u{ba}|\u{bf} \u{e6}|\u{bf} \u{129}|"
    + "\u{d0} \u{b9}|\u{d0} \u{142}|\u{d1} \u{122}|\u{d1} \u{128}|\u{d1} \u{12a}|\u{d1} \u{12d}|"
    + "\u{d1} \u{133}|\u{e5} \u{123}|\u{e5} \u{126}|\u{e5} \u{a5}\u{b3}|\u{e6} \u{139}|"
    + "\u{e6} \u{b5}\u{123}|\u{e8} \u{a2}\u{12d}|\u{e8} \u{bf}\u{129}|\u{e9} \u{ba}\u{bb}|\u{109} re|"
    + "\u{120} '|\u{120} x|\u{120} \u{d0}|\u{120} \u{d0}\u{b8}|\u{120} \u{d1}\u{124}|\u{120} re|"
    + "\u{120} it|\u{120} on|\u{120} ->|\u{120} an|\u{120} co|\u{120} {\u{10a}|\u{12f} \u{e5}\u{123}|"
    + "\u{137} \u{b0}\u{e7}|\u{13c} \u{126}|\u{13c} \u{e4}\u{b8}|"

  /// Sentences and their ids by the first 140 merges.
  static let encoded: [(text: String, ids: [UInt32])] = [
    (
      "The miller counts three sacks past the mill.",
      [343, 325, 273, 220, 348, 366, 82, 264, 354, 68, 220, 363, 358, 220, 362, 83, 281, 325, 13]
    ),
    (
      "\u{6cb3}\u{6c34}\u{6d41}\u{8fc7}\u{78e8}\u{574a}\u{ff0c}\u{4e8c}\u{4e09}\u{3002}",
      [323, 393, 395, 324, 282, 304, 234, 268, 231, 321]
    ),
    (
      "\u{41c}\u{435}\u{43b}\u{44c}\u{43d}\u{438}\u{446}\u{430} aaaaaaa ababababab",
      [140, 250, 259, 300, 301, 385, 267, 311, 256, 64, 312, 272, 257]
    ),
    (
      "zzzzz 1999 function identity(x)\u{a}\u{9}return",
      [258, 258, 89, 220, 335, 24, 24, 220, 320, 365, 220, 357, 266, 289, 88, 329, 8, 198, 197, 326]
    ),
    (
      "\u{1f600} \u{e44}\u{e17}\u{e22} caf\u{e9}",
      [172, 253, 246, 222, 220, 156, 117, 226, 156, 116, 245, 156, 116, 95, 220, 66, 64, 69, 127, 102]
    ),
  ]
}
