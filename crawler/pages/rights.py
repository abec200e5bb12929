"""Notices on copying, in the page's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .guarded import Guarded

_WITHOUT = r"\bwithout (?:prior |written |express )*"
_COPYING = Guarded({
    "reproduc": r"\breproduc(?:ed?|tion|ing)\b", "re-produc": r"\bre-produc(?:ed?|tion|ing)\b",
    "reprint": r"\breprint(?:ed|ing|s)?\b", "re-print": r"\bre-print(?:ed|ing|s)?\b",
    "republi": r"\brepubli(?:sh|shed|cation|shing)\b", "re-publi": r"\bre-publi(?:sh|shed|cation|shing)\b",
    "redistribut": r"\bredistribut\w+\b", "re-distribut": r"\bre-distribut\w+\b",
    "copyright": r"\bcopyright(?:ed)?\b",
    "all right": r"\ball rights? reserved\b",
    "creative": r"\bcreative commons\b",
    "cc by": r"\bcc by\b",
    "cc-by": r"\bcc-by\b",
    "ed under": r"\blicen[sc]ed under\b",
    "permission": rf"{_WITHOUT}permission\b", "consent": rf"{_WITHOUT}consent\b",
    "authori": rf"{_WITHOUT}authori[sz]ation\b",
    "vorbehalten": r"\balle rechte vorbehalten\b",
    "nachdruck": r"\bnachdruck\b",
    "tous droits": r"\btous droits réservés\b",
    "reproduction": r"\breproduction interdite\b",
    "derechos": r"\btodos los derechos reservados\b",
    "prohibida": r"\bprohibida (?:su|la) reproducción\b",
    "direitos": r"\btodos os direitos reservados\b",
    "riservati": r"\btutti i diritti riservati\b",
    "riservata": r"\briproduzione riservata\b",
    "voorbehouden": r"\balle rechten voorbehouden\b",
    "hak cipta": r"\bhak cipta\b",
    "©": "©", "转载": "转载", "轉載": "轉載", "版权": "版权", "版權": "版權", "著作权": "著作权", "著作權": "著作權",
    "未经": "未经(?:授权|许可|允许|本网)", "违者必究": "违者必究", "翻版必究": "翻版必究", "無断": "無断(?:転載|複製)",
    "無斷轉載": "無斷轉載", "무단": r"무단\s?(?:전재|복제)", "저작권": "저작권", "все права": "все права защищены",
    "при ": "при (?:использовании|перепечатке)", "перепечатка": "перепечатка", "جميع الحقوق": "جميع الحقوق محفوظة",
    "حقوق النشر": "حقوق النشر", "bản quyền": "đã đăng ký bản quyền",
})  # fmt: skip
_TERMS = re.compile(
    r"(?i)not allowed|prohibit|forbidden|permission|consent|may not|must not|please (?:indicate|credit|"
    r"cite|attribute)|reserved|unauthori[sz]ed|licen[sc]e|"
    r"indicate|attribution|illegal|infring|punish|verboten|interdit|prohibid|proibid|vietat|riservat|"
    r"запрещ|обязательн|ссылк|защищ|محفوظة|"
    r"不得|禁止|请注明|請註明|注明|须|須|必究|授权|授權|许可|許可|所有|版权归|禁じ|ます|금지|소유"
)
_LONGEST = 700


def is_notice(text: str) -> bool:
    """Whether a text is a notice on copying, and not a sentence of news about copying."""
    if len(text) > _LONGEST:
        return False
    return _COPYING.match_in(text) and _TERMS.search(text) is not None


def may_have_notice(texts: Sequence[str]) -> bool:
    """Whether one of some texts speaks of copying: what none of them holds a guard of is not looked for in each."""
    copying = _COPYING.met_in("\n".join(texts))
    return bool(copying) and any(map(copying.match_in, texts))


def notices(texts: Sequence[str]) -> Iterator[str]:
    """Those of some texts that are notices: what none of them speaks of is not looked for in each."""
    copying = _COPYING.met_in("\n".join(texts))
    for text in texts if copying else ():
        if len(text) <= _LONGEST and copying.match_in(text) and _TERMS.search(text):
            yield text


def speaks_of_copying(text: str) -> bool:
    """Whether a word about copying stands in it at all."""
    return _COPYING.match_in(text)
