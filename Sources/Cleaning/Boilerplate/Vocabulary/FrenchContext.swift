// What several French rules share: where they look, and what speaks against them.

enum FrenchContext {
  /// Somebody else speaks.
  static let narrated = [
    """
     (dit|disait|répondit|répondait|écrivait|écrivit|murmura|murmure|demanda|expliqua|déclara|ajouta|s'écria|\
    cria|souffla|affirma|chuchota|soupira|récita|lança|indiquait|affichait|commençait|commence ainsi|\
    lança-t-(il|elle)|dit-(il|elle)|répondit-(il|elle)|fit-(il|elle)|racontait|prétend|prétendait|titrait)%
    """
  ]
  /// Signs of a program.
  static let code = ["(\\(\\?|=|\\^|\\{|\\||</)"]
  /// A refusal is no opening and no closing.
  static let refused = ["{fr:cannot}"]
  /// People who speak of AI, or for others.
  static let others = [" (notre|nos|nous)%"]
  /// Invitations to write to a person or a firm are not an assistant's.
  static let personal = [
    """
     (nous|notre|nos|commentaires?|téléphone|téléphoner|mail|e-mail|courriel|bureau|magasin|boutique|newsletter|\
    formulaire|forum|facebook|instagram|accueil|guichet|numéro|heures|madame|monsieur|mme|adresse|secrétariat)%
    """
  ]
  static let selfAnchors = [
    "ia", "i.a.", "intelligence artificielle", "modèle de langage", "modèle linguistique", "modèle de langue",
    "chatbot", "agent conversacionnel", "agent conversationnel", "assistant", "assistante", "chatgpt", "llm",
    "robot conversationnel", "générées", "généré par", "entraîné", "assistant virtuel", "assistante virtuelle",
    "assistant numérique", "assistant conversationnel", "assistant développé", "assistant créé", "d'ia",
    "modèle d'intelligence", "une machine", "un programme", "un algorithme", "entité virtuelle",
    "assistant intelligent", "assistant conçu", "assistant automatisé",
  ]

  /// Patterns that may stand behind asides.
  static func behindAsides(_ patterns: [String]) -> [String] {
    ["{fr:aside}*(\(patterns.joined(separator: "|")))"]
  }
}
