"""Names that look like a country and are none, countries whose names lie within each other, and the other way round."""

import pytest

from crawler.annotate import annotate
from tests.annotate.writing import article

# text, countries; a text of two parts `title | body` has a headline
ENGLISH = [
    # Punjab: of Pakistan and of India
    ("Punjab opens a school | The province of Punjab opened a school in Lahore.", "PK"),
    ("Punjab opens a school | The state of Punjab opened a school near Amritsar.", "IN"),
    ("Punjab opens a school | A school was opened in Punjab.", "IN"),
    # Georgia: the state and the country
    ("Atlanta mayor opens a school | Voters in Georgia and neighbouring Alabama went to the polls.", "US"),
    (
        "Georgia port to expand | The Georgia Ports Authority in Savannah will borrow, and Gov. Kemp praised the plan.",
        "US",
    ),
    ("Georgia opens a port | Georgia Railway will carry the goods, and Georgia will sell them.", "GE"),
    ("A farmer near Macon, Georgia, harvested peanuts for the county fair.", "US"),
    ("Georgia and Armenia agreed to modernise a rail line through the Caucasus.", "AM GE"),
    ("The Georgian foreign minister met officials in Tbilisi.", "GE"),
    ("Georgia O'Keeffe painted flowers.", ""),
    ("He studied engineering at Georgia Tech.", ""),
    ("They bought a Georgian house with a large garden.", ""),
    # Jordan: the player, the river, the kingdom
    ("Michael Jordan scored forty points against the Bulls' rivals.", ""),
    ("Jordan Henderson left the pitch with an injury.", ""),
    ("Pilgrims bathed in the Jordan River before dawn.", ""),
    ("Jordan and Egypt will link their power grids near Aqaba.", "EG JO"),
    ("The king of Jordan received a delegation from Japan in Amman.", "JO JP"),
    # Turkey: the bird and the republic
    ("Cooks say a roast turkey needs three hours in the oven.", ""),
    (
        "Turkey prices rise before Thanksgiving | Farmers say their flocks are smaller and birds cost more than last year.",
        "",
    ),
    ("Turkey and Greece reopened talks, the Turkish minister said in Ankara.", "GR TR"),
    ("Türkiye will build a hospital in Somalia.", "SO TR"),
    # Chad: the name, the state
    ("Chad Smith plays the drums.", ""),
    ("Coach Chad Williams praised the team.", ""),
    ("Chad and Sudan reopened their border near Darfur.", "SD TD"),
    ("Counting stopped over hanging chads.", ""),
    ("Chad joins the board of the bank | Chad Miller will look after its loans.", ""),
    ("Jordan signs for two years | Guard Jordan Reed is back.", ""),
    # towns of the United States by the short names of their states
    ("A farmer of Cuba, Mo., sold a mule.", "US"),
    ("The circus left Peru, Ind. on Monday.", "US"),
    ("Rice from China, Md. Karim said, was late.", "CN"),
    # cities that share the name of a capital or a country
    ("A bakery burned in Tripoli in the north of Lebanon.", "LB"),
    ("Snow fell | Snow fell on Tripoli. A baker of Tripoli, Lebanon, was glad.", "LB"),
    ("Libya mends the port of Tripoli, Lebanon the one of Sidon.", "LB LY"),
    ("Antigua Guatemala mends its old church.", "GT"),
    ("Antigua and Barbuda mends its port.", "AG"),
    ("A Northern Irish ferry called at Oslo.", "GB NO"),
    # the Guineas
    ("The guinea pig escaped from its hutch.", ""),
    ("Guinea exports bauxite from Conakry.", "GN"),
    ("Guinea-Bissau held an election.", "GW"),
    ("Guinea Bissau signed a fisheries protocol.", "GW"),
    ("Equatorial Guinea joined the accord.", "GQ"),
    ("Papua New Guinea hosted the leaders.", "PG"),
    ("Pirates attacked a tanker in the Gulf of Guinea.", ""),
    ("Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea took part.", "GN GQ GW PG"),
    # the Congos
    ("The Democratic Republic of the Congo reopened a mine.", "CD"),
    ("The Republic of the Congo reopened a port at Pointe-Noire.", "CG"),
    ("The DRC and Zambia will share a power line.", "CD ZM"),
    ("Congo's army said fighting near Goma had stopped.", "CD"),
    ("Congo-Brazzaville raised its oil output.", "CG"),
    ("The Congo River flooded farms.", ""),
    # Niger, Nigeria; the Sudans; the Koreas
    ("Niger and Nigeria will lay a pipeline.", "NE NG"),
    ("A Nigerien minister flew to Abuja.", "NE NG"),
    ("Villages in the Niger Delta lack power.", "NG"),
    ("Nigerian banks opened branches.", "NG"),
    ("South Sudan and Sudan resumed oil exports.", "SD SS"),
    ("North Korea and South Korea exchanged letters.", "KP KR"),
    ("Tension eased on the Korean peninsula.", ""),
    ("The DPRK closed its border.", "KP"),
    # Dominica and the Dominican Republic
    ("Dominica welcomed a medical ship.", "DM"),
    ("The Dominican Republic welcomed a medical ship.", "DO"),
    ("Santo Domingo signed the accord, the Dominican minister said.", "DO"),
    # currencies
    ("The project costs 40 million U.S. dollars.", ""),
    ("They paid in Swiss francs, Japanese yen and Hong Kong dollars.", ""),
    ("The price is 30 Canadian dollars a barrel.", ""),
    ("The Indian rupee and the Russian rouble weakened.", ""),
    # food, dogs, and other things with a country's name
    ("She opened a Chinese restaurant in the village.", ""),
    ("They ordered Peking duck and French fries.", ""),
    ("The museum shows fine china and a Persian rug.", ""),
    ("A German shepherd found the child.", ""),
    ("A Swiss army knife lay beside the Danish pastry.", ""),
    ("He wore a Panama hat and ate Brazil nuts.", ""),
    ("Greek yogurt and Turkish delight sold well.", ""),
    ("It was an Indian summer by the Indian Ocean.", ""),
    ("Canada geese landed on the lake.", ""),
    # words in small letters, abbreviations
    ("They asked us to wait; it was up to us.", ""),
    ("The US and the UK signed a pact.", "GB US"),
    ("The U.S. and the U.A.E. held talks.", "AE US"),
    ("He had to polish the table and march on.", ""),
    ("A Polish engineer built the bridge.", "PL"),
    # people and cities
    ("Whitney Houston sang in the hall.", ""),
    ("Denzel Washington won a prize.", ""),
    ("Paris Hilton opened a shop.", ""),
    ("Ministers met in Paris.", "FR"),
    ("Talks in Geneva and Vienna continued.", "AT CH"),
    ("Washington and Beijing resumed their dialogue.", "CN US"),
    # an article in small letters
    ("Talks between Peru and the Netherlands opened in the Bahamas.", "BS NL PE"),
    ("Students from the Gambia arrived in Laos.", "GM LA"),
    # cities and countries in names of other things
    ("Uzbekistan hosts the Shanghai Cooperation Organisation.", "UZ"),
    ("Leaders of the Indo-Pacific met in Laos.", "LA"),
    ("Veterans of the Korean War ate Brussels sprouts.", ""),
    ("The forum opened in St. Petersburg.", "RU"),
    ("Police in Pinellas County, Florida, said the mayor of St. Petersburg was safe.", "US"),
    ("The US Virgin Islands reported no damage.", "VI"),
    # regions that hide in other names
    ("New Mexico and Texas share a river.", "US"),
    ("New South Wales bought trains.", "AU"),
    ("British Columbia exports timber.", "CA"),
    ("Northern Ireland's assembly met in Belfast.", "GB"),
    ("American Samoa reported no damage.", "AS"),
    ("The South China Sea was calm.", ""),
    ("The Gulf of Mexico and the Sea of Japan warmed.", ""),
    ("Latin America and North America trade more.", ""),
    ("Hong Kong and Macao opened a bridge.", "HK MO"),
    ("Lebanon, Pennsylvania, is a town in Lebanon County.", "US"),
    ("Lebanon's government met in Beirut.", "LB"),
    ("Trade under the Paris Agreement was discussed.", ""),
    ("The Washington Post printed a letter.", ""),
    # parts of the sentence that are no names
    ("An orange and a mobile phone lay on the beach.", ""),
    ("Reading is good for children; Nice weather helps.", ""),
    ("Oman, Iran and Mali voted.", "IR ML OM"),
    ("China Railway Group met Georgia Railway in Tbilisi.", "CN GE"),
    ("Jordan Petroleum will supply the kingdom's airport in Amman.", "JO"),
    ("A woman from Romania ran in.", "RO"),
    ("Nauru, Tuvalu and Palau voted with Saint Lucia.", "LC NR PW TV"),
]

