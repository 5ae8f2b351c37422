// "Soy solo un modelo de lenguaje …"

extension BoilerplateRule {
  static let spanishSelfIs = BoilerplateRule(
    id: "es-self-is", languages: ["es"], place: .anywhere,
    anchors: [
      "ia", "i.a.", "inteligencia artificial", "modelo de lenguaje", "modelo lingüístico", "chatbot",
      "agente conversacional", "asistente", "chatgpt", "llm", "generadas", "generados", "entrenado", "entrenada",
      "asistente virtual", "asistente digital", "asistente conversacional", "asistente de ia",
      "asistente desarrollado", "asistente creado", "una máquina", "un programa", "un algoritmo",
      "entidad virtual", "asistente inteligente", "modelo extenso", "modelo grande", "bot conversacional",
      "modelo del lenguaje", "mis respuestas", "alucinar", "equivocarme", "que genero", "que produzco",
      "cometer errores",
    ],
    patterns: SpanishContext.behindAsides([
      """
      ((y|pero|porque|ya que|aunque|dado que|puesto que) )?(no )?(solo |sólo |solamente |únicamente |tan solo |\
      apenas )?soy( (solo|sólo|solamente|únicamente|tan solo|simplemente|apenas|más que))+ (un |una |tu \
      )?({es:ai}|{es:machine})…
      """,
      """
      ((y|pero|porque|ya que|aunque|dado que|puesto que) )?(solo |sólo |solamente |únicamente |tan solo |\
      apenas |yo )soy (un |una |tu )?({es:ai}|{es:machine}…{es:limit})…
      """,
      """
      ((y|pero|porque|ya que|aunque|dado que|puesto que) )?(yo )?soy (un |una |tu |su )?{es:ai}( ~)?(,|;| y| \
      pero| sin| que|$|\\.)…{es:limit}…
      """,
      "soy (un |una |tu )?{es:ai}( ~)? (desarrollad|cread|entrenad|diseñad)(o|a)% ?(por)%…",
      "soy (chatgpt|claude|gemini|copilot|bard|deepseek|grok),…",
      """
      (no soy|al no ser|no siendo) (un |una )?(médico|abogado|profesional|human(o|a)|expert(o|a)|persona)%…(ia%|\
      programa|modelo|{es:ai})…
      """,
      """
      (~, )?mis (respuestas|textos|contenidos)( ~)? (son|están|han sido|provienen|las genera) ~(generad|\
      producid|cread|ia%|inteligencia)…
      """,
      "(el|los|las) (contenidos?|textos?|respuestas) que (genero|produzco|ofrezco|proporciono)%…",
      """
      (puedo|podría) (equivocarme|alucinar|cometer errores|inventar)%…(verific|fuente|profesional|error|\
      comprueb)…
      """,
    ]),
    exceptions: SpanishContext.narrated + SpanishContext.code,
    examples: [
      "Recuerda que soy solo un modelo de lenguaje, así que consulta a un profesional.",
      "Soy una IA, no tengo preferencias.",
      "Soy un modelo de lenguaje entrenado por Google.",
    ],
    counterExamples: [
      "Soy investigador de IA y no pinto.",
      "El juguete dice «Soy una IA y nunca duermo» cuando lo agitas.",
    ])
}
