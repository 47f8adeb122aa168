"""How much and how long a fetch may take, and how a fetcher presents itself.

In: nothing. Out: frozen numbers with the reasons for them. They are the same for all addresses of a `Fetcher`.
"""

import re
from dataclasses import dataclass
from typing import Final

from sayso import __version__
from sayso.errors import IntakeError
from sayso.intake.files import MAX_BYTES

__all__ = ["AGENT", "FetchLimits", "write_agent"]

#: What robots.txt calls us.
AGENT: Final = "sayso"
CONTACT: Final = re.compile(r"[!-'*-~]{3,200}", re.ASCII)


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Sizes in bytes, times in seconds.

    `body` counts what is decoded, and what came, each for itself. `seconds` is for all redirects together, without
    what is waited for politeness. `rate` is the least number of bytes a second after `grace`. `spacing` is between two starts
    at one host; nobody waits longer than `longest_wait`: the address is `limited` then. `tries` counts the first.
    """

    body: int = MAX_BYTES
    error_body: int = 512 * 1024
    seconds: float = 60
    connect: float = 10
    silence: float = 30
    rate: int = 1024
    grace: float = 10
    redirects: int = 10
    tries: int = 3
    spacing: float = 5
    after_429: float = 30
    longest_wait: float = 90


def write_agent(contact: str | None) -> str:
    """How we present ourselves: name and version, and where to complain if somebody said so.

    Raises:
        IntakeError: the contact cannot stand in a header.
    """
    if not contact:
        return f"{AGENT}/{__version__}"
    if not CONTACT.fullmatch(contact):
        raise IntakeError(
            "SAYSO_CONTACT", "an address of a page or of mail without blanks, brackets or other letters than ASCII"
        )
    return f"{AGENT}/{__version__} (+{contact})"
