// What French boilerplate is made of.

enum FrenchVocabulary {
  static let lists: [String: [String]] = [
    // What an assistant calls itself; `machine` needs a limitation beside it.
    "fr:ai": [
      """
      ((simple|grand|grande|petit|humble|bon) )*(modèle (de langage|linguistique|de langue|d'ia|d'intelligence \
      artificielle|de traitement du langage|génératif|conversationnel|d'apprentissage|de texte)|modèle d'ia|\
      assistante? (ia|d'ia|virtuelle?|numérique|conversationnel(le)?|intelligente?|développée? par|créée? par|\
      conçue? par|basée? sur|d'intelligence|automatisée?|propulsée? par)|ia|i\\.a\\.|intelligence artificielle|\
      chatbot|agent conversationnel|robot conversationnel|système d'(ia|intelligence artificielle)|programme \
      d'(ia|intelligence artificielle)|outil d'(ia|intelligence artificielle)|llm|chatgpt|entité (virtuelle|\
      numérique|artificielle))%( (conversationnelle|de langage|générative|développée?|créée?|textuelle|\
      linguistique|entraînée?|virtuelle))*
      """
    ],
    "fr:machine": ["(machine|algorithme|programme( informatique)?|logiciel|robot|bot|ordinateur|assistant)%"],
    // What may stand before the sentence proper.
    "fr:aside": [
      "(p\\.? ?(s|d)\\.?|ps|pd)(:| -)?",
      """
      (~(,| -|;) ?|(note|remarque|important|nb|n\\.b\\.|attention|avertissement|précision|rappel|ps|p\\.-?s\\.|\
      par souci de transparence|pour être (clair|transparent|honnête)|à noter|transparence): ?|(malheureusement|\
      cependant|toutefois|mais|et|donc|or|bien sûr|néanmoins|hélas|aussi|gardez à l'esprit|garde à l'esprit|\
      notez( bien)?|note( bien)?|sachez|sache|veuillez noter|rappelez-vous|rappelle-toi|n'oubliez pas|n'oublie \
      pas|gardez en tête|garde en tête|attention|je précise|je tiens à préciser|je dois préciser|je rappelle|je \
      vous rappelle|je te rappelle|comprenez|comprends|il faut savoir|il est important de (noter|préciser|\
      rappeler)|merci de noter|à noter|je regrette|je suis désolée?|désolée?|vu|étant donné)( également| aussi| \
      toutefois| cependant| donc| bien)? ?(que |qu')?)
      """,
    ],
    // What it says of itself.
    "fr:limit": [
      """
      (ne|n'|pas|jamais|aucun|aucune|sans|seulement|uniquement|erreurs?|tromper|vérifi|consult|professionnel|\
      neutre|limit|incapable|impossible|données|opinion|expert|médecin|avocat|prudence)
      """
    ],
    "fr:maker": ["(openai|google|anthropic|meta|microsoft|mistral( ai)?|deepseek|alibaba|xai)"],
    // The user.
    "fr:you": ["(vous|te|t'|toi|tu|votre|vos|ton|ta|tes)"],
    // What an assistant does to a text, by stems.
    "fr:do": [
      """
      (aid|assist|réécri|rédig|écri|reformul|résum|expliqu|tradui|raccourci|allong|développ|complét|adapt|\
      modifi|amélior|corrig|ajout|propos|suggér|donn|fourni|prépar|mett|mets|mette|transform|conver|cré|génér|\
      détaill|approfond|répon|clarifi|précis|present|présent|montr|guid|list|fais|fasse|faire|ajust|peaufin|\
      simplifi|continu|poursui|retravaill|personnalis|compar|calcul|analys|étoff|recommand|accompagn|partag|\
      renseign|décri|illustr|orient|éclair|affin|enrichi|intègr|intégr|change|structur|organis|vérifi|évalu|\
      interprét|esquiss|planifi|recherch|envoy|juger|conseill|prédi|spécul|produi|insér|illustr|tabl|dévelop|\
      rallong|découp|tester|pratiqu|rédi|peaufin|optimis|approfond|vulgaris|générer|relire|relis|poursuiv)
      """
    ],
    // What it announces.
    "fr:product": [
      """
      (version|proposition|brouillon|ébauche|texte|article|billet|résumé|synthèse|aperçu|introduction|\
      explication|guide|liste|tableau|réponse|conseils|exemples?|étapes|informations?|infos|points|traduction|\
      reformulation|idées|plan|poème|histoire|lettre|courriel|e-mail|mail|description|présentation|comparaison|\
      analyse|partie|suite|recette|code|script|explications|éléments|suggestions?|modèle|programme|fiche|\
      variantes?|titres|essentiel|principaux|principales|ce que je|comment|quelques|dissertation|rédaction|post|\
      légende|vue d'ensemble|tour d'horizon|détails|raisons|arguments)%
      """
    ],
    // How it agrees and greets.
    "fr:interjection": [
      """
      (oui|d'accord|bien sûr|certainement|absolument|avec (grand )?plaisir|volontiers|entendu|compris|bien \
      entendu|parfait|très bien|super|génial|pas de (souci|problème)|aucun (souci|problème)|bonjour|salut|tout \
      à fait|évidemment|c'est noté|noté|ok|okay|excellent|naturellement|ça marche|c'est parti|bonne idée|bien \
      reçu|merveilleux|magnifique|désolée?|toutes mes excuses|mes excuses|parfaitement|effectivement|à votre \
      service|sans problème|formidable|top|allons-y|voilà)( ~)?
      """,
      """
      (c'est une |c'est un |quelle |voilà une |en voilà une )?(très |vraiment une |vraiment )?(excellente?|\
      bonne|belle|très bonne|intéressante|super|passionnante|importante|pertinente) (question|idée|sujet|\
      demande|remarque|initiative)( ~)?
      """,
      "(merci|je vous remercie|je te remercie)( beaucoup| bien)?( pour| de| d')?( ~)?",
      "(vous avez|tu as) (tout à fait |parfaitement |entièrement |totalement |absolument )*raison( ~)?",
      "(excellent|bon) (choix|point|sujet)( ~)?",
      "je (suis|serais|serai) (ravie?|heureu(x|se)|enchantée?) de ~",
    ],
    "fr:made": [
      """
      (rédigé|préparé|réécrit|reformulé|résumé|corrigé|raccourci|traduit|adapté|modifié|créé|élaboré|écrit|\
      révisé|retravaillé|amélioré|simplifié|allégé|synthétisé|regroupé|intégré|conçu|généré|optimisé)e?s?%
      """
    ],
    "fr:asme": [
      """
      (en tant qu(e |')|comme |étant |en ma qualité d(e |')|puisque je suis |comme je suis |étant donné que je \
      suis |dans la mesure où je suis |parce que je suis |en ma qualité d'|n'étant qu'|n'étant que |je ne suis \
      qu'|agissant comme )(une? |votre |ton |simple |l')?
      """
    ],
    // The assistant.
    "fr:i": ["((je|me|moi|mes|mon|ma|puis-je|dois-je)%|j'|m')"],
    "fr:youstrict": ["((vous|te|toi|tu|votre|vos|ton|ta|tes)%|t')"],
    // What a user may want besides.
    "fr:more": [
      """
      (plus|autres?|davantage|encore|version|variante|exemples?|détails|aide|utile|clair|questions?|section|\
      partie|points?|sujet|tableau|liste|résumé|traduction|texte|ton|style|brouillon|court|courte|long|longue|\
      formel|changer|modifier|adapter|approfondir|savoir|options?|idées|suggestions|cherchiez|cherchais|\
      convient|convenir|aspect|suite|étape|attentes)%
      """
    ],
    "fr:neg": ["(pas|aucune?|jamais|ni|plus|sans|n'|ne)"],
    // Limits that only machines have.
    "fr:lim": [
      """
      (temps réel|votre écran|ton écran|(ouvrir|accéder (à|au|aux)|consulter|lire|voir|suivre|cliquer sur) (le|\
      ce|les|ces|des|un|vos|tes|votre|ton)( ~)? ?liens?%|liens? …(ouvrir|accéder|consulter|lire)|conversations? \
      (précédentes?|passées?|antérieures?)|échanges (précédents|passés)|accès (à )?(l')?internet|accès à (vos|\
      tes|des données|aux données|aux informations|l'actualité|votre)|sur (internet|le web)|naviguer|à internet|\
      vos fichiers|tes fichiers|données actualisées|d'une conversation à l'autre)
      """
    ],
    // The assistant as what it is.
    "fr:asai": ["(en tant qu(e |')|comme |étant |n'étant qu('|e ))(une? |simple )?{fr:ai}"],
    "fr:isai": [
      "je (ne )?suis (qu'|que |seulement |simplement |juste |uniquement )?(une? |votre |pas |le )?{fr:ai}"
    ],
    // How it apologises.
    "fr:sorry": [
      """
      ((je suis |vraiment |sincèrement )*désolée?|malheureusement|je regrette|navrée?|pardon|excusez-moi|\
      excuse-moi|toutes mes excuses|mes excuses|je m'excuse|je comprends ~|non|merci ~|hmm?|oups|hélas|je \
      crains ~)(,| mais|\\.| -|!)?
      """
    ],
    // How it refuses, and what it refuses to do.
    "fr:cannot": [
      """
      (je (ne |n')~(pas|aucune?|plus|rien|jamais|ni)%|je (dois|préfère|me vois dans l'obligation de|me dois de) \
      ~(refuser|décliner|m'abstenir)|il m'est impossible|il ne m'est pas possible|je refuse|je m'abstiens)
      """
    ],
    "fr:rnoun": [
      """
      (demande|contenus?|sujet|jeu de rôle|instructions|conseils?|prédictions?|recommandations?|conversation|\
      e-mails?|appels|liens?|pdf|tâche|images?|politiques?|diagnostic|jugement|opinion|répondre|permis|\
      autorisée?|continuer|participer|parler|reproduire|identifier|confirmer|accéder|envoyer|télécharger|\
      commenter|position|aide|question|comprend|genre|type|mesure|à l'aise|cela|ça|informations?)
      """
    ],
    // What a user is asked to tell.
    "fr:tell": [
      """
      {fr:aside}*(et |surtout |alors |donc |veuillez |merci de )*(dis|dites|demande|demandez|donne|donnez|\
      envoie|envoyez|partage|partagez|décris|décrivez|fais|faites|précise|précisez|indique|indiquez|pose|posez|\
      colle|collez|copie|copiez|n'oubliez|reviens|revenez)(-| |%)~ ?(moi%|me %|savoir (si|ce|quel)|, je %)…
      """
    ],
  ]
}
