// Prose of ours in several languages: what vocabularies are extended with, and what must not get worse.

/// Short texts about a harbour and its people, one for each language.
enum RealText {
  static let english = """
    The harbour wakes before the town does. Ropes creak, gulls argue over yesterday's bread, and the first lamps go on in \
    the windows of the customs house. Old Marten counts the boats as he has counted them for forty years: eleven today, \
    one fewer than yesterday. Nobody says a word about the missing one until its brown sail comes round the mole.
    By noon the market is full. Fish lies on ice, bread lies under cloth, and children run between the stalls with \
    coins in their fists. Prices are written on slate: herring 4, cod 12, eels 9. Whoever comes late pays less, and \
    whoever comes early gets the better fish.
    In the evening the wind turns. The boats that came in from the north stay where they are, and the boats that wanted \
    to leave for the south have waited for just this. Marten counts again, writes the number into his book, and locks \
    the door of the harbour office.
    """

  static let chinese = """
    天还没有亮，港口已经醒了。缆绳吱吱作响，海鸥争抢昨天的面包，海关大楼的窗户里亮起了第一盏灯。老马丁数着港口里的船，\
    就像他四十年来每天早上数船一样：今天十一条，比昨天少一条。没有人提起那条没有回来的船，直到它的褐色船帆绕过防波堤。
    中午的时候，港口的市场里挤满了人。鱼放在冰上，面包盖在布下，孩子们手里握着硬币在摊位之间跑来跑去。价格写在石板上：\
    鲱鱼四块，鳕鱼十二块，鳗鱼九块。来得晚的人付得少，来得早的人买到好鱼。
    傍晚，海上的风转了方向。从北方来的船留在港口里，要去南方的船等的就是这阵风。老马丁又数了一遍港口里的船，\
    把数字写进他的本子里，然后锁上港口办公室的门。
    """

  static let russian = """
    Гавань просыпается раньше города. Скрипят канаты, чайки спорят из-за вчерашнего хлеба, и в окнах таможни загораются \
    первые лампы. Старый Мартен считает лодки, как считает их уже сорок лет: сегодня одиннадцать, на одну меньше, чем \
    вчера. Никто не говорит о пропавшей лодке, пока её коричневый парус не покажется из-за мола.
    К полудню рынок полон. Рыба лежит на льду, хлеб лежит под полотном, и дети бегают между прилавками с монетами в \
    кулаках. Вечером ветер меняется, и лодки, которые ждали этого ветра, уходят на юг.
    """

  static let hindi = """
    शहर से पहले बंदरगाह जागता है। रस्सियाँ चरमराती हैं, समुद्री पक्षी कल की रोटी के लिए झगड़ते हैं, और चुंगी घर की खिड़कियों में पहली बत्तियाँ जलती हैं। \
    बूढ़ा मार्टिन नावें गिनता है, जैसे वह चालीस साल से नावें गिनता आया है। दोपहर तक बाज़ार भर जाता है। मछली बर्फ़ पर है और रोटी कपड़े के नीचे है।
    शाम को हवा बदलती है। जो नावें दक्षिण जाना चाहती थीं, वे इसी हवा की राह देख रही थीं।
    """

  static let thai = """
    ท่าเรือตื่นก่อนเมือง เชือกส่งเสียงดัง นกนางนวลแย่งขนมปังของเมื่อวาน และไฟดวงแรกสว่างขึ้นที่หน้าต่างของด่านศุลกากร \
    ลุงมาร์ตินนับเรือเหมือนที่เขานับเรือมาสี่สิบปี ตอนเย็นลมเปลี่ยนทิศ เรือที่รอลมนี้ออกไปทางใต้
    """

  static let arabic = """
    يستيقظ الميناء قبل المدينة. تصرّ الحبال، وتتنازع النوارس على خبز الأمس، وتضاء المصابيح الأولى في نوافذ دار الجمارك. \
    يعدّ مارتن العجوز القوارب كما عدّها منذ أربعين سنة. في المساء تتغير الريح، وتخرج القوارب التي كانت تنتظر هذه الريح إلى الجنوب.
    """

  static let code = """
    def count_boats(harbour):
        total = 0
        for boat in harbour.boats:
            if boat.is_home():
                total += 1
        return total

    """

  static let all = [english, chinese, russian, hindi, thai, arabic, code]
}
