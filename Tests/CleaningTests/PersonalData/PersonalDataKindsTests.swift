// What is personal data and what only looks like it, kind by kind: ⟦…⟧ stands around what is to be masked.

import Corpus
import Testing

@testable import Cleaning

/// The text of an example without its brackets, and the stretches between them.
private func parse(_ example: String) -> (text: [UInt8], stretches: [Range<Int>]) {
  var text: [UInt8] = []
  var stretches: [Range<Int>] = []
  var start = 0
  for scalar in example.unicodeScalars {
    switch scalar {
    case "⟦": start = text.count
    case "⟧": stretches.append(start..<text.count)
    default: text += Array(String(scalar).utf8)
    }
  }
  return (text, stretches)
}

private func expect(
  _ example: String, _ rule: PersonalDataKind, _ settings: PersonalDataStage.Settings = .init(),
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let (text, stretches) = parse(example)
  var masked = document(text)
  var workspace = Workspace()
  let verdict = try PersonalDataStage(settings: settings).apply(to: &masked, using: &workspace)
  var edits: [Edit] = []
  if case .edit(let made) = verdict { edits = made }
  #expect(edits.map { $0.start..<$0.end } == stretches, "\(example)", sourceLocation: sourceLocation)
  #expect(edits.allSatisfy { $0.rule == rule.rawValue && $0.isListed }, "\(example)", sourceLocation: sourceLocation)
}

@Suite struct PersonalDataKindsTests {
  @Test(arguments: [
    "Write to ⟦john.doe@example.com⟧, please.", "<⟦jane_smith+news@mail.example.co.uk⟧>",
    "mailto:⟦a@b.de⟧?subject=x", "‘⟦o'neil@example.ie⟧’ and '⟦x@example.ie⟧'", "⟦ME@EXAMPLE.ORG⟧.",
    "mail ⟦me@example.org⟧.Then go", "⟦12345678@qq.com⟧", "联系邮箱⟦zhang.san@163.com⟧谢谢", "邮箱：⟦li-4@sina.com.cn⟧。",
    "⟦user@münchen.de⟧ und ⟦пример@пример.рф⟧", "⟦ｊｏｈｎ＠ｅｘａｍｐｌｅ．ｃｏｍ⟧", "⟦info@xn--mnchen-3ya.de⟧",
    "https://example.org/?to=⟦me@example.org⟧&x=1", "⟦me@example.com⟧:hunter2", "⟦a@example.photography⟧",
    // In addresses of the web, in strings of programs, and where a space was lost.
    "?to=⟦jane%40doe.org⟧&x=1", "mailto:⟦jane%2Bnews%40doe.org⟧", "mailto://⟦jane@doe.org⟧",
    "user%3D⟦jane%2540doe.org⟧",
    "mailto:%20⟦jane@doe.org⟧", "\\n⟦jane@doe.org⟧\\n", "\\u003c⟦jane@doe.org⟧\\u003e", "⟦jane@doe.org⟧Phone 1",
    "⟦jane@doe.com⟧030", "⟦info@例子.中国⟧谢谢", "⟦me@example.com⟧(home)", "邮箱⟦zhang@163.com⟧（张三）", "⟦this@example.org⟧",
    // What is none.
    "git clone git@github.com:owner/repo.git", "scp me@host.example.org:/etc/hosts .",
    "ssh://deploy@server.example.com/path", "https://user:secret@example.org/", "icon@2x.png", "react@17.0.2",
    "@user@mastodon.social", "user@localhost", "W@h.view(1)", "@app.route", "a @ b.com", "me@", "@example.org",
    "1@2.3", "y = a@b.shape", "z = A@B.T", "x@w.data + c", "(x@w.mean).sum", "x@w.to(device)", "return@forEach.x",
    "this@Outer.id", "m@n.py_file", "part@001.java", "100%40 of", "a%40b", "me@example.invalid",
  ]) func emailAddresses(_ example: String) throws { try expect(example, .email) }

  @Test(arguments: [
    "⟦jane [at] example [dot] org⟧", "⟦jane.doe(at)example.org⟧", "⟦jane at example dot org⟧.",
    "⟦jane {at} example.org⟧",
    "⟦jane＠example.org⟧", "⟦jane@example.org⟧ or ⟦joe(at)example(dot)com⟧",
    "we met at example.org", "look (at) this", "at noon dot matrix", "array[at] = x.org",
  ]) func spelledOutAddressesAreAnOption(_ example: String) throws {
    var settings = PersonalDataStage.Settings()
    settings.includesObfuscatedEmails = true
    try expect(example, .email, settings)
  }

