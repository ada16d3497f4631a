/** What the made-up listings of one language are put together from. `#` in a pattern: see `made-up-listings.ts`. */
export interface Lexicon {
  readonly language: string;
  /** Of a hundred listings, how many are in it. */
  readonly share: number;
  readonly things: readonly [string, ...string[]];
  readonly lessons: readonly [string, ...string[]];
  readonly qualities: readonly [string, ...string[]];
  readonly places: readonly [string, ...string[]];
  readonly names: readonly [string, ...string[]];
  readonly families: readonly [string, ...string[]];
  readonly tags: readonly [string, ...string[]];
  readonly sentences: readonly [string, ...string[]];
  readonly titles: readonly [string, ...string[]];
  readonly wants: readonly [string, ...string[]];
  /** What names of makers, authors and streets, the long tail of every vocabulary, are put together from. */
  readonly syllables: readonly [string, ...string[]];
  /** Between two parts of a name. */
  readonly joint: string;
}

/** A text of words apart by `|`, so that the lists stay readable. */
function list(text: string): [string, ...string[]] {
  const [first = "", ...rest] = text.split("|").map((word) => word.trim());
  return [first, ...rest];
}

const LATIN = list(
  "ka|lo|mi|ran|tes|vor|bel|sin|dra|pol|qui|zan|fer|gus|hol|jen|nar|ost|pel|rik|sto|tur|ula|ver|wex|yor|bri|cal|dun|eps|fli|gar",
);

