from pathlib import Path

import pytest
from tests.factory import analysis

from sayso.ledger import Ledger
from sayso.records import PublicationDate

NEAR = "that the secret offer of boats had been turned down within an hour"
LIKE = "that Talmere had turned down an alleged secret offer of boats"


@pytest.mark.parametrize(("other", "pages"), [("2031-06-20", {2}), ("2036-05-20", {1})])
def test_claims_alike_in_words_are_one_only_near_in_time(tmp_path: Path, other: str, pages: set[int]) -> None:
    told = (("a", "2031-05-12", "Envoys leave the lighthouse", NEAR), ("b", other, "Ministry silent on the harbour", LIKE))
    with Ledger(tmp_path / "l.sqlite3") as ledger:
        for name, day, title, words in told:
            published = PublicationDate(day, "day", None, "json-ld")
            said = (f"Envoy {name.upper()}", "said", words)
            ledger.add([analysis(said, url=f"https://{name}.example/", published=published, title=title)])
        ledger.link()
        assert {answer.origins.pages for answer in ledger.who("secret offer")} == pages
