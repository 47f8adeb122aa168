"""Quotations with a name behind a dash, and posts as pages embed them; dashes elsewhere are none of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.tagging.signatures import find_signed


def signed(text: str) -> list[tuple[str, str, str, str]]:
    return [
        (g.sources[0].of(text), g.cue[0].of(text), g.contents[0].of(text), g.kind.label if g.kind else "")
        for g in find_signed(text)
    ]


@pytest.mark.parametrize(
    ("text", "name", "dash"),
    [
        ("“The ferry never came. We waited.” ― Ilse Tamm", "Ilse Tamm", "―"),
        ("“The ferry never came. We waited.”— Ilse Tamm, 43, of Vesta.", "Ilse Tamm", "—"),
        ('"The ferry never came. We waited."\u00a0- Mayor Jonas van der Vik (Harbour Party)', "Mayor Jonas van der Vik", "-"),
        ("”The ferry never came. We waited.” -- J. Ölmez\u00a0", "J. Ölmez", "--"),
        ("“The ferry never came. We waited.”\n\n- Ilse Tamm, Vesta.\n\nThe harbour said no.", "Ilse Tamm", "-"),
    ],
)
def test_a_signed_quotation_is_an_attribution(text: str, name: str, dash: str) -> None:
    ((found, cue, contents, kind),) = signed(text)
    assert (found, cue, kind) == (name, dash, "speech")
    assert contents.strip('“”"') == "The ferry never came. We waited."


def test_quotations_in_a_row_keep_their_names() -> None:
    text = "“One.” ― Ana Ruiz\n“Two ‘oh’ two.” ― Jonas Vik\nGetty.\n“Three.” ― Ilse Tamm"
    assert [(name, contents) for name, _, contents, _ in signed(text)] == [
        ("Ana Ruiz", "“One.”"), ("Jonas Vik", "“Two ‘oh’ two.”"), ("Ilse Tamm", "“Three.”"),
    ]  # fmt: skip


def test_an_embedded_post_is_its_account_s() -> None:
    text = "<tweet>The dam is safe. Go home. — Vesta Water (@vestawater) March 3, 2024</tweet> It was not."
    assert signed(text) == [("Vesta Water", "—", "The dam is safe. Go home.", "writing")]


@pytest.mark.parametrize(
    "text",
    [
        "“The ferry never came,” she said — and nobody told the town.",
        "The mayor — Ilse Tamm — said “no” and left.",
        "“No.” - the harbour office, in a letter that it would not show",
        "“Vesta Rising” – a novel. It is long.",
        "The ferry – Vesta (@vesta) said – is late.",
        "- Ilse Tamm",
        "“",
        "”",
    ],
)
def test_other_dashes_are_none(text: str) -> None:
    assert signed(text) == []


@given(st.text(alphabet='“”"―—- .\nAnab(@)0123,<tweet>', max_size=200))
def test_any_text_is_read_and_spans_lie_in_order(text: str) -> None:
    for group in find_signed(text):
        for span in (*group.cue, *group.sources, *group.contents):
            assert 0 <= span.start < span.end <= len(text)
        assert group.contents[0].end <= group.cue[0].start < group.sources[0].start
