"""What stands behind the last sentence."""

from __future__ import annotations

import pytest

from crawler.pages.boilerplate import is_ending, is_line, without
from crawler.pages.trailers import trim

ENDS = [
    ("The talks ended. (End)", "The talks ended.", {}),
    ("会谈结束。(完)", "会谈结束。", {}),
    ("会谈结束。（完）【编辑:王小明】", "会谈结束。", {"editor": "王小明"}),
    ("会谈结束。(责编：张三、李四)", "会谈结束。", {"editor": "张三, 李四"}),
    (
        "会谈结束。作者/王五（转载请注明某网）某网工程栏目编辑/周英文",
        "会谈结束。",
        {"editor": "周英文", "authors": ["王五"], "rights": "转载请注明某网"},
    ),
    (
        "The talks ended. (Reporting by Ann Lee in Rome; Editing by Tom Brown)",
        "The talks ended.",
        {"editor": "Tom Brown", "authors": ["Ann Lee"]},
    ),
    ("The talks ended. Enditem", "The talks ended.", {}),
    ("The talks ended. Keywords: rail, freight.", "The talks ended.", {"keywords": ["rail", "freight"]}),
    (
        "The talks ended. (Reproduction without permission is not allowed.)",
        "The talks ended.",
        {"rights": "Reproduction without permission is not allowed."},
    ),
    ("来源：新华社", None, {"agency": "Xinhua"}),
    ("Fuente: Xinhua", None, {"agency": "Xinhua"}),
    ("المصدر: Xinhua", None, {"agency": "Xinhua"}),
    ("编辑：张小明 校对：李小红 审核：王芳", None, {"editor": "张小明"}),
    (
        "Todos los derechos reservados. Prohibida su reproducción.",
        None,
        {"rights": "Todos los derechos reservados. Prohibida su reproducción."},
    ),
    ("Все права защищены.", None, {"rights": "Все права защищены."}),
    ("جميع الحقوق محفوظة", None, {"rights": "جميع الحقوق محفوظة"}),
    ("（作者李小明）", None, {"authors": ["李小明"]}),
    ("本报记者李小明", None, {"authors": ["李小明"]}),
    ("（編輯：陳大文）1150520", None, {"editor": "陳大文"}),
    ("Kaynak: AA", None, {"agency": "Anadolu"}),
    ("Źródło: PAP", None, {"agency": "PAP"}),
    ("Con información de EFE", None, {"agency": "EFE"}),
    ("Theo TTXVN", None, {"agency": "VNA"}),
    ("كلمات مفتاحية: مصر، المغرب", None, {"keywords": ["مصر", "المغرب"]}),
    ("Etiquetas: Chile, Perú", None, {"keywords": ["Chile", "Perú"]}),
    ("AT // JMC", None, {}),
    ("(bud/sit)", None, {}),
    ("Cost/hour", "Cost/hour", {}),
    ("— Xinhua", None, {"agency": "Xinhua"}),
    ("Com Reuters", None, {"agency": "Reuters"}),
    ("ENDS", None, {}),
    ("That is where it ends", "That is where it ends", {}),
    ("文明互鉴", "文明互鉴", {}),
    ("文化交流活动", "文化交流活动", {}),
    ("采访手记", "采访手记", {}),
    ("The editor of the paper spoke of copyright.", "The editor of the paper spoke of copyright.", {}),
]


@pytest.mark.parametrize(("text", "left", "found"), ENDS)
def test_trim(text: str, left: str | None, found: dict[str, object]) -> None:
    trailer = trim(["The first paragraph.", text])
    assert trailer.paragraphs[1:] == ([left] if left else [])
    for name in ("editor", "authors", "rights", "keywords", "agency"):
        assert (getattr(trailer, name) or None) == found.get(name), name


