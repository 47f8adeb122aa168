"""Answers go to the end of a file and are found there again; files are begun, mended and sealed as they should be."""

import errno
import gzip
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from tests.fetched import answer
from warcio.archiveiterator import ArchiveIterator

from sayso.errors import ArchiveError
from sayso.intake.archive import ArchiveWriter, DamagedArchive, body_of, iter_fetches, read_place
from sayso.intake.archive.decoding import decode_body
from sayso.intake.archive.folder import ArchiveFolder
from sayso.records import ArchivePlace


class Clock:
    """Says what it is told."""

    now = "2031-05-02T10:00:00Z"

    def __call__(self) -> str:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def writer(tmp_path: Path, clock: Clock) -> ArchiveWriter:
    return ArchiveWriter(tmp_path / "archive", clock=clock)


def names(writer: ArchiveWriter) -> list[str]:
    return [Path(name).name for name in writer.place.files()]


def test_an_answer_comes_back_as_it_came(writer: ArchiveWriter) -> None:
    for number in range(3):
        given = answer(number, b"" if number == 1 else None, packed=number != 1)
        place = writer.append(given)
        record = read_place(writer.place, place)
        assert record.payload == given.raw
        assert body_of(record, given.fetch) == given.body
        assert record.status == "200"


def test_what_is_noted_of_a_fetch_comes_back_whole(writer: ArchiveWriter) -> None:
    given = [replace(answer(number), raw=b"x" * number) for number in range(3)]
    places = [writer.append(one) for one in given]
    found = list(iter_fetches(writer.place, places[0].file))
    assert found == [replace(one.fetch, archive=place) for one, place in zip(given, places, strict=True)]


def test_each_record_is_a_gzip_member_that_others_can_read(writer: ArchiveWriter) -> None:
    place = writer.append(answer())
    data = writer.place.path(place.file).read_bytes()
    member = data[place.offset : place.offset + place.length]
    assert gzip.decompress(member).startswith(b"WARC/1.0\r\n")
    with writer.place.path(place.file).open("rb") as file:
        records = ArchiveIterator(file, check_digests="raise")
        kinds = [(record.rec_type, record.raw_stream.read() is not None)[0] for record in records]
    assert kinds == ["warcinfo", "metadata", "request", "response"]


def test_cookies_are_not_kept_and_no_header_can_end_early(writer: ArchiveWriter) -> None:
    odd = (("Set-Cookie", "secret=1"), ("X-Note", "one\r\nX-Made: up"), ("Transfer-Encoding", "chunked"))
    place = writer.append(answer(address="https://news.example/a\r\nb c", headers=odd, packed=False))
    data = gzip.decompress(writer.place.path(place.file).read_bytes())
    assert b"secret" not in data
    assert b"\r\nX-Made" not in data
    assert read_place(writer.place, place).payload == answer().body


def test_a_file_is_named_by_day_and_number_alone(writer: ArchiveWriter) -> None:
    place = writer.append(answer(address="https://news.example/../../etc/passwd"))
    assert place.file == "warc/2031/05/02/20310502-00001.warc.gz"
    for name in ("../lock", "warc/2031/05/02/../../x-00001.warc.gz", "/etc/passwd", "warc/2031/05/02/20310502-00001.cdxj"):
        with pytest.raises(ArchiveError, match="not the name"):
            writer.place.path(name)


def test_the_next_day_seals_the_file_of_the_day_before(writer: ArchiveWriter, clock: Clock) -> None:
    first = writer.append(answer(1))
    clock.now = "2031-05-03T00:00:01Z"
    second = writer.append(answer(2))
    assert names(writer) == ["20310502-00001.warc.gz", "20310503-00001.warc.gz"]
    assert [writer.place.is_sealed(one.file) for one in (first, second)] == [True, False]
    hashes = writer.place.beside(first.file, ".sha256").read_text().splitlines()
    for line in hashes:
        digest, name = line.split("  ")
        assert hashlib.sha256((writer.place.path(first.file).parent / name).read_bytes()).hexdigest() == digest
    (line,) = writer.place.beside(first.file, ".cdxj").read_text().splitlines()
    key, instant, about = line.split(" ", 2)
    assert (key, instant) == ("example,news)/story/1", "20310502100000")
    assert json.loads(about)["offset"] == str(first.offset)


def test_a_clock_that_goes_back_opens_no_older_file(writer: ArchiveWriter, clock: Clock) -> None:
    clock.now = "2031-05-03T10:00:00Z"
    first = writer.append(answer(1))
    clock.now = "2031-05-01T10:00:00Z"
    assert writer.append(answer(2)).file == first.file
    clock.now = "2031-05-04T10:00:00Z"
    assert writer.append(answer(3)).file == "warc/2031/05/04/20310504-00001.warc.gz"


def test_a_large_file_is_sealed_and_another_begun(tmp_path: Path, clock: Clock) -> None:
    writer = ArchiveWriter(tmp_path, clock=clock, largest=3000)
    places = [writer.append(answer(number)) for number in range(6)]
    assert len(writer.place.files()) > 1
    for number, place in enumerate(places):
        assert body_of(read_place(writer.place, place), answer(number).fetch) == answer(number).body
    assert [writer.place.is_sealed(name) for name in writer.place.files()][:-1] == [True] * (len(writer.place.files()) - 1)


