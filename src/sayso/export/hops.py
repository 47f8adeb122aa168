"""Claims as items of a wire: NewsML-G2, with the chain of each claim as its hop history.

In: rows of `export.claims`, and when they are sent. Out: the lines of one news message, an item for each claim. The wire counts
hops from the oldest, a chain here runs from the page inwards, so it is turned round. Whom nobody names is a party called so,
and is never left out; what a hop disputes is said in the note of the item, for the wire has no word for it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any, Final

__all__ = ["UNNAMED", "newsml_lines"]

UNNAMED: Final = "nobody named"
#: What the wire calls a status of ours.
STATUSES: Final = {"withdrawn": "stat:canceled"}
CATALOG: Final = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml"
#: What XML cannot hold.
INVALID: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def newsml_lines(rows: Iterable[Mapping[str, Any]], sent: str) -> Iterator[str]:
    """The lines of a message, without their ends; nothing where there is no row. `sent` is an instant of ISO 8601."""
    is_begun = False
    for row in rows:
        if not is_begun:
            yield '<?xml version="1.0" encoding="UTF-8"?>'
            yield '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">'
            yield f"<header><sent>{_words(sent)}</sent><sender>sayso</sender></header><itemSet>"
            is_begun = True
        yield from _item(row, sent)
    if is_begun:
        yield "</itemSet></newsMessage>"


def _item(row: Mapping[str, Any], sent: str) -> Iterator[str]:
    guid = f"urn:sayso:{row['claim']}"
    yield f'<newsItem guid="{_words(guid)}" version="1" standard="NewsML-G2" standardversion="2.35" conformance="power">'
    yield f'<catalogRef href="{CATALOG}"/>'
    yield "<hopHistory>"
    for number, hop in enumerate(reversed(row["chain"]), 1):
        yield from _hop(number, hop)
    yield "</hopHistory>"
    status = STATUSES.get(row["status"], "stat:usable")
    note = _note(row)
    yield "<itemMeta>"
    yield '<itemClass qcode="ninat:text"/><provider literal="sayso"><name>sayso</name></provider>'
    yield f'<versionCreated>{_words(sent)}</versionCreated><pubStatus qcode="{status}"/>'
    if note:
        yield f"<edNote>{_words(note)}</edNote>"
    yield from _link(row)
    yield "</itemMeta>"
    yield from _contents(row)
    yield "</newsItem>"


def _hop(number: int, hop: Mapping[str, Any]) -> Iterator[str]:
    name = hop["name"] or UNNAMED
    # The innermost hop is where the words are from as far as the page tells; the others passed them on in their own.
    action = "created" if number == 1 else "transformed"
    party = f'<party literal="{_words(name)}"><name>{_words(name)}</name></party>'
    yield f'<hop seq="{number}">{party}<action qcode="hopaction:{action}" target="hatarget:content"/></hop>'


def _note(row: Mapping[str, Any]) -> str:
    """What a reader of the item must know that its hops cannot say."""
    disputing = [hop["name"] or UNNAMED for hop in row["chain"] if hop["polarity"] == "-"]
    inferred = "inferred" in row["basis"]
    parts = [f"Disputed by {name}." for name in disputing]
    parts += ["A name in the chain is as we read it, not as the page states it."] if inferred else []
    parts += [] if row["review_state"] != "machine" else ["Read by a machine; nobody has reviewed it."]
    return " ".join(parts)


def _link(row: Mapping[str, Any]) -> Iterator[str]:
    url = row["url"] or ""
    if url.startswith(("http://", "https://")):
        title = f"<title>{_words(row['title'])}</title>" if row["title"] else ""
        yield f'<link rel="irel:seeAlso" href="{_words(url)}">{title}</link>'


def _contents(row: Mapping[str, Any]) -> Iterator[str]:
    words = row["words"]
    if words:
        yield f"<contentMeta><headline>{_words(words)}</headline></contentMeta>"
        yield f'<contentSet><inlineData contenttype="text/plain">{_words(words)}</inlineData></contentSet>'


def _words(value: str) -> str:
    return escape(INVALID.sub("", str(value)))
