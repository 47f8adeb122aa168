"""The tables of a ledger, the same on SQLite and PostgreSQL, and the few statements that differ between the two.

In: an empty database. Out: one that holds the newest schema. Instants and dates are ISO text, since date types shift with
time zones; records are ASCII JSON in text columns, since PostgreSQL's own JSON types cannot hold every character. The
columns beside `record` repeat what is searched, joined or looked at by hand. Older ledgers are brought here by
`migrations/`; `tests/store/test_migrations.py` proves that both ways end in the same schema.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import UserDefinedType

from sayso.store.browse_tables import make_tables
from sayso.store.detail_tables import make_details
from sayso.store.extras import APPLICATION_ID, EXTRAS
from sayso.store.intake_tables import make_intake

__all__ = [
    "APPLICATION_ID",
    "DETAILS",
    "HEAD",
    "HISTORY",
    "VERSION_TABLE",
    "actors",
    "attributions",
    "blocks",
    "bodies",
    "claims",
    "compared",
    "create_schema",
    "document_fetches",
    "documents",
    "events",
    "facet_names",
    "facets",
    "failures",
    "feed_items",
    "feeds",
    "fetches",
    "jobs",
    "judgements",
    "linked",
    "linked_documents",
    "links",
    "marks",
    "mentions",
    "metadata",
    "notices",
    "pages",
    "passages",
    "places",
    "profiles",
    "quantities",
    "runs",
    "saved_searches",
    "stories",
    "story_members",
    "timexes",
    "tombstones",
    "version_table",
    "weights",
]

#: Every revision of the schema, oldest first; one that is not among them was written by a newer sayso.
HISTORY: Final = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011")
HEAD: Final = HISTORY[-1]
VERSION_TABLE: Final = "sayso_schema"


class SearchWords(UserDefinedType[str]):
    """PostgreSQL's search vector, written as text; SQLite keeps its own index and leaves the column empty."""

    cache_ok = True

    def get_col_spec(self, **_kw: Any) -> str:  # the signature is SQLAlchemy's
        """The name of the type in a table."""
        return "TSVECTOR"


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
#: Ids and other keys: compared byte by byte, so that order and prefixes mean the same on every database.
KEY: Final = Text().with_variant(Text(collation="C"), "postgresql")
ROW: Final = BigInteger().with_variant(Integer(), "sqlite")
WORDS: Final = SearchWords().with_variant(Text(), "sqlite")


def _review_columns() -> tuple[Column[Any], ...]:
    """What people made of a row: all other columns but `record`, which is the machine's, follow `edited` where it is there."""
    return (
        Column("review", Text, nullable=False, server_default="machine"),  # machine, accepted, rejected, edited or added
        Column("edited", Text),  # the whole record as people left it, where that differs from the machine's
        Column("added_by", KEY),  # the judgement that added the row; null for what the machine found
    )


version_table = Table(
    VERSION_TABLE,
    metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name=f"{VERSION_TABLE}_pkc"),  # the shape and name that Alembic gives it
)

pages = Table(
    "pages",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("url", Text, nullable=False),
    Column("current", KEY),  # the document that the page last showed; no foreign key, since documents point here
    Column("first_seen", Text, nullable=False),
)

