// Words that tell prose from a page's furniture, in some twenty languages.

/// The words that statistics count, and those of the page's title.
struct WordLists: Sendable {
  let stopWords: NameTable
  let furniture: NameTable

  static let shared = WordLists()

  private init() {
    stopWords = NameTable(Self.list(Self.stopWordText))
    furniture = NameTable(Self.list(Self.furnitureText))
  }

  private static func list(_ text: String) -> [(name: String, value: UInt8)] {
    text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { (String($0), 1) }
  }

  private static let stopWordText = """
    the of and to in a is that for it was on are as with be by this at from or have an not they which you we he his her
    but had all were when there can more if will would who so no their what been has its into than them some could our
    der die das und ist in den von zu mit sich des auf für im dem nicht ein eine als auch es an werden aus er hat dass
    sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch
    le la les de des et en un une du est que dans pour qui sur pas par au plus ne se ce il sont avec son aux ou mais
    el los las y es por con una para del al lo como más pero sus su ha o este sí porque esta entre cuando muy sin
    il di che è per del con non si da della alla sono gli ma nel anche dei delle più come ai questo
    o os as do da em um uma não no na com por mais dos foi ao das se quem mas
    de het een van en dat die niet op te zijn met voor aan er om maar ook als naar dan bij nog
    och att det som på är av för med den till inte ett om har de var jag men han så
    og er på en til som med av det ikke fra han den var ble
    i w na z do że się nie jest to o po jak dla za od przez przy ale czy tak
    a je se na v že s z do i o ve k pro za po jako ale by
    ve bir bu da de için ile çok olarak daha olan gibi ne var kadar
    yang dan di untuk dengan dari ini itu pada tidak dalam akan
    và của là có cho các không được trong một với những
    и в не на что я с он а как это по но они мы из у за от же к для так все было бы о
    та що не на у з до як це за від для є
    και το να του η της με που για την από είναι σε τα
    את של על לא זה עם הוא כי גם
    من في على إلى أن عن هذا التي مع
    के है में की को से और का पर
    ja on ei se että oli mutta kun niin myös
    az a és hogy nem is egy ez de meg
    și în de la cu pe nu un o este că din care
    """

  private static let furnitureText = """
    copyright reserved cookie cookies privacy policy terms subscribe newsletter login logout signin signup register share
    tweet facebook twitter pinterest linkedin whatsapp instagram youtube comments comment reply replies related next
    previous prev advertisement advertisements sponsored menu home contact about search sitemap navigation skip tags
    categories category archives follow email print rss feed disclaimer loading javascript browser enable unsubscribe
    impressum datenschutz agb kommentar kommentare antworten teilen drucken anmelden registrieren suche startseite
    kontakt weiterlesen mehr werbung anzeige nutzungsbedingungen schlagwörter veröffentlicht abonnieren passwort
    accueil partager imprimer commentaires mentions légales connexion inscrire publicité recherche
    compartir comentarios suscríbete inicio buscar publicidad condividi commenti accedi cerca pubblicità
    compartilhar comentários reacties delen aanmelden zoeken komentarze udostępnij szukaj reklama
    войти регистрация комментарии поделиться реклама поиск главная
    add cart checkout wishlist shipping account password username forgot download upload permalink posted filed
    views likes posts joined member members guest quote report edit moderator online views
    版权 登录 注册 评论 分享 上一 下一 关注 收藏 首页 举报 转载 责任 编辑 热门 推荐 相关 阅读 客服 备案 微信 微博 扫码 回复 发表
    """
}
