"""An embedded post is its account's word, never the house's that embeds it."""

import pytest

from sayso.pipeline import open_pipeline
from sayso.records import Claim, Failure, Page

pytestmark = pytest.mark.bundle

BEFORE = "<p>The mayor of Inverk resigned on Monday after a fire on a ferry killed nine people, the council said.</p>"
AFTER = "<p>The opposition called for new elections, and said it would not wait for the inquiry to end in spring.</p>"
TWEET = """<blockquote class="twitter-tweet"><p lang="en">We warned the mayor in September that the ferry was unsafe.
Inspectors say the doors were locked.</p>&mdash; Inverk Harbour (@inverkharbour)
<a href="https://twitter.com/inverkharbour/status/1234567890">November 30, 2026</a></blockquote>"""
SKY = """<blockquote class="bluesky-embed"><p lang="en">The fire service lost two of its own tonight.</p>&mdash; Ana Brek
(<a href="https://bsky.app/profile/did:plc:x">@anabrek.bsky.social</a>)
<a href="https://bsky.app/profile/did:plc:x/post/3k">November 29, 2026</a></blockquote>"""
UNSIGNED = """<blockquote class="twitter-tweet"><p lang="en">Inspectors say the doors were locked.</p></blockquote>"""
BOOK = """<blockquote><p>The sea takes what the harbour gives away, an old man said.</p>&mdash; Ana Brek (@book)</blockquote>"""


def read(embed: str) -> tuple[Claim, ...]:
    head = "<head><title>Mayor resigns</title><meta property='og:site_name' content='The Port Gazette'></head>"
    page = f"<html lang=en>{head}<body><article><h1>Mayor resigns</h1>{BEFORE}{embed}{AFTER}</article></body></html>"
    (found,) = open_pipeline().read([Page("https://news.example/a", None, page.encode(), "text/html", "")])
    assert not isinstance(found, Failure)
    return found.analysis.claims


def chains(claims: tuple[Claim, ...], key: str) -> list[list[str | None]]:
    return [[hop.name for hop in claim.chain] for claim in claims if key in claim.evidence.exact]


def test_what_a_post_says_is_its_accounts_word() -> None:
    claims = read(TWEET)
    assert chains(claims, "ferry was unsafe") == [["The Port Gazette", "Inverk Harbour"]]
    assert chains(claims, "doors were locked") == [["The Port Gazette", "Inverk Harbour", "Inspectors"]]
    account = next(hop for claim in claims for hop in claim.chain if hop.name == "Inverk Harbour")
    assert (account.channel, account.said is not None, account.attribution) == ("X", True, None)
    assert chains(claims, "new elections") == [["The Port Gazette", "The opposition"]]
    assert not any("Inverk Harbour (" in claim.evidence.exact for claim in claims), "the line of the account is no claim"


def test_a_post_that_states_something_plainly_is_its_accounts_too() -> None:
    assert chains(read(SKY), "lost two of its own") == [["The Port Gazette", "Ana Brek"]]


def test_a_post_whose_account_cannot_be_read_is_somebodys_and_not_the_houses() -> None:
    assert chains(read(UNSIGNED), "doors were locked") == [["The Port Gazette", None, "Inspectors"]]


def test_a_quotation_of_a_book_is_no_post() -> None:
    assert not any("Ana Brek" in (hop.name or "") and hop.channel for claim in read(BOOK) for hop in claim.chain)
