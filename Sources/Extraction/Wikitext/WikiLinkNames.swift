// The names that tell links apart, in the languages of large wikis. A page does not say how its wiki calls its files.

/// Namespaces, languages and words before a link's colon or its target.
enum WikiLinkNames {
  /// What a prefix says of a link.
  enum Kind: UInt8 {
    case file = 1
    case category = 2
    /// The same page in another language.
    case language = 3
  }

  /// The kind of link with `prefix` before its first colon; nil when it is prose.
  static func kind(_ prefix: UnsafeBufferPointer<UInt8>) -> Kind? {
    prefixes.value(of: prefix).flatMap { Kind(rawValue: $0) }
  }

  static func isRedirect(_ word: UnsafeBufferPointer<UInt8>) -> Bool { redirects.value(of: word) != nil }

  /// True for the last part of a file's link that is no caption: `thumb`, `right`, `200px`.
  static func isImageOption(_ part: UnsafeBufferPointer<UInt8>) -> Bool {
    if imageOptions.value(of: part) != nil { return true }
    let trimmed = part.drop { $0 <= 0x20 }
    return (trimmed.first.map { $0 &- 0x30 < 10 } ?? false) && trimmed.count < 16
      && String(decoding: trimmed, as: UTF8.self).trimmingSpaces.hasSuffix("px")
  }

  private static let prefixes = WikiNames(
    lists: [
      (Kind.file.rawValue, files), (Kind.category.rawValue, categories), (Kind.language.rawValue, languages),
    ])

  private static let files: StaticString = """
    file|image|datei|bild|fichier|archivo|imagen|ficheiro|arquivo|imagem|immagine|bestand|afbeelding|plik|grafika
    файл|изображение|зображення|выява|слика|датотека|слика|ファイル|画像|文件|档案|檔案|圖像|图像|圖片|图片|파일|그림|صورة|ملف|پرونده|تصویر|فائل
    fil|tiedosto|kuva|soubor|obrázok|súbor|fájl|kép|fișier|fişier|imagine|dosya|resim|tập tin|hình|berkas|gambar|imej|fail|ไฟล์|ภาพ
    קובץ|תמונה|αρχείο|εικόνα|fitxer|imatge|fitxategi|irudi|dosiero|pilt|vaizdas|attēls|datoteka|slika|skedë|figura|delwedd|íomhá|mynd
    चित्र|फ़ाइल|चित्रम्|ছবি|চিত্র|படிமம்|கோப்பு|దస్త్రం|బొమ్మ|പ്രമാണം|ചിത്രം|ಚಿತ್ರ|ચિત્ર|ਤਸਵੀਰ|සොනුව|រូបភាព|ဖိုင်
    პატკერი|ფაილი|სურათი|պատկեր|şəkil|fayl|сурет|файл|нүх|talaksan|larawan|picha|lêer|beeld|ofbyld|imago|imaxe|payl|wêne|ስዕል
    """

  private static let categories: StaticString = """
    category|kategorie|catégorie|categoría|categoria|categorie|kategoria|категория|категорія|катэгорыя|категорија|カテゴリ|分类|分類|분류
    تصنيف|رده|زمرہ|kategori|luokka|kategória|kategorija|kategooria|kategória|kategori|thể loại|หมวดหมู่|קטגוריה|κατηγορία|kategoria
    kategorio|catègoria|catagóir|categori|flokkur|श्रेणी|वर्ग|বিষয়শ্রেণী|பகுப்பு|వర్గం|വർഗ്ഗം|ವರ್ಗ|શ્રેણી|ਸ਼੍ਰੇਣੀ|ප්‍රවර්ගය|ចំណាត់ថ្នាក់ក្រុម|ကဏ္ဍ
    კატეგორია|կատեգորիա|kateqoriya|санат|ангилал|kaurian|kategorya|jamii|turkum|kategorî|кӕтегори|төркем|категори|категорі|ക|መደብ
    """

