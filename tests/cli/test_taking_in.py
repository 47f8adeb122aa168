"""versions, jobs, retry, recover and redact on the command line."""

import json
from pathlib import Path

import pytest
from tests.cli.programs import Run
from tests.factory import document, story
from tests.fetched import answer
from tests.reading.live_pages import ENTRIES, live_page

from sayso.ledger import Ledger
from sayso.reading import read_document
from sayso.records import Analysis, Page


@pytest.fixture
def ledger(place: Path) -> Path:
    path = place / "ledger.sqlite3"
    with Ledger(path) as opened:
        opened.add([story(1), Analysis(document("The ferry is late.")), Analysis(document("The ferry is on time."))])
        opened.keep_answer(answer(1))
    return path


def test_versions_of_a_page(run: Run, ledger: Path) -> None:
    assert ledger.exists()
    page = document("The ferry is late.").page
    shown = run("versions", page, "--table")
    assert shown.exit_code == 0
    assert "Version 2" in shown.output
    assert "changed without saying so" in shown.output
    lines = [json.loads(line) for line in run("versions", page, "--json").stdout.splitlines()]
    assert [(line["schema"], line["number"], line["is_silent"]) for line in lines] == [
        ("sayso/version/1", 1, False),
        ("sayso/version/1", 2, True),
    ]
    assert run("versions", "p000000").exit_code == 1


def test_jobs_and_retry(run: Run, ledger: Path) -> None:
    assert run("jobs").exit_code == 1
    assert run("retry").exit_code == 1
    with Ledger(ledger) as opened:
        opened.put_job("page", "p1", {"address": "https://news.example/a"})
        (job,) = opened.lease_jobs(["page"], "me")
        opened.fail_job(job, "ValueError: \x1b[31mno story\nin it", most=1)
    shown = run("jobs", "--table")
    assert "1 quarantined" in shown.stderr
    assert "\x1b" not in shown.stdout
    assert "ValueError" in shown.stdout
    (line,) = run("jobs", "--state", "quarantined", "--json").stdout.splitlines()
    assert json.loads(line)["schema"] == "sayso/job/1"
    assert run("retry", "--table").stdout == "1 job will be tried again\n"
    assert run("jobs", "--state", "ready").exit_code == 0


def test_recover(run: Run, ledger: Path) -> None:
    path = next(ledger.with_suffix(".archive").rglob("*.warc.gz"))
    with path.open("ab") as file:
        file.write(b"half a record")
    assert run("recover", "--table").stdout == "1 damaged ends were put aside\n"
    assert run("recover", "--table").stdout == "nothing to recover\n"
    assert json.loads(run("recover", "--json").stdout) == {
        "schema": "sayso/recovered/1",
        "linked": 0,
        "mended": 0,
        "redacted": 0,
    }
    assert run("verify").exit_code == 0


def test_redact(run: Run, ledger: Path) -> None:
    name = "Nadia Oyelaran"
    assert run("redact", "words", name, "--reason", "order").exit_code == 130  # nobody said yes
    done = run("redact", "words", "--from-file", "-", "--reason", "order", "--user", "desk", "--yes", "--json", text=name)
    assert done.exit_code == 0
    assert json.loads(done.stdout)["schema"] == "sayso/redacted/1"
    assert name.encode() not in ledger.read_bytes()
    assert run("verify").exit_code == 0
    page = run("redact", "page", story(1).analysis.document.url, "--reason", "order", "--yes", "--table")
    assert page.stdout.startswith("redacted: 1 rows, 1 documents")
    for wrong in (("words",), ("page", "--from-file", "-"), ("words", "—")):
        assert run("redact", *wrong, "--reason", "order", "--yes").exit_code == 2


def test_copies_that_still_hold_it_are_named(run: Run, ledger: Path) -> None:
    copy = ledger.with_name("ledger.sqlite3.0008.bak")
    copy.write_bytes(b"old")
    done = run("redact", "words", "Nadia Oyelaran", "--reason", "order", "--yes")
    assert done.exit_code == 3
    assert "remove it" in done.stderr


def test_versions_of_a_live_blog_by_entry(run: Run, place: Path) -> None:
    name = place / "live.html"
    looks = (ENTRIES[2::-1], ENTRIES[:0:-1])
    for shown in looks:
        name.write_bytes(live_page("blocks", shown).body)
        assert run("add", str(name)).exit_code == 0
    page = read_document(Page(str(name), None, name.read_bytes(), None, "")).page
    told = " ".join(run("versions", page, "--table").output.split())
    assert "+ entry of 2031-05-03T13:32:00+01:00: Minister flies in" in told
    assert ". entry of 2031-05-02T22:10:00+01:00: River over its banks at the old bridge (no longer shown" in told
    assert "without saying so" not in told
    last = json.loads(run("versions", page, "--json").stdout.splitlines()[-1])
    assert [(one["change"], one["title"]) for one in last["entries"]] == [
        ("came", "Minister flies in"),
        ("unseen", "River over its banks at the old bridge"),
    ]