CHINESE = [
    ("日本企业对华纳兄弟公司的收购引发关注。", "JP"),
    ("近年来华裔作家在法国获奖。", "FR"),
    ("索马里总统抵达机场。", "SO"),
    ("马里总统抵达机场。", "ML"),
    ("索马里和马里都派代表出席。", "ML SO"),
    ("中巴经济走廊建设稳步推进。", "CN PK"),
    ("巴西总统表示，中巴关系前景广阔。", "BR CN"),
    ("巴基斯坦总理表示，中巴友谊深厚。", "CN PK"),
    ("中老铁路货运量增长。", "CN LA"),
    ("社区为中老年人举办讲座。", ""),
    ("朝鲜半岛局势缓和。", ""),
    ("朝鲜代表团抵达平壤机场。", "KP"),
    ("俄乌冲突持续。俄罗斯和乌克兰举行谈判。", "RU UA"),
    ("中印尼两国合作建设高铁，印尼总统出席仪式。", "CN ID"),
    ("尼日尔与尼日利亚签署协议。", "NE NG"),
    ("刚果（金）与刚果（布）是邻国。", "CD CG"),
    ("几内亚比绍、赤道几内亚和几内亚代表发言。", "GN GQ GW"),
    ("巴布亚新几内亚总理来访。", "PG"),
    ("多米尼克和多米尼加都位于加勒比海。", "DM DO"),
    ("该项目投资五千万美元，以欧元结算。", ""),
    ("他在餐厅点了北京烤鸭和意大利面。", ""),
    ("约旦河水位下降。", ""),
    ("约旦国王会见埃及外长。", "EG JO"),
    ("马里兰大学发布报告。", "US"),
    ("老挝万象与泰国曼谷通航。", "LA TH"),
    ("中方对此表示欢迎，其中以教育为主。", ""),
    ("美国佐治亚州发生火灾。", "US"),
    ("印度洋上的渔船返航。", ""),
    ("中亚五国与中国举行会议。", "CN"),
    ("老挝总理访华。", "CN LA"),
    ("老挝总理赴华盛顿，又来华沙。", "LA PL US"),
    ("上海合作组织成员国会晤。", ""),
    ("哈萨克斯坦总统说，中哈合作成果丰硕。", "CN KZ"),
    ("緬甸與泰國外長在曼谷會談。", "MM TH"),
    ("烏茲別克斯坦總統訪問北京。", "CN UZ"),
]

