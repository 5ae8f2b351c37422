// Languages told by the built-in identifier, and the stage that writes them down.

import Corpus
import TestSupport
import Testing

@testable import Cleaning

/// A few words of a kind that no training text has, in every language that shares its script with others and some more.
private let sentences: [(tag: String, text: String)] = [
  ("en", "My grandmother baked bread every Saturday, and we children waited by the oven until it was done."),
  ("de", "Meine Großmutter backte jeden Samstag Brot, und wir Kinder warteten am Ofen, bis es fertig war."),
  ("fr", "Ma grand-mère faisait du pain tous les samedis et nous, les enfants, attendions près du four."),
  ("es", "Mi abuela hacía pan todos los sábados y los niños esperábamos junto al horno hasta que estaba listo."),
  ("pt", "A minha avó fazia pão todos os sábados e nós, crianças, esperávamos junto ao forno até ficar pronto."),
  ("it", "Mia nonna faceva il pane ogni sabato e noi bambini aspettavamo vicino al forno finché era pronto."),
  ("nl", "Mijn grootmoeder bakte elke zaterdag brood en wij kinderen wachtten bij de oven tot het klaar was."),
  ("sv", "Min mormor bakade bröd varje lördag, och vi barn väntade vid ugnen tills det var färdigt."),
  ("da", "Min bedstemor bagte brød hver lørdag, og vi børn ventede ved ovnen, indtil det var færdigt."),
  ("nb", "Bestemoren min bakte brød hver lørdag, og vi barna ventet ved ovnen helt til det ble ferdig."),
  ("fi", "Isoäitini leipoi leipää joka lauantai, ja me lapset odotimme uunin vieressä, kunnes se oli valmista."),
  ("is", "Amma mín bakaði brauð á hverjum laugardegi og við börnin biðum við ofninn þangað til það var tilbúið."),
  ("pl", "Moja babcia piekła chleb w każdą sobotę, a my, dzieci, czekaliśmy przy piecu, aż będzie gotowy."),
  ("cs", "Moje babička pekla chleba každou sobotu a my děti jsme čekaly u pece, až bude hotový."),
  ("sk", "Moja stará mama piekla chlieb každú sobotu a my deti sme čakali pri peci, kým nebol hotový."),
  ("hu", "A nagymamám minden szombaton kenyeret sütött, és mi, gyerekek, a kemencénél vártunk, amíg elkészült."),
  ("ro", "Bunica mea făcea pâine în fiecare sâmbătă, iar noi, copiii, așteptam lângă cuptor până era gata."),
  ("sl", "Moja babica je vsako soboto pekla kruh, otroci pa smo čakali pri peči, dokler ni bil pečen."),
  ("tr", "Büyükannem her cumartesi ekmek pişirirdi ve biz çocuklar hazır olana kadar fırının yanında beklerdik."),
  ("id", "Nenek saya membuat roti setiap hari Sabtu dan kami anak-anak menunggu di dekat oven sampai matang."),
  ("vi", "Bà tôi nướng bánh mì vào mỗi thứ bảy và bọn trẻ chúng tôi đợi bên lò cho đến khi bánh chín."),
  ("ca", "La meva àvia feia pa cada dissabte i els nens esperàvem vora el forn fins que era a punt."),
  ("eu", "Nire amonak larunbatero ogia egiten zuen, eta gu, umeak, labearen ondoan zain egoten ginen."),
  ("et", "Minu vanaema küpsetas igal laupäeval leiba ja meie, lapsed, ootasime ahju juures, kuni see valmis sai."),
  ("lv", "Mana vecāmāte katru sestdienu cepa maizi, un mēs, bērni, gaidījām pie krāsns, līdz tā bija gatava."),
  ("lt", "Mano močiutė kiekvieną šeštadienį kepdavo duoną, o mes, vaikai, laukdavome prie krosnies."),
  ("ru", "Моя бабушка каждую субботу пекла хлеб, а мы, дети, ждали у печи, пока он не будет готов."),
  ("uk", "Моя бабуся щосуботи пекла хліб, а ми, діти, чекали біля печі, доки він не буде готовий."),
  ("bg", "Баба ми печеше хляб всяка събота, а ние, децата, чакахме до пещта, докато стане готов."),
  ("sr", "Моја бака је сваке суботе пекла хлеб, а ми, деца, чекали смо поред пећи док не буде готов."),
  ("be", "Мая бабуля кожную суботу пякла хлеб, а мы, дзеці, чакалі каля печы, пакуль ён не будзе гатовы."),
  ("ar", "كانت جدتي تخبز الخبز كل يوم سبت وكنا نحن الأطفال ننتظر بجانب الفرن حتى ينضج"),
  ("fa", "مادربزرگم هر شنبه نان می‌پخت و ما بچه‌ها کنار تنور منتظر می‌ماندیم تا آماده شود"),
  ("hi", "मेरी दादी हर शनिवार को रोटी बनाती थीं और हम बच्चे चूल्हे के पास बैठकर इंतज़ार करते थे"),
  ("zh-Hans", "我奶奶每个星期六都烤面包，我们这些孩子就在炉子旁边等着，直到面包烤好为止。"),
  ("zh-Hant", "我奶奶每個星期六都烤麵包，我們這些孩子就在爐子旁邊等著，直到麵包烤好為止。"),
  ("ja", "祖母は毎週土曜日にパンを焼き、私たち子供は焼き上がるまでかまどのそばで待っていました。"),
  ("ko", "할머니는 토요일마다 빵을 구우셨고 우리 아이들은 다 될 때까지 화덕 옆에서 기다렸다."),
  ("el", "Η γιαγιά μου έφτιαχνε ψωμί κάθε Σάββατο και εμείς τα παιδιά περιμέναμε δίπλα στον φούρνο."),
  ("he", "סבתא שלי אפתה לחם בכל שבת ואנחנו הילדים חיכינו ליד התנור עד שהיה מוכן"),
  ("th", "คุณยายของฉันอบขนมปังทุกวันเสาร์ และพวกเราเด็ก ๆ รออยู่ข้างเตา"),
  ("ta", "என் பாட்டி ஒவ்வொரு சனிக்கிழமையும் ரொட்டி சுட்டார்"), ("te", "మా అమ్మమ్మ ప్రతి శనివారం రొట్టె చేసేది"),
  ("bn", "আমার দাদি প্রতি শনিবার রুটি বানাতেন"),
]

