"""The example pages are read as what they are: whose story, whose page, what is furniture, and who says what."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sayso
from sayso.intake import read_page
from sayso.reading import read_document
from sayso.records import READ_ROLES, Document
from sayso.tagging.bundles import shipped_bundle

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
PAGES = sorted(path.name for path in EXAMPLES.iterdir() if path.suffix in (".html", ".txt"))
with_bundle = pytest.mark.skipif(
    not (shipped_bundle() / "bundle.toml").exists(), reason="no bundle is shipped in this checkout"
)


def document(name: str) -> Document:
    return read_document(read_page(str(EXAMPLES / name)))


def role_of(page: Document, words: str) -> str:
    at = page.text.index(words)
    return next(block.role for block in page.blocks if block.span.start <= at < block.span.end)


def test_the_archive_page_is_an_agencys_story_on_another_page() -> None:
    page = document("straits-archive.html")
    assert page.publisher is not None
    assert page.republisher is not None
    assert (page.republisher.name, page.publisher.name) == ("StraitsArchive.example", "Meridian News Agency")
    assert page.section == "Maritime Boundary Disputes (MBD)"
    assert page.published is not None
    assert (page.published.value, page.published.precision) == ("2024-03-21T19:42", "minute")
    assert role_of(page, "Make a charitable donation") == "promo"
    assert role_of(page, "mailing list") == "promo"
    assert role_of(page, "An association outlawed") == "disclaimer"
    assert role_of(page, "Admiral Oren Maddick") == "body"


def test_a_newspapers_own_story_has_no_other_house() -> None:
    page = document("harbour-lantern.html")
    assert page.publisher is not None
    assert page.publisher.name == "The Harbour Lantern"
    assert page.republisher is None
    assert page.bylines == ("Tamsin Orrell",)
    assert role_of(page, "Herring quota talks end") not in READ_ROLES


def test_a_relayed_story_is_the_agencys_by_its_dateline() -> None:
    page = document("korvia-today.html")
    assert page.publisher is not None
    assert page.republisher is not None
    assert (page.republisher.name, page.publisher.name) == ("Korvia Today", "Meridian News Agency")


def test_a_copy_is_the_other_papers_page_and_credits_the_first() -> None:
    page = document("evening-quay.html")
    assert page.publisher is not None
    assert page.publisher.name in ("The Evening Quay", "The Harbour Lantern")
    assert role_of(page, "Source: The Harbour Lantern") == "credit"


def test_a_correction_has_a_role_of_its_own() -> None:
    page = document("harbour-lantern-friday.html")
    assert role_of(page, "Correction: An earlier article") == "correction"
    assert role_of(page, "The foreign ministry in Port Ansel") == "body"


def test_a_pasted_text_has_its_menu_apart() -> None:
    page = document("pasted-bulletin.txt")
    assert page.title == "Minister tells parliament there was no offer"
    assert role_of(page, "Home | News") not in READ_ROLES
    assert role_of(page, "Follow us on") not in READ_ROLES
    assert page.published is not None
    assert page.published.value == "2024-03-21T18:05"


@with_bundle
@pytest.mark.bundle
@pytest.mark.parametrize("name", PAGES)
def test_no_furniture_is_said_by_anybody(name: str) -> None:
    story = sayso.read(EXAMPLES / name)
    assert len(story.attributions) >= 5
    read = [block.span for block in story.document.blocks if block.role in READ_ROLES]
    for item in story.attributions:
        assert all(any(block.overlaps(span) for block in read) for span in (*item.sources, *item.cue, *item.contents))


@with_bundle
@pytest.mark.bundle
def test_who_says_what_on_the_archive_page() -> None:
    story = sayso.read(EXAMPLES / "straits-archive.html")
    found = {story.text_of(item.cue): item for item in story.attributions}
    assert story.text_of(found["denied"].sources).endswith("Ilse Varga")
    assert found["denied"].cue_kind == "denial"
    told = [story.text_of(item.contents) for item in story.attributions if story.text_of(item.cue) == "told"]
    assert any("There was no boat, no island and no offer" in contents for contents in told)
    assert [hop.name for hop in story.claims[0].chain][:2] == ["StraitsArchive.example", "Meridian News Agency"]


@with_bundle
@pytest.mark.bundle
def test_the_demonstration_runs(tmp_path: Path) -> None:
    copy = tmp_path / "sayso"
    (copy / "examples").mkdir(parents=True)
    for path in EXAMPLES.iterdir():
        (copy / "examples" / path.name).write_bytes(path.read_bytes())
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "sayso").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sayso "$@"\n')
    (tools / "sayso").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    result = subprocess.run(
        ["bash", str(copy / "examples" / "demo.sh")], env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert result.returncode == 0, result.stderr
    assert "6 added; the ledger holds 6 documents" in result.stderr
    assert "at most 1 independent origin found" in result.stdout or "independent origins found" in result.stdout
    assert "› 4 distinct texts ›" in result.stdout
    assert "‹ Meridian News Agency" in result.stdout
    assert "StraitsArchive.example" in result.stdout
    assert (copy / "demo" / "sayso.sqlite3").exists()
