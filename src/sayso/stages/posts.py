"""Posts of social media that a page embeds: whose words they are.

In: an analysis with the blocks, links and time expressions of its document. Out: for each embedded block the hop of the account
that posted it, by the line behind it ("— Inverk Harbour (@inverk) November 30"), with the day of that line. An embed without
such a line is somebody's whom nobody names, and never the house's. The page's markup alone says so: nothing is fetched, and a
page can embed what it likes.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from sayso.records import Analysis, Block, Hop, Link, Span, Timex

__all__ = ["account_at", "find_accounts"]

#: Who posted it, behind the post; a handle may have its host ("@desk@news.example").
CREDIT: Final = re.compile(
    r"\s*(?:[—–-]|&mdash;)\s*(?P<name>[^()\n]{1,80}?)\s*\((?P<handle>@?[\w.@-]{2,80})\)(?P<rest>[^\n]{0,80})\Z"
)
#: Services by the host of a post's address.
SERVICES: Final = {
    "twitter.com": "X", "x.com": "X", "bsky.app": "Bluesky", "t.me": "Telegram", "truthsocial.com": "Truth Social",
    "threads.net": "Threads", "threads.com": "Threads", "instagram.com": "Instagram", "facebook.com": "Facebook",
    "tiktok.com": "TikTok", "youtube.com": "YouTube", "vk.com": "VK", "weibo.com": "Weibo",
}  # fmt: skip
HOST: Final = re.compile(r"https?://(?:www\.|m\.|mobile\.)?(?P<host>[^/:?#]+)")
SCORE: Final = 0.85
#: A post goes on over so many blocks before the line of its account.
LONGEST_POST: Final = 12


def find_accounts(analysis: Analysis) -> Mapping[Span, Hop]:
    """The hop of the account behind each embedded block; a nameless one where the page does not say whose it is."""
    document = analysis.document
    found: dict[Span, Hop] = {}
    waiting: list[Span] = []
    for block in document.blocks:
        hop = _account(document.text, block, document.links, analysis.timexes)
        if hop is not None and waiting:
            found |= dict.fromkeys(waiting, hop)
            waiting = []
        elif block.role == "embed" and hop is None:
            waiting = [*waiting, block.span][-LONGEST_POST:]
            found[block.span] = _hop(None, None, None)
        else:
            waiting = []
    return found


def account_at(accounts: Mapping[Span, Hop], contents: Sequence[Span]) -> Hop | None:
    """The account whose post holds contents."""
    return next((hop for span, hop in accounts.items() if contents and span.contains(contents[0])), None)


def _account(text: str, block: Block, links: Sequence[Link], timexes: Sequence[Timex]) -> Hop | None:
    """The account that a line names, if it is the line behind a post: in the embed itself, or linked to a post."""
    match = CREDIT.match(text, block.span.start, block.span.end)
    if match is None:
        return None
    hosts = [found["host"].lower() for link in links if block.span.contains(link.span) and (found := HOST.match(link.address))]
    service = next((SERVICES[host] for host in hosts if host in SERVICES), None)
    if service is None and block.role != "embed":
        return None
    day = next((one.id for one in timexes if block.span.contains(one.span) and one.kind in {"DATE", "TIME"}), None)
    return _hop(" ".join(match["name"].split()), service or "social media", day)


def _hop(name: str | None, service: str | None, said: str | None) -> Hop:
    return Hop("source", name, None, None, None, service, said, "+", (), "stated", SCORE)
