"""Notices on copying, in the page's own words."""

from __future__ import annotations

import re

_COPYING = re.compile(
    r"(?i)\b(?:re-?produc(?:ed?|tion|ing)|re-?print(?:ed|ing|s)?|re-?publi(?:sh|shed|cation|shing)|"
    r"re-?distribut\w+|copyright(?:ed)?|all rights? reserved|"
    r"creative commons|cc[ -]by\b|licen[sc]ed under|without (?:prior |written |express )*(?:permission|"
    r"consent|authori[sz]ation)|"
    r"alle rechte vorbehalten|nachdruck|tous droits réservés|reproduction interdite|todos los derechos "
    r"reservados|prohibida (?:su|la) reproducción|"
    r"todos os direitos reservados|tutti i diritti riservati|riproduzione riservata|alle rechten "
    r"voorbehouden|hak cipta)\b"
    r"|©|转载|轉載|版权|版權|著作权|著作權|未经(?:授权|许可|允许|本网)|违者必究|翻版必究|無断(?:転載|"
    r"複製)|無斷轉載|무단\s?(?:전재|복제)|저작권|все права защищены|"
    r"при (?:использовании|перепечатке)|перепечатка|جميع الحقوق محفوظة|حقوق النشر|đã đăng ký bản quyền"
)
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
    return _COPYING.search(text) is not None and _TERMS.search(text) is not None


def speaks_of_copying(text: str) -> bool:
    """Whether a word about copying stands in it at all."""
    return _COPYING.search(text) is not None
