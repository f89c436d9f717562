"""Advice reads well with a key, with a command, and with neither."""

import pytest

from pmtui.advice import Advice
from pmtui.keys import FIXED, KEYS, KeyMap
from pmtui.model.scales import Milestone
from pmtui.review.catalog import RULES
from pmtui.review.findings import Rule
from pmtui.timeline.charts import LETTERS


@pytest.mark.parametrize(
    ("advice", "bare", "on_screen"),
    [
        (Advice(), "", ""),
        (Advice("Already saved."), "Already saved.", "Already saved."),
        (Advice("Row removed.", "undo", ("undo",)), "Row removed. Undo.", "Row removed. Press F12 to undo."),
        (Advice("Answer it, or", "mark it", ("mark",)), "Answer it, or mark it.", "Answer it, or press F4 to mark it."),
        (Advice("", "sort by time", ("event.sort",)), "Sort by time.", "Press `t` to sort by time."),
        (Advice("Whose?", "assign it", ("action.owner",), "there"), "Whose? Assign it.",
         "Whose? Press `o` there to assign it."),
        (Advice("", "mark it", ("build", "causes.root")), "Mark it.", "Press Ctrl+G, then `R`, to mark it."),
    ],
)  # fmt: skip
def test_advice_with_and_without_a_key(advice: Advice, bare: str, on_screen: str) -> None:
    assert str(advice) == bare
    assert KeyMap({"undo": "f12"}).told(advice) == on_screen
    assert bool(advice) == bool(bare)


def test_advice_uses_the_author_s_own_keys_and_leaves_paths_alone() -> None:
    own = KeyMap({"file": "f12", "action.owner": "w"})
    assert own.told(Advice("Can't write /srv/F5/x.md.", "see more", ("file",))) == (
        "Can't write /srv/F5/x.md. Press F12 to see more."
    )
    assert own.told(Advice("", "assign it", ("action.owner",))) == "Press `w` to assign it."


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_advice_of_a_rule_names_known_actions_and_is_a_sentence(rule: Rule) -> None:
    ask = rule.ask
    assert set(ask.actions) <= KEYS.keys() | FIXED.keys()
    assert bool(ask.does) == bool(ask.actions)
    assert str(ask)[0].isupper() and str(ask)[-1] in ".?"
    assert len(KeyMap().told(ask)) <= 90


def test_fixed_keys_are_the_letters_of_the_milestones() -> None:
    assert {name: key for name, key in FIXED.items() if LETTERS[Milestone(name.partition(".")[2])] != key} == {}
