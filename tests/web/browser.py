"""Look at the pages of a running house with a real browser: pictures of them, and what the browser complains of.

    python tests/web/browser.py http://127.0.0.1:8000 /tmp/pictures

Needs chromium (or chrome). Ends with 1 when a page misses its style or script, breaks its own security policy, or logs an error.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PAGES = {
    "stories": "/",
    "story": "/stories/1",
    "search": "/?q=railway",
    "nothing": "/?q=zeppelin",
    "feeds": "/feeds",
    "sources": "/sources",
    "missing": "/stories/999999",
    "atom": "/feeds/all.atom",
    "rss": "/feeds/all.rss",
    "html": "/feeds/all.html",
}
SIZES = {"wide": "1200,1400", "narrow": "500,1200"}
_COMPLAINT = re.compile(r"CONSOLE.*?\"(.*?(?:Refused|violat|Error|error|Failed|blocked).*?)\"")


def run(browser: str, url: str, *options: str) -> subprocess.CompletedProcess[str]:
    """One visit of a browser without any past."""
    with tempfile.TemporaryDirectory() as profile:
        return subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--enable-logging=stderr",
                "--v=0",
                f"--user-data-dir={profile}",
                "--virtual-time-budget=3000",
                *options,
                url,
            ],
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("base", help="address of the house, such as http://127.0.0.1:8000")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    given = parser.parse_args()
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        print("no chromium on this machine: install it, or look at the pages yourself", file=sys.stderr)
        return 1
    given.folder.mkdir(parents=True, exist_ok=True)
    wrong = []
    for name, path in PAGES.items():
        for size, pixels in SIZES.items():
            for mode, scheme in (("light", "1"), ("dark", "0")):
                picture = given.folder / f"{name}-{size}-{mode}.png"
                look = f"--blink-settings=preferredColorScheme={scheme}"
                done = run(browser, given.base + path, f"--screenshot={picture}", f"--window-size={pixels}", look)
                found = _COMPLAINT.findall(done.stderr)
                wrong += [f"{path}: {words}" for words in found if not (name == "missing" and "404" in words)]
    page = run(browser, given.base + "/feeds", "--dump-dom").stdout
    if '<p class="find">' not in page:
        wrong.append("/feeds: the script did not run")
    for line in dict.fromkeys(wrong):
        print(line)
    print(f"{len(list(given.folder.glob('*.png')))} pictures in {given.folder}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
