"""Who wrote it: names in bylines, and what only looks like one."""

from __future__ import annotations

import pytest

from crawler.pages import parse_article
from tests.pages.making import SENTENCE, page, story


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Par Marie Dubois", "Marie Dubois"),
        ("Por Ana Prado", "Ana Prado"),
        ("Von Anna Meier, Nairobi", "Anna Meier"),
        ("Автор: Иван Петров", "Иван Петров"),
        ("بقلم: أحمد علي", "أحمد علي"),
    ],
)
def test_a_byline_is_no_paragraph(line: str, name: str) -> None:
    article = parse_article(page(story().replace("</h1>", f"</h1><p>{line}</p>")))
    assert article.authors == (name,)
    assert article.text.startswith("1. The two")
    heading = parse_article(page(story().replace("</h1>", "</h1><p>Von Kairo nach Nairobi</p>")))
    assert heading.text.startswith("Von Kairo nach Nairobi")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('<div class="author-details">Awa Ndiaye July 3, 2025</div>', "Awa Ndiaye"),
        ('<div class="author-details">Awa Ndiaye 3 July 2025</div>', "Awa Ndiaye"),
        ('<div><img src="/a.jpg"><span class="meta-author">Awa Ndiaye</span></div>', "Awa Ndiaye"),
        ('<div>In <a rel="author" href="/x">Awa Ndiaye</a>, Dakar</div>', "Awa Ndiaye"),
        ("<p>By Md Aynal Haque</p>", "Md Aynal Haque"),
    ],
)
def test_a_part_of_a_line_that_is_called_author(line: str, name: str) -> None:
    assert parse_article(page(story().replace("</h1>", f"</h1>{line}"))).authors == (name,)


@pytest.mark.parametrize(
    "line",
    [
        '<div>Reviewed by <a class="author-link" href="/x">Awa Ndiaye</a></div>',
        '<div><span class="author-title">Senior Adviser</span></div>',
        "<div><span>Awa Ndiaye</span></div>",
    ],
)
def test_what_is_called_otherwise_is_no_author(line: str) -> None:
    assert parse_article(page(story().replace("</h1>", f"</h1>{line}"))).authors == ()


def test_the_one_whom_all_links_to_an_author_name_wrote_it() -> None:
    link = '<footer><a rel="author" href="/x/{0}">{0}</a></footer>'
    one, other = link.format("Awa Ndiaye"), link.format("Ana Prado")
    far = "".join(f"<p>{number}. {SENTENCE} {SENTENCE}</p>" for number in range(7, 30))
    assert parse_article(page(story(far + one + one))).authors == ("Awa Ndiaye",)
    assert parse_article(page(story(far + one + other))).authors == ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("记者了解到，首批列车将于明年运行。", ()),
        ("作者：古丽娜尔·买买提", ("古丽娜尔·买买提",)),
        ("文 王小明", ("王小明",)),
        ("记者获悉，该项目已经开工。", ()),
        ("据记者观察，两国合作越来越密切。", ()),
        ("他在答记者问时说，前景广阔。", ()),
        ("本文仅代表作者观点", ()),
        ("作者系某大学教授", ()),
        ("记者：项目进展如何？", ()),
        ("本报记者 李小明", ("李小明",)),
        ("某社记者李小明、王芳", ("李小明", "王芳")),
        ("记者　李小明　王芳　摄影报道", ("李小明", "王芳")),
        ("时间：2025-03-14　作者：李小明　来源：某网", ("李小明",)),
        ("文/李小明 王芳", ("李小明", "王芳")),
    ],
)
def test_what_reporters_do_is_no_name(line: str, names: tuple[str, ...]) -> None:
    assert parse_article(page(story().replace("</h1>", f"</h1><p>{line}</p>"))).authors == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By John Martin", ("John Martin",)),
        ("By Rosa Marquez and Tom Decker | May 3, 2025", ("Rosa Marquez", "Tom Decker")),
        ("By Theresa May", ("Theresa May",)),
        ("By Awa Ndiaye May 3, 2025", ("Awa Ndiaye",)),
        ("By Lee Min-ho", ("Lee Min-ho",)),
        ("By John Roe Jr.", ("John Roe Jr",)),
        ("BY MARIA DE LA CRUZ AND JOHN ROE", ("Maria de la Cruz", "John Roe")),
        ("By Awa Ndiaye, Diplomatic Editor, and Samir Haddad", ("Awa Ndiaye", "Samir Haddad")),
        ("Par Awa Ndiaye (Dakar, correspondance) et Julien Petit avec AFP", ("Awa Ndiaye", "Julien Petit")),
        ("By Nur Aisyah binti Rahman @nuraisyah", ("Nur Aisyah binti Rahman",)),
        ("By AWA NDIAYE Associated Press", ("Awa Ndiaye",)),
        ("by Awa Ndiaye July 27, 2025", ("Awa Ndiaye",)),
        ("By Miranda July | 27 July 2025", ("Miranda July",)),
        ("By Zara Nur Tasnim", ("Zara Nur Tasnim",)),
        ("By Awa NDIAYE", ("Awa Ndiaye",)),
        ("By FlowGuard EMEA", ("FlowGuard EMEA",)),
        ("מאת: נועה ברק", ("נועה ברק",)),
        ("كتب: محمد عبد الرحمن الإثنين ٩ فبراير ٢٠٢٦", ("محمد عبد الرحمن",)),
    ],
)
def test_a_surname_that_begins_like_a_month_and_what_stands_beside_names(line: str, names: tuple[str, ...]) -> None:
    assert parse_article(page(story().replace("</h1>", f"</h1><p>{line}</p>"))).authors == names