  private static let redirects = WikiNames(
    lists: [
      (
        1,
        """
        redirect|weiterleitung|redirection|redirección|redireccion|redirecionamento|rinvia|rinvio|rimando|doorverwijzing|patrz|przekieruj|tam
        перенаправление|перенапр|перенаправлення|перанакіраванне|преусмери|пренасочване|виж|преусмјери|転送|リダイレクト|重定向|넘겨주기|تحويل|تغییر_مسیر|تغییرمسیر
        omdirigering|omdiriger|uudelleenohjaus|ohjaus|přesměruj|presmeruj|átirányítás|redirectează|yönlendi̇rme|yönlendirme|đổi|alih|lencong|เปลี่ยนทาง
        הפניה|ανακατευθυνση|redirecció|birzuzendu|alidirektu|suuna|peradresavimas|pāradresācija|preusmjeri|preusmeritev|ridrejtimi
        अनुप्रेषित|पुनर्निर्देशन|পুনর্নির্দেশ|వెளிమாற்று|దారిమార్పు|გადამისამართება|վերահղում|aydau|айдау|istiqamətləndirmə|tilvísun|athsheoladh
        """
      )
    ])

  private static let imageOptions = WikiNames(
    lists: [
      (
        1,
        """
        thumb|thumbnail|frame|framed|frameless|border|right|left|center|centre|none|upright|baseline|middle|top|bottom|sub|super
        mini|miniatur|hochkant|rechts|links|zentriert|ohne|rahmenlos|gerahmt|vignette|droite|gauche|centré|miniatura|derecha|izquierda
        miniaturadeimagen|miniaturadaimagem|direita|esquerda|destra|sinistra|мини|миниатюра|справа|слева|центр|サムネイル|右|左|中央|缩略图|縮圖|居中|無框|无框
        تصغير|يمين|يسار|مركز
        """
      )
    ])

  /// The codes of Wikipedia's languages, as they stand before links between them.
  private static let languages: StaticString = """
    aa|ab|ace|ady|af|ak|als|alt|am|ami|an|ang|ann|anp|ar|arc|ary|arz|as|ast|atj|av|avk|awa|ay|az|azb|ba|ban|bar|bat-smg|bbc|bcl|bdr
    be|be-tarask|be-x-old|bew|bg|bh|bi|bjn|blk|bm|bn|bo|bpy|br|bs|btm|bug|bxr|ca|cbk-zam|cdo|ce|ceb|ch|cho|chr|chy|ckb|co|cr|crh|cs
    csb|cu|cv|cy|da|dag|de|dga|din|diq|dsb|dtp|dty|dv|dz|ee|el|eml|en|eo|es|et|eu|ext|fa|fat|ff|fi|fiu-vro|fj|fo|fon|fr|frp|frr|fur|fy
    ga|gag|gan|gcr|gd|gl|glk|gn|gom|gor|got|gpe|gu|guc|gur|guw|gv|ha|hak|haw|he|hi|hif|ho|hr|hsb|ht|hu|hy|hyw|hz|ia|iba|id|ie|ig|igl
    ii|ik|ilo|inh|io|is|it|iu|ja|jam|jbo|jv|ka|kaa|kab|kaj|kbd|kbp|kcg|kg|kge|ki|kj|kk|kl|km|kn|knc|ko|koi|kr|krc|ks|ksh|ku|kus|kv|kw
    ky|la|lad|lb|lbe|lez|lfn|lg|li|lij|lld|lmo|ln|lo|lrc|lt|ltg|lv|lzh|mad|mai|map-bms|mdf|mg|mh|mhr|mi|min|mk|ml|mn|mni|mnw|mos|mr
    mrj|ms|mt|mus|mwl|my|myv|mzn|na|nah|nan|nap|nds|nds-nl|ne|new|ng|nia|nl|nn|no|nb|nov|nqo|nr|nrm|nso|nup|nv|ny|oc|olo|om|or|os|pa
    pag|pam|pap|pcd|pcm|pdc|pfl|pi|pih|pl|pms|pnb|pnt|ps|pt|pwn|qu|rm|rmy|rn|ro|roa-rup|roa-tara|rsk|ru|rue|rw|sa|sah|sat|sc|scn|sco
    sd|se|sg|sgs|sh|shi|shn|si|simple|sk|skr|sl|sm|smn|sn|so|sq|sr|srn|ss|st|stq|su|sv|sw|syl|szl|szy|ta|tay|tcy|tdd|te|tet|tg|th|ti
    tk|tl|tly|tn|to|tpi|tr|trv|ts|tt|tum|tw|ty|tyv|udm|ug|uk|ur|uz|ve|vec|vep|vi|vls|vo|vro|wa|war|wo|wuu|xal|xh|xmf|yi|yo|yue|za|zea
    zgh|zh|zh-classical|zh-min-nan|zh-yue|zh-cn|zh-tw|zu
    """
}
