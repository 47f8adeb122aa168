"""What the form shows goes before what the model says of the same words, and the rest of what it says stays."""

from sayso.records import Span, TagGroup
from sayso.tagging.forms import find_forms, with_forms

TURNS = "TAMM: The mayor said the ferry sails.\nVIK: It will sail on Monday.\nTAMM: Who says so?\n"
SIGNED = "“The ferry never came.” ― Jonas Vik\n"
TEXT = "Tamm and Vik met and said as follows:\n" + TURNS + SIGNED
WHOLE = (Span(0, len(TEXT)),)


def span(words: str, after: int = 0) -> Span:
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


def group(source: str, cue: Span, *contents: Span) -> TagGroup:
    return TagGroup((cue,), (span(source),), contents, 0.8)


def read(groups: list[TagGroup]) -> list[tuple[int | None, str, list[str]]]:
    return [
        (place, found.cue[0].of(TEXT), [c.of(TEXT) for c in found.contents])
        for place, found in with_forms(list(enumerate(groups)), find_forms(TEXT, WHOLE))
    ]


def test_turns_and_signed_quotations_are_found_together() -> None:
    assert [(f.sources[0].of(TEXT), f.cue[0].of(TEXT)) for f in find_forms(TEXT, WHOLE)] == [
        ("TAMM", ":"), ("VIK", ":"), ("TAMM", ":"), ("Jonas Vik", "―"),
    ]  # fmt: skip


def test_only_what_is_read_counts() -> None:
    assert [f.sources[0].of(TEXT) for f in find_forms(TEXT, (span(SIGNED.strip()),))] == ["Jonas Vik"]


def test_a_group_with_the_cue_of_a_form_gives_way() -> None:
    same = group("VIK", Span(span("VIK:").end - 1, span("VIK:").end), span("It will sail"))
    assert [place for place, cue, _ in read([same]) if cue == ":"] == [None, None, None]


def test_contents_end_where_a_turn_begins_and_go_when_nothing_is_left() -> None:
    said = span("said as follows:")
    kept = group("Tamm", said, Span(TEXT.index("met"), span("ferry sails").end))
    lost = group("Tamm", said, span("It will sail on Monday"))
    assert (0, "said as follows:", ["met and said as follows:\n"]) in read([kept])
    assert 0 not in [place for place, _, _ in read([lost])]


def test_what_is_said_inside_a_turn_stays() -> None:
    inside = group("mayor", span("said", TEXT.index("TAMM")), span("the ferry sails"))
    assert (0, "said", ["the ferry sails"]) in read([inside])


def test_without_forms_nothing_changes() -> None:
    groups = [group("Tamm", span("met"), span("Vik"))]
    assert with_forms(list(enumerate(groups)), ()) == [(0, groups[0])]


def test_a_turn_ends_with_its_entry_of_a_live_blog() -> None:
    text = "TAMM: I said so.\n\nI go on.\n\nVIK: We sail.\n\nTAMM: Do we?\n"
    first = Span(0, text.index("I go"))
    whole, cut = (
        [piece.of(text).strip() for piece in find_forms(text, (Span(0, len(text)),), entries)[0].contents]
        for entries in ((), (first, Span(first.end, len(text))))
    )
    assert any("I go on." in piece for piece in whole)
    assert cut == ["I said so."]
