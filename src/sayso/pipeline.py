"""The order of the stages: a stream of pages in, a stream of readings and failures out, in the same order.

In: `Page`s (and `Failure`s, passed on). Out: `Reading`s, or a `Failure` for a page that could not be read.
It holds no ledger; pages are tagged in small batches so that memory stays flat. A text in another language than the tagger's is
passed on with a note instead of being read wrongly: neither the tagger nor a stage sees it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sayso import __version__
from sayso.errors import PipelineError, SaysoError
from sayso.reading import read_document
from sayso.reading.language import Foreign, find_foreign, name_language
from sayso.reading.reported import reported_spans
from sayso.reading.segment import find_quotations, find_sentences
from sayso.records import Analysis, Document, Failure, Page, Reading, Run
from sayso.records.ids import digest
from sayso.stages.actor_codes import ACTOR_CODES
from sayso.stages.actors import ACTORS
from sayso.stages.attributions import ATTRIBUTIONS
from sayso.stages.base import Stage
from sayso.stages.claims import CLAIMS
from sayso.stages.clocks import CLOCKS
from sayso.stages.events import EVENTS
from sayso.stages.mentions import MENTIONS
from sayso.stages.places import PLACES
from sayso.stages.quantities import QUANTITIES
from sayso.stages.relays import RELAYS
from sayso.stages.timexes import TIMEXES
from sayso.tagging import Tagger

__all__ = ["STAGES", "Pipeline", "open_pipeline"]

STAGES: tuple[Stage, ...] = (
    MENTIONS,
    ATTRIBUTIONS,
    RELAYS,
    TIMEXES,
    CLOCKS,
    ACTORS,
    PLACES,
    CLAIMS,
    EVENTS,
    QUANTITIES,
    ACTOR_CODES,
)
#: What an analysis holds before the first stage.
GIVEN = ("document", "sentences", "quotations", "tags")
#: Characters that are tagged together: about twenty news stories. Fewer leave the encoder half-filled batches.
BATCH = 96_000
#: What a person should know of a page that its publisher sells.
NOT_FREE = "The page says that it is not free: perhaps only its beginning was read."


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page before the tagger; one that `is_refused` never comes to it."""

    page: Page
    analysis: Analysis
    is_refused: bool


@dataclass(frozen=True)
class Pipeline:
    """A tagger and the stages after it.

    Raises:
        PipelineError: a stage needs what no stage before it gives.
    """

    tagger: Tagger
    stages: tuple[Stage, ...] = STAGES
    language: str = "en"

    def __post_init__(self) -> None:
        known = set(GIVEN)
        for stage in self.stages:
            missing = [need for need in stage.needs if need not in known]
            if missing:
                raise PipelineError(stage.name, f"needs {', '.join(missing)}, which no stage before it gives")
            known.update(stage.gives)

    @property
    def run(self) -> Run:
        """What is written beside every result: two runs with one id give the same results."""
        settings = digest(*(f"{s.name}:{','.join(s.needs)}>{','.join(s.gives)}" for s in self.stages))
        run_id = "r" + digest("run", __version__, self.tagger.name, self.language, settings)
        return Run(run_id, __version__, self.tagger.name, self.language, None, settings)

    def read(
        self, pages: Iterable[Page | Failure], *, plain: bool = False, published: str | None = None
    ) -> Iterator[Reading | Failure]:
        """Read a stream of pages; see `reading.read_document` for `plain` and `published`."""
        waiting: list[Failure | Prepared] = []
        size = 0
        for page in pages:
            item = page if isinstance(page, Failure) else _prepare(page, plain, published, self.language)
            waiting.append(item)
            size += 0 if isinstance(item, Failure) else len(item.analysis.document.text)
            if size >= BATCH:
                yield from self._finish(waiting)
                waiting, size = [], 0
        yield from self._finish(waiting)

    def _finish(self, waiting: Sequence[Failure | Prepared]) -> Iterator[Reading | Failure]:
        finished = iter(self._analyse([item for item in waiting if isinstance(item, Prepared) and not item.is_refused]))
        for item in waiting:
            if isinstance(item, Failure):
                yield item
            elif item.is_refused:
                yield Reading(item.page, replace(item.analysis, run=self.run))
            else:
                yield next(finished)

    def _analyse(self, prepared: Sequence[Prepared]) -> list[Reading | Failure]:
        """Tag a batch; if that fails, each document alone, so that one page never takes others with it."""
        if not prepared:
            return []
        try:
            tagged = self.tagger.tag([item.analysis for item in prepared])
        except Exception as error:  # noqa: BLE001 - the guard of the stream: a page that breaks the tagger becomes a Failure
            if len(prepared) == 1:
                return [_failure(prepared[0].page, "tagging", error)]
            return [result for item in prepared for result in self._analyse([item])]
        return [self._stages(item.page, replace(item.analysis, tags=tags)) for item, tags in zip(prepared, tagged, strict=True)]

    def _stages(self, page: Page, analysis: Analysis) -> Reading | Failure:
        for stage in self.stages:
            try:
                analysis = stage.apply(analysis)
            except Exception as error:  # noqa: BLE001 - as above, for the stages
                return _failure(page, stage.name, error)
        return Reading(page, replace(analysis, run=self.run))


