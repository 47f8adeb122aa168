"""ninjs 1 to 3: news in JSON, an item alone, a list of them, or items inside others.

In: the bytes of a document. Out: a page for each item with words, told who made it, when, and whether it is embargoed or taken
back. Names of members differ between versions in case, and from 2 on texts stand in lists with roles; both are read. Members of
another kind than the standard says are passed over.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sayso.intake.carried import Carried, tell
from sayso.intake.json import iter_objects, safe_json, words_at
from sayso.intake.markup import clean_markup, words_of
from sayso.intake.moments import read_moment
from sayso.intake.wires.items import WireItem, page_of
from sayso.records import Failure, FieldEvidence

__all__ = ["is_ninjs", "read_ninjs"]

#: Members that only items of news have, in small letters.
SIGNS: Final = frozenset(
    {"headline", "headlines", "body_text", "body_html", "body_xhtml", "bodies", "descriptions", "description_text",
     "versioncreated", "pubstatus", "renditions", "associations", "infosources", "trustindicators", "eventdetails", "embargoed"}
)  # fmt: skip
#: Which of several texts is the story.
BEST_BODIES: Final = ("html", "xhtml", "richtext", "main", "text", "simple")
PICTURES: Final = frozenset({"picture", "photo", "graphic", "video", "audio", "animation"})
MAKERS: Final = frozenset({"origcont", "originator", "originalcontent", "creator"})
MOST_ITEMS: Final = 500


def is_ninjs(value: Any) -> bool:
    """Whether what a JSON document holds is an item, or a list of them."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(one, dict) and is_ninjs(one) for one in value[:20])
    if not isinstance(value, dict) or not isinstance(value.get("uri"), str):
        return False
    return any(_folded_name(name) in SIGNS or name.startswith(("headline_", "body_", "description_")) for name in value)


def read_ninjs(body: bytes, container: str) -> Carried:
    """The items of a document: each, then the items inside it that are stories of their own.

    Raises:
        UnsupportedPage: it is no JSON that may be read.
    """
    value = safe_json(body, container)
    if not is_ninjs(value):
        yield Failure(container, "intake", "JSON, but no item of ninjs: check the file")
        return
    for item in list(_flatten(value, 0))[:MOST_ITEMS]:
        yield page_of(_item(item), container)


