// The curve of precision over recall as a picture.

import Cleaning

/// Draws SVG; numbers are rounded to tenths of a pixel, so that the same measures give the same bytes.
enum PrecisionRecallPicture {
  private static let side = 400.0
  private static let margin = 50.0

  static func svg(_ measurement: ClassifierMeasurement) -> String {
    var parts = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 500" font-family="sans-serif" font-size="12">
      <title>Precision over recall on held-out texts</title>
      <rect width="500" height="500" fill="white"/>
      """
    ]
    for step in 0...5 {
      let share = Double(step) / 5
      let (x, y) = (place(x: share), place(y: share))
      parts.append(
        """
        <path d="M\(x) 50V450M50 \(y)H450" stroke="#ddd"/>
        <text x="\(x)" y="466" text-anchor="middle">\(share)</text>
        <text x="44" y="\(y)" dy="4" text-anchor="end">\(share)</text>
        """)
    }
    // A curve of a million points looks like one of a thousand.
    let stride = max(1, measurement.curve.count / 1000)
    let points = measurement.curve.enumerated().filter {
      $0.offset % stride == 0 || $0.offset == measurement.curve.count - 1
    }
    let line = points.map { "\(place(x: $0.element.recall)),\(place(y: $0.element.precision))" }.joined(separator: " ")
    parts.append(
      """
      <polyline points="\(line)" fill="none" stroke="#06c" stroke-width="2"/>
      <text x="250" y="490" text-anchor="middle">recall</text>
      <text x="14" y="250" text-anchor="middle" transform="rotate(-90 14 250)">precision</text>
      <text x="250" y="30" text-anchor="middle">\(measurement.positiveCount) positive and \
      \(measurement.negativeCount) negative texts held out</text>
      </svg>

      """)
    return parts.joined(separator: "\n")
  }

  private static func tenths(_ value: Double) -> Double { (value * 10).rounded() / 10 }
  private static func place(x share: Double) -> Double { tenths(margin + share * side) }
  private static func place(y share: Double) -> Double { tenths(margin + (1 - share) * side) }
}