def open_pipeline(bundle: Path | None = None) -> Pipeline:
    """The pipeline on a bundle; on the shipped one if none is named.

    Raises:
        BundleError: the folder is no bundle or is damaged.
    """
    from sayso.tagging.bundles import shipped_bundle
    from sayso.tagging.onnx import load_tagger

    return Pipeline(load_tagger(bundle or shipped_bundle()))


def _prepare(page: Page, plain: bool, published: str | None, language: str) -> Failure | Prepared:
    """A page as a document with sentences and quotations, or the reason why not."""
    try:
        document = read_document(page, plain=plain, published=published)
        foreign = find_foreign(document, language)
        is_refused = foreign is not None and foreign.is_all
        # How sentences end is a matter of the language too, so those of a refused text are not looked for.
        blocks = () if is_refused else reported_spans(document)
        sentences = find_sentences(document.text, blocks) if blocks else ()
        quotations = find_quotations(document.text, blocks) if blocks else ()
    except Exception as error:  # noqa: BLE001 - as above, for reading
        return _failure(page, "reading", error)
    notes = (
        *(f"This looks like no article: {e.method}." for e in document.evidence if e.field == "article" and e.value == "no"),
        *((_note_language(foreign, language),) if foreign else ()),
        *((_note_entries(document),) if document.entries else ()),
        *(NOT_FREE for told in page.told if told.field == "access"),
    )
    return Prepared(page, Analysis(document, sentences, quotations, notes=notes), is_refused)


def _note_entries(document: Document) -> str:
    """What a person should know of a live blog."""
    dayless = sum(entry.published is None for entry in document.entries)
    unknown = f" The day of {dayless} of them is not known." if dayless else ""
    return f"This is a live blog of {len(document.entries)} entries; dates count from the time of their entry.{unknown}"


def _note_language(foreign: Foreign, reader: str) -> str:
    """What a person should know of a text that is not in the reader's language, or not all of it."""
    known = name_language(foreign.code)
    named = f"in {known}" if known else f"in another language than {name_language(reader) or reader}"
    only = f"this version reads {name_language(reader) or reader} only"
    if foreign.is_all:
        return f"The text is {named}; {only}, so nothing was attributed."
    return f"A part of the text is {named}; {only}, so what is attributed there can be wrong."


def _failure(page: Page, stage: str, error: Exception) -> Failure:
    reason = error.reason if isinstance(error, SaysoError) else f"{type(error).__name__}: {error}; please report this page"
    return Failure(page.url, stage, " ".join(reason.split()))
