from dataclasses import replace

from sayso.knowledge.ontologies import Crosswalk, load_plover, read_crosswalk
from sayso.knowledge.recoding import Coded, EventTraits, recode

BOMBED = EventTraits("ASSAULT", "aerial", frozenset({"bomb"}), frozenset({"MIL"}), frozenset({"MED"}), frozenset({"RU"}))


def crosswalk(*rules: dict[str, object], **back: str) -> Crosswalk:
    plain = {"name": "mine", "version": "1", "schema": 1, "onto": "plover", "rules": list(rules), "back": back}
    return read_crosswalk(plain, "mine.toml", load_plover())


def test_the_first_rule_that_holds_decides() -> None:
    own = crosswalk(
        {"code": "ON_CLINIC", "mode": "air", "events": ["ASSAULT"], "recipient_sectors": ["MED", "CVL"]},
        {"code": "BOMBING", "triggers": ["bomb"]},
    )
    assert recode(BOMBED, own) == Coded("ON_CLINIC", "air", "rule 1")
    assert recode(replace(BOMBED, recipient_sectors=frozenset()), own) == Coded("BOMBING", None, "rule 2")


def test_a_rule_holds_only_if_all_that_it_asks_for_is_there() -> None:
    own = crosswalk({"code": "X", "triggers": ["bomb"], "modes": ["drone"]}, {"code": "Y", "actor_countries": ["UA"]})
    assert recode(BOMBED, own) == Coded("ASSAULT", "aerial", "plover")
    assert recode(replace(BOMBED, actor_countries=frozenset({"UA", "RU"})), own).code == "Y"
    assert recode(replace(BOMBED, mode=None), crosswalk({"code": "X", "modes": ["drone"]})).code == "ASSAULT"


def test_what_no_rule_decides_has_the_code_of_its_mode_then_of_its_event_then_plovers() -> None:
    assert recode(BOMBED, crosswalk(**{"ASSAULT.aerial": "AIR", "ASSAULT": "VIOLENCE"})) == Coded(
        "AIR", None, "back ASSAULT.aerial"
    )
    assert recode(BOMBED, crosswalk(ASSAULT="VIOLENCE")) == Coded("VIOLENCE", None, "back ASSAULT")
    assert recode(BOMBED, crosswalk(AID="HELP")) == Coded("ASSAULT", "aerial", "plover")
    assert recode(BOMBED, None) == Coded("ASSAULT", "aerial", "plover")
