"""The ledger and its archive find together again, and `verify` says where they do not."""

import gzip
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.factory import story
from tests.fetched import AT, answer

from sayso.errors import ArchiveError
from sayso.intake.archive import ArchiveWriter
from sayso.ledger import Ledger
from sayso.records import Reading


class Stop(Exception):  # noqa: N818  it is no error
    """The program ends here."""


class Clock:
    """Says what it is told."""

    now = "2031-05-02T10:00:00Z"

    def __call__(self) -> str:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    with Ledger(tmp_path / "news.sqlite3", clock=clock) as opened:
        yield opened


def stop_at(step: str) -> Callable[[str], None]:
    def reached(now: str) -> None:
        if now == step:
            raise Stop

    return reached


def warc(tmp_path: Path) -> Path:
    return next((tmp_path / "news.archive").rglob("*.warc.gz"))


def test_an_answer_without_a_row_gets_its_row(tmp_path: Path, ledger: Ledger, clock: Clock) -> None:
    with Ledger(tmp_path / "news.sqlite3", clock=clock, reached=stop_at("answer: archived")) as stopped, pytest.raises(Stop):
        stopped.keep_answer(answer(1))
    assert ["have no row" in problem.fault for problem in ledger.verify()] == [True]
    assert ledger.recover().linked == 1
    assert ledger.fetch(answer(1).fetch.id).address == answer(1).fetch.address
    assert ledger.verify() == []
    assert ledger.recover().linked == 0


def test_repeating_what_was_stopped_doubles_nothing(tmp_path: Path, ledger: Ledger, clock: Clock) -> None:
    with Ledger(tmp_path / "news.sqlite3", clock=clock, reached=stop_at("answer: archived")) as stopped, pytest.raises(Stop):
        stopped.keep_answer(answer(1))
    size = warc(tmp_path).stat().st_size
    assert ledger.keep_answer(answer(1)).archive is not None
    assert warc(tmp_path).stat().st_size == size
    assert ledger.verify() == []


def test_an_answer_that_waits_in_the_file_of_the_day_before_is_found_too(tmp_path: Path, ledger: Ledger, clock: Clock) -> None:
    with Ledger(tmp_path / "news.sqlite3", clock=clock, reached=stop_at("answer: archived")) as stopped, pytest.raises(Stop):
        stopped.keep_answer(answer(1))
    clock.now = "2031-05-03T10:00:00Z"
    ledger.keep_answer(answer(2))
    assert ledger.fetch(answer(1).fetch.id).archive is not None
    assert ledger.verify() == []


def test_a_tail_that_the_disk_lost_is_said_and_the_rest_goes_on(tmp_path: Path, ledger: Ledger) -> None:
    for number in range(3):
        ledger.keep_answer(answer(number))
    path = warc(tmp_path)
    path.write_bytes(path.read_bytes()[:-20])
    faults = " ".join(problem.fault for problem in ledger.verify())
    assert "cut off" in faults
    assert "no record lies at" in faults
    assert ledger.recover().mended == 1
    ledger.keep_answer(answer(3))
    assert [problem.subject for problem in ledger.verify()] == [answer(2).fetch.id]
    assert ledger.fetch(answer(2).fetch.id).archive is not None  # its row stays, with the hash that it had


def test_bytes_that_somebody_changed_are_found(tmp_path: Path, ledger: Ledger, clock: Clock) -> None:
    ledger.keep_answer(answer(1, packed=False))
    clock.now = "2031-05-03T10:00:00Z"
    ledger.keep_answer(answer(2))
    path = min((tmp_path / "news.archive").rglob("*.warc.gz"))
    data = bytearray(path.read_bytes())
    data[-30] ^= 1
    path.write_bytes(bytes(data))
    faults = [problem.fault for problem in ledger.verify()]
    assert any("SHA-256 differs" in fault for fault in faults)
    assert any("damaged" in fault for fault in faults)


def test_a_file_that_is_not_there_is_missed(tmp_path: Path, ledger: Ledger) -> None:
    reading = story(1)
    assert reading.page is not None
    fetch = ledger.keep_answer(answer(1, reading.page.body, address=reading.analysis.document.url)).id
    ledger.add([Reading(replace(reading.page, fetch=fetch, fetched=AT), reading.analysis)])
    warc(tmp_path).unlink()
    assert ["is not in" in problem.fault for problem in ledger.verify()] == [True]
    with pytest.raises(ArchiveError, match="complete"):
        ledger.page(reading.analysis.document.id)


def test_another_body_under_the_same_place_is_found(tmp_path: Path, ledger: Ledger, clock: Clock) -> None:
    ledger.keep_answer(answer(1, b"the first", packed=False))
    path = warc(tmp_path)
    path.unlink()
    other = ArchiveWriter(tmp_path / "news.archive", clock=clock)
    other.append(replace(answer(1, b"the frist", packed=False), fetch=answer(1, b"the first", packed=False).fetch))
    (problem,) = ledger.verify()
    assert "SHA-256 differs" in problem.fault or "another length" in problem.fault  # as the two are packed


def test_half_written_files_go(tmp_path: Path, ledger: Ledger) -> None:
    ledger.keep_answer(answer(1))
    part = warc(tmp_path).with_name("20310502-00001.cdxj.part")
    part.write_bytes(b"half")
    ledger.recover()
    assert not part.exists()


def test_a_ledger_without_an_archive_needs_none(tmp_path: Path, ledger: Ledger) -> None:
    ledger.add([story(1)])
    assert ledger.verify() == []
    assert ledger.recover().linked == 0
    assert not (tmp_path / "news.archive").exists()


def test_sealed_files_are_what_others_check_too(tmp_path: Path, ledger: Ledger, clock: Clock) -> None:
    ledger.keep_answer(answer(1))
    clock.now = "2031-05-03T10:00:00Z"
    ledger.keep_answer(answer(2))
    sealed = min((tmp_path / "news.archive").rglob("*.sha256"))
    for line in sealed.read_text().splitlines():
        noted, name = line.split("  ")
        assert hashlib.sha256((sealed.parent / name).read_bytes()).hexdigest() == noted
    assert gzip.decompress(sealed.with_name("20310502-00001.warc.gz").read_bytes()).count(b"WARC/1.0\r\n") == 4


def test_an_archive_that_can_only_be_read_is_verified_too(
    tmp_path: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.keep_answer(answer(1))
    (tmp_path / "news.archive" / "lock").unlink()
    monkeypatch.setattr("os.access", lambda path, _mode: "archive" not in str(path))
    assert ledger.verify() == []
    assert not (tmp_path / "news.archive" / "lock").exists()
