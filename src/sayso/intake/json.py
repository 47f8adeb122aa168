"""JSON from outside, bounded: what nests too deep or is no JSON is refused in one line.

In: bytes as they came. Out: what they hold. Small readers of its parts answer with nothing where a part is of another kind
than expected, since wires and feeds are often loose about that. It knows no format.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sayso.errors import UnsupportedPage

__all__ = ["iter_objects", "safe_json", "words_at"]


def safe_json(body: bytes, subject: str) -> Any:
    """What a JSON document holds.

    Raises:
        UnsupportedPage: it is no JSON, or nests too deep.
    """
    try:
        return json.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        reason = "it nests too deep" if isinstance(error, RecursionError) else str(error)[:120]
        raise UnsupportedPage(subject, f"no JSON ({reason}): ask for it again where it came from") from error


def words_at(holder: Mapping[str, Any], *names: str) -> str:
    """The first of these members that is a text with words in it, blanks joined; nothing where there is none."""
    for name in names:
        value = holder.get(name)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return ""


def iter_objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects in a list, or in the values of an object, or the one object of a list that was left out."""
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))
    elif isinstance(value, dict):
        values = [one for one in value.values() if isinstance(one, dict)]
        yield from values if values and len(values) == len(value) else [value]