@Suite struct LanguageTests {
  private static let identifier = LanguageIdentifier.builtIn(NGramIdentifier())

  private func identify(_ text: String) -> IdentifiedLanguage { Self.identifier.identify(Array(text.utf8)) }

  @Test(arguments: sentences) func tellsLanguages(_ tag: String, _ text: String) {
    let found = identify(text)
    #expect(found.tag == tag, "\(found)")
    #expect(found.score > 0.3)
  }

  @Test func theTableIsWhole() {
    #expect(LanguageModel.standard?.groups.count == LanguageScript.allCases.count)
    #expect(Self.identifier.tags.count >= 60)
    #expect(Set(Self.identifier.tags).count == Self.identifier.tags.count)
    #expect(Self.identifier.tags.contains("zh-Hant"))
  }

  @Test(arguments: [
    "", "   \n", "12345 67.8 9,000", "https://example.org/de/seite?x=eine&y=der", "!!! ??? --- ***", "name@example.org",
    "/usr/share/doc/readme", "x1 y2 z3 a_b c_d", "\u{1F600}\u{1F601}",
  ]) func whatSaysNothingIsUndetermined(_ text: String) {
    #expect(identify(text) == .undetermined)
  }

  @Test func codeAroundProseDoesNotCount() {
    let prose = "Die Leute kamen von weit her, um die Mühle zu sehen, und blieben bis zum Abend. "
    #expect(
      identify(prose + String(repeating: "value_1 = other_2[3] https://example.org/the/and/of ", count: 20)).tag == "de"
    )
  }

  @Test func aMixedTextHasTheLanguageOfMostOfItAndASmallerScore() {
    let english = "The people came from far away to see the mill, and they stayed there until the late evening. "
    let chinese = "人们从很远的地方来看磨坊，一直待到晚上。"
    let alone = identify(english + english)
    let mixed = identify(english + english + chinese)
    #expect(alone.tag == "en")
    #expect(mixed.tag == "en")
    #expect(mixed.score < alone.score)
    #expect(identify(english + chinese + chinese).tag == "zh-Hans")
  }

  @Test func brokenBytesArePassedOver() {
    var bytes = Array("Meine Großmutter backte jeden Samstag Brot.".utf8)
    bytes.insert(contentsOf: [0xff, 0xc3, 0xe4, 0xb8], at: 20)
    #expect(Self.identifier.identify(bytes).tag == "de")
    var generator = SeededGenerator(seed: 4)
    for count in [1, 2, 100, 5000] {
      let noise = generator.bytes(count: count)
      #expect((0...1).contains(Self.identifier.identify(noise).score))
    }
  }

  /// A long text costs no more than its sample, and one endless word is no trap.
  @Test func longTextsAreSampled() {
    let text = Array(sentences[1].text.utf8)
    var long: [UInt8] = []
    for _ in 0..<10_000 { long += text + [0x20] }
    #expect(Self.identifier.identify(long).tag == "de")
    #expect(Self.identifier.identify([UInt8](repeating: UInt8(ascii: "a"), count: 100_000_000)).score <= 1)
    let ranges = long.withUnsafeBufferPointer { TextSample.ranges(of: $0) }
    #expect(ranges.first?.lowerBound == 0)
    #expect(ranges.last?.upperBound == long.count)
    #expect(ranges.reduce(0) { $0 + $1.count } <= TextSample.byteCount + 8 * 24)
    for (one, next) in zip(ranges, ranges.dropFirst()) { #expect(one.upperBound <= next.lowerBound) }
  }

  @Test func theStageWritesAndKeeps() throws {
    var settings = LanguageStage.Settings()
    settings.keep = ["zh", "de"]
    settings.minimumScore = 0.2
    let stage = try LanguageStage(settings: settings)
    func apply(_ text: String) -> (Verdict, [String: String]) {
      var document = document(text)
      var workspace = Workspace()
      return (stage.apply(to: &document, using: &workspace), document.metadata)
    }
    let german = apply(sentences[1].text)
    #expect(german.0 == .keep)
    #expect(german.1["language"] == "de")
    #expect(german.1["language_score"].flatMap(Double.init) ?? 0 > 0.5)
    let traditional = sentences.first { $0.tag == "zh-Hant" }?.text ?? ""
    #expect(apply(traditional).0 == .keep)
    guard case .drop(let reason) = apply(sentences[0].text).0 else {
      Issue.record("English is not kept")
      return
    }
    #expect(reason.code == "other-language")
    #expect(reason.detail["language"] == "en")
    guard case .drop(let empty) = apply("").0 else {
      Issue.record("nothing is no German")
      return
    }
    #expect(empty.code == "other-language")
    settings.keep = []
    guard case .drop(let unsure) = run(try LanguageStage(settings: settings), "1 2 3").verdict else {
      Issue.record("numbers are uncertain")
      return
    }
    #expect(unsure.code == "uncertain-language")
  }

  @Test func aLanguageThatNobodyKnowsIsAnError() {
    var settings = LanguageStage.Settings()
    settings.keep = ["xx"]
    #expect(throws: CleaningError.self) { try LanguageStage(settings: settings) }
    settings.keep = []
    settings.minimumScore = 2
    #expect(throws: CleaningError.self) { try LanguageStage(settings: settings) }
  }

  @Test func rangesAreThoseOfRFC4647() {
    #expect(LanguageRange("zh").contains("zh-Hans"))
    #expect(LanguageRange("zh-hans").contains("zh-Hans"))
    #expect(!LanguageRange("zh-Hans").contains("zh"))
    #expect(!LanguageRange("s").contains("sl"))
  }
}