export const LEXICONS: readonly [Lexicon, ...Lexicon[]] = [
  {
    language: "en",
    share: 34,
    things: list(
      "rice cooker|bicycle|folding bike|desk lamp|bookshelf|office chair|electric kettle|toaster|microwave|yoga mat|tennis racket|badminton racket|guitar|ukulele|keyboard|monitor|laptop stand|backpack|suitcase|winter coat|raincoat|hiking boots|football|chess set|board game|coffee grinder|french press|frying pan|saucepan|blender|hair dryer|vacuum cleaner|clothes rack|mirror|extension cord|mattress|duvet|bedsheets|houseplant|calculus textbook|chemistry textbook|dictionary|novel|lab coat|graphing calculator|headphones|bluetooth speaker|projector|printer|sewing machine|toolbox|drill|skateboard|helmet|bike lock|camping tent|sleeping bag|telescope|camera|tripod",
    ),
    lessons: list(
      "guitar lessons|Mandarin lessons|statistics tutoring|proofreading|bike repair|haircut|moving help|dog walking|swimming lessons|interview practice|photo shoot|sewing course|cooking together|programming help",
    ),
    qualities: list(
      "almost new|well loved|sturdy|compact|red|blue|green|black|white|wooden|vintage|quiet|lightweight|large|small|spare|barely used|cheerful|reliable|waterproof|foldable|second-hand",
    ),
    places: list(
      "library|north gate|south dormitory|canteen|sports hall|physics building|bus stop|student union|bakery|lake|east campus|cinema",
    ),
    names: list("Alice|Bob|Maya|Liam|Chloé|Noah|Zoë|Ethan|Grace|Oliver|Priya|Hannah|Samuel|Ruth|Tom|Isla"),
    families: list("Smith|Jones|Patel|O'Brien|Walker|Hughes|Murphy|Cooper|Bennett|Wright|Foster|Kelly"),
    tags: list("kitchen|sports|books|music|bedroom|clothes|electronics|garden|study|transport|games|repair"),
    sentences: list(
      "I bought this #thing two years ago and hardly use it any more.|It has a small scratch on the left side but works perfectly.|Moving out of the #place at the end of term.|Pick it up near the #place any evening after six.|The maker is #maker, model #model.|Goes well with #maker and #maker.|I live in #maker street, two stops from the #place.|Like the one of #maker in #maker.|It comes with the manual and a spare part.|My flatmate #name says it is the best #thing ever.|Please bring a bag, it is heavier than it looks.|Battery lasts about a day.|No smokers, no pets in our flat.|Happy to show it before you decide.|The #maker #thing was a birthday present from my aunt.|Cleaned last weekend with vinegar.|Ask for #name at the #place.",
    ),
    titles: list(
      "#quality #thing|#thing #model|#maker #thing|#quality #maker #thing|#thing by #maker, #quality|#lesson with #name|#lesson near the #place|#thing and #thing",
    ),
    wants: list(
      "a #thing|anything for the kitchen|#lesson|a #quality #thing|books by #maker|help with moving|surprise me||",
    ),
    syllables: LATIN,
    joint: " ",
  },
  {
    language: "zh",
    share: 32,
    things: list(
      "电饭锅|自行车|折叠自行车|山地车|台灯|书架|办公椅|电热水壶|烤面包机|微波炉|瑜伽垫|网球拍|羽毛球拍|吉他|尤克里里|机械键盘|显示器|笔记本支架|双肩包|行李箱|羽绒服|雨衣|登山鞋|足球|象棋|桌游|咖啡机|平底锅|汤锅|榨汁机|吹风机|吸尘器|晾衣架|全身镜|插线板|床垫|被子|床单|绿萝|高等数学教材|有机化学课本|英汉词典|小说|白大褂|计算器|耳机|蓝牙音箱|投影仪|打印机|缝纫机|工具箱|电钻|滑板|头盔|车锁|帐篷|睡袋|望远镜|照相机|三脚架|考研资料|四级真题",
    ),
    lessons: list(
      "吉他课|英语口语陪练|统计学辅导|论文润色|修自行车|理发|搬家帮忙|遛狗|游泳课|面试练习|拍毕业照|德语入门|编程辅导|书法课",
    ),
    qualities: list(
      "九成新|全新|闲置|二手|红色|蓝色|黑色|白色|实木|复古|静音|轻便|大号|小号|多余的|很少用|可折叠|防水|便携|结实的",
    ),
    places: list("图书馆|北门|南区宿舍|食堂|体育馆|物理楼|公交站|学生会|面包店|未名湖|东校区|电影院|快递站"),
    names: list("小明|丽华|建国|雨桐|思远|子涵|梓萱|浩然|欣怡|志强|美玲|晓东|佳琪|文博"),
    families: list("王|李|张|刘|陈|杨|赵|黄|周|吴|徐|孙|欧阳|司马"),
    tags: list("厨房|运动|书籍|音乐|宿舍|衣服|数码|植物|学习|出行|游戏|维修"),
    sentences: list(
      "这个#thing买了两年，几乎没怎么用过。|左边有一点划痕，不影响使用。|月底要从#place搬走了。|晚上六点以后可以在#place自取。|品牌是#maker，型号#model。|和#maker、#maker搭配很好。|我住在#maker路，离#place两站。|附说明书和一个备用零件。|室友#name说这是最好用的#thing。|有点重，请带个袋子来。|电池大概能用一天。|宿舍不吸烟也没有宠物。|可以先看再决定。|这个#maker的#thing是姑姑送的生日礼物。|上周末刚用醋清洗过。|到#place找#name就行。",
    ),
    titles: list(
      "#quality#thing|#thing #model|#maker#thing|#quality#maker#thing|#thing（#maker，#quality）|#name教#lesson|#place附近#lesson|#thing和#thing一起换",
    ),
    wants: list("#thing|厨房用品都可以|#lesson|#quality#thing|#maker的书|帮忙搬家|随缘||"),
    syllables: list(
      "安|博|诚|达|恩|飞|光|海|嘉|康|乐|美|宁|欧|鹏|奇|瑞|盛|泰|威|新|雅|泽|卓|恒|启|明|源|思|格|尔|兰|德|利|华|通|胜|佳|和|祥|苏|帕|米|洛",
    ),
    joint: "",
  },
  {
    language: "de",
    share: 12,
    things: list(
      "Reiskocher|Fahrrad|Fahrradschloss|Fahrradhelm|Klapprad|Schreibtischlampe|Bücherregal|Bürostuhl|Wasserkocher|Toaster|Mikrowelle|Yogamatte|Tennisschläger|Gitarre|Tastatur|Bildschirm|Rucksack|Reisekoffer|Wintermantel|Regenjacke|Wanderschuhe|Fußball|Schachspiel|Brettspiel|Kaffeemühle|Bratpfanne|Kochtopf|Mixer|Haartrockner|Staubsauger|Wäscheständer|Spiegel|Verlängerungskabel|Matratze|Bettdecke|Zimmerpflanze|Mathematiklehrbuch|Chemiebuch|Wörterbuch|Roman|Laborkittel|Taschenrechner|Kopfhörer|Lautsprecher|Beamer|Drucker|Nähmaschine|Werkzeugkasten|Bohrmaschine|Zelt|Schlafsack|Fernglas|Kühlschrank",
    ),
    lessons: list(
      "Gitarrenunterricht|Deutschnachhilfe|Statistiknachhilfe|Korrekturlesen|Fahrradreparatur|Haarschnitt|Umzugshilfe|Schwimmkurs|Nähkurs|Programmierhilfe",
    ),
    qualities: list(
      "fast neu|gut erhalten|stabil|kompakt|rot|blau|grün|schwarz|weiß|aus Holz|gebraucht|leise|leicht|groß|klein|kaum benutzt|zuverlässig|wasserdicht|klappbar",
    ),
    places: list("Bibliothek|Nordtor|Wohnheim|Mensa|Sporthalle|Physikgebäude|Haltestelle|Bäckerei|See|Ostcampus|Kino"),
    names: list("Jürgen|Änne|Björn|Greta|Lukas|Sophie|Maximilian|Käthe|Felix|Ingrid|Matthias|Frieda"),
    families: list("Müller|Schmidt|Schäfer|Weiß|Köhler|Krüger|Vogel|Böhm|Groß|Lehmann"),
    tags: list("Küche|Sport|Bücher|Musik|Schlafzimmer|Kleidung|Elektronik|Garten|Studium|Spiele|Reparatur"),
    sentences: list(
      "Vor zwei Jahren gekauft und kaum benutzt.|Kleiner Kratzer links, läuft aber einwandfrei.|Ich ziehe Ende des Semesters aus dem #place aus.|Abholung abends nach sechs, Treffpunkt #place.|Hersteller ist #maker, Modell #model.|Passt gut zu #maker und #maker.|Ich wohne in der #maker-Straße.|Mit Anleitung und Ersatzteil.|Mein Mitbewohner #name schwört darauf.|Bitte eine Tasche mitbringen, #thing ist schwer.|Nichtraucherhaushalt ohne Haustiere.|Gerne vorher anschauen.|Letztes Wochenende mit Essig gereinigt.",
    ),
    titles: list(
      "#thing, #quality|#thing #model|#maker #thing|#thing von #maker, #quality|#lesson bei #name|#thing und #thing",
    ),
    wants: list("#thing|etwas für die Küche|#lesson|Bücher von #maker|Hilfe beim Umzug||"),
    syllables: LATIN,
    joint: " ",
  },
  {
    language: "es",
    share: 10,
    things: list(
      "arrocera|bicicleta|bicicleta plegable|lámpara de escritorio|estantería|silla de oficina|hervidor|tostadora|microondas|esterilla de yoga|raqueta de tenis|guitarra|teclado|monitor|mochila|maleta|abrigo|impermeable|botas de montaña|balón|ajedrez|juego de mesa|molinillo de café|sartén|olla|batidora|secador|aspiradora|tendedero|espejo|colchón|edredón|sábanas|planta|libro de cálculo|libro de química|diccionario|novela|bata de laboratorio|calculadora|auriculares|altavoz|proyector|impresora|máquina de coser|taladro|monopatín|casco|candado|tienda de campaña|saco de dormir|cámara|trípode",
    ),
    lessons: list(
      "clases de guitarra|clases de español|tutoría de estadística|corrección de textos|reparación de bicicletas|corte de pelo|ayuda con la mudanza|clases de natación|clases de cocina",
    ),
    qualities: list(
      "casi nuevo|usado|resistente|compacto|rojo|azul|verde|negro|blanco|de madera|antiguo|silencioso|ligero|grande|pequeño|fiable|plegable",
    ),
    places: list("biblioteca|puerta norte|residencia|comedor|polideportivo|parada|panadería|lago|cine|campus este"),
    names: list("José|María|Íñigo|Lucía|Sofía|Andrés|Martín|Inés|Begoña|Raúl|Concepción"),
    families: list("García|Muñoz|Núñez|Pérez|Gómez|Ibáñez|Sánchez|López|Peña"),
    tags: list("cocina|deporte|libros|música|dormitorio|ropa|electrónica|jardín|estudio|juegos"),
    sentences: list(
      "Lo compré hace dos años y casi no lo uso.|Tiene un pequeño arañazo pero funciona bien.|Me mudo cerca de la #place a final de curso.|Se recoge por la tarde en la #place.|La marca es #maker, modelo #model.|Va bien con #maker y #maker.|Vivo en la calle #maker.|Incluye el manual y un recambio.|Mi compañera #name dice que es fantástico.|Trae una bolsa, pesa bastante.|Puedes verlo antes de decidir.",
    ),
    titles: list(
      "#thing #quality|#thing #model|#thing #maker|#thing #maker #quality|#lesson con #name|#thing y #thing",
    ),
    wants: list("#thing|algo para la cocina|#lesson|libros de #maker||"),
    syllables: LATIN,
    joint: " ",
  },
  {
    language: "ja",
    share: 5,
    things: list(
      "炊飯器|自転車|折りたたみ自転車|電気スタンド|本棚|オフィスチェア|電気ケトル|トースター|電子レンジ|ヨガマット|テニスラケット|ギター|キーボード|モニター|リュックサック|スーツケース|コート|サッカーボール|将棋盤|コーヒーミル|フライパン|鍋|ドライヤー|掃除機|鏡|マットレス|教科書|辞書|小説|電卓|イヤホン|プリンター|ミシン|寝袋|テント|カメラ",
    ),
    lessons: list("ギター教室|日本語レッスン|統計の家庭教師|自転車修理|引っ越し手伝い|書道教室|料理教室"),
    qualities: list("新品同様の|中古の|赤い|青い|黒い|白い|木製の|静かな|軽い|大きい|小さい|ほとんど使っていない"),
    places: list("図書館|北門|学生寮|食堂|体育館|バス停|パン屋|駅前|映画館"),
    names: list("さくら|翔太|美咲|健一|陽子|大輔|結衣|直樹"),
    families: list("佐藤|鈴木|高橋|田中|渡辺|伊藤|山本|中村"),
    tags: list("台所|スポーツ|本|音楽|寝室|服|家電|勉強|ゲーム"),
    sentences: list(
      "二年前に買いましたが、ほとんど使っていません。|左側に小さな傷がありますが、問題なく動きます。|学期末に引っ越します。|#placeの近くで夕方に渡せます。|メーカーは#maker、型番は#modelです。|説明書付きです。|#nameさんのおすすめの#thingです。|重いので袋を持ってきてください。",
    ),
    titles: list("#quality#thing|#thing #model|#makerの#thing|#quality#makerの#thing|#nameの#lesson|#thingと#thing"),
    wants: list("#thing|台所用品|#lesson|何でも||"),
    syllables: list("ア|イ|カ|キ|サ|シ|タ|ト|ナ|ニ|マ|ミ|ラ|リ|ロ|ソ|ノ|テ|ク|ネ"),
    joint: "",
  },
  {
    language: "ko",
    share: 4,
    things: list(
      "전기밥솥|자전거|접이식 자전거|책상 스탠드|책장|의자|전기 주전자|토스터|전자레인지|요가 매트|테니스 라켓|기타|키보드|모니터|배낭|여행 가방|겨울 코트|등산화|축구공|보드게임|프라이팬|냄비|청소기|거울|교과서|사전|소설책|계산기|이어폰|프린터|재봉틀|텐트|침낭|카메라",
    ),
    lessons: list("기타 수업|한국어 과외|통계 과외|자전거 수리|이사 도움|수영 강습"),
    qualities: list("거의 새것|중고|빨간색|파란색|검은색|하얀색|나무|조용한|가벼운|큰|작은"),
    places: list("도서관|북문|기숙사|학생 식당|체육관|정류장|빵집|영화관"),
    names: list("민준|서연|지훈|수빈|하은|도윤|예진"),
    families: list("김|이|박|최|정|강|조"),
    tags: list("주방|운동|책|음악|옷|전자제품|공부|게임"),
    sentences: list(
      "2년 전에 샀는데 거의 사용하지 않았습니다.|작은 흠집이 있지만 잘 작동합니다.|학기 말에 이사를 갑니다.|#place 근처에서 저녁에 받을 수 있습니다.|제조사는 #maker, 모델은 #model입니다.|설명서가 있습니다.|#name 씨가 추천한 #thing입니다.",
    ),
    titles: list("#quality #thing|#thing #model|#maker #thing|#quality #maker #thing|#name #lesson|#thing, #thing"),
    wants: list("#thing|주방용품|#lesson||"),
    syllables: list("가|나|다|라|마|바|사|아|한|진|성|미|우|해|동|태|유|선|영|원"),
    joint: " ",
  },
  {
    language: "th",
    share: 3,
    things: list(
      "หม้อหุงข้าว|จักรยาน|จักรยานพับ|โคมไฟตั้งโต๊ะ|ชั้นหนังสือ|เก้าอี้ทำงาน|กาต้มน้ำ|เครื่องปิ้งขนมปัง|ไมโครเวฟ|เสื่อโยคะ|ไม้เทนนิส|กีตาร์|คีย์บอร์ด|จอคอมพิวเตอร์|กระเป๋าเป้|กระเป๋าเดินทาง|เสื้อกันฝน|รองเท้า|ลูกฟุตบอล|กระทะ|หม้อ|เครื่องดูดฝุ่น|กระจก|ที่นอน|หนังสือเคมี|พจนานุกรม|นิยาย|เครื่องคิดเลข|หูฟัง|เต็นท์|กล้อง",
    ),
    lessons: list("สอนกีตาร์|สอนภาษาไทย|ติวสถิติ|ซ่อมจักรยาน|ช่วยย้ายของ|สอนว่ายน้ำ"),
    qualities: list("เกือบใหม่|มือสอง|สีแดง|สีน้ำเงิน|สีดำ|สีขาว|ไม้|เงียบ|เบา|ใหญ่|เล็ก"),
    places: list("ห้องสมุด|ประตูเหนือ|หอพัก|โรงอาหาร|โรงยิม|ป้ายรถเมล์|ร้านขนมปัง"),
    names: list("สมชาย|มะลิ|ธนากร|พลอย|อรุณ|วิชัย"),
    families: list("ใจดี|ศรีสุข|ทองคำ|แสงจันทร์|วงศ์ไทย"),
    tags: list("ครัว|กีฬา|หนังสือ|ดนตรี|เสื้อผ้า|เรียน|เกม"),
    sentences: list(
      "ซื้อมาสองปีแล้วแทบไม่ได้ใช้|มีรอยขีดข่วนเล็กน้อยแต่ใช้งานได้ดี|จะย้ายออกตอนปลายเทอม|มารับได้ที่#placeตอนเย็น|ยี่ห้อ #maker รุ่น #model|มีคู่มือให้ด้วย|#nameแนะนำ#thingนี้",
    ),
    titles: list("#thing#quality|#thing #model|#thing #maker|#thing #maker #quality|#lessonโดย#name|#thingและ#thing"),
    wants: list("#thing|ของใช้ในครัว|#lesson||"),
    syllables: list("กา|ขา|คน|จัน|ชา|ดา|ตา|ธน|นา|บุญ|ปา|พร|มา|รัก|ลา|วา|สุข|หา|อา"),
    joint: " ",
  },
];
