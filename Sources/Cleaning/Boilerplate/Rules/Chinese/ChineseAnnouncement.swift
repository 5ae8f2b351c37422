// "以下是……：" behind a polite opening.

extension BoilerplateRule {
  static let chineseAnnouncement = BoilerplateRule(
    id: "zh-announcement", languages: ["zh"], place: .afterOpening, extent: .throughColon,
    anchors: [
      "我们来", "我们一起", "请看", "请查看", "请参考", "正确的", "新的", "修改后", "更正后", "改写后", "润色后", "优化后", "这就", "我已", "已按", "已根据", "我把",
      "我按", "我从", "我用", "我重新", "根据", "按照", "重新写", "马上", "这是", "为你", "帮你",
      "以下", "下面", "接下来", "这里", "为您", "为你", "给您", "给你", "帮您", "帮你", "我来", "我将", "让我", "我会", "我可以", "如下", "向您", "我很",
      "关于", "针对", "和您", "与您", "我就", "根据您", "很高兴", "很乐意", "非常乐意", "对于", "我先", "跟您",
    ],
    patterns: ["{表态}…"],
    examples: [], counterExamples: ["下面是作者的照片："])
}
