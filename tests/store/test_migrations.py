"""Both ways to the newest schema end in the same one, and older and newer ledgers are met as they should be."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from tests.factory import story

from sayso.errors import MigrationNeeded, StoreError
from sayso.ledger import Ledger
from sayso.store import engines, migrations, schema

#: Tables that schemas 0004 and 0003 brought, those first that point to others.
LATEST = ("profiles", "compared", "story_members", "stories", "links", "linked_documents", "linked")
LATER = (*LATEST, "actors", "timexes", "places")
#: What takes a later step back, where it is more than dropping tables.
BACK: dict[str, tuple[str, ...]] = {
    "0011": ("DROP TABLE notices", "DROP TABLE marks"),
    "0010": (),
    "0009": tuple(
        f"DROP TABLE {table}" for table in ("document_fetches", "feed_items", "feeds", "fetches", "jobs", "tombstones")
    ),
    "0008": ("DROP INDEX ix_documents_mark",),
    "0007": ("DROP TABLE events", "DROP TABLE quantities"),
    "0006": ("DROP TABLE facets", "DROP TABLE facet_names", "DROP TABLE saved_searches"),
    "0005": (
        "DROP INDEX ix_claims_open",
        "DROP INDEX ix_judgements_user",
        "DROP TABLE weights",
        *(
            f"ALTER TABLE {table} DROP COLUMN {name}"
            for table in ("attributions", "claims")
            for name in ("review", "edited", "added_by")
        ),
        "ALTER TABLE documents DROP COLUMN reviewed",
    ),
}
#: The step after the last one there is.
NEXT = f"{int(schema.HEAD) + 1:04}"
NEXT_STEP = '''"""A step that only this test takes."""

import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{head}"


def upgrade() -> None:
    op.add_column("pages", sa.Column("colour", sa.Text()))
    {then}
'''


def shape_of(connection: Connection) -> list[tuple[Any, ...]]:
    """Every object of the database with the statement that makes it, blanks apart."""
    rows = connection.execute(text("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"))
    return [(kind, name, table, " ".join(sql.split()) if sql else None) for kind, name, table, sql in rows]


def test_all_migrations_together_make_the_schema_of_a_new_ledger(tmp_path: Path) -> None:
    shapes, marks = [], []
    for name, make in (("made", schema.create_schema), ("migrated", lambda c: migrations.upgrade(c, "ledger"))):
        with create_engine(f"sqlite:///{tmp_path / name}").begin() as connection:
            make(connection)
            shapes.append(shape_of(connection))
            marks.append(connection.execute(text("PRAGMA application_id")).scalar())
            assert connection.execute(schema.version_table.select()).scalars().all() == [schema.HEAD]
    assert shapes[0] == shapes[1]
    assert marks == [schema.APPLICATION_ID] * 2


def test_the_history_names_every_migration_in_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.FOLDER))
    steps = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(steps)) == schema.HISTORY


def test_alembic_sees_nothing_left_to_do(tmp_path: Path) -> None:
    with create_engine(f"sqlite:///{tmp_path / 'l'}").begin() as connection:
        schema.create_schema(connection)
        found = compare_metadata(MigrationContext.configure(connection), schema.metadata)
    # Alembic sees neither that SQLite's search tables are ours nor that PostgreSQL's index is not for SQLite
    left = [step for step in found if step[0] not in ("remove_table", "remove_index")]
    assert [step[1].name for step in left] == ["ix_passages_words"]


@pytest.fixture
def next_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sayso whose schema has one step more; returns the file of that step."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrations.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    step = folder / "versions" / f"r{NEXT}_next.py"
    step.write_text(NEXT_STEP.format(then="", head=schema.HEAD, next=NEXT))
    monkeypatch.setattr(schema, "HISTORY", (*schema.HISTORY, NEXT))
    monkeypatch.setattr(schema, "HEAD", NEXT)
    monkeypatch.setattr(migrations.upgrade, "__kwdefaults__", {"folder": folder})
    return step


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A ledger with two stories, of the schema there is."""
    path = tmp_path / "ledger.sqlite3"
    with Ledger(path) as ledger:
        ledger.add([story(1), story(2)])
    return path


def columns_of(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[1] for row in connection.execute("PRAGMA table_info(pages)")]


def test_an_older_file_is_copied_and_migrated_when_opened(old: Path, next_schema: Path) -> None:
    assert next_schema.exists()
    with Ledger(old) as ledger:
        assert ledger.analysis(story(1).analysis.document.id) == story(1).analysis
        assert ledger.verify() == []
    assert "colour" in columns_of(old)
    copy = old.with_name(f"ledger.sqlite3.{schema.HISTORY[-2]}.bak")
    assert "colour" not in columns_of(copy)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (2,)
    assert not list(old.parent.glob("*.part"))


