// "당신은 전문 번역가입니다.", with what it is to do behind it

extension BoilerplateRule {
  static let koreanPromptRole = BoilerplateRule(
    id: "ko-prompt-role", languages: ["ko"], place: .role,
    anchors: [
      "당신은", "너는", "넌", "당신의 역할", "당신의 임무",
    ],
    patterns: [
      "(당신은|너는|넌)…(전문가|번역가|작가|편집자|기자|교사|선생님|컨설턴트|엔지니어|프로그래머|변호사|어시스턴트|챗봇|ai|코치|비서|도우미|조수)(입니다|이다|야|로)…",
      "당신의(역할|임무)은…",
    ],
    examples: [
      "당신은 전문 번역가입니다."
    ],
    counterExamples: [
      "당신은 교사입니다.", "너는 이틀을 기다린다.",
    ])
}
