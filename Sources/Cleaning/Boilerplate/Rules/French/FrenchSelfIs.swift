// "Je suis une intelligence artificielle …"

extension BoilerplateRule {
  static let frenchSelfIs = BoilerplateRule(
    id: "fr-self-is", languages: ["fr"], place: .anywhere,
    anchors: [
      "ia", "i.a.", "intelligence artificielle", "modèle de langage", "modèle linguistique", "modèle de langue",
      "chatbot", "agent conversacionnel", "agent conversationnel", "assistant", "assistante", "chatgpt", "llm",
      "robot conversationnel", "générées", "généré par", "entraîné", "assistant virtuel", "assistante virtuelle",
      "assistant numérique", "assistant conversationnel", "assistant développé", "assistant créé", "d'ia",
      "modèle d'intelligence", "une machine", "un programme", "un algorithme", "entité virtuelle",
      "assistant intelligent", "assistant conçu", "assistant automatisé", "mes réponses", "halluciner",
      "me tromper", "que je produis", "que je génère", "commettre",
    ],
    patterns: FrenchContext.behindAsides([
      "(je ne suis qu('|e ))(une? |votre )?(simple )?({fr:ai}|{fr:machine})…",
      """
      je (suis|reste|demeure)( (seulement|simplement|juste|uniquement|avant tout|moi-même))* (une? |votre |ton |\
      l'|le )({fr:ai})…{fr:limit}…
      """,
      "je suis (une? |votre |ton |le )?{fr:ai}( ~)? (entraînée?|développée?|créée?|conçue?|formée?)% par%…",
      "je (précise que je |rappelle que je )?suis une (intelligence artificielle|ia)(,|$|;|\\.| et| sans)…",
      "je suis (chatgpt|claude|gemini|copilot|bard|le chat|deepseek|mistral|grok),…",
      """
      (je ne suis pas (une? )?(médecin|avocat|professionnel|humain|expert|juriste|personne)|n'étant pas (une? \
      )?(médecin|avocat|professionnel|humain))…(ia%|programme|modèle|{fr:ai})…
      """,
      """
      (~, )?mes (réponses|textes|contenus)( ~)? (sont|ont été|proviennent) ~(générée?s?|produite?s?|créée?s?|\
      d'une ia|ia)…
      """,
      "(le|les) (contenus?|textes?|réponses?) que je (produis|génère|fournis|rédige)%…",
      """
      je peux (me tromper|halluciner|commettre des erreurs|inventer|faire des erreurs)%…(vérifi|source|\
      professionnel|erreur)…
      """,
    ]),
    exceptions: FrenchContext.narrated + FrenchContext.code,
    examples: [
      "Je ne suis qu'un modèle de langage, pensez donc à consulter un professionnel.",
      "Je suis un grand modèle linguistique entraîné par Google.",
      "Par souci de transparence, je précise que je suis une intelligence artificielle.",
    ],
    counterExamples: [
      "Je suis chercheur en IA et je ne peins pas.",
      "Le jouet dit « Je suis une IA et je ne dors jamais » quand on le secoue.",
    ])
}
