// "N'hésitez pas si vous avez d'autres questions."

extension BoilerplateRule {
  static let frenchOffer = BoilerplateRule(
    id: "fr-offer", languages: ["fr"], place: .closing,
    anchors: [
      "p.s.", "bon courage",
      "vous", "tu", "te", "t'aider", "je", "dis-moi", "dites-moi", "n'hésitez", "n'hésite", "puis-je", "votre",
      "ton", "moi", "tes", "questions", "m'en", "bonne chance", "bon courage", "copier", "plus courte",
      "si besoin", "besoin", "disponible", "aider", "convient", "utile", "bonne lecture", "bon apprentissage",
      "j'espère", "voulez-vous", "veux-tu", "souhaitez-vous", "envie", "si", "quel", "quelle",
    ],
    patterns: FrenchContext.behindAsides([
      """
      (si|au cas où|dès que|lorsque|quand)( (vous|tu|besoin|jamais|cela|quelque chose|certains|un point|\
      nécessaire|ça|d'autres))%…(n'hésit|je |j'|dis-moi|dites-moi|faites-le-moi|fais-le-moi|demandez|\
      demande-moi|posez|-moi%|écrivez|revenez|reviens)…
      """,
      """
      ((et|surtout|alors|donc) )*(n'hésitez pas|n'hésite pas|n'hésitez surtout pas|n'hésite surtout pas)%( (à|\
      si))?…(demand|question|pos|dire|si |me |solliciter|préciser|revenir|partager|faire savoir|moi)…
      """,
      """
      ((et|alors|donc) )*(dis-moi|dites-moi|fais-moi savoir|faites-moi savoir|faites-le-moi savoir|fais-le-moi \
      savoir|faites-moi signe|fais-moi signe|demandez-moi|demande-moi|reviens|revenez|contacte-moi|envoie-moi|\
      envoyez-moi|partagez|indiquez-moi|indique-moi|précise-moi|précisez-moi|tenez-moi|tiens-moi|posez-moi|\
      pose-moi|écrivez-moi)%…
      """,
      """
      (souhaitez-vous|souhaites-tu|voulez-vous|veux-tu|voudriez-vous|voudrais-tu|aimeriez-vous|aimerais-tu|\
      désirez-vous|préférez-vous|préfères-tu|avez-vous besoin|as-tu besoin|est-ce que (vous|tu))%…(je |j'|en \
      savoir|{fr:do}|question|aide|autre|détail|exemple|version|chose|plus)…\\?
      """,
      """
      (puis-je|dois-je|veux-tu que je|voulez-vous que je|est-ce que je (peux|dois)|je peux|pourrais-je)% \
      ?(vous |te |t'|encore |aussi |également )*{fr:do}…\\?
      """,
      """
      (avez-vous|as-tu|y a-t-il|reste-t-il|est-ce qu'il y a)%…(question|autre|chose|précis|point|besoin|\
      aspect)…\\?
      """,
      """
      (quelle?s?|lequel|laquelle|qu'en (penses-tu|pensez-vous)|que (pensez-vous|penses-tu|préférez-vous|\
      préfères-tu)|est-ce que (cela|ça)|cela (vous|te)|ça (vous|te)|comment)%…(vous|tu|votre|te|ton|ta|vos)%…\\?
      """,
      """
      je (peux|pourrais|pourrai|serais|serai|suis|reste|me ferai|vous|te|t')( (aussi|également|bien sûr|\
      volontiers|là|ensuite|vous|te|à|toujours|ravie?|heureu(x|se)|disponible|prête?|encore|en revanche|\
      si))*%…({fr:do}|disposition|vous|si besoin|pour toi|questions|là|besoin|peut-être)…
      """,
      """
      (vous (pouvez|pourrez)|tu (peux|pourras))( ~)? (adapter|personnaliser|modifier|ajuster|copier|reprendre) \
      (ce|le) (texte|modèle|brouillon|message|article)%~$
      """,
      """
      (personnalisez|adaptez|personnalise|adapte) (le ton|le texte|ce texte|les formulations|le style)% ~(votre|\
      ton|vos|tes)%…
      """,
      "(complétez|complète|remplacez|remplace|ajoutez|envoyez|envoie)% …(, je|-moi|me)%…",
      "(bonne chance|bon courage)(,| et) …(moi|me|je)%…",
      "(avec plaisir|volontiers) (pour|si)%…",
      "(cela|ça|est-ce que|est-ce|c'est|ceci)( ~)?(vous|te|t'|clair|utile|aide|convient|répond|ce que)…\\?",
    ])
      + [
        """
        (bonne chance|bon courage|bonne réussite|bon succès|bon apprentissage|bonne continuation|bonne \
        rédaction|bon travail)( (dans|pour|avec|à|et) ~)?(,| et|!|$)…
        """,
        "(nombre de mots|longueur|mots)( ~)?: ?~$",
        "(envie|besoin|une version|une autre|plus) …\\?",
        "\(WordOrder.any("{fr:i}", "{fr:do}"))…\\?",
        "\(WordOrder.any("{fr:you}", "{fr:more}"))…\\?",
        "\(WordOrder.any("{fr:i}", "{fr:youstrict}", "{fr:do}"))…",
        "{fr:tell}…",
      ]
      + [
        "(p\\.s\\.|ps|p\\. s\\.)(:| -)? ?(souhaitez-vous|souhaites-tu|voulez-vous|veux-tu|puis-je|dites-moi|dis-moi|n'hésit)…",
        "(bonne chance|bon courage|bonne continuation) (pour|avec|dans) ~, et (n'hésit|revenez|reviens|je |fais|faites)…",
      ],
    exceptions: FrenchContext.narrated + FrenchContext.personal + FrenchContext.refused + FrenchContext.code,
    examples: [
      "Souhaitez-vous que je mette cela sous forme de tableau ?",
      "Dis-moi si tu veux que je change le ton !",
      "Puis-je vous aider pour autre chose ?",
      "Si vous avez d'autres questions, n'hésitez pas à les poser.",
      "Je reste à votre disposition pour toute modification.",
    ],
    counterExamples: [
      "Si vous avez des questions, appelez-nous.",
      "Dites-nous en commentaire quel pain vous préférez.",
      "Pour toute question sur le planning, appelez Mme Morin après 18 heures.",
    ])
}