  @Test(arguments: [
    "from ⟦93.184.216.34⟧:8080", "http://⟦151.101.1.140⟧/x", "⟦8.8.8.8⟧", "IP: ⟦11.22.33.44⟧", "⟦93.184.216.34⟧/24.",
    "⟦2001:4860:4860::8888⟧", "[⟦2a00:1450:4001:81b::200e⟧]:80", "⟦2001:0470:0000:0064:0000:0000:0000:0002⟧",
    "⟦2400:cb00::8.8.8.8⟧",
    // Private networks, documentation, multicast, masks.
    "10.0.0.1 172.16.3.4 192.168.1.77 100.64.1.99 127.0.0.1 169.254.99.1 203.0.113.99 239.255.255.250 255.255.255.0",
    "fe80::1ff:fe23:4567:890a fd12:3456:789a::1 2001:db8::99 ::1",
    // Versions, sections, object identifiers, times, hardware addresses.
    "version 94.184.216.34", "Chrome/91.124.77.88", "1.3.6.1.4.1.311", "see 3.2.1.4 above", "93.184.216.340",
    "093.184.216.034", "2.5.29.14 SubjectKeyIdentifier", "v193.2.1.4", "12:30:45", "00:1a:2b:3c:4d:5e", "std::vector",
    "2012:2013", "abcd:ef", "1.2.3.4.5",
  ]) func networkAddresses(_ example: String) throws { try expect(example, .ip) }

  @Test(arguments: [
    "ip ⟦10.0.0.1⟧ and ⟦192.168.1.77⟧ and ⟦fe80::1ff:fe23:4567:890a⟧ and ⟦8.8.4.4⟧ but 127.0.0.1",
    "⟦fd12:3456:789a::1⟧",
  ]) func privateAddressesAreAnOption(_ example: String) throws {
    var settings = PersonalDataStage.Settings()
    settings.includesPrivateAddresses = true
    settings.kinds = [.ip]
    try expect(example, .ip, settings)
  }

  @Test(arguments: [
    // With the code of the country.
    "⟦+1 202 555 0143⟧, ⟦+44 20 7946 0958⟧; ⟦+49 (0)30 1234567⟧", "⟦+8613800138000⟧", "⟦(+33) 1 23 45 67 89⟧",
    "⟦+86 138 0013 8000⟧", "⟦+7 (495) 123-45-67⟧", "⟦0044 20 7946 0958⟧", "⟦86-13800138000⟧", "⟦+55 11 91234-5678⟧",
    "⟦+1-800-555-0199 ext. 23⟧", "tel:⟦+1-202-555-0143⟧", "⟦+91 98765 43210⟧",
    // What is dialled behind a number goes with it.
    "⟦030/1234567-89⟧", "⟦030 1234567-0⟧.", "⟦(030) 1234567-12⟧", "⟦+44 20 7946 0958-12⟧", "⟦202-555-0143 ext. 12⟧",
    "⟦030/1234567 Durchwahl 12⟧", "⟦030/1234567 (DW: 12)⟧", "⟦021-65059988-801⟧", "⟦021-65059988转801⟧",
    "⟦021-65059988（转801）⟧",
    "⟦021-65059988/65059977⟧", "⟦021-65059988/77⟧", "⟦13800138000⟧/⟦13900139000⟧",
    // In the form of a country.
    "⟦(202) 555-0143⟧ or ⟦202-555-0143⟧ or ⟦202.555.0143⟧", "⟦1-800-555-0199⟧",
    "⟦202-555-0143⟧ x12 is not ⟦202-555-0144 x12⟧"
      .replacing(" x12 is not", with: " is not"),
    "⟦01 23 45 67 89⟧", "⟦020 7946 0958⟧", "⟦090-1234-5678⟧", "⟦0171/1234567⟧", "⟦(03) 9876 5432⟧", "⟦02-123-4567⟧",
    "⟦8 (495) 123-45-67⟧", "⟦(11) 91234-5678⟧", "⟦400-820-8820⟧",
    // China.
    "手机⟦13800138000⟧", "请拨打⟦138-0013-8000⟧，或⟦021-12345678⟧转8001".replacing("⟧转8001", with: "转8001⟧"),
    "⟦（０２１）６５０５９９８８⟧", "⟦１３８００１３８０００⟧",
    // Behind a word.
    "Tel: ⟦5551234567⟧", "phone number is ⟦555 123 4567⟧", "call me at ⟦555-0143⟧x".replacing("⟧x", with: "⟧"),
    "Телефон: ⟦123-45-67⟧", "电话：⟦65059988⟧", "📞 phone ⟦٠١٢٣٤٥٦٧٨٩⟧",
    // Dates, times, ranges, results, amounts, other numbers.
    "2023-01-15 10:20:30 and 01/02/2003, 1998-2003", "21-19 21-15 19-21 25-23", "1,234,567.89 and 3.14159265358979",
    "ISBN 978-3-16-148410-0, 0-306-40615-2, ISSN 1234-5679", "doi 10.1000/182.0205550143", "$2025550143",
    "order number 13812345678", "15000000000 people", "id 1380013800012", "a13800138000", "13800138000.5",
    "UUID 550e8400-e29b-41d4-a716-446655440000", "100-200-300", "12 34 56 78 90 12 34 56", "1 000 000 000",
    "(12) 1990-1995", "0.0615234375", "010 0110 1011", "3c 01 00 00 89 44", "x+12025550143", "40.712776, -74.005974",
    "2025550143", "212 555 0143", "date of call: 2023-01-15", "GB/T 32907-2016", "192.168.100.200",
    "202-555-0143-01", "99-202-555-0143",
    // Amounts, names of other things, programs.
    "13812345678元", "共13812345678 元", "人民币13812345678", "13812345678 USD", "13812345678人", "编号13812345678",
    "订单号：13812345678",
    "No. 13812345678", "ISBN 0171/1234567", "Az. 030/1234567", "file no. 202-555-0143", "案号13812345678",
    "x = 13812345678",
    "[13812345678, 2]", "\"n\": 13812345678", "f(13812345678)", "orderId: 13812345678", "return 13812345678;",
    "⟦13812345678⟧,\n⟦13912345679⟧,", "⟦13812345678⟧人事部", "cafe0123 13812345678", "userId=13812345678",
    "userPhone=⟦13812345678⟧ mobile_no: ⟦13812345678⟧ \"tel\": ⟦13812345678⟧ (⟦13812345678⟧)",
  ]) func telephoneNumbers(_ example: String) throws {
    var settings = PersonalDataStage.Settings()
    settings.kinds = [.phone]
    try expect(example, .phone, settings)
  }