OTHERS = [
    ("ru", "Президент Казахстана прибыл в Китай.", "CN KZ"),
    ("ru", "В Китае, Монголии и Индии обсудили транспорт.", "CN IN MN"),
    ("ru", "Российско-китайские переговоры прошли с участием белорусских экспертов.", "BY CN RU"),
    ("ru", "Министр Южной Кореи посетил Саудовскую Аравию.", "KR SA"),
    ("ru", "Сумма составила сто долларов США.", ""),
    ("ru", "Президент Египта принял посла Израиля и канадского министра.", "CA EG IL"),
    ("ru", "Делегация Южного Судана прибыла в Гвинею-Бисау.", "GW SS"),
    ("ru", "Премьер Папуа — Новой Гвинеи посетил Нидерланды.", "NL PG"),
    ("ru", "В Южно-Китайском море и Мексиканском заливе шторм.", ""),
    ("ru", "Суда прошли через Персидский залив.", ""),
    ("ar", "وصل وزير الخارجية الصيني إلى مصر.", "CN EG"),
    ("ar", "بحثت السعودية والعراق التعاون مع تركيا.", "IQ SA TR"),
    ("ar", "وقعت بالقاهرة اتفاقية للنقل.", "EG"),
    ("ar", "بحث الوزير الإثيوبي مع نظيره الماليزي.", "ET MY"),
    ("ar", "يصب نهر الأردن في البحر الميت.", ""),
    ("ar", "زيارة للصين ومنحة لليابان ولليمن.", "CN JP YE"),
    ("ar", "قال وزير المالية إن الدعم المالي زاد.", ""),
    ("ar", "رئيس مالي يزور تشاد.", "ML TD"),
    ("ar", "وصل الوزير الأردني إلى عمان.", "JO"),
    ("ar", "وقعت سلطنة عمان والأردن اتفاقية.", "JO OM"),
    ("ar", "اجتمع وزيرا المجر وروسيا البيضاء.", "BY HU"),
    ("fr", "Le président Hollande a reçu le ministre allemand, a dit François Hollande.", "DE"),
    ("ru", "Танкер прошёл через Оманский залив в порт Ирана.", "IR"),
    ("fr", "Maurice Ravel a composé un ballet.", ""),
    ("fr", "L'île Maurice et la Palestine ont voté.", "MU PS"),
    ("fr", "La Guinée équatoriale et la Guinée-Bissau ont voté.", "GQ GW"),
    ("fr", "Le Tchad et le Niger ont ouvert un poste frontière.", "NE TD"),
    ("fr", "Le ministre chinois a rencontré son homologue sénégalais.", "CN SN"),
    ("fr", "Le prix est de dix dollars américains.", ""),
    ("fr", "Le ministre tchèque a reçu une délégation libyenne.", "CZ LY"),
    ("fr", "La société centrafricaine et la République tchèque, un pays sud-américain.", "CF CZ"),
    ("es", "El presidente de Perú viajó a Corea del Sur.", "KR PE"),
    ("es", "La empresa china y la empresa peruana construyen un puerto.", "CN PE"),
    ("es", "Empresas mexicanas y argentinas invierten en la República Checa.", "AR CZ MX"),
    ("es", "El canciller libanés viajó a Costa de Marfil con empresarios filipinos.", "CI LB PH"),
    ("es", "Guinea Ecuatorial y España firmaron un convenio.", "ES GQ"),
    ("de", "Deutschland und Österreich bauen eine Brücke.", "AT DE"),
    ("de", "Der usbekische Minister und die mongolische Delegation flogen in die Elfenbeinküste.", "CI MN UZ"),
    ("de", "Die Insel heißt Island und gehört zu Europa.", "IS"),
    ("sw", "Rwanda yapata mkopo wa dola bilioni 3.5 za Marekani", "RW"),  # whose dollars they are
    ("sw", "Shilingi milioni 40 za Kenya zitalipwa na Uswidi; Marekani iliahidi dola milioni 2", "SE US"),
    ("sw", "Wanafunzi wa Uturuki walizuru Ufaransa na Uingereza", "FR GB TR"),
    ("id", "Dolar AS menguat di bursa, kata menteri Korsel di Laut China Selatan", "KR"),
    ("id", "Presiden RI bertemu pemimpin AS dan Inggris", "GB ID US"),
    ("ms", "Bursa Malaysia ditutup selepas Kemboja menang", "KH"),
    ("it", "Belgrado e Podgorica, il Milan a Pechino, un ministro belga", "BE CN ME RS"),
    ("tr", "Fas ile ABD anlaştı, İngiliz ve Mısırlı bakanlar geldi", "EG GB MA US"),
    ("tr", "TÜRKİYE VE İTALYA KÖPRÜ YAPIYOR", "IT TR"),
    ("tr", "Kredi 5 milyon ABD dolarlık, Umman Körfezi'nde bir gemi için", ""),
    (
        "ko",
        "인도네시아와 니제르 대표단, 나이지리아를 방문했다.",
        "ID NE NG",
    ),  # 인도 is India, any ending follows a name
    ("ja", "タイヤの値上げでアルバイトのスタイルが変わり、タイトルはアルバムになった。", ""),
    ("ja", "タイとインドの外相、チリ人の大使、アルバニージー首相", "CL IN TH"),
    ("pt", "Empresas brasileiras e o governo peruano, numa cúpula latino-americana.", "BR PE"),
    ("pt", "O Brasil e Moçambique assinaram um acordo.", "BR MZ"),
    ("it", "Il ministro egiziano ha visto la delegazione giapponese.", "EG JP"),
    ("it", "La Cina e la Svizzera hanno firmato un accordo.", "CH CN"),
    ("tr", "Türkiye ile Azerbaycan arasında anlaşma imzalandı.", "AZ TR"),
    ("id", "Indonesia dan Jepang menandatangani perjanjian.", "ID JP"),
    ("vi", "Việt Nam và Nhật Bản ký thỏa thuận.", "JP VN"),
    ("ja", "日本とベトナムは協定に署名した。", "JP VN"),
    ("ko", "한국과 베트남이 협정을 체결했다.", "KR VN"),
    ("hi", "भारत और नेपाल ने समझौते पर हस्ताक्षर किए।", "IN NP"),
    ("th", "ประเทศไทยและลาวลงนามข้อตกลง", "LA TH"),
    ("uk", "Україна і Польща підписали угоду.", "PL UA"),
    ("pl", "Polska i Ukraina podpisały umowę.", "PL UA"),
    ("nl", "Nederland en België tekenden een verdrag.", "BE NL"),
    ("sw", "Kenya na Tanzania zilitia saini mkataba.", "KE TZ"),
    ("fa", "ایران و پاکستان توافقنامه امضا کردند.", "IR PK"),
]


