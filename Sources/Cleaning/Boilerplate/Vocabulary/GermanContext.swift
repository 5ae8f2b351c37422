// What several German rules share: where they look, and what speaks against them.

enum GermanContext {
  /// Somebody else speaks.
  static let narrated = [" {de:narrator}"]
  /// Signs of a program.
  static let code = ["(\\(\\?|=|\\^|\\{|\\||</)"]
  /// A refusal is no opening and no closing.
  static let refused = ["{de:cannot}"]
  /// Invitations to write to a person or a firm are not an assistant's.
  static let personal = [
    """
     (uns|unser|unsere|unserem|unserer|unseren|wir|kommentar|kommentare|kommentaren|telefon|telefonisch|e-mail|\
    mail|anruf|anrufen|büro|laden|geschäft|newsletter|kontaktformular|forum|facebook|instagram|besuch|rezeption|\
    schalter|nummer|uhr|frau|herr|herrn|postfach|adresse)%
    """
  ]
  static let selfAnchors = [
    "ki", "k.i.", "künstliche intelligenz", "künstlicher intelligenz", "künstlichen intelligenz", "sprachmodell",
    "sprachmodells", "ki-modell", "chatbot", "assistent", "assistentin", "computerprogramm", "textmodell",
    "chatgpt", "llm", "trainiert", "ki-assistent", "ki-assistentin", "ki-sprachmodell", "ki-system",
    "virtueller assistent", "digitaler assistent", "virtuelle assistentin", "als maschine", "eine maschine",
    "ein bot", "ein algorithmus", "als programm", "chat-bot", "ai-sprachmodell", "sprachassistent",
    "meine antworten", "halluzinieren", "details erfinden", "mich irren", "von mir erzeugten",
    "von mir generierten", "von mir erstellten",
  ]

  /// Patterns that may stand behind asides.
  static func behindAsides(_ patterns: [String]) -> [String] {
    ["{de:aside}*(\(patterns.joined(separator: "|")))"]
  }
}
