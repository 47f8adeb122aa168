"""Which titles say that their page is written as things happen."""

import pytest

from sayso.reading.entry_drafts import is_live_title


@pytest.mark.parametrize(
    "title",
    [
        "Port Ansel flood – live updates", "Live: river over its banks", "BREAKING LIVE: gates shut", "Merrow 2-1 – live!",
        "Budget day – as it happened", "LIVE | Storm on the coast", "Flood | Live | The Port Gazette", "Storm minute by minute",
        "Port Ansel flood liveblog", "Sturm an der Küste: Newsblog", "Storm – rolling coverage",
    ],
)  # fmt: skip
def test_titles_of_live_blogs(title: str) -> None:
    assert is_live_title(title)


@pytest.mark.parametrize(
    "title",
    [
        "", "Where people live longest", "How to live well | The Port Gazette", "Live music is back at the quay",
        "Concert review: live at the Apollo", "Long live: the king of the quay", "Where to live: ten towns on the coast",
        "Live on television today", "They live by the river", "Olive: a tree and its oil", "x" * 100_000,
    ],
)  # fmt: skip
def test_titles_with_the_verb(title: str) -> None:
    assert not is_live_title(title)
