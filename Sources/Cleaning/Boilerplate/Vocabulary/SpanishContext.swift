// What several Spanish rules share: where they look, and what speaks against them.

enum SpanishContext {
  /// Somebody else speaks.
  static let narrated = [
    """
     (dijo|decía|respondió|respondía|contestó|escribió|murmuró|preguntó|explicó|declaró|añadió|exclamó|gritó|\
    susurró|afirmó|suspiró|recitó|indicaba|empezaba|empieza|comenzaba|rezaba|replicó|anunció|titulaba|contaba)%
    """
  ]
  /// Signs of a program.
  static let code = ["(\\(\\?|=|\\^|\\{|\\||</)"]
  /// A refusal is no opening and no closing.
  static let refused = ["{es:cannot}"]
  /// People who speak of AI, or for others.
  static let others = [" (nuestro|nuestra|nosotros|nos)%"]
  /// Invitations to write to a person or a firm are not an assistant's.
  static let personal = [
    """
     (nosotros|nuestro|nuestra|nuestros|nuestras|nos|comentarios?|teléfono|llama|llame|llámanos|correo|e-mail|\
    oficina|tienda|boletín|formulario|foro|facebook|instagram|recepción|mostrador|número|señora|señor|doña|\
    dirección|secretaría|llamar|a las)%
    """
  ]
  static let selfAnchors = [
    "ia", "i.a.", "inteligencia artificial", "modelo de lenguaje", "modelo lingüístico", "chatbot",
    "agente conversacional", "asistente", "chatgpt", "llm", "generadas", "generados", "entrenado", "entrenada",
    "asistente virtual", "asistente digital", "asistente conversacional", "asistente de ia",
    "asistente desarrollado", "asistente creado", "una máquina", "un programa", "un algoritmo", "entidad virtual",
    "asistente inteligente", "modelo extenso", "modelo grande", "bot conversacional", "modelo del lenguaje",
  ]

  /// Patterns that may stand behind asides.
  static func behindAsides(_ patterns: [String]) -> [String] {
    ["{es:aside}*(\(patterns.joined(separator: "|")))"]
  }
}