def test_a_copy_is_never_written_over(old: Path, next_schema: Path) -> None:
    assert next_schema.exists()
    first = old.with_name(f"ledger.sqlite3.{schema.HISTORY[-2]}.bak")
    first.write_text("mine")
    Ledger(old).close()
    assert first.read_text() == "mine"
    assert old.with_name(f"ledger.sqlite3.{schema.HISTORY[-2]}.2.bak").exists()


def test_a_step_that_fails_leaves_the_ledger_as_it_was(old: Path, next_schema: Path) -> None:
    steps = {"head": schema.HISTORY[-2], "next": NEXT}
    next_schema.write_text(NEXT_STEP.format(then='op.execute("INSERT INTO nowhere VALUES (1)")', **steps))
    with pytest.raises(StoreError):
        Ledger(old)
    assert "colour" not in columns_of(old)
    next_schema.write_text(NEXT_STEP.format(then="", **steps))
    with Ledger(old) as ledger:
        assert ledger.verify() == []


def test_migrate_says_from_where_to_where(old: Path, next_schema: Path) -> None:
    assert next_schema.exists()
    assert Ledger.migrate(old) == (schema.HISTORY[-2], NEXT)
    assert Ledger.migrate(old) == (NEXT, NEXT)


def test_migrate_makes_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        Ledger.migrate(tmp_path / "none.sqlite3")
    assert not (tmp_path / "none.sqlite3").exists()


def test_a_newer_ledger_is_refused_and_not_touched(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute(f"UPDATE {schema.VERSION_TABLE} SET version_num = '9999'")  # noqa: S608  a name of our own
        connection.commit()
    before = old.read_bytes()
    for use in (Ledger, Ledger.migrate):
        with pytest.raises(MigrationNeeded, match="newer sayso") as caught:
            use(old)
        assert "\n" not in str(caught.value)
    assert old.read_bytes() == before
    assert [path.name for path in old.parent.glob("ledger*.bak")] == []


def test_opening_a_ledger_that_needs_no_step_never_loads_alembic(old: Path) -> None:
    script = "import sys; from sayso.ledger import Ledger; Ledger(sys.argv[1]).counts(); sys.exit('alembic' in sys.modules)"
    for path in (old, old.with_name("new.sqlite3")):
        assert subprocess.run([sys.executable, "-c", script, str(path)], check=False).returncode == 0


def test_the_ledger_module_loads_no_database_library() -> None:
    script = "import sys, sayso.ledger; sys.exit(bool({'sqlalchemy', 'alembic', 'sqlite3', 'psycopg'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_two_processes_that_make_one_ledger_agree(tmp_path: Path) -> None:
    script = "import sys; from sayso.ledger import Ledger; print(Ledger(sys.argv[1]).counts().documents)"
    command = [sys.executable, "-c", script, str(tmp_path / "new.sqlite3")]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    assert [process.communicate() for process in both] == [("0\n", "")] * 3


def test_the_copy_holds_what_is_only_in_the_log(old: Path) -> None:
    with Ledger(old) as ledger:
        ledger.add([story(3)])
        assert Path(f"{old}-wal").stat().st_size > 0
        copy = engines._copy_file(old, "0003")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (3,)


@pytest.mark.parametrize(
    ("revision", "lacking"), [("0001", ("mentions", *LATER)), ("0002", LATER), ("0003", LATEST), ("0004", ())]
)
def test_an_older_ledger_keeps_its_stories_and_takes_the_new_tables(old: Path, revision: str, lacking: tuple[str, ...]) -> None:
    with closing(sqlite3.connect(old)) as connection:
        for table in lacking:
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DROP INDEX IF EXISTS ix_actors_id" if revision < "0004" else "SELECT 1")
        for step in reversed([step for step in schema.HISTORY if step > revision]):
            for statement in BACK.get(step, ()):
                connection.execute(statement)
        connection.execute(f"UPDATE {schema.VERSION_TABLE} SET version_num = '{revision}'")  # noqa: S608  a name of our own
        connection.commit()
    with Ledger(old) as ledger:
        whole = story(1).analysis
        never_kept: dict[str, Any] = {name: () for name in lacking if hasattr(whole, name)}
        assert ledger.analysis(whole.document.id) == replace(whole, **never_kept)
        assert ledger.verify() == []
    with closing(sqlite3.connect(old)) as connection:
        for table in lacking:
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608  a name of our own
