"""Examples of personal data and of what only looks like it: templates whose values are drawn by a seed.

⟦…⟧ stands around what is to be masked. In templates • is any digit, ◦ one of 2 to 9, ¤ a hexadecimal digit; {name} calls the
function of that name below."""
import datetime
import ipaddress
import random
import re
import string

KINDS = ["email", "ip", "phone", "credit-card", "chinese-id", "iban"]


def luhn_digit(digits):
    total = sum(sum(divmod(int(d) * (2 if i % 2 == 0 else 1), 10)) for i, d in enumerate(reversed(digits)))
    return str(-total % 10)


def iso_remainder(text):
    return int("".join(str(int(c, 36)) for c in text[4:] + text[:4])) % 97


class Values:
    """Draws values that are right, or wrong only in their check digits."""

    def __init__(self, seed):
        self.pick = random.Random(seed)

    def digits(self, count):
        return "".join(self.pick.choice(string.digits) for _ in range(count))

    def local(self):
        return self.pick.choice(
            "anna bob.stone chen-wei d_smith maria.lopez77 info 2023summer o.brien+news k sales.de x1 zhang_li_88".split())

    def host(self):
        return self.pick.choice(
            "example.com example.co.uk mail.example.org uni-bonn.de 163.com qq.com company.io sub.dept.example.edu "
            "startup.dev firma.com.br x.cn yandex.ru studio.photography outlook.fr web.de ox.ac.uk".split())

    def email(self):
        return self.local() + "@" + self.host()

    def v4(self):
        while True:
            address = ipaddress.IPv4Address(self.pick.getrandbits(32))
            first, second = int(address) >> 24, int(address) >> 16 & 255
            if address.is_global and not address.is_multicast and first < 224 and (first > 63 or second > 63):
                return str(address)

    def v6(self):
        address = ipaddress.IPv6Address(0x2A00 << 112 | self.pick.getrandbits(100))
        return self.pick.choice([address.compressed, address.exploded, address.compressed.upper()])

    def short_v6(self):
        return str(ipaddress.IPv6Address(0x2001 << 112 | 0x4860 << 96 | self.pick.getrandbits(28)))

    def mobile(self):
        prefix = self.pick.choice("130 131 135 138 139 150 151 158 166 170 176 178 180 186 188 189 191 198 199".split())
        return prefix + self.digits(7) + self.pick.choice("123456789")

    def card(self, prefix=None, length=16):
        prefix = prefix or self.pick.choice(["4", "51", "52", "55", "2221", "6011", "65", "3528", "62"])
        body = prefix + self.digits(length - len(prefix) - 1)
        return body + luhn_digit(body)

    def amex(self):
        return self.card(self.pick.choice(["34", "37"]), 15)

    def diners(self):
        return self.card(self.pick.choice(["36", "38", "300"]), 14)

    def unionpay(self):
        return self.card("62", 19)

    def fours(self, text):
        return " ".join(text[i:i + 4] for i in range(0, len(text), 4))

    def card4(self):
        return self.fours(self.card())

    def card4h(self):
        return self.card4().replace(" ", "-")

    def amex3(self):
        number = self.amex()
        return f"{number[:4]} {number[4:10]} {number[10:]}"

    def wrong_card(self):
        number = self.card()
        return number[:-1] + str((int(number[-1]) + self.pick.randrange(1, 10)) % 10)

    def wrong_card4(self):
        return self.fours(self.wrong_card())

    def chinese(self, check=True):
        region = self.pick.choice("110101 310104 440301 510105 330106 420106 370202 610102 350203 230103".split())
        day = datetime.date(1940, 1, 1) + datetime.timedelta(days=self.pick.randrange(29000))
        body = region + day.strftime("%Y%m%d") + self.digits(3)
        right = sum(int(d) * w for d, w in zip(body, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2))) % 11
        return body + ("10X98765432"[right] if check else "10X98765432"[(right + self.pick.randrange(1, 11)) % 11])

    def chinese3(self):
        number = self.chinese()
        return f"{number[:6]} {number[6:14]} {number[14:]}"

    def wrong_chinese(self):
        return self.chinese(check=False)

    def no_date(self):
        number = self.chinese()
        return number[:10] + "13" + number[12:]

    def iban(self, wrong=False):
        country, form = self.pick.choice([
            ("DE", "18n"), ("GB", "4a14n"), ("FR", "10n11c2n"), ("ES", "20n"), ("NL", "4a10n"), ("IT", "1a10n12c"),
            ("PL", "24n"), ("CH", "5n12c"), ("NO", "11n"), ("SA", "2n18c"), ("BE", "12n"), ("AT", "16n"), ("SE", "20n"),
            ("PT", "21n"), ("IE", "4a14n"), ("CZ", "20n"), ("TR", "6n16c"), ("AE", "19n"), ("FI", "14n"), ("DK", "14n")])
        sets = {"n": string.digits, "a": string.ascii_uppercase, "c": string.digits + string.ascii_uppercase}
        body = "".join(
            self.pick.choice(sets[kind]) for count, kind in re.findall(r"(\d+)(\w)", form) for _ in range(int(count)))
        check = 98 - iso_remainder(country + "00" + body)
        if wrong:
            check = (check + self.pick.randrange(1, 96)) % 97 + 2
            if iso_remainder(f"{country}{check:02}{body}") == 1:
                return self.iban(wrong=True)
        return f"{country}{check:02}{body}"

    def iban4(self):
        return self.fours(self.iban())

    def wrong_iban(self):
        return self.iban(wrong=True)

    def wrong_iban4(self):
        return self.fours(self.wrong_iban())

    def wide(self, text):
        return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)

    def wide_mobile(self):
        return self.wide(self.mobile())

    def wide_card(self):
        return self.wide(self.card())

    def wide_chinese(self):
        return self.wide(self.chinese())

    def wide_v4(self):
        return self.wide(self.v4())

    def isbn(self):
        body = "978" + self.digits(9)
        check = -sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(body)) % 10
        return f"{body[:3]}-{body[3]}-{body[4:8]}-{body[8:12]}-{check}"

    def day(self):
        moment = datetime.datetime(1990, 1, 1) + datetime.timedelta(seconds=self.pick.randrange(10**9))
        form = ["%Y-%m-%d", "%d/%m/%Y", "%Y%m%d", "%Y-%m-%dT%H:%M:%SZ", "%d.%m.%Y %H:%M", "%Y年%m月%d日", "%Y%m%d%H%M%S"]
        return moment.strftime(self.pick.choice(form))

    def uuid(self):
        return re.sub("x", lambda _: self.pick.choice("0123456789abcdef"), "xxxxxxxx-xxxx-4xxx-axxx-xxxxxxxxxxxx")

    def fill(self, template):
        def draw(found):
            character = found.group()
            if character == "•":
                return self.pick.choice(string.digits)
            if character == "◦":
                return self.pick.choice("23456789")
            if character == "¤":
                return self.pick.choice("0123456789abcdef")
            return str(getattr(self, character[1:-1])())

        return re.sub(r"[•◦¤]|\{[a-z0-9_]+\}", draw, template)