bodies = Table(
    "bodies",
    metadata,
    Column("sha256", KEY, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("content_type", Text),
    Column("data", LargeBinary, nullable=False),  # zlib
    Column("first_seen", Text, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("version", Text, nullable=False),
    Column("bundle", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("first_seen", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("page", KEY, ForeignKey("pages.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text),
    Column("language", Text),
    Column("publisher", Text),
    Column("published", Text),
    Column("outlets", Text, nullable=False),  # folded names and outlet ids of publisher and republisher, one a line
    Column("day_first", KEY),
    Column("day_last", KEY),
    Column("text", Text, nullable=False),  # U+FFFD for what a database cannot hold, so that offsets stay
    Column("text_exact", Text),  # the text as a JSON string, where `text` had to differ from it
    Column("sha256", KEY, nullable=False),
    Column("sentences", Text, nullable=False),
    Column("quotations", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("record", Text, nullable=False),  # all else that is known of the document, without text and blocks
    Column("body", KEY, ForeignKey("bodies.sha256")),
    Column("fetched", Text),
    Column("digest", KEY, nullable=False),  # of everything read, the run included: equal digests, nothing to do
    Column("first_seen", Text, nullable=False),
    Column("first_run", KEY, ForeignKey("runs.id")),
    Column("last_run", KEY, ForeignKey("runs.id")),
    Column("reviewed", KEY),  # digest of what people changed in it; null: nothing, empty: their judgements wait
    UniqueConstraint("page", "version"),
    Index("ix_documents_day_last", "day_last"),
    Index("ix_documents_mark", "id", "digest", "reviewed"),  # so that nobody reads all texts to count what waits to be linked
)

blocks = Table(
    "blocks",
    metadata,
    Column("document", KEY, ForeignKey("documents.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("role", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
)

#: Tables of what a document's own reading holds beside attributions and claims, by the field of `Analysis`.
DETAILS: Final[Mapping[str, Table]] = make_details(metadata, KEY)
mentions, actors, timexes, places = (DETAILS[name] for name in ("mentions", "actors", "timexes", "places"))
events, quantities = (DETAILS[name] for name in ("events", "quantities"))

attributions = Table(
    "attributions",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("twin", Integer, primary_key=True),  # 0, or the number of the repetition where one reading repeats an id
    Column("document", KEY, ForeignKey("documents.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("source", Text),
    Column("cue", Text, nullable=False),
    Column("cue_kind", Text, nullable=False),
    Column("source_kind", Text, nullable=False),
    Column("style", Text, nullable=False),
    Column("score", Float),
    Column("record", Text, nullable=False),
    Column("retired", Integer, nullable=False),
    Column("first_seen", Text, nullable=False),
    Column("first_run", KEY, ForeignKey("runs.id")),
    Column("last_run", KEY, ForeignKey("runs.id")),
    *_review_columns(),
    Index("ix_attributions_document", "document"),
)

claims = Table(
    "claims",
    metadata,
    Column("row", ROW, primary_key=True),
    Column("id", KEY, nullable=False),
    Column("twin", Integer, nullable=False),
    Column("document", KEY, ForeignKey("documents.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("attribution", KEY),
    Column("source", Text),  # the innermost source's name
    Column("sources", Text, nullable=False),  # the names of all sources, one a line: what a search by source looks in
    Column("publisher", Text),
    Column("exact", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("cue_kind", Text),
    Column("source_kind", Text),
    Column("style", Text),
    Column("certainty", Text),
    Column("polarity", Text),
    Column("said", Text),
    Column("happened", Text),
    Column("score", Float),
    Column("status", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("retired", Integer, nullable=False),
    Column("first_seen", Text, nullable=False),
    Column("first_run", KEY, ForeignKey("runs.id")),
    Column("last_run", KEY, ForeignKey("runs.id")),
    *_review_columns(),
    UniqueConstraint("id", "twin"),
    Index("ix_claims_document", "document"),
    Index("ix_claims_open", "review", "retired", "score", "row"),
)

passages = Table(
    "passages",
    metadata,
    Column("row", ROW, primary_key=True),
    Column("document", KEY, ForeignKey("documents.id"), nullable=False),
    Column("claim", ROW, ForeignKey("claims.row")),  # null: a passage of the document's own text
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("current", Integer, nullable=False),
    Column("words", WORDS),
    Index("ix_passages_document", "document"),
)
Index("ix_passages_words", passages.c.words, postgresql_using="gin").ddl_if(dialect="postgresql")

failures = Table(
    "failures",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("url", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("first_seen", Text, nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("row", ROW, primary_key=True),  # the order of decisions: clocks can go backwards
    Column("id", KEY, nullable=False),
    Column("subject", KEY, nullable=False),
    Column("page", KEY, nullable=False),
    Column("action", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("note", Text),
    Column("withdraws", KEY),
    Column("record", Text, nullable=False),
    UniqueConstraint("id"),
    Index("ix_judgements_page", "page"),
    Index("ix_judgements_user", "user"),
)

# What linking came to; all of it can be worked out anew from the rows above.

profiles = Table(
    "profiles",
    metadata,
    Column("document", KEY, ForeignKey("documents.id"), primary_key=True),
    Column("kind", KEY, primary_key=True),
    Column("version", Text, nullable=False),
    Column("record", Text, nullable=False),
)

compared = Table(
    "compared",
    metadata,
    Column("left", KEY, primary_key=True),
    Column("right", KEY, primary_key=True),
    Column("record", Text, nullable=False),  # what comparing the two documents' texts gave: a list of links, often empty
    Index("ix_compared_right", "right"),
)

stories = Table(
    "stories",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("day_first", KEY),
    Column("day_last", KEY),
    Column("title", Text),
    Column("digest", KEY, nullable=False),  # of all that the links of its claims were made from
    Column("record", Text, nullable=False),
)

story_members = Table(
    "story_members",
    metadata,
    Column("document", KEY, ForeignKey("documents.id"), primary_key=True),
    Column("story", KEY, ForeignKey("stories.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Index("ix_story_members_story", "story"),
)

links = Table(
    "links",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("left", KEY, primary_key=True),  # the id is the same either way round, and two may credit each other
    Column("right", KEY, nullable=False),
    Column("kind", KEY, nullable=False),
    Column("state", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("method", Text, nullable=False),
    Column("story", KEY),  # in which it was found; null between documents
    Column("record", Text, nullable=False),
    Index("ix_links_left", "left"),
    Index("ix_links_right", "right"),
    Index("ix_links_kind", "kind"),
    Index("ix_links_story", "story"),
)

weights = Table(
    "weights",
    metadata,
    Column("claim", KEY, primary_key=True),
    Column("story", KEY, nullable=False),
    Column("weight", Float, nullable=False),  # how much hangs on the claim: what a person should look at first has most
    Column("why", Text, nullable=False),
    Index("ix_weights_weight", "weight", "claim"),
    Index("ix_weights_story", "story"),
)

linked_documents = Table(
    "linked_documents",
    metadata,
    Column("document", KEY, ForeignKey("documents.id"), primary_key=True),
    Column("digest", KEY, nullable=False),  # of the reading that was linked
)

linked = Table(
    "linked",
    metadata,
    Column("part", KEY, primary_key=True),
    Column("digest", KEY, nullable=False),
    Column("at", Text, nullable=False),
)

#: What claims are browsed by.
facets, facet_names, saved_searches = make_tables(metadata, KEY, ROW)
#: How pages came in, and what was taken out again.
fetches, document_fetches, feeds, feed_items, jobs, tombstones, notices, marks = make_intake(metadata, KEY)


def create_schema(connection: Connection) -> None:
    """Make all tables in an empty database, within the connection's transaction, and note their revision."""
    metadata.create_all(connection, checkfirst=False)
    for statement in EXTRAS[connection.dialect.name]:
        connection.exec_driver_sql(statement)
    connection.execute(version_table.insert().values(version_num=HEAD))
