"""Events as sheets: those of a document as they are kept, those of a story with one row an event.

In: the id of a document or story, or its beginning. Out: CSV and JSON with the columns of `sayso export`; accusations that
nobody has reviewed and whose speaker is not stated only with `?all=1`.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from sayso.export.coder import EVENT_COLUMNS, CodedEvent, code_scene
from sayso.export.event_columns import EVENTS, Row
from sayso.export.event_views import VIEWS, Asked
from sayso.ledger import Ledger
from sayso.web.rendering import find_house, to_csv, to_json

__all__ = ["router"]

router = APIRouter()
Everything = Annotated[bool, Query(alias="all")]


@router.get("/d/{subject}/events.json", response_model=dict[str, Any])
def document_events_json(request: Request, subject: str, everything: Everything = False) -> Response:
    """The events of a document as they are kept."""
    return to_json({"schema": "sayso/events/1", "events": _of_document(find_house(request).ledger, subject, everything)})


@router.get("/d/{subject}/events.csv", response_class=Response)
def document_events_csv(request: Request, subject: str, everything: Everything = False) -> Response:
    """The same as a table."""
    ledger = find_house(request).ledger
    document = ledger.show(subject).document.id
    rows = _of_document(ledger, document, everything)
    return to_csv(list(EVENTS), (list(row.values()) for row in rows), f"{document}-events")


@router.get("/story/{subject}/events.json", response_model=dict[str, Any])
def story_events_json(request: Request, subject: str, everything: Everything = False) -> Response:
    """The events that a story tells of, one row each, with every telling of it."""
    found = _of_story(find_house(request).ledger, subject, everything)
    return to_json({"schema": "sayso/coded_events/1", "events": [{**one.event, "claims": list(one.claims)} for one in found]})


@router.get("/story/{subject}/events.csv", response_class=Response)
def story_events_csv(request: Request, subject: str, everything: Everything = False) -> Response:
    """The events that a story tells of, one row each."""
    ledger = find_house(request).ledger
    story = ledger.story(subject, limit=0).story.id
    rows = (list(one.event.values()) for one in _of_story(ledger, story, everything))
    return to_csv(list(EVENT_COLUMNS), rows, f"{story}-events")


def _of_document(ledger: Ledger, subject: str, everything: bool) -> list[Row]:
    document = ledger.show(subject).document.id
    return list(VIEWS["events"][1](ledger.reviewed(document), Asked(accusations=everything)))


def _of_story(ledger: Ledger, subject: str, everything: bool) -> list[CodedEvent]:
    story = ledger.story(subject, limit=0).story
    return [
        coded
        for scene in ledger.event_scenes(story.documents[:1])
        for coded in code_scene(scene, Asked(accusations=everything))
    ]
