"""Stories for Python: read one, or a stream of them.

In: paths. Out: a `Story` (a page, its document and all that was found in it), or the stream that a `Ledger` keeps.

    story = sayso.read("page.html")
    story.text_of(story.attributions[0].sources)
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from sayso.errors import IntakeError, ReadingError
from sayso.intake import iter_pages, read_page
from sayso.intake.files import open_file
from sayso.intake.signatures import SAMPLE, find_carrier
from sayso.pipeline import Pipeline, open_pipeline
from sayso.records import Analysis, Attribution, Claim, Document, Failure, Page, Reading, Span, text_of
from sayso.records.codec import analysis_to_json
from sayso.settings import load_settings

__all__ = ["Story", "pipe", "read"]

AnyPath = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Story:
    """One page read. In a notebook it shows its text with every attribution marked."""

    page: Page
    analysis: Analysis

    @property
    def document(self) -> Document:
        """The text and what the page says of it."""
        return self.analysis.document

    @property
    def text(self) -> str:
        """The frozen text that all spans point into, counted in Unicode code points."""
        return self.analysis.document.text

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """Who is said by which words to have said what, in the order of the text."""
        return self.analysis.attributions

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What is claimed, each by its chain from the page inwards."""
        return self.analysis.claims

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of this reading, in plain sentences."""
        return self.analysis.notes

    def text_of(self, spans: Span | Iterable[Span] | None) -> str:
        """The words of one span, of several (joined by " … ") or of none."""
        if spans is None:
            return ""
        return text_of(self.text, (spans,) if isinstance(spans, Span) else spans)

    def to_json(self) -> dict[str, Any]:
        """What `sayso read --json` prints, as plain dicts and lists."""
        return analysis_to_json(self.analysis)

    def _repr_html_(self) -> str:
        from sayso.export.html import render_story

        return render_story(self.analysis)


def read(source: AnyPath, *, plain: bool = False, published: str | None = None, bundle: AnyPath | None = None) -> Story:
    """Read one file: a page, or what holds one story (a mail, a wire's item, a PDF).

    Args:
        source: its path.
        plain: take it as clean UTF-8 text: all of it body, nothing said of its publisher.
        published: the day, month or year of publication (ISO 8601), where you know better than the page.
        bundle: a model folder other than the one that comes with sayso.

    Raises:
        IntakeError: the file is missing, empty, binary or too large, holds several stories, or an address was given.
        ReadingError: it could not be read as a document.
        BundleError: the model folder cannot be used.
    """
    page = _find_page(os.fspath(source), plain=plain)
    (item,) = _open(bundle).read([page], plain=plain, published=published)
    if isinstance(item, Failure):
        raise ReadingError(item.url, item.error)
    return Story(item.page, item.analysis)


def pipe(
    sources: AnyPath | Iterable[AnyPath],
    *,
    plain: bool = False,
    published: str | None = None,
    bundle: AnyPath | None = None,
) -> Iterator[Reading | Failure]:
    """Read files and folders one after another, as the result is iterated; see `read` for the arguments.

    What cannot be read comes as a `Failure` in its place. `Ledger.add` takes the stream as it is.

    Raises:
        BundleError: the model folder cannot be used.
    """
    paths = [sources] if isinstance(sources, str | os.PathLike) else sources
    return _open(bundle).read(iter_pages((os.fspath(path) for path in paths), plain=plain), plain=plain, published=published)


def _find_page(path: str, *, plain: bool) -> Page:
    """The one page in a file: a page itself, or a mail, a wire's item and the like that holds no more than one."""
    with open_file(path) as stream:
        kind = None if plain else find_carrier(stream.read(SAMPLE))
    if kind is None:
        return read_page(path)
    found = list(islice(iter_pages([path]), 2))
    if len(found) != 1:
        raise IntakeError(path, "it holds several stories: read them with sayso.pipe")
    if isinstance(found[0], Failure):
        raise IntakeError(found[0].url, found[0].error)
    return found[0]


def _open(bundle: AnyPath | None) -> Pipeline:
    folder = os.fspath(bundle) if bundle is not None else load_settings().bundle
    return _open_once(folder)


@cache
def _open_once(folder: str | None) -> Pipeline:
    """A bundle takes longer to load than a story to read, so each is opened once."""
    return open_pipeline(None if folder is None else Path(folder))
