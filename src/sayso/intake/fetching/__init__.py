"""Fetching: addresses in, answers out.

In: web addresses. Out: `Answer`s, each with a `Fetch` that says how it went, and pages made of them. It asks the public
internet alone, obeys robots.txt, keeps turns and limits; it keeps nothing and knows no ledger.
"""

from sayso.intake.fetching.fetcher import Fetcher
from sayso.intake.fetching.limits import FetchLimits
from sayso.intake.fetching.pages import page_of_answer, pages_of

__all__ = ["FetchLimits", "Fetcher", "page_of_answer", "pages_of"]
