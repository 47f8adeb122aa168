"""Why a claim reads as it does: which words, which cue or rule, on which basis, how surely."""

from dataclasses import replace

from tests.export.test_rows import printed
from tests.factory import told_story

from sayso.cli.views import draw_reasons
from sayso.export.reasons import Explainer, Reason
from sayso.records import FieldEvidence, Span, TagGroup, Tags


def of(number: int, what: str) -> list[Reason]:
    story = told_story()
    return [reason for reason in Explainer(story).explain(story.claims[number]) if reason.what == what]


def test_a_stated_hop_names_its_words_its_cue_and_its_score() -> None:
    outer, inner = of(1, "source")
    assert (outer.found, outer.score) == ("the Lantern", 0.9)
    assert outer.why.startswith("stated, “the Lantern”; cue “reported” (report, indirect, a")
    assert inner.why.startswith("stated, “Mayor Ilse Hartog”; cue “had told” (speech, indirect, a")
    assert inner.why.endswith("channel “parliament”")


def test_a_resolved_hop_says_what_was_resolved_and_how_surely() -> None:
    (hop,) = of(3, "source")
    assert "resolved, “She”: “She” is a pronoun for Ilse Hartog (0.80)" in hop.why
    assert hop.why.endswith("disputes what follows")


def test_a_carried_hop_says_from_which_report() -> None:
    outer, _ = of(2, "source")
    assert outer.why.startswith("carried, “the Lantern”; cue “reported”")
    assert outer.why.endswith("this sentence goes on with what it reports")
    assert outer.score == 0.5


def test_a_date_names_its_words_its_rule_and_what_it_was_counted_from() -> None:
    (said,) = of(1, "said")
    assert (said.found, said.score) == ("week of 21 Apr 2031", None)
    assert "“Last week” is DATE 2031-W17 by the rule shift_unit, counted from published 2031-05-02" in said.why
    assert said.why.endswith("dates what the Lantern said")
    (happened,) = of(0, "happened")
    assert happened.why.endswith("dates what is said to have happened")


def test_a_hedge_names_its_words_and_its_hop() -> None:
    (hedge,) = of(3, "hedge")
    assert hedge == Reason("hedge", "“allegedly”", "words of the contents; on the hop of Ilse Hartog")
    (held,) = of(3, "held")
    assert held.found == "unknown, denied, asserted, past"
    assert held.why == "from 1 hedge and a cue of denial"


def test_the_publishers_own_word_says_why_it_is_his() -> None:
    (source,) = of(0, "source")
    assert source.found == "its own word"
    assert next(Explainer(told_story()).explain(told_story().claims[0])).found == "Port Gazette"


def test_a_house_is_explained_by_the_words_of_the_page() -> None:
    story = told_story(evidence=(FieldEvidence("publisher", "Port Gazette", "byline", Span(4, 8)),))
    first = next(Explainer(story).explain(story.claims[0]))
    assert first == Reason("publisher", "Port Gazette", "stated, by byline: “quay”", 0.9)


def test_a_fresh_reading_tells_the_model_from_the_rules() -> None:
    story = told_story()
    tags = Tags((TagGroup(story.attributions[0].cue, (), (), 0.9),))
    outer, inner = [r for r in Explainer(replace(story, tags=tags)).explain(story.claims[1]) if r.what == "source"]
    assert ", by the model, a" in outer.why
    assert ", by a rule, a" in inner.why


def test_what_the_last_reading_no_longer_finds_is_said_to_be_gone() -> None:
    story = told_story()
    reasons = Explainer(replace(story, attributions=(), timexes=())).explain(story.claims[1])
    assert sum("no longer finds" in reason.why for reason in reasons) == 3


def test_reasons_fit_any_terminal_and_disturb_none() -> None:
    story = told_story()
    claim = replace(story.claims[1], chain=(replace(story.claims[1].chain[1], name="\x1b[31m" + "L" * 300),))
    for width in (40, 60, 80, 200):
        text = printed(draw_reasons(story, (claim,)), width)
        assert max(map(len, text.splitlines())) <= width
        assert "\x1b" not in text