def codes(text, language):
    title, _, body = text.rpartition(" | ")
    return " ".join(sorted(one.code for one in annotate(article(title, body, language)).countries))


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[text[:40] for text, _ in ENGLISH])
def test_english_names(text, expected):
    assert codes(text, "en") == expected


@pytest.mark.parametrize(("text", "expected"), CHINESE, ids=[text[:12] for text, _ in CHINESE])
def test_chinese_names(text, expected):
    assert codes(text, "zh") == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"), OTHERS, ids=[f"{lang}-{text[:20]}" for lang, text, _ in OTHERS]
)
def test_names_of_other_languages(language, text, expected):
    assert codes(text, language) == expected


def test_one_word_in_two_languages():
    assert codes("The ferry reached the Island at noon.", "en") == ""
    assert codes("Island verhandelt mit Norwegen.", "de") == "IS NO"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Kenya will keep to the Paris accord."),
        ("en", "Kenya praised the Oslo agreements and the Minsk process."),
        ("fr", "Le Kenya respecte les accords de Minsk."),
        ("es", "Kenia cumple el Protocolo de Kioto y el acuerdo de París."),
        ("pt", "O Quénia respeita o acordo de Paris."),
        ("de", "Kenia hält das Abkommen von Paris und das Kyoto-Protokoll ein."),
        ("zh", "肯尼亚支持巴黎协定和《达喀尔行动计划》。"),
    ],
)
def test_the_city_of_a_pact_is_no_place_of_the_news(language, text):
    assert [one.code for one in annotate(article("", text, language)).countries] == ["KE"]


def test_a_city_before_other_words_is_one():
    assert {one.code for one in annotate(article("", "Kenya welcomed the Paris talks on an accord.")).countries} == {
        "KE",
        "FR",
    }


@pytest.mark.parametrize(
    "text", ["The keeper saved three penalties in a row.", "Rows of cranes stand by the front row of ships."]
)
def test_a_row_of_things_is_no_dispute(text):
    assert not any("dispute" in one.why for one in annotate(article("", text)).evidence)
    assert any("dispute" in one.why for one in annotate(article("", "A row over fish began.")).evidence)
