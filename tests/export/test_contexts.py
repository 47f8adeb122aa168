from dataclasses import replace

from tests.factory import document

from sayso.export.contexts import find_contexts
from sayso.knowledge.ontologies import load_plover
from sayso.languages.context_lexicon import load_context_lexicon
from sayso.records import Block, Span

HEAD = "Ferry strike ends as parliament passes harbour bill"
BODY = (
    "Lawmakers passed the legislation late on Monday. The senate had sent the bill back twice. The harbour minister said the "
    "ferries would sail again, and that nobody would go to court over lost fish."
)
TEXT = f"{HEAD}\n{BODY}"
PAGE = document(TEXT, blocks=(Block(Span(0, len(HEAD)), "headline"), Block(Span(len(HEAD) + 1, len(TEXT)), "body")))


def test_the_lexicon_has_the_contexts_of_plover_and_no_others() -> None:
    found = {term.context for terms in load_context_lexicon().terms.values() for term in terms}
    assert found == load_plover().contexts.keys()


def test_a_text_has_the_contexts_that_several_of_its_words_say_with_these_words() -> None:
    (only,) = find_contexts(PAGE)
    assert only.name == "legislative"
    assert {span.of(TEXT) for span in only.evidence} >= {"parliament", "bill", "Lawmakers", "legislation", "senate"}


def test_one_word_alone_says_nothing() -> None:
    assert not find_contexts(document("The ferry was late, and a judge waited on the quay for an hour."))


def test_the_longest_term_at_a_place_is_the_one() -> None:
    found = [term.term for term, _ in load_context_lexicon().find("Human rights groups went to the Supreme Court.")]
    assert found == ["human rights", "supreme court"]


def test_another_language_and_promotion_have_none() -> None:
    assert not find_contexts(replace(PAGE, language="fr"))
    assert not find_contexts(replace(PAGE, blocks=(Block(Span(0, len(TEXT)), "promo"),)))
