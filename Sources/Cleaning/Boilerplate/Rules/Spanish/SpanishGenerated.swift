// "Este texto fue generado por una IA."

extension BoilerplateRule {
  static let spanishGenerated = BoilerplateRule(
    id: "es-generated", languages: ["es"], place: .edge,
    anchors: ["ia", "inteligencia artificial", "chatgpt", "modelo de lenguaje"],
    patterns: SpanishContext.behindAsides([
      """
      (este|esta|el|la|los|las|todo el|estos|estas) ?(presente )?(texto|artículo|contenido|respuesta|resumen|\
      información|traducción|documento|página|contenidos|mensaje|imagen|imágenes|entrada|material)%…(generad|\
      redactad|cread|producid|escrit|traducid|elaborad|provien|hech)…(ia|inteligencia artificial|chatgpt|modelo \
      de lenguaje)…
      """
    ])
      + [
        """
        (contenido|texto|artículo|respuesta) (generad|redactad|cread)(o|a) (por|con|mediante)%…(ia|inteligencia \
        artificial|chatgpt)…
        """
      ],
    exceptions: SpanishContext.narrated + [" (investigador|investigadora|experto|experta|empresa|profesor|profesora)%"],
    examples: ["Este texto fue generado por una IA y puede contener errores."],
    counterExamples: ["Este texto fue escrito a mano."])
}
