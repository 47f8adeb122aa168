"""`sayso read`: what is printed where, and how it ends."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cli.programs import FRENCH, STORY, Run, Shell, lines

from sayso.cli.app import app
from sayso.records.codec import loads


def test_a_piped_reading_is_one_object_of_the_contract_on_one_ascii_line(run: Run, place: Path) -> None:
    (place / "story.txt").write_text(STORY + "“Grüße,” Ilse Hartog said.\n", encoding="utf-8")
    result = run("read", "story.txt")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.isascii()
    assert result.stdout.count("\n") == 1
    (value,) = lines(result)
    assert value["schema"] == "sayso/analysis/1"
    assert value["document"]["url"] == str(place / "story.txt")
    assert [item["cue_kind"] for item in value["attributions"]][:2] == ["speech", "denial"]
    assert loads(result.stdout).document.id == value["document"]["id"]


def test_every_source_is_an_object_in_the_order_it_was_named(run: Run, place: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (place / name).write_text(STORY.replace("May", name))
    assert [Path(value["document"]["url"]).name for value in lines(run("read", "b.txt", "a.txt"))] == ["b.txt", "a.txt"]


def test_plain_text_is_kept_code_point_for_code_point(run: Run) -> None:
    text = "\n  Ilse Hartog said\tso. 😀\r\n\r\n* A group outlawed in Korvia.\n"
    (value,) = lines(run("read", "--plain", "-", text=text.encode()))
    assert value["document"]["text"] == text
    assert value["document"]["blocks"] == [{"start": 0, "end": len(text), "role": "body"}]
    assert value["document"]["publisher"] is None


def test_a_given_date_is_the_date(run: Run) -> None:
    (value,) = lines(run("read", "--plain", "--published", "2031-05", "-", text=STORY))
    assert value["document"]["published"]["value"] == "2031-05"


@pytest.mark.parametrize("date", ["yesterday", "2031-13", "2031-02-30", "20310502", "31", "2031-05-02T25:00", "2031-05T10:00"])
def test_a_date_that_is_none_is_wrong_use(run: Run, date: str) -> None:
    result = run("read", "--published", date, "-", text=STORY)
    assert result.exit_code == 2
    assert "is no date: write 2018-09-04" in result.stderr
    assert result.stdout == ""


def test_a_story_without_attributions_is_no_failure(run: Run) -> None:
    result = run("read", "--plain", "-", text="The ferry sails at nine.")
    assert result.exit_code == 0
    assert lines(result)[0]["attributions"] == []


def test_some_inputs_fail_and_the_others_are_read(run: Run, place: Path) -> None:
    (place / "story.txt").write_text(STORY)
    result = run("read", "--plain", "gone.html", "story.txt", "ftp://news.example/a")
    assert result.exit_code == 3
    assert len(lines(result)) == 1
    assert result.stderr.splitlines() == [
        "gone.html: no such file or folder: check the path",
        "ftp://news.example/a: ftp: addresses are not fetched, only http and https: save the page and name the file",
    ]


def test_without_a_source_it_is_wrong_use(run: Run) -> None:
    result = run("read")
    assert result.exit_code == 2
    assert "Missing argument 'SOURCE…'" in result.stderr


def test_a_table_is_printed_where_it_is_asked_for(run: Run, place: Path) -> None:
    (place / "story.txt").write_text(STORY)
    result = run("read", "--plain", "--table", "story.txt")
    assert result.exit_code == 0
    assert "3 attributions, 1 of them names no source" in result.stdout
    assert "Ilse Hartog" in result.stdout
    assert "nobody named" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_a_page_that_is_no_article_says_so_beside_its_reading(run: Run, place: Path) -> None:
    links = "".join(f'<li><a href="/{n}">Ferry news number {n}</a></li>' for n in range(60))
    (place / "index.html").write_text(f"<html><body><ul>{links}</ul></body></html>")
    result = run("read", "index.html")
    assert result.exit_code == 0
    assert result.stderr.startswith("index.html: note: This looks like no article")
    assert len(result.stderr.splitlines()) == 1
    assert len(lines(result)) == 1


def test_a_story_is_printed_as_html(run: Run, place: Path) -> None:
    (place / "story.txt").write_text(STORY.replace("quay", "<script>alert(1)</script>"))
    result = run("read", "--plain", "--html", "story.txt")
    assert result.exit_code == 0
    assert "Ilse Hartog" in result.stdout
    assert "<script>alert" not in result.stdout


def test_html_and_json_at_once_are_wrong_use(run: Run) -> None:
    result = run("read", "--html", "--json", "-", text=STORY)
    assert result.exit_code == 2
    assert "--html goes with neither" in result.stderr


def test_why_stands_below_the_table_even_where_no_terminal_is(run: Run) -> None:
    result = run("read", "--plain", "--why", "-", text=STORY)
    assert result.exit_code == 0
    flat = " ".join(result.stdout.split())
    assert flat.index("WHO SAYS WHAT") < flat.index("Why: the quay had been mended")
    assert "Tomas Brek · stated, “Tomas Brek”; cue “denied” (denial," in flat
    assert "indirect, by the model, a" in flat
    assert "disputes what follows" in flat
    assert max(map(len, result.stdout.splitlines())) <= 80


@pytest.mark.parametrize("other", ["--json", "--html"])
def test_why_goes_with_a_table_only(run: Run, other: str) -> None:
    result = run("read", "--why", other, "-", text=STORY)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--why goes with a table" in result.stderr


def test_nothing_is_kept(run: Run, place: Path) -> None:
    run("read", "--plain", "-", text=STORY)
    assert list(place.iterdir()) == []


def test_a_broken_bundle_is_one_line(place: Path) -> None:
    (place / "empty").mkdir()
    (place / "story.txt").write_text(STORY)
    result = CliRunner().invoke(app, ["read", "--bundle", "empty", "story.txt"])
    assert result.exit_code == 4
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("sayso: empty: ")


def test_whoever_reads_the_output_may_stop(shell: Shell, place: Path) -> None:
    folder = place / "many"
    folder.mkdir()
    for number in range(100):
        (folder / f"{number:03}.txt").write_text(STORY.replace("May", f"{number} weeks") * 20)
    result = shell("sayso read --plain many | head -n 1 | wc -l; exit ${PIPESTATUS[0]}")
    assert (result.stdout.strip(), result.stderr, result.returncode) == ("1", "", 0)


def test_a_full_disk_behind_the_output_is_one_line(shell: Shell, place: Path) -> None:
    (place / "story.txt").write_text(STORY)
    result = shell("sayso read --plain story.txt > /dev/full")
    assert result.stderr == "sayso: standard output: no space left: free some or send the output elsewhere\n"
    assert result.returncode == 3


REFUSED = "The text is in French; this version reads English only, so nothing was attributed."


def test_a_text_in_another_language_is_refused_with_a_note_and_is_no_failure(run: Run, place: Path) -> None:
    (place / "bac.txt").write_text(FRENCH, encoding="utf-8")
    result = run("read", "--plain", "bac.txt")
    assert result.exit_code == 0
    (value,) = lines(result)
    assert (value["notes"], value["attributions"], value["claims"]) == ([REFUSED], [], [])
    assert (value["document"]["language"], value["document"]["text"]) == ("fr", FRENCH)
    assert result.stderr == f"bac.txt: note: {REFUSED}\n"


@pytest.mark.parametrize("form", ["--table", "--html"])
def test_other_forms_say_so_too(run: Run, place: Path, form: str) -> None:
    (place / "bac.txt").write_text(FRENCH, encoding="utf-8")
    result = run("read", "--plain", form, "bac.txt")
    assert result.exit_code == 0
    assert f"bac.txt: note: {REFUSED}" in result.stderr
    assert ("0 attributions" if form == "--table" else REFUSED) in result.stdout