def test_what_is_claimed_behind_a_name_is_its_role() -> None:
    claim = '<meta name="author" content="Ana Prado, Staff Writer"><title>Two governments agree on rail freight</title>'
    assert parse_article(page(story(head=claim))).authors == ("Ana Prado",)
    line = '<div class="byline">김지훈 기자 jh@news.example</div>'
    assert parse_article(page(story().replace("</h1>", f"</h1>{line}"))).authors == ("김지훈",)
    default = claim.replace("Ana Prado, Staff Writer", "Super User")
    assert parse_article(page(story(head=default))).authors == ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<p><strong>Moussa TRAORÉ</strong></p>", ("Moussa Traoré",)),
        ('<p style="text-align: right">Moussa Traoré</p>', ("Moussa Traoré",)),
        ("<p>Par Moussa Traoré</p>", ("Moussa Traoré",)),
        ("<p>Автор: Иван Петров</p>", ("Иван Петров",)),
        ("<p>김지훈 기자 kim@news.example</p>", ("김지훈",)),
    ],
)
def test_who_signs_the_text_is_no_paragraph_of_it(line: str, names: tuple[str, ...]) -> None:
    article = parse_article(page(story(line, lang="fr")))
    assert article.authors == names
    assert article.text.endswith(SENTENCE)


@pytest.mark.parametrize(
    "line", ["<p>Moussa Traoré</p>", "<p><strong>Moussa Traoré spoke.</strong></p>", "<p><b>Trains</b></p>"]
)
def test_a_last_line_that_is_no_signature(line: str) -> None:
    article = parse_article(page(story(line, lang="fr")))
    assert article.authors == ()
    assert not article.text.endswith(SENTENCE)


@pytest.mark.parametrize(
    ("office", "language"),
    [
        ("Dirección de Comunicación", "es"),
        ("Unidad de Prensa", "es"),
        ("Instituto Nacional de Cultura", "es"),
        ("Assessoria de Imprensa", "pt"),
        ("Universidade Federal do Pará", "pt"),
        ("Service de presse", "fr"),
        ("Ufficio Stampa", "it"),
    ],
)
def test_an_office_that_signs_the_text_is_no_author(office: str, language: str) -> None:
    assert parse_article(page(story(f"<p><strong>{office}</strong></p>", lang=language))).authors == ()


@pytest.mark.parametrize(
    "line",
    [
        "Submitted by <span>Marta Reis</span> on Tue, 10/14/2025 - 14:05",
        "Enviado por <span>Marta Reis</span> el 14/10/2025 - 14:05",
        "Publicado por <span>Marta Reis</span> em 14/10/2025 - 14:05",
        "Soumis par <span>Marta Reis</span> le 14/10/2025 - 14:05",
    ],
)
def test_who_submitted_a_text(line: str) -> None:
    assert parse_article(page(story().replace("</h1>", f"</h1><div>{line}</div>"))).authors == ("Marta Reis",)


def test_a_heading_in_english_is_no_signature() -> None:
    assert parse_article(page(story("<p><b>Next Steps</b></p>"))).authors == ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<div class=c-signature><b>Ana Prado</b> <b>Tiago Sampaio</b></div>", ("Ana Prado", "Tiago Sampaio")),
        ("<p>승인 2025.03.14 09:12 | 김지훈 기자</p>", ("김지훈",)),
        ("<p>लेखक: राजेश कुमार</p>", ("राजेश कुमार",)),
        ("<p>Penulis: Budi Santoso | Editor: Siti Aminah</p>", ("Budi Santoso",)),
        ("<p>Tác giả: Nguyễn Văn An</p>", ("Nguyễn Văn An",)),
        ("<p>Haber: Ali Yılmaz</p>", ("Ali Yılmaz",)),
        ("<p>WRITER: Ana Prado</p>", ("Ana Prado",)),
        ("<p>Text: Ana Prado | Photos: Ken Roe | 20 May 2025</p>", ("Ana Prado",)),
        ("<h5><a href=/author/ana>Ana Prado</a></h5>", ("Ana Prado",)),
        ("<p>Autor</p><p>Secretaría de Relaciones Exteriores</p>", ()),
    ],
)
def test_names_in_lines_and_parts_of_their_own(line: str, names: tuple[str, ...]) -> None:
    article = parse_article(page(story().replace("</h1>", f"</h1>{line}")))
    assert article.authors == names
    assert not names or article.text.startswith("1. The two")
