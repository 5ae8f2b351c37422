// "당신은 유용한 어시스턴트입니다." at the head of a text

extension BoilerplateRule {
  static let koreanSystemPrompt = BoilerplateRule(
    id: "ko-system-prompt", languages: ["ko"], place: .prompt,
    anchors: ["당신은", "너는", "프롬프트", "지시:", "넌"],
    patterns: [
      "(시스템|지시|프롬프트)?:?(당신은|너는|넌)…(어시스턴트|ai|챗봇|언어모델|chatgpt|작가|인공지능|비서|도우미|카피라이터)(입니다|이다|야|로)…",
      "(프롬프트|지시|입력|요청):…(써|작성|정리|번역|요약|알려|만들|해줘|하세요|해주세요)…",
    ],
    examples: ["당신은 유용하고 친절한 어시스턴트입니다."],
    counterExamples: ["당신은 이틀을 기다릴 줄 아는 제빵사입니다."])
}
