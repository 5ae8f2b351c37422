// What several Korean rules share: where they look, and what speaks against them.

enum KoreanContext {
  /// Somebody else speaks.
  static let narrated = ["(라고|고|며|라며)(말했|답했|대답했|했다|썼|적혀|외쳤|속삭|중얼|물었|덧붙|설명했|하더|말하|적었|표시)"]
  /// People who speak of AI, or for others.
  static let others = ["(그는|그녀는|로봇은|로봇이|등대|선장)"]
  /// People who speak of AI, or for others.
  static let others1 = ["(연구자|연구원|개발자|기업|회사|전문가|엔지니어|학과|담당자|전공|업체|스타트업|정책|박사|교수|학부)(로서|로|인|이|의|입니다|라|는|가|들|에서)"]
  /// People who speak of AI, or for others.
  static let others2 = ["(저희|우리는|당사|본사)"]
  /// Signs of a program.
  static let code = ["(\\(\\?|=|\\^|\\{|\\||</)"]
  /// A refusal is no opening and no closing.
  static let refused = ["{ko:cannot}"]
  /// People who speak of AI, or for others.
  static let others3 = ["(저희|매장|방문)"]
  /// Invitations to write to a person or a firm are not an assistant's.
  static let personal = ["(저희|당사|전화|문의처|댓글|매장|고객센터|홈페이지|카카오톡|구독|접수|창구|사무실|담당자|회원|독자|이웃|배를탈|챙겨)"]
  static let selfAnchors = ["AI", "인공지능", "언어 모델", "언어모델", "챗봇", "chatgpt", "llm", "가상 비서", "프로그램"]

  /// Patterns that may stand behind asides.
  static func behindAsides(_ patterns: [String]) -> [String] {
    ["{ko:aside}*(\(patterns.joined(separator: "|")))"]
  }
}
