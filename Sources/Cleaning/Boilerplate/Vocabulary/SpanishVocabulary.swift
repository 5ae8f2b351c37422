// What Spanish boilerplate is made of.

enum SpanishVocabulary {
  static let lists: [String: [String]] = [
    "es:word": ["(a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|u|v|w|x|y|z|á|é|í|ó|ú|ñ|ü|-)+"],
    // What an assistant calls itself; `machine` needs a limitation beside it.
    "es:ai": [
      """
      ((simple|gran|mero|mera|humilde) )*(modelo (de lenguaje|lingüístico|del lenguaje|de ia|de inteligencia \
      artificial|de idioma|de texto|conversacional|generativo|extenso de lenguaje|grande de lenguaje)|asistente \
      (de ia|virtual|digital|conversacional|de inteligencia artificial|inteligente|desarrollado|creado|\
      automatizado|basado|con ia|ia|de chat|impulsado)|ia|i\\.a\\.|inteligencia artificial|chatbot|agente \
      conversacional|bot conversacional|sistema de (ia|inteligencia artificial)|programa de (ia|inteligencia \
      artificial)|herramienta de (ia|inteligencia artificial)|llm|chatgpt|entidad (virtual|digital|\
      artificial))%( (de gran (tamaño|escala)|conversacional|avanzado|desarrollad(o|a)|cread(o|a)|entrenad(o|a)|\
      generativa|de gran envergadura|de inteligencia artificial|de ia))*
      """
    ],
    "es:machine": [
      """
      (máquina|algoritmo|programa( informático| de ordenador| de computadora)?|software|robot|bot|ordenador|\
      computadora|asistente)%
      """
    ],
    // What may stand before the sentence proper.
    "es:aside": [
      "(p\\.? ?(s|d)\\.?|ps|pd)(:| -)?",
      """
      (~(,| -|;) ?|(nota|aviso|importante|atención|aclaración|recordatorio|descargo de responsabilidad|\
      advertencia|ojo|pd|p\\.d\\.|por transparencia|para que conste|transparencia|en honor a la transparencia|\
      para ser (claro|transparente|honesto)): ?|(lamentablemente|desafortunadamente|sin embargo|no obstante|\
      pero|y|así que|por tanto|por lo tanto|además|también|desgraciadamente|recuerda|recuerde|ten en cuenta|\
      tenga en cuenta|cabe (aclarar|señalar|mencionar|recordar)|es importante (recordar|señalar|aclarar|tener \
      en cuenta|mencionar)|debo (aclarar|señalar|decir|advertir|recordar)(te|le)?|aclaro|te aclaro|le aclaro|\
      quiero aclarar|ten presente|tenga presente|considera|considere|comprende|comprenda|no olvides|no olvide|\
      por favor|lo siento|disculpa|disculpe|lamento (decirte|informarte|decirle|informarle)|siento decir(te|le)|\
      te recuerdo|le recuerdo|vale la pena (aclarar|recordar)|me temo|por transparencia|dado|ya|puesto)( \
      también| además| sin embargo| que conste)?( |$)(que )?)
      """,
    ],
    // What it says of itself.
    "es:limit": [
      """
      (no%|nunca|jamás|ningun|ningún|sin|solo|sólo|solamente|únicamente|tampoco|ni%|error|equivoc|verific|\
      consult|profesional|neutral|limit|incapaz|imposible|datos|opinion|experto|médico|abogado|prudenc|carezco)
      """
    ],
    "es:maker": ["(openai|google|anthropic|meta|microsoft|mistral|deepseek|alibaba|xai)"],
    // The user.
    "es:you": ["(te|ti|tú|tu|tus|usted|ustedes|le|les|su|sus|vos|os|vuestr(o|a)s?)%"],
    // What an assistant does to a text, by stems.
    "es:do": [
      """
      (ayud|asist|reescrib|redact|escrib|reformul|resum|explic|traduc|traduz|acort|alarg|desarroll|complet|\
      adapt|modific|modifiq|mejor|corrij|correg|corrig|añad|agreg|propon|propong|suger|sugier|dar|doy|demos|dé%|\
      proporcion|ofre|prepar|transform|convert|conviert|cre|gener|detall|profundi|respond|aclar|precis|present|\
      mostr|muestr|gui|list|hacer|haga|hago|ajust|pul|simplific|simplifiq|continu|sig|segui|person|compar|\
      calcul|analiz|analic|ampli|recomend|recomiend|acompañ|compart|inform|describ|ilustr|orient|enriquec|\
      integr|cambi|estructur|organi|cont|elabor|indic|brind|facilit|revis|refin|inclu|plante|ampl|hablar|armar|\
      arm|verific|evalu|interpret|esboz|planific|busc|envi|juzg|aconsej|predi|especul|produc|insert|tabl|alarg|\
      divid|prob|practi|optimiz|aborde|profundic|amplí|releer|pase|repas)
      """
    ],
    // What it announces.
    "es:product": [
      """
      (versión|propuesta|borrador|texto|artículo|entrada|resumen|síntesis|introducción|explicación|guía|lista|\
      tabla|respuesta|consejos|ejemplos?|pasos|información|puntos|traducción|ideas|esquema|poema|historia|carta|\
      correo|descripción|presentación|comparación|comparativa|análisis|parte|receta|código|guion|explicaciones|\
      elementos|sugerencias?|modelo|programa|ficha|variantes?|títulos|esencial|principales|lo que|cómo|algunos|\
      algunas|ensayo|redacción|post|publicación|panorama|visión general|detalles|razones|argumentos|opciones|\
      plan|aspectos|datos|cuento|email|mensaje)%
      """
    ],
    // How it agrees and greets.
    "es:interjection": [
      """
      (sí|claro|por supuesto|desde luego|ciertamente|absolutamente|con (mucho )?gusto|con (todo )?placer|\
      encantad(o|a)|entendido|comprendido|perfecto|muy bien|genial|estupendo|sin problema|ningún problema|no \
      hay problema|hola|buenos días|buenas tardes|buenas|vale|ok|okay|excelente|de acuerdo|naturalmente|listo|\
      hecho|cómo no|faltaba más|faltaría más|dale|magnífico|fantástico|maravilloso|por supuesto que sí|claro \
      que sí|efectivamente|así es|anotado|disculp(a|e)|mil disculpas|mis disculpas|lo siento|perdón|perdona|a \
      la orden|manos a la obra|vamos allá|qué bueno|enseguida|exacto|tienes razón)%( ~)?
      """,
      """
      (es una |es un |qué |una )?(muy |realmente |tan )?(excelente|buena|gran|interesante|buenísima|estupenda|\
      fantástica|fascinante|importante|pertinente|magnífica|maravillosa|linda|super|súper)( muy)?( buena)? \
      (pregunta|idea|tema|consulta|observación|elección|cuestión|iniciativa)( (tan|muy|más) ~)?( ~)?
      """,
      "qué (pregunta|tema|idea) (tan |más |muy )~",
      "(muchas )?gracias (por|a ti|a usted)( ~)?",
      "te agradezco ~",
      "le agradezco ~",
      "(tienes|tiene|tenés) (toda la |mucha |completamente |absolutamente )?razón( ~)?",
      "(buena|excelente|gran) (elección|observación|punto)( ~)?",
      "buen punto( ~)?",
      "(estoy|estaré|estaría|será un placer|me encanta|me alegra)% ~",
    ],
    "es:made": [
      """
      (redactado|preparado|reescrito|reformulado|resumido|corregido|acortado|traducido|adaptado|modificado|\
      creado|elaborado|escrito|revisado|retocado|mejorado|simplificado|sintetizado|incluido|generado|optimizado|\
      armado|hecho|pulido|organizado|desarrollado|reducido|diseñado)%
      """
    ],
    "es:asme": [
      """
      (como |al ser |siendo |en (mi )?calidad de |en mi papel de |en tanto que |ya que soy |dado que soy |\
      puesto que soy |porque soy |al tratarme de |por ser |al no ser más que |actuando como |debido a que soy \
      )(solo |sólo |solamente |simplemente )?(un |una |tu |su |el |la )?
      """
    ],
    // The assistant.
    "es:i": [
      """
      (yo|me|mi|mis|puedo|podría|debo|conmigo|haga|ayude|prepare|escriba|convierta|añada|siga|continúe|resuma|\
      explique|profundice|amplíe|desarrolle|traduzca|haré|hago|estoy|estaré|pueda|tengo|soy|dispongo|recuerdo|\
      cuento con|genero|proporciono|ofrezco|sé)%
      """
    ],
    "es:youstrict": [
      """
      (te|ti|tú|tu|tus|usted|le|su texto|sus|vos|os|quieres|quiere|deseas|desea|necesitas|necesita|prefieres|\
      prefiere|tienes|tiene|ayudarte|ayudarle|darte|explicarte|contarte)%
      """
    ],
    "es:i1": [
      """
      (yo|me|mi|mis|no puedo|puedo|podría|debo|tengo|dispongo|recuerdo|cuento con|soy|estoy|guardo|conservo|veo|\
      accedo)%
      """
    ],
    // What a user may want besides.
    "es:more": [
      """
      (más|otr(o|a)s?|versión|variante|ejemplos?|detalles?|ayuda|ayudó|útil|claro|clara|preguntas?|sección|\
      parte|puntos?|tema|tabla|lista|resumen|traducción|texto|tono|estilo|borrador|cort(o|a)|larg(o|a)|formal|\
      cambiar|cambie|modificar|adaptar|profundizar|saber|opción|opciones|ideas|sugerencias|buscabas|buscaba|\
      sirve|aspecto|siguiente|paso|expectativas|algo)%
      """
    ],
    "es:neg": ["(no|nunca|ningún|ninguna|ni|sin|tampoco|carezco|jamás)%"],
    // Limits that only machines have.
    "es:lim": [
      """
      (tiempo real|tu pantalla|su pantalla|(abrir|acceder a(l)?|consultar|leer|ver|visitar|seguir) (el|ese|los|\
      esos|un|tu|su|este)? ?(enlaces?|links?)|enlaces? …(abrir|acceder|consultar|leer|visitar)|conversaciones \
      (anteriores|previas|pasadas)|charlas (anteriores|previas)|acceso a (internet|la red|tus|sus|datos|\
      información|archivos|noticias|la web)|en (internet|la web)|navegar|tus archivos|sus archivos|datos \
      actualizados|una conversación a otra|memoria de)
      """
    ],
    // The assistant as what it is.
    "es:asai": ["(como |al ser |siendo |por ser |en calidad de )(solo )?(un |una |tu |su )?{es:ai}"],
    "es:isai": [
      "soy( (solo|sólo|solamente|únicamente|simplemente|apenas|tan solo))* (un |una |tu |su )?{es:ai}"
    ],
    // How it apologises.
    "es:sorry": [
      """
      ((lo )?(siento|lamento)( mucho| muchísimo)?|disculp(a|e)|perdón|perdona|perdone|lamentablemente|\
      desafortunadamente|me temo ~|mis disculpas|entiendo ~|comprendo ~|no|gracias ~|hmm*|ups|vaya|por \
      desgracia)(,| pero|\\.| -|!| que)?
      """
    ],
    // How it refuses, and what it refuses to do.
    "es:cannot": [
      """
      (no (puedo|podré|podría|debo|voy a|estoy|me es posible|me está permitido|tengo|soy|me siento|me \
      corresponde|doy|genero|proporciono|ofrezco|pude|he podido|entiendo|comprendo|dispongo|participo|opino|\
      realizo|creo contenido|hago|sé)%|debo (negarme|rechazar|declinar|abstenerme)|me es imposible|prefiero no|\
      me abstengo|tampoco puedo)
      """
    ],
    "es:rnoun": [
      """
      (solicitud|contenidos?|tema|juego de rol|instrucciones|consejos?|asesoramiento|predicciones?|\
      recomendaciones?|conversación|correos?|llamadas|enlaces?|pdf|tarea|imágenes|imagen|polític|diagnóstico|\
      juicio|opinión|responder|permitido|autorizad|continuar|participar|hablar|reproducir|identificar|confirmar|\
      acceder|enviar|descargar|comentar|postura|ayuda|pregunta|comprendo|entiendo|tipo|eso%|esto%|información|\
      condiciones|cómod)
      """
    ],
    // What a user is asked to tell.
    "es:tell": [
      """
      {es:aside}*(y |entonces |por favor |solo |sólo )*(dime|dígame|pregúntame|dame|deme|envíame|comparte|\
      describe|hazme|avísame|avíseme|indícame|cuéntame|no dudes|no dude)%( ~)? ?(si|qué|cuál|cómo|en|cuando|más|\
      y |por)%…
      """
    ],
  ]
}
