"""The order of the stages: a stream of pages in, a stream of readings and failures out, in the same order.

In: `Page`s (and `Failure`s, passed on). Out: `Reading`s, or a `Failure` for a page that could not be read.
It holds no ledger and decides nothing about the text; pages are tagged in small batches so that memory stays flat.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sayso import __version__
from sayso.errors import PipelineError, SaysoError
from sayso.reading import read_document
from sayso.reading.segment import find_quotations, find_sentences
from sayso.records import READ_ROLES, Analysis, Failure, Page, Reading, Run
from sayso.records.ids import digest
from sayso.stages.attributions import ATTRIBUTIONS
from sayso.stages.base import Stage
from sayso.stages.claims import CLAIMS
from sayso.tagging import Tagger

__all__ = ["STAGES", "Pipeline", "open_pipeline"]

STAGES: tuple[Stage, ...] = (ATTRIBUTIONS, CLAIMS)
#: What an analysis holds before the first stage.
GIVEN = ("document", "sentences", "quotations", "tags")
#: Characters that are tagged together: about twenty news stories. Fewer leave the encoder half-filled batches.
BATCH = 96_000


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
        waiting: list[Failure | tuple[Page, Analysis]] = []
        size = 0
        for page in pages:
            item = page if isinstance(page, Failure) else _prepare(page, plain, published)
            waiting.append(item)
            size += 0 if isinstance(item, Failure) else len(item[1].document.text)
            if size >= BATCH:
                yield from self._finish(waiting)
                waiting, size = [], 0
        yield from self._finish(waiting)

    def _finish(self, waiting: Sequence[Failure | tuple[Page, Analysis]]) -> Iterator[Reading | Failure]:
        prepared = [item for item in waiting if not isinstance(item, Failure)]
        finished = iter(self._analyse(prepared))
        for item in waiting:
            yield item if isinstance(item, Failure) else next(finished)

    def _analyse(self, prepared: Sequence[tuple[Page, Analysis]]) -> list[Reading | Failure]:
        """Tag a batch; if that fails, each document alone, so that one page never takes others with it."""
        if not prepared:
            return []
        try:
            tagged = self.tagger.tag([analysis for _, analysis in prepared])
        except Exception as error:  # noqa: BLE001 - the guard of the stream: a page that breaks the tagger becomes a Failure
            if len(prepared) == 1:
                return [_failure(prepared[0][0], "tagging", error)]
            return [result for item in prepared for result in self._analyse([item])]
        return [
            self._stages(page, replace(analysis, tags=tags)) for (page, analysis), tags in zip(prepared, tagged, strict=True)
        ]

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


def _prepare(page: Page, plain: bool, published: str | None) -> Failure | tuple[Page, Analysis]:
    """A page as a document with sentences and quotations, or the reason why not."""
    try:
        document = read_document(page, plain=plain, published=published)
        blocks = [block.span for block in document.blocks if block.role in READ_ROLES]
        sentences = find_sentences(document.text, blocks) if blocks else ()
        quotations = find_quotations(document.text, blocks) if blocks else ()
    except Exception as error:  # noqa: BLE001 - as above, for reading
        return _failure(page, "reading", error)
    notes = tuple(
        f"This looks like no article: {e.method}." for e in document.evidence if e.field == "article" and e.value == "no"
    )
    return page, Analysis(document, sentences, quotations, notes=notes)


def _failure(page: Page, stage: str, error: Exception) -> Failure:
    reason = error.reason if isinstance(error, SaysoError) else f"{type(error).__name__}: {error}; please report this page"
    return Failure(page.url, stage, " ".join(reason.split()))
