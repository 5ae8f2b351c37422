// What the words in front of a number say of it.

import TextAnalysis

/// Lists of words, and whether one of a list stands in front of a place.
struct ContextWords: Sendable {
  /// In small letters; each with what may follow it before the number ("number", "no.").
  private let words: [[UInt8]]

  private init(_ words: String) {
    self.words = words.utf8.split(separator: 0x20).map(Array.init)
  }

  /// True when a word of `list` stands in front of `position`, on its line, with nothing but punctuation and words such
  /// as "number" in between.
  static func precede(_ position: Int, in text: FoldedText, _ list: ContextWords) -> Bool {
    var place = position
    for _ in 0..<4 {
      guard let wordEnd = skipPunctuation(before: place, in: text) else { return false }
      if list.wordStart(endingAt: wordEnd, in: text) != nil { return true }
      guard let fillerStart = fillers.wordStart(endingAt: wordEnd, in: text) else { return false }
      place = fillerStart
    }
    return false
  }

  /// True when a word of the list begins at `position`; one in letters of ASCII ends there, too.
  func begins(at position: Int, in text: FoldedText) -> Bool {
    words.contains { word in
      guard position + word.count <= text.end else { return false }
      let isEqual = word.indices.allSatisfy { index in
        let byte = text.bytes[position + index]
        return byte == word[index] || (word[index] < 0x80 && byte | 0x20 == word[index])
      }
      guard isEqual, word[0] < 0x80 || word[0] == 0xd1 else { return isEqual }
      return text.character(at: position + word.count).map { !FoldedText.joinsWords($0.scalar) } ?? true
    }
  }

  /// Behind the word in front of `position`; nil when something stands between that parts the two.
  private static func skipPunctuation(before position: Int, in text: FoldedText) -> Int? {
    var place = position
    for _ in 0..<8 {
      guard let character = text.character(before: place) else { return nil }
      let scalar = character.scalar
      if scalar >= 0x80 ? UnicodeClasses.isLetter(scalar) || UnicodeClasses.isMark(scalar) : character.isASCIILetter {
        return place
      }
      // Masks end with a bracket: they are no words. A line above says nothing.
      if character.isDigit || scalar < 0x20 && scalar != 0x09 || [0x3e, 0x5d, 0x7d].contains(scalar) { return nil }
      place -= character.byteCount
    }
    return nil
  }

  /// Where a word of the list that ends at `end` begins.
  private func wordStart(endingAt end: Int, in text: FoldedText) -> Int? {
    for word in words {
      guard let start = start(of: word, endingAt: end, in: text) else { continue }
      if word[0] >= 0xe3, word[0] <= 0xed { return start }
      // A word of its own, also of a name such as `userPhone`, and no part of a name with dots.
      guard let before = text.character(before: start) else { return start }
      if before.scalar >= 0x80 {
        if FoldedText.joinsWords(before.scalar) { continue }
      } else if before.isASCIILetter {
        let isCapital = text.character(at: start).map { $0.isASCIILetter && $0.scalar & 0x20 == 0 } ?? false
        guard isCapital, before.scalar & 0x20 != 0 else { continue }
      } else if before.is(".") {
        continue
      }
      return start
    }
    return nil
  }

  private func start(of word: [UInt8], endingAt end: Int, in text: FoldedText) -> Int? {
    var place = end
    var index = word.count
    while index > 0 {
      if word[index - 1] < 0x80 {
        guard let character = text.character(before: place), character.scalar < 0x80,
          UInt8(character.scalar) | (character.isASCIILetter ? 0x20 : 0) == word[index - 1]
        else { return nil }
        place -= character.byteCount
      } else {
        guard place > text.start, text.bytes[place - 1] == word[index - 1] else { return nil }
        place -= 1
      }
      index -= 1
    }
    return place
  }

  /// Words between a name and its number.
  private static let fillers = ContextWords(
    "number numbers numero número numéro nummer no nr num me us at on is to the in our my your his her now toll free "
      + "line office home work direct business or international local code адрес номер 号码 號碼 号 號 是 为 為 番号 번호 하기")

