"""The few statements of a new ledger that differ between SQLite and PostgreSQL: search tables, and what keeps judgements.

In: nothing. Out: SQL, by the name of the database's dialect, to be run once after the tables of `schema` are made.
"""

from typing import Final

__all__ = ["APPLICATION_ID", "EXTRAS"]

#: "says" in ASCII, in the header of a SQLite file: tells our files from those of other programs.
APPLICATION_ID: Final = 0x73617973
ONLY_ADDED: Final = "judgements are only ever added"
SQLITE_EXTRAS: Final = (
    """CREATE VIEW passages_text AS
SELECT p."row" AS "row",
  CASE WHEN p.claim IS NULL THEN d.title ELSE c.sources END AS head,
  CASE WHEN p.claim IS NULL THEN substr(d.text, p.start + 1, p.stop - p.start) ELSE c.exact END AS body
FROM passages AS p JOIN documents AS d ON d.id = p.document LEFT JOIN claims AS c ON c."row" = p.claim""",
    """CREATE VIRTUAL TABLE passages_words USING fts5(head, body, content='passages_text', content_rowid='row',
tokenize='unicode61 remove_diacritics 2')""",
    f"""CREATE TRIGGER judgements_stay BEFORE UPDATE ON judgements
BEGIN SELECT RAISE(ABORT, '{ONLY_ADDED}'); END""",
    f"""CREATE TRIGGER judgements_remain BEFORE DELETE ON judgements
BEGIN SELECT RAISE(ABORT, '{ONLY_ADDED}'); END""",
    # REPLACE deletes the old row without asking the delete trigger, so the insert itself must refuse
    f"""CREATE TRIGGER judgements_are_new BEFORE INSERT ON judgements
WHEN EXISTS (SELECT 1 FROM judgements WHERE id = NEW.id OR "row" = NEW."row")
BEGIN SELECT RAISE(ABORT, '{ONLY_ADDED}'); END""",  # noqa: S608  nothing in it comes from outside
    f"PRAGMA application_id = {APPLICATION_ID}",
)
POSTGRESQL_EXTRAS: Final = (
    f"""CREATE FUNCTION sayso_only_added() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{ONLY_ADDED}'; END $$""",
    """CREATE TRIGGER judgements_stay BEFORE UPDATE OR DELETE ON judgements
FOR EACH ROW EXECUTE FUNCTION sayso_only_added()""",
    """CREATE TRIGGER judgements_remain BEFORE TRUNCATE ON judgements
FOR EACH STATEMENT EXECUTE FUNCTION sayso_only_added()""",
)
EXTRAS: Final = {"sqlite": SQLITE_EXTRAS, "postgresql": POSTGRESQL_EXTRAS}
