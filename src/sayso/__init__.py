"""sayso reads news reporting and keeps a ledger of who said what, through whom, when and how firmly.

    import sayso
    story = sayso.read("page.html")
    sayso.Ledger("news.sqlite3").add(sayso.pipe(["more", "pages"]))

These are the public names. Each is loaded when it is first used, so that `import sayso` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the same names for type checkers
    from sayso.errors import SaysoError
    from sayso.ledger import Ledger
    from sayso.records import Analysis, Attribution, Claim, Document, Failure, Judgement, Page, Reading, Span
    from sayso.story import Story, pipe, read

__version__ = "0.1.0"

__all__ = [
    "Analysis",
    "Attribution",
    "Claim",
    "Document",
    "Failure",
    "Judgement",
    "Ledger",
    "Page",
    "Reading",
    "SaysoError",
    "Span",
    "Story",
    "__version__",
    "pipe",
    "read",
]

#: Where each public name lives.
_HOMES = {
    "Ledger": "sayso.ledger",
    "SaysoError": "sayso.errors",
    "Story": "sayso.story",
    "pipe": "sayso.story",
    "read": "sayso.story",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "sayso.records")), name)


def __dir__() -> list[str]:
    return sorted(__all__)
