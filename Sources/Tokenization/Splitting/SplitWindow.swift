// Sixty-four bytes of text as bit masks, so that pre-tokens are found for all of them at once.

internal import CKernels

/// The classes of 64 bytes that begin with a pre-token; bit i of a mask speaks of byte i.
///
/// A character of several bytes has the bits of its class at all of them. The window ends early in front of what masks
/// do not tell: a character that reaches beyond it, and white space and numbers that are not ASCII. Bits from there on
/// are zero.
struct SplitWindow {
  private(set) var letters: UInt64
  /// ASCII digits.
  private(set) var numbers: UInt64
  /// White space but for line breaks.
  private(set) var spaces: UInt64
  /// U+0020, which is one of `spaces`.
  private(set) var blanks: UInt64
  private(set) var breaks: UInt64
  /// Neither white space nor letters nor numbers.
  private(set) var others: UInt64
  private(set) var apostrophes: UInt64
  /// Bytes that are not ASCII.
  let high: UInt64
  /// Bytes of characters but for their first.
  let continuations: UInt64
  /// Letters beyond ASCII that are upper case.
  let wideUppers: UInt64
  /// Letters and marks beyond ASCII that are of no case.
  let caseless: UInt64
  /// Others beyond ASCII that are neither punctuation nor symbols.
  let unmarked: UInt64

  static let byteCount = 64
  /// With more bytes beyond ASCII, filling the masks one character at a time takes longer than cutting without them.
  private static let mostHighBytes = 24

  /// The window at `place`, from which 64 bytes can be read; nil where too much of it is not ASCII.
  @inline(__always)
  init?(_ text: SplitText, at place: Int) {
    var masks = sluice_split_window()
    sluice_classify_window(text.base + place, &masks)
    var wide = Wide(letters: masks.letters)
    if masks.high != 0 {
      guard masks.high.nonzeroBitCount <= Self.mostHighBytes else { return nil }
      wide.fill(masks.high, text, place)
    }
    let known = wide.known
    letters = wide.letters & known
    high = masks.high
    continuations = wide.continuations
    wideUppers = wide.uppers
    caseless = wide.caseless
    unmarked = wide.unmarked
    numbers = masks.digits & known
    spaces = masks.spaces & known
    blanks = masks.blanks & known
    breaks = masks.breaks & known
    apostrophes = masks.apostrophes & known
    others = ~(letters | numbers | spaces | breaks) & known
  }

  /// What the characters beyond ASCII add to the masks.
  private struct Wide {
    var letters: UInt64
    var continuations: UInt64 = 0
    var uppers: UInt64 = 0
    var caseless: UInt64 = 0
    var unmarked: UInt64 = 0
    /// The bytes that the window is about.
    var known = UInt64.max

    init(letters: UInt64) { self.letters = letters }

    @inline(never)
    mutating func fill(_ high: UInt64, _ text: SplitText, _ place: Int) {
      var rest = high
      while rest != 0 {
        let at = rest.trailingZeroBitCount
        let first: UInt64 = 1 &<< UInt64(truncatingIfNeeded: at)
        let character = text.wide(at: place &+ at)
        let end = at &+ character.byteCount
        if end > SplitWindow.byteCount || !character.classes.isDisjoint(with: [.space, .number]) {
          known = first &- 1
          return
        }
        let behind = end == SplitWindow.byteCount ? 0 : UInt64(1) &<< UInt64(truncatingIfNeeded: end)
        let bits = behind &- first
        let classes = character.classes
        if classes.contains(.letter) { letters |= bits }
        if classes.isSuperset(of: [.upper, .lower]) {
          caseless |= bits
        } else if classes.contains(.upper) {
          uppers |= bits
        }
        if classes.isDisjoint(with: [.letter, .punctuation, .symbol]) { unmarked |= bits }
        continuations |= bits & ~first
        rest &= ~bits
      }
    }
  }

  /// Ends the window in front of the first of `bytes`.
  @inline(__always)
  mutating func end(before bytes: UInt64) {
    if bytes == 0 { return }
    let known = (bytes & (~bytes &+ 1)) &- 1
    letters &= known
    numbers &= known
    spaces &= known
    blanks &= known
    breaks &= known
    others &= known
    apostrophes &= known
  }

  /// Of the starts of pre-tokens those that nothing behind the window can move.
  @inline(__always)
  func certain(_ starts: UInt64) -> UInt64 {
    // Where white space ends decides about all of it but its beginning.
    let inked = letters | numbers | others
    let run = Self.byteCount &- inked.leadingZeroBitCount
    let upToRun: UInt64 = run >= 63 ? .max : (2 &<< UInt64(truncatingIfNeeded: run)) &- 1
    return starts & (inked | spaces | breaks) & upToRun
  }

  /// First bytes of the runs of `mask`.
  @inline(__always)
  static func runStarts(_ mask: UInt64) -> UInt64 { mask & ~(mask &<< 1) }

  /// First digits of numbers that are cut behind every third.
  @inline(__always)
  var numbersOfThree: UInt64 {
    let inner = numbers & (numbers &<< 1) & (numbers &<< 2) & (numbers &<< 3)
    var groups = Self.runStarts(numbers)
    var starts = groups
    while groups != 0 {
      groups = (groups &<< 3) & inner
      starts |= groups
    }
    return starts
  }

  /// Of the characters at `starts` the places behind them.
  @inline(__always)
  func behind(_ starts: UInt64) -> UInt64 { ((starts &<< 1) &+ continuations) & ~continuations }

  /// The line breaks that do not follow `others` at once.
  @inline(__always)
  func breaksApart(from others: UInt64) -> UInt64 { breaks & (breaks &+ ((others &<< 1) & breaks)) }

  /// Last bytes of the runs of `spaces` that no line break follows.
  @inline(__always)
  var lastSpaces: UInt64 { spaces & ~((spaces | breaks) &>> 1) }

  /// Where `spaces` begin behind the last line break of a run of white space, of which `lines` are the line breaks that
  /// belong to it.
  @inline(__always)
  func spacesBehindLines(_ lines: UInt64) -> UInt64 {
    var starts = (lines &<< 1) & spaces
    if (starts &+ spaces) & ~spaces & breaks != 0 {
      // Some of them stand between line breaks.
      var rest = starts
      while rest != 0 {
        let first = rest & (~rest &+ 1)
        if (first &+ spaces) & ~spaces & breaks != 0 { starts &= ~first }
        rest &= rest &- 1
      }
    }
    return starts
  }
}
