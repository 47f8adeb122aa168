"""The shipped JSON Schema says what `sayso who --json` prints, key by key."""

import json
from dataclasses import fields, is_dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args, get_type_hints

import jsonschema  # type: ignore[import-untyped]  # it ships no type hints
from tests.happenings import tell_all

from sayso.ledger import Ledger
from sayso.linking.answers import Answer
from sayso.records.codec import to_plain

SCHEMA: dict[str, Any] = json.loads(files("sayso.records").joinpath("answer.schema.json").read_text(encoding="utf-8"))


def records_in(hint: Any) -> set[type]:
    """The records that a type hint is made of."""
    if isinstance(hint, type) and is_dataclass(hint):
        inner = get_type_hints(hint)
        return {hint}.union(*(records_in(inner[field.name]) for field in fields(hint)))
    return set[type]().union(*(records_in(part) for part in get_args(hint)))


def test_it_is_a_valid_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_it_has_every_record_with_every_key() -> None:
    shapes = {**SCHEMA["$defs"], "Answer": SCHEMA}
    for record in records_in(Answer):
        keys = [field.name for field in fields(record)]
        assert [key for key in shapes[record.__name__]["properties"] if key != "schema"] == keys, record.__name__
        assert set(keys) <= set(shapes[record.__name__]["required"])


def test_what_is_printed_of_answers_fits(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.sqlite3") as ledger:
        ledger.add(tell_all(3))
        ledger.link()
        answers = ledger.who("crowns", limit=20)
    assert answers
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for answer in answers:
        validator.validate(json.loads(json.dumps({"schema": "sayso/answer/1", **to_plain(answer)})))
