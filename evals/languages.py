"""How often a text is taken for another language than its own: English texts of many kinds, and pages by what they declare.

    python -m evals.languages [--pages] [--list N]

In: corpora beside the checkout. Out: for each, how many texts, how many would be refused and how many would be named in
part; with `--pages` what is heard on the pages of the extraction corpus by what they declare. Declarations err, so those are to
be looked at; `--list` shows them. The invented paragraphs in other languages are a test: tests/reading/test_language.py.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from evals.corpora import corpus, has_corpora
from sayso.reading import read_document
from sayso.reading.language import detect_language, find_foreign, find_language
from sayso.records import Page
from sayso.records.ids import sha256_of

__all__ = ["ENGLISH", "hear_pages", "language_figures", "main"]

FEWEST_LETTERS = 40


def read_polnear() -> Iterator[str]:
    """Whole stories and their paragraphs."""
    for path in sorted(corpus("polnear").glob("*/text/*.txt")):
        text = path.read_text(encoding="utf-8")
        yield text
        yield from text.split("\n")


def read_muc() -> Iterator[str]:
    """Dispatches in capitals, full of Spanish names."""
    for path in sorted((corpus("muc34") / "TASK" / "CORPORA").glob("*/*-muc[34]*")):
        yield from re.split(r"\n(?=(?:DEV|TST)\d?-MUC\d-\d+)", path.read_text(encoding="latin-1"))


def read_words(*names: str) -> Iterator[str]:
    """Sentences and posts of corpora with one word a line."""
    for name in names:
        for path in sorted(corpus(name).rglob("*")):
            if path.suffix in {".conll", ".txt"}:
                for block in path.read_text(encoding="utf-8").split("\n\n"):
                    yield " ".join(line.split()[0] for line in block.splitlines() if line.split())


def read_treebank() -> Iterator[str]:
    """Sentences of the web: letters, reviews, answers."""
    for path in sorted(corpus("ewt").glob("*.conllu")):
        yield from re.findall(r"^# text = (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)


ENGLISH = {
    "stories and paragraphs": read_polnear,
    "dispatches in capitals": read_muc,
    "posts": lambda: read_words("btc", "wnut17"),
    "encyclopedia": lambda: read_words("wikigold", "crossner-politics"),
    "web": read_treebank,
}


def language_figures(shown: int = 0) -> dict[str, float]:
    """Shares, in per cent, of the English texts of at least forty letters that are not refused."""
    figures: dict[str, float] = {}
    for name, read in ENGLISH.items():
        texts = [text for text in read() if sum(map(str.isalpha, text)) >= FEWEST_LETTERS]
        heard = [detect_language(text) for text in texts]
        wrong = [(code, text) for code, text in zip(heard, texts, strict=True) if code not in {None, "en"}]
        figures[name.replace(" ", "_")] = 100 - 100 * len(wrong) / max(1, len(texts))
        parts = sum(len(find_language(text)) > 1 for text in texts if len(text) > 1000)
        print(f"{name:24} {len(texts):6} texts, {len(wrong):4} refused, {heard.count(None):5} not told, {parts} in part")
        for code, text in wrong[:shown]:
            print(f"    {code}: {' '.join(text.split())[:150]}")
    return figures


def hear_pages(shown: int = 0) -> Mapping[tuple[str, str], int]:
    """How many pages declare one language and are heard in another (or in the same)."""
    folder = corpus("pages-trafilatura")
    names = {entry["file"]: url for url, entry in json.loads((folder / "evaldata.json").read_text()).items()}
    pairs: Counter[tuple[str, str]] = Counter()
    for path in sorted((*folder.glob("cache/*.html"), *folder.glob("eval/*.html"))):
        body = path.read_bytes()
        try:
            document = read_document(Page(names.get(path.name, str(path)), None, body, "text/html", sha256_of(body)))
        except Exception:  # noqa: BLE001, S112 - a page that cannot be read is measured by evals.page_text
            continue
        stated = next((e.value for e in document.evidence if (e.field, e.method) == ("language", "html lang")), "-")
        foreign = find_foreign(document)
        heard = "-" if foreign is None else foreign.code + ("" if foreign.is_all else " in part")
        pairs[stated, heard] += 1
        if shown and stated != heard.removesuffix(" in part"):
            print(f"    {stated} / {heard}: {document.url} {path.name} {document.text[:60]!r}")
    return pairs


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--list", type=int, default=0, help="how many faults of each kind to show")
    args = parser.parse_args()
    if not has_corpora():
        print("The corpora are not beside the checkout: nothing was measured.")
        return
    language_figures(args.list)
    if args.pages:
        for (stated, heard), count in sorted(hear_pages(args.list).items(), key=lambda item: -item[1]):
            print(f"declared {stated:8} heard {heard:12} {count}")


if __name__ == "__main__":
    main()
