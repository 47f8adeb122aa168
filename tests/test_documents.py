"""Our documents show what the commands really print, with the model that comes with the package."""

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from sayso.tagging.bundles import shipped_bundle

ROOT = Path(__file__).resolve().parents[1]


def load_refresher() -> ModuleType:
    spec = importlib.util.spec_from_file_location("refresh", ROOT / "docs" / "refresh.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["refresh"] = module
    spec.loader.exec_module(module)
    return module


REFRESHER = load_refresher()


@pytest.mark.bundle
@pytest.mark.skipif(shutil.which("script") is None, reason="no program `script` to make a terminal with")
@pytest.mark.skipif(not (shipped_bundle() / "bundle.toml").exists(), reason="no bundle is shipped in this checkout")
@pytest.mark.parametrize("path", REFRESHER.FILES, ids=lambda path: path.name)
def test_a_document_shows_what_its_commands_print(path: Path) -> None:
    difference = REFRESHER.compare(path)
    assert difference == "", "run docs/refresh.py and read what it changed"


def test_a_block_is_replaced_by_what_its_command_prints() -> None:
    text = "Before\n\n```console\n$ echo 'one'\nold\n$ printf 'two\\nthree\\n'\n```\n\n```sh\n$ echo not run\n```\n"
    assert REFRESHER.refresh(text) == (
        "Before\n\n```console\n$ echo 'one'\none\n$ printf 'two\\nthree\\n'\ntwo\nthree\n```\n\n```sh\n$ echo not run\n```\n"
    )


def test_what_varies_from_day_to_day_makes_no_difference(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("```console\n$ echo c0123456789 took 0.31 s\nc9876543210 took 0.29 s\n```\n")
    assert REFRESHER.compare(path) == ""
    path.write_text("```console\n$ echo new\nold\n```\n")
    assert "-old\n+new\n" in REFRESHER.compare(path)
