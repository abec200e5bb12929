"""How much of an entry point is read. What lies beyond is refused in words, so that no page can exhaust the machine."""

MAX_BYTES = 52_428_800
"""Bytes of an unpacked sitemap: the most that sitemaps.org allows (50 MiB)."""
MAX_FEED_BYTES = 16_777_216
"""Bytes of an unpacked feed, JSON document or listing. Real ones stay below 3 MB."""
MAX_LENIENT_BYTES = 1_048_576
"""Bytes of a broken feed that feedparser may get: it costs 1.6 s CPU for 1 MB."""
MAX_UNCLOSED = 2_000
"""Elements left open in a broken feed that feedparser may get: its cost grows with their square (100,000 cost 4 s)."""
MAX_RATIO = 200
"""A gzipped body may grow that many times (after the first MB): deflate's utmost is 1,032, real sitemaps grow 10 to 40 times."""
MAX_LINKS = 50_000
"""Links of one index: the most that sitemaps.org allows."""
MAX_ANCHORS = 5_000
"""Links of an HTML page that are weighed."""
MAX_TITLE = 500
"""Characters kept of a headline."""
MAX_SUMMARY = 1_000
"""Characters kept of a summary."""
MAX_URL = 2_048
"""Characters of an address; longer ones are no articles."""