  /// What is called.
  static let phone = ContextWords(
    "tel tels phone phones telephone telephones tele ph fon telefon telefono teléfono téléphone téléph tél telefone telefoon "
      + "telefonnummer telefonisch rufnummer puhelin telefón mobile mobil mob móvil movil celular cellulare cell cellphone "
      + "handy handynummer portable gsm fax telefax faks call calls calling whatsapp viber wechat hotline helpline "
      + "landline dial ring ruf тел Тел ТЕЛ телефон Телефон телефоны моб факс Факс звоните Звоните "
      + "電話 电话 手机 手機 座机 传真 傳真 热线 熱線 移动 联系方式 致电 致電 拨打 撥打 "
      + "携帯 ファックス ファクス フリーダイヤル 전화 휴대폰 핸드폰 연락처 팩스 هاتف تلفون الهاتف جوال تلفن फोन मोबाइल โทร โทรศัพท์")

  /// What makes a number one that is no phone's and no card's.
  static let otherNumber = ContextWords(
    "isbn issn isin doi pmid pmc arxiv oclc order orders serial sn invoice tracking shipment parcel sku upc ean gtin asin id "
      + "ids uid uuid gid pid tid cid qq account acct part item model case docket file files ref reference refs ticket "
      + "version build timestamp hash patent zip box barcode imei vin vat ein tin npi isrc lot batch bug issue commit "
      + "az aktenzeichen bestellnummer bestellung rechnung rechnungsnummer kundennummer auftrag auftragsnummer artikel "
      + "artikelnummer steuernummer commande facture dossier réf référence siret siren pedido factura expediente cnpj cpf "
      + "nif cif pratica protocollo ordine fattura zamówienie faktura nip regon pesel objednávka "
      + "amount total totals sum price prices budget revenue usd eur gbp cny rmb jpy hkd "
      + "订单 訂單 单号 單號 编号 編號 编码 代码 账号 賬號 账户 卡号 流水 序列 条码 条形码 统一社会信用代码 时间戳 案号 学号 工号 证号 "
      + "货号 批号 型号 运单 快递单 发票 备案 金额 人民币 共计 合计 总计 总额 价格 售价 注册资本 人口 "
      + "注文 注文番号 品番 заказ заказа счёт счет договор договора дело артикул инн ИНН огрн ОГРН снилс СНИЛС кпп КПП 주문번호")

  /// What stands in front of any number; in front of one without groups it says that it is no phone's.
  static let number = ContextWords("no nr num number numbers № номер")

  /// What stands behind amounts and counts.
  static let unit = ContextWords(
    "元 圆 圓 円 원 美元 欧元 日元 港元 韩元 英镑 人民币 亿 億 万 萬 股 吨 噸 次 人次 个 個 件 字节 руб рублей ₽ ₹ € £ ¥ ₩ % ‰ "
      + "usd eur euro euros gbp cny rmb jpy yen won dollars bytes byte km kg mm ms")

  /// 人 名 位 家 条 張 张 本 台 辆 輛 只 隻: words for what is counted.
  static let countedThings: Set<UInt32> = Set("人名位家条張张本台辆輛只隻".unicodeScalars.map(\.value))

  /// What comes in front of numbers of versions and sections.
  static let numbering = ContextWords(
    "v ver vers version versions versione versión versión release releases rev revision build firmware kernel driver "
      + "section sections sec chapter clause paragraph para article art fig figure table appendix step rule item oid update "
      + "upgrade patch firefox chrome chromium safari opera edge windows android ios macos java jdk flash "
      + "版本 版 第 章 节 節 版本号 バージョン версия версии Версия 버전")

  /// What comes in front of addresses.
  static let host = ContextWords(
    "ip ips ipv ip地址 address addresses addr adresse dirección host hosts hostname server servers gateway dns "
      + "nameserver nameservers resolver ping from client peer router proxy 地址 服务器 адрес IP-адрес アドレス サーバー")

  /// What comes in front of numbers of payment cards.
  static let card = ContextWords(
    "card cards cardnumber cardno creditcard ccnumber visa mastercard maestro amex express discover diners jcb unionpay credit debit cc pan carte karte tarjeta "
      + "kreditkarte 卡号 卡號 信用卡 银行卡 銀行卡 借记卡 储蓄卡 カード карта карты Карта 카드")
}