@pytest.mark.parametrize(
    "line",
    [
        "Share this article",
        "Read more: a train",
        "相关阅读",
        "扫一扫分享到微信",
        "Advertisement",
        "Lire aussi : le train",
        "Partager sur Facebook",
        "Baca juga: Kereta baru",
        "Фото: пресс-служба",
        "Compartir en redes sociales",
        "Compartilhe esta notícia",
        "Auf Facebook teilen",
        "Поделиться в соцсетях",
        "شارك هذا الخبر",
        "شارك",
        "إعلان",
        "【打印】【关闭】",
        "分享让更多人看到",
        "评论(12)",
        "打印本稿",
        "收藏本站",
        "返回上一级",
        "返回目录",
        "举报邮箱：jubao@news.example",
        "投诉热线：12345",
        "Реклама на сайте",
        "Нашли ошибку? Выделите её и нажмите Ctrl+Enter.",
        "Crédits photo : A. Martin",
        "음성재생 설정",
        "글자크기 설정",
        "자동요약",
        "매우 큰 폰트",
        "您此时的心情",
        "Loading paragraph...",
        "Loading…",
        "(With inputs from PTI)",
        "With reporting by Ana Prado in Lima and Awa Ndiaye.",
        "Views expressed are those of the authors.",
        "Distributed by APO Group on behalf of the Ministry of Shipping.",
        "Awa Ndiaye in Dakar contributed to this report.",
        "The views expressed in this article are the author's own.",
        "The writer can be reached at a.ndiaye@news.example",
        "Media contact: Press Office, +372 555 0101, press@ministry.example",
        "For more information, contact Ana Prado, Head of Communications, ana@port.example.",
        "PRESS RELEASE NO: 2026/071/AFE",
        "This interview has been edited for length and clarity.",
        "《 人民日报 》（ 2026年04月15日 03 版）",
        "この記事は有料記事です。残り512文字",
        "यह भी पढ़ें: नई रेल",
        "مزید پڑھیں: نئی ریل",
        "Čtěte také: Nový vlak",
        "Lees ook: De nieuwe trein",
        "อ่านเพิ่มเติม รถไฟใหม่",
        "La suite est réservée aux abonnés.",
        "انتهای پیام/",
        "原标题：两国签署铁路协议",
        "SCROLL TO CONTINUE WITH CONTENT",
        "Lusa/Fim",
        "Síguenos en Facebook y X",
        "Підписуйтесь на наш Telegram",
        "(इनपुट: भाषा)",
        "【関連記事】",
        "a.ndiaye@news.example",
    ],
)
def test_boilerplate(line: str) -> None:
    assert is_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "The two ministers share this view.",
        "Subscribers of the paper rose by a third in the last year of the war, it said.",
        "会谈结束。",
        "Share the costs of the line: that is what they agreed.",
        "Partager les données de la pluie avec les pays voisins ;",
        "Compartir los costos fue la condición, explicó el ministro.",
        "Más información se dará a conocer en enero.",
        "Compartilhar dados de satélites entre as duas agências;",
        "Zum Thema Wasserstoff sagte die Ministerin nichts.",
        "Teilen wollen sich beide Seiten die Kosten.",
        "Поделиться опытом приехали врачи из десяти стран.",
        "Подробнее о проекте рассказал министр.",
        "شارك في مراسم التوقيع وزيرا النقل في البلدين.",
        "إعلان النوايا يشمل بناء محطة جديدة.",
        "مشاركة الصين في المعرض تؤكد متانة العلاقات.",
        "分享发展机遇",
        "返回地球的样品由两国共享。",
        "评论认为，此举意义重大。",
        "Реклама в социальных сетях соседней страны запрещена с сентября.",
        "Нашли ошибку в договоре о границе учёные двух стран.",
        "Crédits : la banque débloque deux cents millions pour le port",
        "자동차 수출이 늘었다.",
        "남성 근로자와 여성 근로자의 임금이 같아졌다.",
        "Loading of the first ship began in May.",
        "Japan contributed to the reporting system of the fund, and Peru to its staff.",
        "Years of drought contributed to this story of hunger.",
        "Falling prices contributed to this report, analysts said.",
        "With input from all member states, the draft was completed in May.",
        "Distributed by the Red Cross on behalf of the government, the rice reached 3,000 families.",
        "The views expressed by the two presidents at the meeting were close.",
        "会員登録した企業は両国で約二百社に上る。",
        "有料記事の配信を両国の通信社が始めた。",
        "The views of both sides on the border remain far apart.",
        "Contact between the two ports was lost for 300 days.",
        "For more information to be shared, both parliaments must agree.",
        "Lees ookwerk is in beide landen te koop.",
        "有料道路の建設に両国が合意した。",
        "Đọc thêm sách giúp trẻ em hai nước hiểu nhau hơn.",
    ],
)
def test_no_boilerplate(line: str) -> None:
    assert not is_line(line)
    assert not is_ending(line)


def test_learned_sentences_are_left_out() -> None:
    learned = frozenset({"Follow the Herald every day.", "关注本报。"})
    paragraphs = [
        "The talks ended. Follow the Herald every day.",
        "Follow the Herald every day.",
        "会谈结束。关注本报。",
    ]
    assert without(paragraphs, learned) == ["The talks ended.", "会谈结束。"]
