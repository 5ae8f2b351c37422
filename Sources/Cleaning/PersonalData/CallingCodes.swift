// The codes of countries (ITU-T E.164) and how many digits may follow them.

enum CallingCodes {
  struct Code {
    var number: Int
    var digitCount: Int
    /// Digits of a national number, without the digit that is dialled first within the country.
    var length: ClosedRange<Int>
  }

  /// The code that the digits begin with.
  static func code(of digits: ArraySlice<UInt8>) -> Code? {
    var number = 0
    for (index, digit) in digits.prefix(3).enumerated() {
      number = number * 10 + Int(digit)
      // No code begins with another one.
      if let length = lengths[number] { return Code(number: number, digitCount: index + 1, length: length) }
    }
    return nil
  }

  /// Lengths as the plans of the countries say, but for numbers of fewer than six digits, which are not used with the code.
  private static let lengths: [Int: ClosedRange<Int>] = {
    let table: [(ClosedRange<Int>, [Int])] = [
      (6...6, [247, 290, 298, 299, 500, 672, 682, 687]),
      (6...7, [597, 676, 677, 678, 683, 688, 690]),
      (6...8, [47, 386, 686]),
      (6...9, [40, 252, 355, 376, 421, 508, 681, 689]),
      (6...10, [27, 48, 53, 64, 95, 98, 685, 880]),
      (6...11, [31, 352, 375, 595, 852]),
      (6...12, [39, 46, 61, 358, 359, 381, 598, 971]),
      (6...13, [43, 49, 63, 82]),
      (7...7, [238, 239, 246, 248, 269, 291, 297, 592, 673, 674, 680, 691, 692]),
      (7...8, [241, 599, 670, 675, 853, 961, 965, 975]),
      (7...9, [220, 231, 245, 265, 354, 385, 423, 967, 968]),
      (7...10, [44, 84, 230, 243, 254, 263, 267, 353, 372, 960]),
      (7...11, [501, 503, 507, 679, 886, 974]),
      (7...12, [86, 882, 972]),
      (7...13, [62, 90]),
      (
        8...8,
        [
          45, 216, 222, 223, 226, 227, 228, 232, 235, 236, 253, 257, 266, 350, 356, 357, 370, 371, 373, 374, 389, 505,
          509, 800, 808, 973, 993,
        ]
      ),
      (8...9, [32, 36, 51, 213, 224, 233, 237, 250, 258, 264, 268, 377, 382, 387, 591, 962, 963]),
      (8...10, [20, 60, 378, 506, 850, 855, 856, 964, 970, 976]),
      (8...11, [55, 57, 65, 502, 504, 593, 977]),
      (8...12, [92, 383, 883]),
      (8...13, [66, 81, 91]),
      (
        9...9,
        [
          33, 34, 93, 94, 211, 212, 218, 221, 240, 242, 244, 249, 251, 255, 256, 260, 261, 262, 351, 590, 594, 596, 979,
          992, 994, 995, 998,
        ]
      ),
      (9...10, [380, 881, 966, 996]),
      (9...11, [56]),
      (9...12, [41, 420, 870]),
      (10...10, [1, 52, 58, 225, 229]),
      (10...11, [54]),
      (10...12, [30, 234]),
      (10...14, [7]),
      (11...11, [888]),
      (12...12, [878]),
    ]
    var lengths: [Int: ClosedRange<Int>] = [:]
    for (length, codes) in table { for code in codes { lengths[code] = length } }
    return lengths
  }()
}
