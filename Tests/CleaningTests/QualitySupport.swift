// Texts that the tests of the quality rules share, and what a stage says of one.

import Corpus
import Testing

@testable import Cleaning

enum Prose {
  static let english = (0..<12).map {
    "The miller of village \($0) had a wheel that turned with the water of that river, and people came to look at it."
  }.joined(separator: "\n")
  static let german =
    "Der Müller hatte ein Rad, das sich mit dem Wasser drehte, und die Leute kamen von weit her, um es anzusehen. "
    + "Sie brachten Korn in Säcken und nahmen Mehl mit nach Hause, denn zu Hause gab es nur Steine, auf denen man mit "
    + "der Hand mahlen konnte, und das war eine schwere Arbeit für alle. Im Winter stand das Rad still. Dann saß der "
    + "Müller am Ofen und erzählte den Kindern von dem Fluss. Im Frühling begann alles von vorn."
  static let chinese = """
    村口有一座老磨坊，水车在河里慢慢转动，轮子上的木板已经磨得发亮。
    磨坊主姓陈，今年六十八岁，他说这水车是祖父留下来的，不卖也不送。
    每到秋天，附近的人把新收的稻谷背到这里，在门口排队，一边等一边聊天。
    孩子们喜欢蹲在岸边看水花，看久了就忘了回家吃饭。
    去年下了一场大雨，河水涨到门槛，大家都以为水车保不住了。
    陈师傅和儿子守了一夜，用绳子把轮子绑在两棵柳树上，天亮时水才退下去。
    现在城里人周末也来参观，拍几张照片，买一袋米粉带回去。
    有人劝他装电机，他摇摇头：“水自己会走，何必催它？”
    """
  static let japanese = """
    村のはずれに古い水車小屋があり、川の流れで大きな輪がゆっくり回っている。
    主人は今年で七十歳になるが、毎朝五時に起きて水門を開けるのが日課だ。
    秋になると近所の農家が新米を運んできて、順番を待ちながら世間話をする。
    子どもたちは石垣に座って水しぶきを眺め、日が暮れるまで帰ろうとしない。
    一昨年の台風では水が床まで上がり、誰もがもう駄目だと思ったそうだ。
    それでも主人は息子と二人で一晩中輪を縄で縛り、朝まで守り抜いた。
    最近は町からの見学者も増えて、小さな袋に入った粉を土産に買っていく。
    「水は自分で歩いていくのだから、急がせることはない」と彼は笑う。
    """
  static let korean = """
    마을 어귀에는 오래된 물레방아가 하나 있는데, 강물을 따라 커다란 바퀴가 천천히 돌아간다.
    주인은 올해 일흔 살이 되었지만 매일 아침 다섯 시에 일어나 수문을 연다.
    가을이 되면 이웃 농부들이 햅쌀을 지고 와서 차례를 기다리며 이야기를 나눈다.
    아이들은 돌담에 앉아 물보라를 바라보다가 해가 질 때까지 집에 갈 생각을 하지 않는다.
    재작년 태풍 때에는 물이 마루까지 차올라 모두가 이제는 끝이라고 생각했다고 한다.
    그래도 주인은 아들과 함께 밤새 바퀴를 밧줄로 묶고 아침까지 지켜 냈다.
    요즘은 도시에서 구경하러 오는 사람도 많아서 작은 가루 봉지를 선물로 사 간다.
    "물은 스스로 걸어가니 재촉할 필요가 없다"고 그는 웃으며 말한다.
    """
  static let thai = """
    ที่ปากทางเข้าหมู่บ้านมีโรงสีเก่าอยู่หลังหนึ่ง กังหันไม้หมุนช้า ๆ ไปตามกระแสน้ำในลำคลอง
    เจ้าของโรงสีอายุเจ็ดสิบปีแล้ว แต่ยังตื่นตั้งแต่ตีห้าทุกวันเพื่อเปิดประตูน้ำ
    พอถึงหน้าเกี่ยวข้าว ชาวนาจากหมู่บ้านใกล้เคียงจะแบกข้าวเปลือกมารอคิวและคุยกันอย่างสนุกสนาน
    เด็ก ๆ ชอบนั่งดูละอองน้ำบนกำแพงหิน จนมืดค่ำก็ยังไม่ยอมกลับบ้าน
    เมื่อปีก่อนมีพายุใหญ่ น้ำขึ้นมาถึงพื้นเรือน ทุกคนคิดว่ากังหันคงพังไปแล้ว
    แต่เขากับลูกชายช่วยกันผูกกังหันไว้กับต้นไม้ตลอดทั้งคืน รุ่งเช้าน้ำจึงลดลง
    ทุกวันนี้มีคนจากในเมืองมาเยี่ยมชมมากขึ้น และซื้อแป้งถุงเล็กเป็นของฝาก
    เขาหัวเราะแล้วบอกว่าน้ำเดินของมันเอง ไม่จำเป็นต้องเร่ง
    """
  static let arabic = """
    عند مدخل القرية طاحونة قديمة يدور دولابها ببطء مع ماء النهر منذ زمن بعيد.
    صاحبها رجل في السبعين من عمره، لكنه يستيقظ كل صباح في الساعة الخامسة ليفتح بوابة الماء.
    في الخريف يحمل الفلاحون القمح إلى الطاحونة ويتحدثون وهم ينتظرون دورهم.
    يجلس الأطفال على السور الحجري ويتفرجون على الماء حتى يحل المساء، فمن يناديهم؟
    قبل عامين جاءت عاصفة وارتفع الماء إلى عتبة الباب، وظن الناس أن الدولاب قد ضاع.
    لكن الرجل وابنه ربطا الدولاب بالحبال طوال الليل حتى انحسر الماء مع الفجر.
    يأتي اليوم زوار من المدينة ليروا الطاحونة، ويشتري بعضهم كيسا صغيرا من الدقيق.
    """
  static let hindi = """
    गाँव के बाहर एक पुरानी पनचक्की है जिसका पहिया नदी के पानी से धीरे-धीरे घूमता है।
    उसके मालिक की उम्र सत्तर साल है, फिर भी वह हर सुबह पाँच बजे उठकर पानी का दरवाज़ा खोलता है।
    पतझड़ में आसपास के किसान अनाज लेकर आते हैं और अपनी बारी का इंतज़ार करते हुए बातें करते हैं।
    बच्चे पत्थर की दीवार पर बैठकर पानी की बूँदें देखते रहते हैं और शाम तक घर नहीं जाते।
    दो साल पहले एक बड़ा तूफ़ान आया और पानी दरवाज़े तक पहुँच गया।
    मालिक और उसके बेटे ने रात भर पहिए को रस्सियों से बाँधकर रखा और सुबह तक उसे बचा लिया।
    अब शहर से भी लोग देखने आते हैं और आटे की एक छोटी थैली खरीद कर ले जाते हैं।
    """

  /// Prose of ordinary quality in the scripts that the rules were not written for, and in English.
  static let all = [english, german, chinese, japanese, korean, thai, arabic, hindi]
}

/// Why a stage drops a text; nil where it keeps it.
func reason(_ stage: some DocumentStage, _ text: String) -> String? {
  if case .drop(let reason) = run(stage, text).verdict { return reason.code }
  return nil
}

/// The detail of a drop.
func detail(_ stage: some DocumentStage, _ text: String) -> [String: String]? {
  if case .drop(let reason) = run(stage, text).verdict { return reason.detail }
  return nil
}
