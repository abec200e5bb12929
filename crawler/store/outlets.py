"""What the source files say, as the store knows it: names for readers, rights, trust."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from crawler.model import Source
from crawler.store import facets, stories
from crawler.store.room import Room, bump

SHOWN = ("title", "rights", "rights_note")
"""What feeds show of a source, or what decides how much they may show."""
RANKED = ("title", "aliases", "rights", "trust", "agency")
"""What the lead rule asks of a source."""

GONE = "No source file of that name is in use: it is gone, wrong (`silkwire config check` says why) or ignored."
"""Why a source is not watched any more."""


class Outlets(Room):
    """The sources of the stories."""

    def sync_sources(self, sources: Iterable[Source], *, whole: bool = False) -> None:
        """Notes what the source files say. A source whose file is gone stays known; when these are all that there are (`whole`), it
        counts as not enabled from then on.

        Stories of a source whose name or rights changed are published anew: what a feed may carry follows from them. Where what
        the lead rule asks of a source changed, its stories get the lead that they would have had with it from the start.
        """
        with self.db.write() as raw:
            before = {row["name"]: dict(row) for row in self.db.rows().execute("SELECT * FROM sources")}
            told = {one.name: _row(one) for one in sources}
            changed = [row for name, row in told.items() if row != before.get(name)]
            if whole:
                gone = (row for name, row in before.items() if name not in told)
                changed += [
                    row | {"enabled": 0, "reason": GONE} for row in gone if row["reason"] != GONE or row["enabled"]
                ]
            if not changed:
                return
            self.db.table("sources").upsert_all(changed, pk="name")
            for now in changed:
                name, old = now["name"], before.get(now["name"])
                if old is not None and any(old[part] != now[part] for part in SHOWN):
                    facets.touch(raw, name, bump(raw))
                if old is not None and any(old[part] != now[part] for part in RANKED):
                    stories.lead_again(raw, name)


def _row(one: Source) -> dict[str, Any]:
    return {
        "name": one.name, "title": one.title, "url": one.url, "language": one.language, "country": one.country,
        "rights": one.rights, "rights_note": one.rights_note, "trust": one.trust, "agency": int(one.agency),
        "aliases": json.dumps([one.title, *one.aliases], ensure_ascii=False), "page_id": one.page_id,
        "enabled": int(one.enabled), "reason": one.reason,
    }  # fmt: skip
