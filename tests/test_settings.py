"""Where the ledger is when nobody says so, and who may say so."""

from pathlib import Path, PurePath

import pytest

from sayso.settings import Settings, find_data_folder, load_settings


@pytest.mark.parametrize(
    ("platform", "environ", "folder"),
    [
        ("linux", {}, ".local/share/sayso"),
        ("linux", {"XDG_DATA_HOME": ""}, ".local/share/sayso"),
        ("linux", {"XDG_DATA_HOME": "relative/path"}, ".local/share/sayso"),
        ("darwin", {"XDG_DATA_HOME": "/data"}, "Library/Application Support/sayso"),
        ("win32", {}, "AppData/Local/sayso"),
    ],
)
def test_each_platform_has_its_own_place(
    platform: str, environ: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert find_data_folder(environ, platform=platform) == tmp_path / folder


def test_the_users_own_place_for_data_is_used() -> None:
    assert find_data_folder({"XDG_DATA_HOME": "/data"}, platform="linux") == PurePath("/data/sayso")
    assert find_data_folder({"LOCALAPPDATA": "/local"}, platform="win32") == PurePath("/local/sayso")


def test_the_environment_names_ledger_bundle_and_archive() -> None:
    named = load_settings(
        {"SAYSO_LEDGER": " postgresql://desk/news ", "SAYSO_BUNDLE": "models/en", "SAYSO_ARCHIVE": "/raw"}, platform="linux"
    )
    assert named == Settings("postgresql://desk/news", "models/en", is_default_ledger=False, archive="/raw")


def test_the_environment_says_how_addresses_are_fetched() -> None:
    named = load_settings({"SAYSO_CONTACT": " desk@news.example", "SAYSO_PROXY": "http://gate.example:3128"}, platform="linux")
    assert (named.contact, named.proxy) == ("desk@news.example", "http://gate.example:3128")
    other = load_settings({"SAYSO_CONTACT": " ", "SAYSO_PROXY": "", "http_proxy": "http://gate.example:3128"}, platform="linux")
    assert (other.contact, other.proxy) == (None, None)


def test_empty_values_count_as_none() -> None:
    settings = load_settings({"SAYSO_LEDGER": " ", "SAYSO_BUNDLE": "", "XDG_DATA_HOME": "/data"}, platform="linux")
    own = Path("/data/sayso")
    assert settings == Settings(str(own / "sayso.sqlite3"), None, is_default_ledger=True, archive=str(own / "archives"))
