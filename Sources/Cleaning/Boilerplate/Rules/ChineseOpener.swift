// "好的，以下是关于……的简要介绍：", "当然可以！下面我来为您介绍……。"

extension BoilerplateRule {
  private static let replyAnchors = [
    "好的", "好呀", "好嘞", "好啊", "好哒", "当然", "没问题", "可以", "明白", "收到", "了解", "您好", "你好", "乐意", "高兴", "荣幸", "好问题", "问题", "提问",
    "是的", "嗨", "哈喽", "没错", "行", "话题", "咨询", "好,", "好，", "好！", "感谢您", "谢谢您", "ok", "嗯", "遵命",
  ]

  static let chineseOpener = BoilerplateRule(
    id: "zh-opener", languages: ["zh"], place: .opening, extent: .throughColon,
    anchors: replyAnchors + ["根据您的", "根据你的", "按照您的", "按照你的", "为您", "为你", "帮您", "给您"],
    patterns: [
      "({应声}(,|!|\\.|;|\\~|:|-|\\?)+)({应声}(,|!|\\.|;)*)*{表态}…",
      "({应声}(,|!|\\.|;|\\~|:|-|\\?)*)*(根据|按照)(您|你)的(要求|需求|提问|问题|描述|请求|指示|提示|需要)~?(,~)*(:|\\.|$)",
      "(以下|下面)(就|便)?(是|为)?(我|由我)?(将|来)?(为|给|帮)(您|你)…(:|\\.|!|$)",
      "(很|非常|十分)(高兴|乐意|荣幸)(能|能够|可以|来)*(为|帮|给|与|协助|向|和|跟|帮助|回答|解答)(您|你|~问题)…",
      "(谢谢|感谢)(您|你)的(提问|问题|咨询)…", "(关于|针对|就|对于)~,我(来|将|会|就|可以|很高兴|很乐意|这就)*(为|给|向|帮)(您|你)…",
    ],
    exceptions: ["我们(公司|店|酒店|医院|学校|中心|团队|网站)", "本店", "光临", "客服", "订单"],
    examples: ["好的，以下是关于面包的简要介绍：", "当然可以，下面我来为您介绍面包。", "没问题，我来帮您整理一下：", "很高兴为您解答关于面包的问题！", "根据您的要求，内容如下："],
    counterExamples: ["好的开始是成功的一半。", "您好，欢迎光临本店。", "当然，店已经关门了。", "以下是作者的照片："])

  static let chineseInterjection = BoilerplateRule(
    id: "zh-interjection", languages: ["zh"], place: .interjection,
    anchors: replyAnchors, patterns: ["{应声}((,|!|\\.|;|-)+{应声})*$"], examples: [], counterExamples: [])

  static let chineseAnnouncement = BoilerplateRule(
    id: "zh-announcement", languages: ["zh"], place: .afterOpening, extent: .throughColon,
    anchors: [
      "以下", "下面", "接下来", "这里", "为您", "为你", "给您", "给你", "帮您", "帮你", "我来", "我将", "让我", "我会", "我可以", "如下", "向您", "我很",
      "关于", "针对", "和您", "与您", "我就", "根据您", "很高兴", "很乐意", "非常乐意", "对于", "我先", "跟您",
    ],
    patterns: ["{表态}…"],
    examples: [], counterExamples: ["下面是作者的照片："])
}
