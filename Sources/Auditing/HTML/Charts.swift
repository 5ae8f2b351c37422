// Pictures of figures, as SVG in a page.

/// A figure for each of several series in each of several groups, as horizontal bars.
public struct BarChart: Sendable {
  public struct Group: Sendable {
    public var label: String
    /// A value for each series; nil where there is none.
    public var values: [Double?]

    public init(label: String, values: [Double?]) {
      self.label = label
      self.values = values
    }
  }

  public var series: [String]
  public var groups: [Group]
  /// Decimal places of the figures at the bars.
  public var places: Int

  public init(series: [String], groups: [Group], places: Int = 3) {
    self.series = series
    self.groups = groups
    self.places = places
  }

  private static let width = 960.0
  private static let labelWidth = 150.0
  private static let figureWidth = 64.0

  public func html() -> HTML {
    let barHeight = series.count > 3 ? 13.0 : 15.0
    let groupHeight = Double(series.count) * (barHeight + 2) + 14
    let height = Double(groups.count) * groupHeight + 22
    let room = Self.width - Self.labelWidth - Self.figureWidth
    let scale = Scale(largest: groups.flatMap(\.values).compactMap { $0 }.max() ?? 0)
    var parts: [HTML] = []
    for tick in scale.ticks {
      let x = Self.labelWidth + room * tick / scale.end
      parts.append(SVG.line(x, 0, x, height - 20, "grid"))
      parts.append(SVG.text(scale.label(tick), x, height - 5, "soft", anchor: "middle"))
    }
    for (index, group) in groups.enumerated() {
      let top = Double(index) * groupHeight + 6
      let middle = top + Double(series.count) * (barHeight + 2) / 2
      parts.append(SVG.text(SVG.shortened(group.label), Self.labelWidth - 12, middle + 4, "", anchor: "end"))
      for (side, value) in group.values.enumerated() {
        let y = top + Double(side) * (barHeight + 2)
        guard let value, value.isFinite else {
          parts.append(SVG.text("–", Self.labelWidth + 6, y + barHeight - 2, "soft"))
          continue
        }
        let length = max(1, room * value / scale.end)
        parts.append(SVG.rectangle(Self.labelWidth, y, length, barHeight, "s\(side % 6)"))
        let figure = Figures.decimal(value, places: places)
        parts.append(SVG.text(figure, Self.labelWidth + length + 6, y + barHeight - 2.5, "soft"))
      }
    }
    let picture = SVG.picture(Self.width, height, label: "bars: \(series.joined(separator: ", "))", parts)
    return .element("figure", [:], [SVG.legend(series), picture])
  }
}

/// How values are spread, as a line for each series over common bins.
public struct DistributionChart: Sendable {
  public var series: [String]
  /// Where each bin begins; the last one has no end.
  public var bins: [Double]
  /// For each series the share of each bin, 0 to 1.
  public var shares: [[Double]]
  /// What the bins are of.
  public var axis: String

  public init(series: [String], bins: [Double], shares: [[Double]], axis: String) {
    self.series = series
    self.bins = bins
    self.shares = shares
    self.axis = axis
  }

  private static let width = 960.0
  private static let height = 240.0
  private static let margin = 52.0

  public func html() -> HTML {
    let room = (width: Self.width - Self.margin - 16, height: Self.height - 44)
    let scale = Scale(largest: (shares.flatMap { $0 }.max() ?? 0) * 100)
    let step = room.width / Double(max(1, bins.count))
    var parts: [HTML] = []
    for tick in scale.ticks {
      let y = 8 + room.height * (1 - tick / scale.end)
      parts.append(SVG.line(Self.margin, y, Self.width - 16, y, "grid"))
      parts.append(SVG.text(scale.label(tick) + " %", Self.margin - 8, y + 4, "soft", anchor: "end"))
    }
    let every = max(1, (bins.count + 15) / 16)
    for (index, bin) in bins.enumerated() where index % every == 0 {
      let label = Figures.decimal(bin, places: bin == bin.rounded() ? 0 : 2)
      let x = Self.margin + step * (Double(index) + 0.5)
      parts.append(
        SVG.text(index == bins.count - 1 ? "≥ \(label)" : label, x, Self.height - 20, "soft", anchor: "middle"))
    }
    parts.append(SVG.text(axis, Self.margin + room.width / 2, Self.height - 3, "soft", anchor: "middle"))
    for (side, values) in shares.enumerated() {
      let points = values.enumerated().map { index, share in
        let x = Self.margin + step * (Double(index) + 0.5)
        let y = 8 + room.height * (1 - share * 100 / scale.end)
        return "\(Figures.decimal(x, places: 1)),\(Figures.decimal(y, places: 1))"
      }
      parts.append(.element("polyline", ["class": "line l\(side % 6)", "points": points.joined(separator: " ")]))
    }
    let picture = SVG.picture(Self.width, Self.height, label: "\(axis): \(series.joined(separator: ", "))", parts)
    return .element("figure", [:], [SVG.legend(series), picture])
  }
}

/// An axis from 0 to a round number.
private struct Scale {
  let end: Double
  let ticks: [Double]
  private let places: Int

  init(largest: Double) {
    let wanted = largest.isFinite && largest > 0 ? largest : 1
    var step = 1.0
    while step * 5 < wanted { step *= 10 }
    while step * 0.5 > wanted { step /= 10 }
    // Three to six steps of 1, 2 or 5 times a power of ten.
    for part in [0.1, 0.2, 0.5, 1, 2] where wanted / (step * part) <= 6 {
      step *= part
      break
    }
    let count = max(1, Int((wanted / step).rounded(.up)))
    end = Double(count) * step
    ticks = (0...count).map { Double($0) * step }
    places = step >= 1 ? 0 : step >= 0.1 ? 1 : step >= 0.01 ? 2 : 4
  }

  func label(_ tick: Double) -> String { Figures.decimal(tick, places: places) }
}

/// The few shapes that charts are made of.
private enum SVG {
  static func picture(_ width: Double, _ height: Double, label: String, _ parts: [HTML]) -> HTML {
    .element(
      "svg",
      [
        "viewBox": "0 0 \(number(width)) \(number(height))", "role": "img", "aria-label": label,
        "xmlns": "http://www.w3.org/2000/svg",
      ], parts)
  }

  static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) -> HTML {
    .element(
      "line", ["x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2), "class": style])
  }

  static func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String) -> HTML {
    .element(
      "rect",
      ["x": number(x), "y": number(y), "width": number(width), "height": number(height), "rx": "2", "class": style])
  }

  static func text(_ text: String, _ x: Double, _ y: Double, _ style: String, anchor: String = "start") -> HTML {
    .element(
      "text", ["x": number(x), "y": number(y), "class": style, "text-anchor": anchor],
      [.text(TerminalText.escape(text))])
  }

  static func legend(_ series: [String]) -> HTML {
    .element(
      "div", ["class": "legend"],
      series.enumerated().map { index, name in
        let mark = picture(11, 11, label: "", [rectangle(0, 0, 11, 11, "s\(index % 6)")])
        return .element("span", [:], [mark, .corpusText(name.utf8)])
      })
  }

  /// A label that fits beside the bars.
  static func shortened(_ label: String) -> String {
    label.unicodeScalars.count <= 20 ? label : String(label.unicodeScalars.prefix(19).map(Character.init)) + "…"
  }

  private static func number(_ value: Double) -> String { Figures.decimal(value, places: 1) }
}