def whole(path: Path, clock: Clock) -> tuple[bytes, list[ArchivePlace]]:
    writer = ArchiveWriter(path, clock=clock)
    places = [writer.append(answer(number)) for number in range(2)]
    return writer.place.path(places[0].file).read_bytes(), places


@pytest.mark.parametrize("end", range(1, 40))
def test_a_tail_that_was_cut_off_anywhere_is_put_aside_and_the_rest_goes_on(tmp_path: Path, clock: Clock, end: int) -> None:
    data, places = whole(tmp_path, clock)
    first = places[0].offset + places[0].length
    cut = first + (len(data) - first) * end // 40
    place = ArchiveFolder(tmp_path)
    place.path(places[0].file).write_bytes(data[:cut])
    later = ArchiveWriter(tmp_path, clock=clock).append(answer(2))
    assert [fetch.id for fetch in iter_fetches(place, later.file)] == [answer(0).fetch.id, answer(2).fetch.id]
    (rest,) = place.rests()
    assert rest.read_bytes() == data[first:cut]


def test_a_tail_of_noise_is_cut_off(tmp_path: Path, clock: Clock) -> None:
    data, places = whole(tmp_path, clock)
    place = ArchiveFolder(tmp_path)
    place.path(places[0].file).write_bytes(data + os.urandom(3) + b"WARC/1.0\r\n" * 3)
    ArchiveWriter(tmp_path, clock=clock).append(answer(2))
    assert len(list(iter_fetches(place, places[0].file))) == 3
    assert len(place.rests()) == 1


def test_two_writers_take_turns(tmp_path: Path, clock: Clock) -> None:
    both = [ArchiveWriter(tmp_path, clock=clock) for _ in range(2)]

    def write(writer: ArchiveWriter, first: int) -> None:
        for number in range(first, first + 12):
            writer.append(answer(number))

    threads = [Thread(target=write, args=(writer, 100 * n)) for n, writer in enumerate(both)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (name,) = both[0].place.files()
    assert sorted(fetch.id for fetch in iter_fetches(both[0].place, name)) == sorted(
        answer(number).fetch.id for number in (*range(12), *range(100, 112))
    )
    assert not both[0].place.rests()


def test_a_full_disk_says_so_and_leaves_the_file_as_it_was(writer: ArchiveWriter, monkeypatch: pytest.MonkeyPatch) -> None:
    place = writer.append(answer(1))
    before = writer.place.path(place.file).read_bytes()
    real = os.write

    def write(file: int, data: Any) -> int:
        if stat.S_ISREG(os.fstat(file).st_mode) and len(data) > 40:
            return real(file, data[:40])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", write)
        with pytest.raises(ArchiveError, match="no space left on device"):
            writer.append(answer(2))
    assert writer.place.path(place.file).read_bytes() == before
    writer.append(answer(2))
    assert len(list(iter_fetches(writer.place, place.file))) == 2


def test_a_place_that_is_none_is_refused(writer: ArchiveWriter) -> None:
    place = writer.append(answer(1))
    other = writer.append(answer(2))
    for wrong in (
        replace(place, length=place.length - 1),
        replace(place, length=place.length + 1),
        replace(place, length=10**12),
        replace(place, offset=place.offset + 1),
        replace(place, offset=10**9),
        replace(place, offset=-1),
        replace(place, record=other.record),
        replace(place, offset=0, length=place.offset),
    ):
        with pytest.raises(DamagedArchive):
            read_place(writer.place, wrong)
    with pytest.raises(ArchiveError):
        read_place(writer.place, replace(place, file=place.file.replace("00001", "00009")))


def test_a_bomb_ends_at_the_bound() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(decode_body(bomb, "gzip", 1000)) == 1000
    assert len(decode_body(gzip.compress(bomb), "gzip, gzip", 100_000)) <= 100_000
    for encodings in ("gzip, gzip, gzip", "compress"):
        with pytest.raises(ArchiveError):
            decode_body(bomb, encodings)


def test_a_member_larger_than_any_is_refused(writer: ArchiveWriter) -> None:
    place = writer.append(answer(1))
    path = writer.place.path(place.file)
    bomb = gzip.compress(b"WARC/1.0\r\n" + b" " * 70_000_000)
    path.write_bytes(path.read_bytes() + bomb)
    with pytest.raises(DamagedArchive, match="larger"):
        list(iter_fetches(writer.place, place.file))


def steps(folder: Path, clock: Clock) -> Iterator[str]:
    seen: list[str] = []
    writer = ArchiveWriter(folder, clock=clock, reached=seen.append, largest=1500)
    for number in range(2):
        writer.append(answer(number))
    yield from seen


def test_every_step_is_named(tmp_path: Path, clock: Clock) -> None:
    seen = list(steps(tmp_path, clock))
    assert seen.index("append: written") < seen.index("append: synced")
    assert all(re.fullmatch(r"[a-z]+: [a-z ]+", one) for one in seen)
    assert "seal: hash written" in seen
