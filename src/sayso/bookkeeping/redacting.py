"""Something taken out of the ledger and its archive for good, with a tombstone in its place.

In: words, or a page; why, and who says so. Out: `Redacted`. Files of the archive are written anew first, then one transaction
changes all rows and notes the tombstones, then the old files go and the database is written anew. A run that was stopped is
brought to its end by the next, or by `recover`; before the transaction nothing has changed, after it nothing comes back.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.bookkeeping.archiving import Archivist
from sayso.bookkeeping.profiling import make_profiles, read_story_profiles
from sayso.errors import QueryError
from sayso.intake.archive import ArchiveFolder
from sayso.intake.archive.folder import Reached
from sayso.intake.archive.rewriting import Become, Rewritten, remove_file, rewrite_file
from sayso.records import Answer, Fetch
from sayso.records.ids import digest, page_id, sha256_of
from sayso.records.redactions import Mask, Tombstone, TombstoneKind, count_words, hash_words
from sayso.store import NewJob, Store, Writer
from sayso.store.taking_out import Removed

__all__ = ["Redacted", "Redaction", "finish_redactions", "make_redaction", "mask_answer", "redact_page", "redact_words"]

#: The kind of job that says that a redaction is not at its end.
UNFINISHED: Final = "redact"
#: Headers that are of the bytes as they were.
ENCODINGS: Final = frozenset({"content-encoding", "content-length", "content-md5", "digest", "etag"})


@dataclass(frozen=True, slots=True)
class Redaction:
    """One redaction: its id, why, who says so, and when."""

    id: str
    reason: str
    user: str
    at: str

    def entomb(self, kind: TombstoneKind, hashes: Iterable[str], words: int = 0) -> list[Tombstone]:
        """Tombstones of this redaction."""
        return [Tombstone(one, kind, words, self.id, self.reason, self.user, self.at) for one in dict.fromkeys(hashes)]


@dataclass(frozen=True, slots=True)
class Redacted:
    """What was taken out: how many rows, documents, answers and files it was in.

    `copies` are files beside the ledger that still hold it, and that only a person can remove.
    """

    redaction: str
    rows: int
    documents: tuple[str, ...]
    fetches: int
    files: int
    copies: tuple[str, ...]


def redact_words(store: Store, archivist: Archivist, words: str, redaction: Redaction) -> Redacted:
    """Put blocks in the place of words, wherever they stand.

    Raises:
        QueryError: there are no words.
        StoreError: something cannot be written; repeat it then.
    """
    count = count_words(words)
    if not count:
        raise QueryError("words", "there are none: give the name or the passage that is to go")
    mask = Mask({hash_words(words): count}, [words])
    with archivist.place.held_if_there():
        finish_redactions(store, archivist.place, archivist.reached)
        written = _rewrite(archivist, lambda answer: mask_answer(mask, answer))
        with store.writing() as writer:
            archivist.reached("redact: before")
            masked = writer.mask_rows(mask)
            archivist.reached("redact: masked")
            for document in masked.documents:
                _renew_profiles(writer, document)
            _note(writer, written, redaction)
            graves = redaction.entomb("words", [hash_words(words)], count)
            graves += redaction.entomb("document", masked.documents) + redaction.entomb("body", masked.bodies)
            graves += redaction.entomb("fetch", (*masked.fetches, *(key for one in written for key in one.changed)))
            writer.put_tombstones(graves)
            archivist.reached("redact: noted")
        archivist.reached("redact: kept")
        finish_redactions(store, archivist.place, archivist.reached)
    return _tell(store, redaction, masked.rows, masked.documents, written)


def redact_page(store: Store, archivist: Archivist, page: str, redaction: Redaction) -> Redacted:
    """Remove a page, by its id, with all that rests on it.

    Raises:
        StoreError: something cannot be written; repeat it then.
    """
    with archivist.place.held_if_there():
        finish_redactions(store, archivist.place, archivist.reached)
        with store.reading() as view:
            pages = sorted({page, *view.read_pages_at(page)})
            documents = view.read_documents(pages)
            brought = {one.fetch.id for document in documents for one in view.read_origins(document)}
        written = _rewrite(archivist, lambda answer: None if _is_of(answer.fetch, pages, brought) else answer)
        with store.writing() as writer:
            archivist.reached("redact: before")
            removed = [writer.remove_page(one) for one in pages]
            archivist.reached("redact: removed")
            _note(writer, written, redaction)
            writer.put_tombstones(_graves_of(pages, removed, written, redaction))
            archivist.reached("redact: noted")
        archivist.reached("redact: kept")
        finish_redactions(store, archivist.place, archivist.reached)
    gone = tuple(document for one in removed for document in one.documents)
    return _tell(store, redaction, len(gone), gone, written)


def finish_redactions(store: Store, place: ArchiveFolder, reached: Reached) -> int:
    """Bring redactions to their end that were stopped: remove old files, and write the database anew; how many there were."""
    names = place.files()
    with store.reading() as view:
        waiting = [job for state in ("ready", "leased") for job in view.read_jobs(state, 10_000) if job.kind == UNFINISHED]
        gone = view.find_tombstones("file", {sha256_of(name) for name in names})
    for name in names:
        older = place.predecessor(name)
        if sha256_of(name) in gone or (older is not None and older in names and sha256_of(older) not in gone):
            remove_file(place, name, reached)  # the old one, or a new one that nothing rests on yet
    if waiting:
        for rest in place.rests():
            rest.unlink()
        reached("finish: files removed")
        store.compact()
        reached("finish: compacted")
        for job in waiting:
            with store.writing() as writer:
                writer.close_job(job.id)
    return len(waiting)


def mask_answer(mask: Mask, answer: Answer) -> Answer:
    """An answer without the words; without its body where they cannot be taken out of that alone."""
    fetch, body = mask.record(answer.fetch), mask.body(answer.body)
    if fetch == answer.fetch and body == answer.body:
        return answer
    if body == answer.body:
        return Answer(fetch, answer.raw, answer.body)
    left = body or b""
    headers = tuple((name, value) for name, value in fetch.headers if name.lower() not in ENCODINGS)
    return Answer(replace(fetch, headers=headers, size=len(left), sha256=sha256_of(left), etag=None), left, left)


def _rewrite(archivist: Archivist, become: Become) -> list[Rewritten]:
    place = archivist.place
    made = (rewrite_file(place, name, become, archivist.reached) for name in place.files())
    return [one for one in made if one is not None]


def _is_of(fetch: Fetch, pages: Collection[str], brought: Collection[str]) -> bool:
    """Whether a fetch was for one of these pages, was led to it, or brought a text of it."""
    addresses = (fetch.address, *fetch.redirects, *((fetch.final,) if fetch.final else ()))
    return fetch.id in brought or any(page_id(address) in pages for address in addresses)


def _note(writer: Writer, written: Iterable[Rewritten], redaction: Redaction) -> None:
    """That files were written anew, and that this redaction is not at its end."""
    for one in written:
        writer.move_fetches(one.fetches)
        writer.drop_fetches(one.dropped)
        writer.put_tombstones(redaction.entomb("file", [sha256_of(one.old)]))
    writer.put_jobs([NewJob(UNFINISHED, redaction.id, "{}")], redaction.at, again=True)


def _graves_of(
    pages: Iterable[str], removed: Sequence[Removed], written: Iterable[Rewritten], redaction: Redaction
) -> list[Tombstone]:
    dropped = [fetch for one in written for fetch in one.dropped]
    kinds: Mapping[TombstoneKind, Iterable[str]] = {
        "page": map(sha256_of, pages),
        "text": [text for one in removed for text in one.texts],
        "body": [body for one in removed for body in one.bodies],
        "fetch": [*(fetch for one in removed for fetch in one.fetches), *dropped],
    }
    return [grave for kind, hashes in kinds.items() for grave in redaction.entomb(kind, hashes)]


def _tell(store: Store, redaction: Redaction, rows: int, documents: tuple[str, ...], written: Iterable[Rewritten]) -> Redacted:
    files = list(written)
    fetches = sum(len(one.changed) + len(one.dropped) for one in files)
    copies = tuple(str(path) for path in store.find_copies())
    return Redacted(redaction.id, rows, documents, fetches, len(files), copies)


def make_redaction(kind: str, hashed: str, reason: str, user: str, at: str) -> Redaction:
    """A redaction; the same again is the same.

    Raises:
        QueryError: nobody says why, or who.
    """
    if not reason.strip() or not user.strip():
        raise QueryError("redaction", "say why, and who decides: --reason and --user")
    return Redaction("x" + digest("redaction", kind, hashed, at), " ".join(reason.split()), user.strip(), at)


def _renew_profiles(writer: Writer, document: str) -> None:
    """Make a document's profiles anew, from its rows as they are now."""
    view = writer.view
    vector = next((one.vector for one in read_story_profiles(view, [document])), b"")
    writer.put_profiles(make_profiles(view.read_standing(document), vector))
