// "以下是……：" behind a polite opening.

extension BoilerplateRule {
  static let chineseAnnouncement = BoilerplateRule(
    id: "zh-announcement", languages: ["zh"], place: .afterOpening, extent: .throughColon,
    anchors: [
      "以下", "下面", "接下来", "这里", "为您", "为你", "给您", "给你", "帮您", "帮你", "我来", "我将", "让我", "我会", "我可以", "如下", "向您", "我很",
      "关于", "针对", "和您", "与您", "我就", "根据您", "很高兴", "很乐意", "非常乐意", "对于", "我先", "跟您",
    ],
    patterns: ["{表态}…"],
    examples: [], counterExamples: ["下面是作者的照片："])
}