  @Test(arguments: [
    "⟦4111 1111 1111 1111⟧ ⟦5555 5555 5555 4444⟧", "card ⟦4111 1111 1111 1111⟧ exp 12/25", "⟦378282246310005⟧",
    "⟦3782-822463-10005⟧", "⟦5555555555554444⟧",
    "⟦6011-1111-1111-1117⟧", "⟦30569309025904⟧", "⟦3530111333300000⟧", "⟦6200000000000005⟧", "⟦2223003122003222⟧",
    "⟦４１１１ １１１１ １１１１ １１１１⟧", "\"card\": ⟦4111111111111111⟧", "card=⟦4111111111111111⟧",
    "cardNumber: ⟦5555555555554444⟧;", "⟦4111111111111111⟧, ⟦5555555555554444⟧", "(⟦4111111111111111⟧)",
    // Of programs and data.
    "x = 4111111111111111", "[4111111111111111]", "[1, 4111111111111111]", "[4111111111111111, 12345]",
    "{\"n\": 4111111111111111}", "f(4111111111111111)", "{4111111111111111, 7}", "  4111111111111111,\n  12,",
    "deadbeef01234567 4111111111111111", "4111111111111111 deadbeef01234567", "0x4111111111111111",
    "order 4111111111111111", "编号4111111111111111", "return 4111111111111111;", "0x2120 4111111111111111",
    "4201061997100856395",
    // No check digit, no issuer, no such groups, parts of something else.
    "4111 1111 1111 1112", "1234567812345670", "4111 11111 111 1111", "0.4111111111111111", "4111111111111111a",
    "4222222222222", "0000000000000000", "4111 1111 1111 1111 1111 1111",
  ]) func cardNumbers(_ example: String) throws {
    var settings = PersonalDataStage.Settings()
    settings.kinds = [.creditCard]
    try expect(example, .creditCard, settings)
  }

  @Test(arguments: [
    "身份证号⟦11010519491231002X⟧，⟦11010519491231002x⟧", "⟦440524188001010014⟧", "⟦110105 19491231 002X⟧",
    "⟦１１０１０５１９４９１２３１００２Ｘ⟧",
    // Another check digit, month, day, region; a part of something else.
    "110105194912310021", "110105194913310022", "110105194902300027", "990105194912310026", "x11010519491231002X",
    "11010519491231002X5", "110105491231002",
  ]) func chineseIdentityNumbers(_ example: String) throws {
    var settings = PersonalDataStage.Settings()
    settings.kinds = [.chineseID]
    try expect(example, .chineseID, settings)
  }

  @Test func chineseIdentityNumbersOfFifteenDigitsAreAnOption() throws {
    var settings = PersonalDataStage.Settings()
    settings.kinds = [.chineseID]
    settings.includesOldChineseIDs = true
    try expect("⟦110105491231002⟧ 110105491331002", .chineseID, settings)
  }

  @Test(arguments: [
    "IBAN ⟦DE89 3704 0044 0532 0130 00⟧, ⟦GB82WEST12345698765432⟧", "⟦FR14 2004 1010 0505 0001 3M02 606⟧.",
    "⟦GB82-WEST-1234-5698-7654-32⟧", "⟦gb82west12345698765432⟧", "⟦NO9386011117947⟧",
    "⟦MT84MALT011000012345MTLCAST001S⟧",
    // Another check, too short, too long, no country, other groups.
    "DE88 3704 0044 0532 0130 00", "DE89 3704 0044 0532 0130", "DE89370400440532013000X", "XX89370400440532013000",
    "DE89 37040 0440 532 0130 00",
  ]) func accountNumbers(_ example: String) throws {
    var settings = PersonalDataStage.Settings()
    settings.kinds = [.iban]
    try expect(example, .iban, settings)
  }
}