def _flatten(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    for one in value if isinstance(value, list) else [value]:
        item = _folded(one)
        yield item
        for inner in iter_objects(item.get("associations")) if depth < 8 else ():
            if words_at(_folded(inner), "type") not in PICTURES and is_ninjs(inner) and _body(_folded(inner)):
                yield from _flatten(inner, depth + 1)


def _folded(item: Mapping[str, Any]) -> dict[str, Any]:
    """The members by the names of version 1, which are in small letters."""
    return {_folded_name(name): value for name, value in item.items() if isinstance(name, str)}


def _folded_name(name: str) -> str:
    return name.lower().lstrip("$")


def _item(item: Mapping[str, Any]) -> WireItem:
    headline = _text(item, "headline", "headlines") or words_of(words_at(item, "title", "name", "slugline"))
    by = words_at(item, "byline", "by")
    body = _body(item)
    summary = _text(item, "description", "descriptions")
    status = words_at(item, "pubstatus").lower().rpartition(":")[2]
    pictures = (_folded(one) for one in iter_objects(item.get("associations")))
    captions = [_text(one, "description", "descriptions") for one in pictures if not _body(one)]
    return WireItem(
        name=words_at(item, "uri"),
        headline=headline[:400],
        byline=words_of(by),
        markup=body or (clean_markup(summary, "", is_plain=True) if summary else ""),
        note=words_at(item, "ednote"),
        captions=tuple(caption for caption in dict.fromkeys(captions) if caption)[:40],
        language=words_at(item, "language")[:20],
        status=status,
        kind=words_at(item, "type"),
        told=tuple(_told(item, headline, by, status)),
    )


def _told(item: Mapping[str, Any], headline: str, by: str, status: str) -> Iterator[FieldEvidence]:
    yield from tell("title", headline, "ninjs:headlines")
    yield from tell("byline", by, "ninjs:by")
    for source in [*iter_objects(item.get("infosources")), *iter_objects(item.get("infosource"))][:20]:
        role = words_at(source, "role", "rel").rpartition(":")[2].lower()
        name = words_at(source, "name", "literal", "code")
        yield from tell("origin" if role in MAKERS else "credit", name, f"ninjs:infosources {role}".strip())
    yield from tell("publisher", words_at(item, "provider"), "ninjs:provider")
    yield from tell("publisher", words_at(item, "copyrightholder"), "ninjs:copyrightholder")
    yield from tell("copyright", words_at(item, "copyrightnotice"), "ninjs:copyrightnotice")
    names = ("contentcreated", "firstcreated", "versioncreated")
    moments = [(name, moment) for name in names if (moment := read_moment(words_at(item, name)))]
    if moments:
        yield from tell("published", moments[0][1], f"ninjs:{moments[0][0]}")
    if len(moments) > 1:
        yield from tell("modified", moments[-1][1], f"ninjs:{moments[-1][0]}")
    yield from tell("embargo", read_moment(words_at(item, "embargoed")), "ninjs:embargoed")
    yield from tell("status", status, "ninjs:pubstatus")
    yield from tell("note", words_at(item, "ednote"), "ninjs:ednote")
    version = item.get("version")
    yield from tell("version", str(version) if isinstance(version, str | int) else None, "ninjs:version")
    yield from tell("located", words_at(item, "located"), "ninjs:located")
    yield from tell("language", words_at(item, "language"), "ninjs:language")
    for genre in [*iter_objects(item.get("genres")), *iter_objects(item.get("genre"))][:8]:
        yield from tell("genre", words_at(genre, "name"), "ninjs:genres")
    for subject in [*iter_objects(item.get("subjects")), *iter_objects(item.get("subject"))][:8]:
        yield from tell("section", words_at(subject, "name"), "ninjs:subjects")


def _body(item: Mapping[str, Any]) -> str:
    """The story as safe markup; of several renditions the one with most structure."""
    found: dict[str, tuple[str, bool]] = {}
    for one in iter_objects(item.get("bodies")):
        body = _folded(one)
        value, kind = body.get("value"), words_at(body, "contenttype").lower()
        if isinstance(value, str) and value.strip():
            role = words_at(body, "role").lower() or "main"
            found.setdefault(role, (value, not ("html" in kind or "xml" in kind or "<p" in value)))
    for name, value in item.items():
        if name.startswith("body_") and isinstance(value, str) and value.strip():
            role = name.removeprefix("body_")
            found.setdefault(role, (value, role == "text" or "<" not in value))
    order = sorted(
        found, key=lambda role: (found[role][1], BEST_BODIES.index(role) if role in BEST_BODIES else len(BEST_BODIES), role)
    )
    value, is_plain = found[order[0]] if order else ("", True)
    return clean_markup(value, "", is_plain=is_plain) if value else ""


def _text(item: Mapping[str, Any], single: str, several: str) -> str:
    """The words of a headline or a description, as one member, one for each role, or in a list with roles."""
    roles: dict[str, str] = {}
    for one in iter_objects(item.get(several)):
        text = _folded(one)
        roles.setdefault(words_at(text, "role").lower() or "main", words_of(words_at(text, "value")))
    for name, value in item.items():
        if isinstance(value, str) and (name in (single, several) or name.startswith(f"{single}_")):
            roles.setdefault(name.removeprefix(single).lstrip("_") or "main", words_of(value))
    ranked = ("main", "headline", "text", "caption", "simple", *sorted(roles))
    return next((roles[role] for role in ranked if roles.get(role)), "")
