"""How much of a text a feed may carry: what its source allows, lowered by what the page itself says."""

from __future__ import annotations

import re

from crawler.model import Rights, Story
from feeds.build.text import line, shorten

_FORBIDS = re.compile(
    r"(?:禁止|不得|不准|严禁|請勿|请勿|谢绝|謝絕)[^。；;]{0,20}(?:转载|轉載|复制|複製|使用|摘编|转发|镜像)"
    r"|未经[^。；;]{0,30}(?:授权|许可|同意|允许)|未經[^。；;]{0,30}(?:授權|許可|同意|允許)|版权所有|版權所有|無断転載|무단\s*전재"
    r"|all\s+rights\s+reserved"
    r"|without\s+(?:(?:the|our|its|any|prior|express|explicit|written|and)\s+)*(?:permission|consent|authori[sz]ation|approval|licen[cs]e)"
    r"|(?:may|must|can|shall)\s*not\s+be\s+(?:\w+,?\s+){0,3}(?:reproduced|republished|copied|reprinted|redistributed|published|used)"
    r"|(?:do\s+not|don['’]t|no)\s+(?:\w+\s+){0,2}(?:reproduc|republi|copy|reprint|redistribut)\w*"
    r"|(?:reproduction|republication|reprint(?:ing)?|copying|redistribution)\b[^.;]{0,60}\b(?:prohibited|forbidden|not\s+(?:permitted|allowed))"
    r"|(?:prohibit|forbid)\w*[^.;]{0,60}\b(?:reproduc|republi|copy|reprint|redistribut)\w*"
    r"|перепечатка[^.;]{0,60}запрещ|tous\s+droits\s+réservés|todos\s+los\s+derechos\s+reservados|alle\s+rechte\s+vorbehalten"
    r"|reproduc\w+\s+(?:\w+\s+){0,3}(?:interdite|prohibida|proibida)",
    re.IGNORECASE,
)


def forbids_reproduction(notice: str) -> bool:
    """Whether a notice on copying takes back what a source allows in general."""
    return bool(_FORBIDS.search(notice))


def allowed(story: Story) -> Rights:
    """How much of the lead's text may be shown. A notice on the page lowers `full` to `excerpt`, and never raises anything."""
    if story.rights == "full" and forbids_reproduction(story.lead.rights or ""):
        return "excerpt"
    return story.rights


def notice(story: Story) -> str | None:
    """What the page, or else the source, says on copying."""
    return shorten(line(story.lead.rights) or line(story.rights_note), 600) or None