def lines(text):
    return [line.replace("↵", "\n") for line in text.strip("\n").split("\n")]


POSITIVE = {
    "email": lines("""
Write to ⟦{email}⟧ for details.
<⟦{email}⟧>
(⟦{email}⟧)
E-mail:⟦{email}⟧
[mail me](mailto:⟦{email}⟧)
<a href="mailto:⟦{email}⟧?subject=Hello">write</a>
"⟦{email}⟧", "⟦{email}⟧"
⟦{email}⟧;⟦{email}⟧
⟦{email}⟧, tel. below
Is it ⟦{email}⟧?
the address ⟦{email}⟧!
请发邮件到⟦{email}⟧，谢谢。
联系邮箱：⟦{email}⟧（王先生）
邮箱⟦{email}⟧谢谢
メール：⟦{email}⟧まで
Пишите на ⟦{email}⟧.
تواصل معنا ⟦{email}⟧ اليوم
이메일 ⟦{email}⟧로 보내세요
From: Jane Doe <⟦{email}⟧>
To: ⟦{email}⟧↵Cc: ⟦{email}⟧
https://example.org/unsubscribe?email=⟦{email}⟧&id=7
https://example.org/?to=⟦{local}%40{host}⟧&x=1
mailto:⟦{local}%40{host}⟧
/reset?user%3D⟦{local}%40{host}⟧
{"mail":"⟦{email}⟧"}
email = ⟦{email}⟧
Author: J. Doe <⟦{email}⟧> 2020
* @author ⟦{email}⟧
# Contact:\\n⟦{email}⟧\\n
\\u003c⟦{email}⟧\\u003e
&lt;⟦{email}⟧&gt;
Contact: ⟦{email}⟧Phone: 1
⟦{email}⟧.Then we go on
'⟦{email}⟧'
“⟦{email}⟧”
**⟦{email}⟧**
|⟦{email}⟧|x|
1. ⟦{email}⟧
⟦JANE.DOE@EXAMPLE.ORG⟧
⟦jürgen@firma.de⟧ und ⟦user@münchen.de⟧
⟦пример@пример.рф⟧ и др.
⟦info@例子.中国⟧。
⟦ｊｏｈｎ＠ｅｘａｍｐｌｅ．ｃｏｍ⟧
⟦o'neil@example.ie⟧ wrote
⟦first.last+tag@sub-domain.example.museum⟧
svn-commit by ⟦{email}⟧ on {day}
sip:⟦{email}⟧
⟦{email}⟧:secret123
mail=⟦{email}⟧|pass=x
git config user.email ⟦{email}⟧
"""),
    "ip": lines("""
Connection from ⟦{v4}⟧ port 22
⟦{v4}⟧ - - [10/Oct/2000:13:55:36] "GET / HTTP/1.0"
http://⟦{v4}⟧/index.html
host=⟦{v4}⟧:8080
(⟦{v4}⟧)
[⟦{v4}⟧]
ping ⟦{v4}⟧
IP地址：⟦{v4}⟧。
来自⟦{v4}⟧的用户
IP ⟦{v4}⟧, ⟦{v4}⟧ and ⟦{v4}⟧
"ip": "⟦{v4}⟧"
ip=⟦{v4}⟧&x=1
⟦{v4}⟧/24
root@⟦{v4}⟧
ssh deploy@⟦{v4}⟧
Received: from mail ([⟦{v4}⟧]) by x
X-Forwarded-For: ⟦{v4}⟧
<⟦{v4}⟧>
'⟦{v4}⟧'
The server is ⟦{v4}⟧.
from ⟦{v4}⟧, then ⟦{v4}⟧
Адрес ⟦{v4}⟧ заблокирован
العنوان ⟦{v4}⟧
サーバー⟦{v4}⟧に接続
user from ⟦{v4}⟧ edited the page
⟦{v4}⟧:443
nameserver ⟦{v4}⟧
allow ⟦{v4}⟧;
⟦{v4}⟧	GET	200
| ⟦{v4}⟧ | up |
ftp://⟦{v4}⟧
client ⟦{v4}⟧#53
tcp://⟦{v4}⟧:2375
--host ⟦{v4}⟧
inet ⟦{v4}⟧ netmask 255.255.255.0
"⟦{v4}⟧", "⟦{v4}⟧"
IPv6 ⟦{v6}⟧ is up
[⟦{v6}⟧]:443
http://[⟦{v6}⟧]/
⟦{v6}⟧/64
inet6 ⟦{v6}⟧
(⟦{v6}⟧)
地址⟦{v6}⟧，
"⟦{short_v6}⟧"
from ⟦{short_v6}⟧.
⟦{short_v6}⟧ and ⟦{v4}⟧
AAAA ⟦{short_v6}⟧
ip:⟦{v4}⟧
⟦{wide_v4}⟧
Blocked ⟦{v4}⟧ (3 times)
"""),
    "phone": lines("""
Call ⟦+1 ◦02-◦55-••••⟧ today
⟦+44 20 7946 ••••⟧
⟦+49 30 1234••••⟧
⟦+49 (0)89 1234•••⟧
⟦+33 1 4◦ ◦◦ •• ••⟧
⟦+86 {mobile}⟧
⟦+86-{mobile}⟧
⟦+91 98765 ◦••••⟧
⟦+7 (495) ◦••-••-••⟧
⟦+55 11 9◦•••-••••⟧
⟦+81 90-◦•••-••••⟧
⟦+61 2 9◦•• ••••⟧
⟦+1◦02◦55••••⟧
tel:⟦+1-◦02-◦55-••••⟧
whatsapp ⟦+34 6◦• ••• •••⟧
⟦0044 20 7946 ••••⟧
(⟦◦02) ◦55-••••⟧
or ⟦(◦02) ◦55-••••⟧.
⟦◦02-◦55-••••⟧
⟦◦02.◦55.••••⟧
⟦1-800-◦55-••••⟧
⟦1-800-◦55-•••• ext. 23⟧
⟦(◦02) ◦55-•••• x1•••⟧
⟦01 ◦◦ •• •• ••⟧
⟦020 7946 ••••⟧
⟦07700 900•••⟧
⟦0171/1234•••⟧
⟦030/1234•••-◦9⟧
⟦(030) 1234•••-0⟧
Tel. ⟦030 1234•••⟧, Fax ⟦030 1234•••⟧
Tel.: ⟦0◦21/◦9••••⟧
⟦030/1234••• Durchwahl 12⟧
⟦090-1◦••-••••⟧
⟦03-◦••◦-••••⟧
⟦(03) 9◦•• ••••⟧
⟦010-◦•••-••••⟧
⟦8 (495) ◦••-••-••⟧
⟦8-800-◦55-••-••⟧
⟦(11) 9◦•••-••••⟧
⟦400-8◦•-••••⟧
手机⟦{mobile}⟧
⟦{mobile}⟧张先生
请拨打⟦138-0013-8•••⟧，
电话：⟦021-6◦••••••⟧
⟦021-6◦••••••-8••⟧
⟦0755-8◦••••••转80•⟧
⟦（０２１）６５０５９９８８⟧
⟦{wide_mobile}⟧
电话 ⟦6505••••⟧ 找老李
Телефон: ⟦◦••-••-••⟧
Phone number is ⟦555 123 ••••⟧
Mobile ⟦07◦•• ••••••⟧
Tél. : ⟦06.◦•.••.••.••⟧
전화 ⟦02-◦••-••••⟧
電話⟦03-◦•••-••••⟧
"phone": "⟦◦02-◦55-••••⟧"
userPhone=⟦{mobile}⟧
微信同号⟦{mobile}⟧。
⟦{mobile}⟧/⟦{mobile}⟧
联系人：王女士 ⟦{mobile}⟧
Teléfono ⟦91 ◦◦◦ •• ••⟧
Telefono ⟦06 ◦•••••••⟧
Tel ⟦+39 06 ◦•••••••⟧
⟦86-{mobile}⟧
"""),
    "credit-card": lines("""
Card number ⟦{card4}⟧, expires 09/27
⟦{card4}⟧
⟦{card4h}⟧
卡号⟦{card}⟧
卡号：⟦{card4}⟧。
银行卡 ⟦{unionpay}⟧
信用卡⟦{card}⟧，
Visa ⟦{card}⟧
MasterCard: ⟦{card4}⟧
amex ⟦{amex}⟧
⟦{amex3}⟧ American Express
Diners ⟦{diners}⟧
(⟦{card}⟧)
I paid with ⟦{card}⟧ yesterday.
my number is ⟦{card4h}⟧!
cc: ⟦{card}⟧ cvv 123
"card": "⟦{card}⟧"
card=⟦{card}⟧
card_number = ⟦{card}⟧
cardNumber: ⟦{card}⟧
Kreditkarte ⟦{card4}⟧ gültig bis 12/28
carte ⟦{card4}⟧
tarjeta ⟦{card}⟧
карта ⟦{card4}⟧
カード番号 ⟦{card4h}⟧
카드 ⟦{card4h}⟧
⟦{wide_card}⟧
pay ⟦{card}⟧|12|2027|123
⟦{card}⟧:12/27:123
⟦{card4}⟧ 09/27 123
"⟦{card4}⟧"
- ⟦{card4}⟧
1. ⟦{card}⟧
请把钱打到⟦{unionpay}⟧
⟦{card4}⟧, ⟦{card4}⟧
⟦{card}⟧↵⟦{card}⟧↵
CARD ⟦{card}⟧
credit ⟦{amex3}⟧
PAN ⟦{card}⟧
Number ⟦{card4}⟧ CVC 999
⟦{diners}⟧ is a Diners card
<⟦{card4}⟧>
customer gave ⟦{card4}⟧.
debit card no. ⟦{card}⟧
⟦{amex}⟧ exp. 01/29
"""),
    "chinese-id": lines("""
身份证号：⟦{chinese}⟧
身份证号码⟦{chinese}⟧，
身份证 ⟦{chinese}⟧
⟦{chinese}⟧
（⟦{chinese}⟧）
他的身份证是⟦{chinese}⟧。
公民身份号码:⟦{chinese}⟧
ID card ⟦{chinese}⟧.
ID: ⟦{chinese}⟧
ID number ⟦{chinese}⟧
"idCard":"⟦{chinese}⟧"
"id_card": "⟦{chinese}⟧"
idcard=⟦{chinese}⟧
张三，男，⟦{chinese}⟧，汉族
被告人李四，⟦{chinese}⟧
原告：王五（⟦{chinese}⟧）
⟦{chinese}⟧、⟦{chinese}⟧
⟦{chinese}⟧;⟦{chinese}⟧
⟦{chinese}⟧↵⟦{chinese}⟧
⟦{chinese3}⟧
证件号码 ⟦{chinese3}⟧
⟦{wide_chinese}⟧
号码为⟦{chinese}⟧的公民
- ⟦{chinese}⟧
1、⟦{chinese}⟧
<td>⟦{chinese}⟧</td>
|⟦{chinese}⟧|
姓名 ⟦{chinese}⟧ 电话
持⟦{chinese}⟧号身份证
法定代表人 ⟦{chinese}⟧
'⟦{chinese}⟧'
“⟦{chinese}⟧”
[⟦{chinese}⟧]
证号⟦{chinese}⟧
sfz ⟦{chinese}⟧
身份證⟦{chinese}⟧
name,⟦{chinese}⟧,1
name	⟦{chinese}⟧	1
passport or ⟦{chinese}⟧?
⟦{chinese}⟧/本人
"""),
    "iban": lines("""
IBAN: ⟦{iban4}⟧
IBAN ⟦{iban}⟧
IBAN:⟦{iban}⟧
⟦{iban4}⟧
⟦{iban}⟧
Bitte auf ⟦{iban4}⟧ überweisen.
Konto: ⟦{iban4}⟧ BIC COBADEFFXXX
(⟦{iban4}⟧)
(⟦{iban}⟧)
account ⟦{iban}⟧.
"iban": "⟦{iban}⟧"
iban=⟦{iban}⟧
iban_code: ⟦{iban}⟧
pay to ⟦{iban4}⟧, thanks
Compte ⟦{iban4}⟧
cuenta ⟦{iban}⟧
rekening ⟦{iban4}⟧
счёт ⟦{iban}⟧
银行账号⟦{iban}⟧，
账号：⟦{iban4}⟧。
- ⟦{iban4}⟧
1. ⟦{iban}⟧
⟦{iban}⟧;⟦{iban}⟧
⟦{iban}⟧, ⟦{iban}⟧
⟦{iban4}⟧↵⟦{iban4}⟧
'⟦{iban}⟧'
“⟦{iban4}⟧”
<IBAN>⟦{iban}⟧</IBAN>
|⟦{iban4}⟧|
[⟦{iban}⟧]
a,⟦{iban}⟧,b
a	⟦{iban}⟧	b
Bank X, ⟦{iban4}⟧; BIC Y
IBAN→⟦{iban4}⟧
**⟦{iban4}⟧**
/⟦{iban}⟧/
iban ⟦{iban}⟧!
my IBAN is ⟦{iban4}⟧?
Coordonnées : ⟦{iban4}⟧
口座 ⟦{iban}⟧
"""),
}
NEGATIVE = {
    "email": lines("""
git clone git@github.com:owner/repo•.git
scp me@host•.example.com:/etc/x .
ssh://deploy@host.example.com/srv
https://user:pw@example.com/x
icon@2x.png
sprite@3x.jpg
react@17.0.•
lodash@^4.17.2•
@user@mastodon.social
@app.route("/x")
@pytest.fixture
@Override public
user@localhost
me@host
a @ b.com
W@h.view(•, 2)
y = x@w.shape
z = A@B.T
out = q@k.transpose(1, 2)
x@w.data
loss = (a@b.mean).sum
return@forEach.x
this@MainActivity.name
super@Outer.onCreate
h@b.weight + c
v@g.index
a@b.c.d.values
k@self.size
p@q.real
p@q.imag
f@g.__name__
x@y.reshape
systemctl start getty@tty•.service
user@1000.service
backup@2024.tar.gz
foo@v1.2.tgz
module@latest
image@sha256:¤¤¤¤¤¤¤¤
python3@3.1•.rb
@media screen
@import url(x.css)
@param name.first
price @ 3.50
3 apples @ 1.20 each
lunch@noon
see you @ the.place
look@this.example
a@b
1@2.3
••@••.••
name@.com
name@com.
@example.org
me@
user@domain
svn+ssh://joe@svn.example.org/repo
ftp://anonymous@ftp.example.org/pub
root@web01:~#
[me@box src]$
job@queue.txt
part@001.csv
x@y.json
conf@etc.conf
test@2x.svg
@types/node@18.0.•
C@rule.yaml
m@n.py_file
"""),
    "ip": lines("""
version 9•.18•.21•.3•
v1.2•.3•.4
Version: 10.0.1904•.1
Chrome/9•.0.4472.124
Firefox 8•.0.1.2
release 2.4.1•.7
build 10.1•.20•.3
Section 3.2.1.4
§ 4.1.2.3
see 12.3.4.1 above
第3.2.1.4节
1.3.6.1.4.1.31•
2.5.29.1•
1.2.840.113549.1.1.1•
10.0.0.••
10.•.•.•
192.168.1.1••
172.16.3.•
127.0.0.1
0.0.0.0
255.255.255.0
224.0.0.2•
239.255.255.250
169.254.1.•
203.0.113.••
198.51.100.•
192.0.2.•
9◦.184.216.340
9◦.184.216
9◦.184.216.34.5
093.184.216.034
1.2.3.4.5
12.34.56
3.14.15.92
1,2.3,4.5
firmware 8•.1•.2•.3•
driver 47•.8•.1•.2
assembly 4.0.30319.•
kernel 5.15.0.7•
Figure 2.3.1.1
Table 5.4.3.2
1.1.1.1 Introduction
2.1.3.4 Methods and results
fe80::1ff:fe23:4567:890a
fd12:3456:789a::1
2001:db8::••
::1
12:30:45
00:1a:2b:3c:4d:5e
ab:cd:ef:01:23:45
std::vector
Foo::Bar::Baz
a::b
2012:2013
1:2:3
{uuid}
¤¤:¤¤:¤¤:¤¤:¤¤:¤¤
10:20:30:40
{day}
$1.234.567.89
score 3.2.1.0
dotted 1.2.3.4 list
bcde:1
face::
"""),
    "phone": lines("""
order number {mobile}
订单号：{mobile}
编号{mobile}
产品编号：{mobile}
No. {mobile}
Nr. {mobile}
ID {mobile}
id={mobile}
"id": {mobile}
file {mobile}
File no. {mobile}
Az. {mobile}
Az.: 12 O 345/0•
ISBN {isbn}
{isbn}
case {mobile}
{mobile}元
{mobile} 元
人民币{mobile}元
¥{mobile}
${mobile}
{mobile}人
{mobile} USD
总额{mobile}
QQ {mobile}
x = {mobile}
[{mobile}, 12]
f({mobile})
return {mobile};
{mobile}.5
0.{mobile}
a{mobile}
{mobile}••••
运单号{mobile}
invoice {mobile}
tracking no. {mobile}
SKU 0171-1234•••
order 0171/1234•••
Ticket 202-555-0143
{day}
{day} {day}
2023-01-15 10:20:30
1998-2003
21-19 21-15 19-21
1,234,567.89
3.14159265358•••
{uuid}
••••-••-••
100-200-•••
ISSN 1•••-•••X
PMID: 1•••••••
10.1000/j.•••.2020.•••••••
40.71••••, -74.00••••
12 34 56 78 90 12 34 56
1 000 000 000
(12) 1990-1995
010 0110 1011
3c 01 00 00 89 44
+12 points
x+1•••••••••
GB/T 3••••-2016
192.168.100.•••
$202555••••
1••••••••• bytes
v2.1.0.1234567
15000000000 people
99-202-555-0143
202-555-0143-01
pages 1234-5678
1234 5678 9012
0x0171123456
#13800138•••
SHA 0123456789abcdef
t=16••••••••
16•••••••••••
"""),
    "credit-card": lines("""
{wrong_card}
{wrong_card4}
card {wrong_card}
卡号{wrong_card}
x = {card}
x={card};
id: {card}
"id": {card}
"id":{card},
{"n": {card}}
[{card}]
[1, {card}]
[{card}, 12345]
a[{card}]
int64 x = {card};
const n = {card}
f({card})
return {card};
0x{card}
0x¤¤¤¤ {card}
¤¤¤¤a1¤¤¤¤¤¤¤¤ {card}
{card} ¤¤¤¤b2¤¤¤¤¤¤¤¤
{card}n
{card}L
{card}u64
   {card},↵
12, {card}, 13
{{card}, 7}
order {card}
订单号{card}
编号：{card}
ISBN {card}
tracking {card}
invoice no. {card}
commit {card}
#{card}
0.{card}
{card}.5
-{card}
1.{card}
{card}%
a{card}
{card}a
{card}@x
_{card}
${card}
/{card}.html
?id={card}
••••••••••••••••••••••••
0000000000000000
1111111111111111
4222222222222
4111 11111 111 1111
1•••••••••••••••
7•••••••••••••••
9••• •••• •••• ••••
{card4} 1234 5678
1234 {card4}
{isbn}
{uuid}
978•••••••••••
16•••••••••••
{day}
1000000000000000
EAN 4•••••••••••
IMEI 35•••••••••••••
•••• •••• •••• •••• ••••
"""),
    "chinese-id": lines("""
{wrong_chinese}
身份证{wrong_chinese}
身份证号：{wrong_chinese}
{no_date}
身份证{no_date}
x{chinese}
{chinese}5
{chinese}a
a{chinese}
0.{chinese}
1.{chinese}
-{chinese}
${chinese}
{chinese}.5
{chinese}-1
{chinese}••
••{chinese}
99{chinese}
9901011990010100••
000101199001010000
110101199002300••0
1101012199010100•0
订单{wrong_chinese}
流水号{wrong_chinese}
编号 {wrong_chinese}
1•••••••••••••••••
2•••••••••••••••••
3••••••••99•••••••
4•••••••••••99••••
5•••••00••••••••••
6•••••3•••••••••••
7•••••5•••••••••••
8•••••6•••••••••••
统一社会信用代码9111000071093•••••
9144030070846•••••
{day}{day}
{uuid}
EAN {isbn}
{isbn}
16••••••••••••••••
推文1•••••••••••99••••
id 1•••••••••••88••••
0x110101199001010•••
110101 19901301 0018
110101-99990101-0018
110101.19900101
110101/1990/0101
11010119900101
1101011990010100
110101900101001
11 01 01 1990 01 01
110101 1990
邮编110101，1990年
批号110101199001
32110119
3.14159265358979323
1.10101199001010
_{chinese}_
x_{chinese}
{chinese}_x
1101011990010100••1
{chinese}é
é{chinese}
"""),
    "iban": lines("""
{wrong_iban}
{wrong_iban4}
IBAN {wrong_iban}
IBAN: {wrong_iban4}
iban={wrong_iban}
Konto {wrong_iban4}
({wrong_iban})
"{wrong_iban}"
账号{wrong_iban}，
- {wrong_iban4}
x{iban}
{iban}X
{iban}1
9{iban}
_{iban}
{iban}_
{iban}é
é{iban}
XX89 3704 0044 0532 0130 00
ZZ89370400440532013000
QQ12••••••••••••••
DE89 3704 0044 0532 0130
DE89 3704
DE89
DE893704004405320130
DE89 37040 0440 532 0130 00
DE8937040044053201300
GB82WEST1234
GB82 WEST
GB82 WEST 1234 5698
FR76 3000
DE 12345
AT 1230 Wien
CH-8001 Zürich
SE16 4XY
NO 12 34 56
IT 2020 2021
PL 00-950
ES2021
BE 1000 Brussels
DK 2100
FI 00100
MAC DE:AD:BE:EF:00:01
DE2020••••••
EN 60601-1-2
ISO 13616-1
RFC 2616 2119
SHA1 ¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤
{uuid}
FR ¤¤¤¤ ¤¤¤¤ ¤¤¤¤
GB12ABCDEF
NL91 ABNA 0417 1643
NL91ABNA04171643001
BE68 5390 0754
AB12 CD34 EF56 GH78
LOT DE12 0000 1111
part GB29 NWBK
PN: CH93-0076
VIN WDB1240661••••••
VAT DE12345678•
SE4550000000
"""),
}
