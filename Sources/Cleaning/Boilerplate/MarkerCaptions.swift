// Captions of chat programs' windows in the languages in which they are shown, besides English and Chinese.

enum MarkerCaptions {
  /// Captions that fill a line; in lower case.
  static let translated: Set<String> = [
    "chatgpt hat gesagt:", "chatgpt sagte:", "du hast gesagt:", "sie haben gesagt:", "antwort neu generieren",
    "neu generieren", "antwort erneut generieren", "generierung stoppen", "antwort stoppen", "weiter generieren",
    "code kopieren", "war diese unterhaltung bisher hilfreich?", "war diese antwort hilfreich?", "neuer chat",
    "ist diese konversation bisher hilfreich?", "war diese antwort besser oder schlechter?",
    "chatgpt kann fehler machen. überprüfe wichtige informationen.",
    "chatgpt kann fehler machen. überprüfen sie wichtige informationen.", "vorlesen", "quellen anzeigen",
    "chatgpt a dit :", "chatgpt a dit\u{a0}:", "chatgpt a dit:", "vous avez dit :", "vous avez dit\u{a0}:",
    "régénérer la réponse", "régénérer", "arrêter de générer", "arrêter la génération", "continuer à générer",
    "copier le code", "cette conversation vous est-elle utile jusqu'à présent ?", "nouvelle discussion",
    "cette conversation vous est-elle utile jusqu’à présent ?", "cette réponse est-elle meilleure ou moins bonne ?",
    "chatgpt peut commettre des erreurs. il est recommandé de vérifier les informations importantes.",
    "chatgpt peut faire des erreurs. envisagez de vérifier les informations importantes.",
    "chatgpt dijo:", "dijiste:", "tú dijiste:", "regenerar respuesta", "regenerar", "volver a generar",
    "detener la generación", "dejar de generar", "continuar generando", "copiar código", "nuevo chat",
    "¿te está resultando útil esta conversación hasta ahora?", "¿esta respuesta fue mejor o peor?",
    "chatgpt puede cometer errores. comprueba la información importante.",
    "chatgpt puede cometer errores. considera verificar la información importante.",
    "chatgpt сказал:", "вы сказали:", "сгенерировать ответ заново", "сгенерировать заново", "повторить генерацию",
    "остановить генерацию", "продолжить генерацию", "скопировать код", "копировать код", "новый чат",
    "насколько полезен этот разговор?", "полезен ли этот разговор?", "этот ответ лучше или хуже?",
    "chatgpt может допускать ошибки. проверяйте важную информацию.",
    "chatgpt может ошибаться. проверяйте важную информацию.",
    "chatgptにメッセージを送信する", "chatgpt にメッセージを送信する", "コピー 共有 再生成", "chatgpt に質問する",
    "chatgpt の回答:", "chatgpt の回答：", "回答を再生成", "再生成する", "応答を再生成", "生成を停止", "応答を停止",
    "生成を続ける", "コードをコピーする", "コードをコピー", "新しいチャット", "この会話はこれまでのところ役に立っていますか？", "この回答は役に立ちましたか？",
    "chatgpt の回答は必ずしも正しいとは限りません。重要な情報は確認するようにしてください。",
    "chatgpt は間違えることがあります。重要な情報は確認してください。",
    "chatgpt의 말:", "나의 말:", "답변 다시 생성", "답변 다시 생성하기", "응답 다시 생성", "다시 생성", "생성 중지", "계속 생성", "코드 복사", "새 채팅",
    "지금까지의 대화가 도움이 되었나요?", "이 답변이 도움이 되었나요?", "chatgpt는 실수를 할 수 있습니다. 중요한 정보를 확인하세요.",
    "chatgpt는 실수할 수 있습니다. 중요한 정보를 확인하세요.",
  ]
}
