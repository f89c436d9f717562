"""Filling in the inputs that an organization always answers the same, and saving them for the next incident."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmtui.confinement import Confinement
from pmtui.figures.catalog import FIGURES
from pmtui.figures.compute import FigureState, compute
from pmtui.model.edit import apply
from pmtui.model.postmortem import Postmortem
from pmtui.session import known_inputs
from pmtui.session.overrides import use_computed_edit
from pmtui.session.session import Session
from pmtui.template import lookup
from tests.unit.test_figures import WHOLE


def session_of(**impact: Any) -> Session:
    record = Postmortem.model_validate({"impact": impact})
    return Session(record, lookup.load("sre"), "sre", Path("d.toml"), lambda: date(2026, 3, 9), lambda: "n")


def test_inputs_that_are_saved_fill_the_next_incident_in_one_step() -> None:
    empty = session_of()
    assert str(known_inputs.fill(empty)) == "No saved inputs yet. Save these for the next incident."
    first = session_of(budget={"slo": "99.9%"}, traffic={"rate": "10/s"})
    said, replaced = known_inputs.keep(first, "")
    assert str(said).startswith("Saved for your organization in ")
    assert {"SLO", "Request rate"} <= set(str(said).rpartition(": ")[2].rstrip(".").split(", "))
    assert replaced == ""
    before = empty.postmortem
    assert str(known_inputs.fill(empty)).startswith("Filled in 2 inputs.")
    assert (empty.postmortem.impact.budget.slo, empty.postmortem.impact.traffic.rate) == ("99.9%", "10/s")
    assert known_inputs.fill(empty).words == "Nothing to fill in: every saved input has an answer here."
    empty.undo()
    assert empty.postmortem == before
    one = session_of(budget={"slo": "99.9%"})
    assert known_inputs.fill(one).words == "Filled in 1 input."


def test_what_is_saved_is_replaced_only_after_it_was_shown() -> None:
    known_inputs.keep(session_of(budget={"slo": "99.9%"}), "")
    other = session_of(budget={"slo": "99%"})
    said, replaced = known_inputs.keep(other, "")
    assert said.words == f"Already saved: {replaced}"
    assert "99.9%" in replaced
    assert known_inputs.keep(other, "something else")[1] == replaced
    said, left = known_inputs.keep(other, replaced)
    assert (said.words.startswith("Saved for"), left) == (True, "")
    fresh = session_of()
    known_inputs.fill(fresh)
    assert fresh.postmortem.impact.budget.slo == "99%"


@pytest.mark.parametrize(
    ("services", "whose"),
    [(["checkout"], "checkout"), (["checkout", " "], "checkout"), ([], "your organization"),
     (["checkout", "search"], "your organization")],
)  # fmt: skip
def test_inputs_are_saved_for_the_one_service_or_for_all(services: list[str], whose: str) -> None:
    said, _ = known_inputs.keep(session_of(services=services, budget={"slo": "99.9%"}), "")
    assert said.words.startswith(f"Saved for {whose} in ")
    assert known_inputs.fill(session_of(services=["search"])).words.startswith("Filled") is (whose != "checkout")
    assert known_inputs.fill(session_of(services=["checkout"])).words.startswith("Filled")


def test_a_visitor_of_the_server_saves_nothing(tmp_path: Path) -> None:
    session = session_of(budget={"slo": "99.9%"})
    session.within = Confinement(tmp_path)
    said, replaced = known_inputs.keep(session, "")
    assert (said.words.startswith("Inputs can't be saved in the browser"), replaced) == (True, "")
    session.within = None
    assert str(known_inputs.fill(session)).startswith("No saved inputs yet.")


def test_a_config_with_a_mistake_is_reported(own_folders: Path) -> None:
    session = session_of(budget={"slo": "99%"})
    file = own_folders / "config" / "pmtui" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text("[figures]\nslo = [1]\n")
    assert "'figures.slo' must be" in str(known_inputs.fill(session))
    assert "'figures.slo' must be" in str(known_inputs.keep(session, "")[0])
    assert file.read_text() == "[figures]\nslo = [1]\n"


# -- overrides ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("duration", {"stated": {"duration": {"value": "2 h"}, "outage": {"value": "1 h"}}}),
        ("revenue", {"impact": {"revenue": "$5"}}),
        ("sla_breach", {"impact": {"sla_breach": {"yes": True, "details": "99%"}}}),
    ],
)
def test_a_figure_goes_back_to_the_computed_value(name: str, record: dict[str, Any]) -> None:
    impact = {"agreement": {"target": "99.9%"}, "earnings": {"per_hour": "$100"}, **record.get("impact", {})}
    stated = Postmortem.model_validate({**WHOLE.model_dump(), **record, "impact": impact})
    assert compute(stated)[name].state is FigureState.STATED
    edit = use_computed_edit(stated, name)
    assert edit is not None
    after = compute(apply(stated, edit))
    assert after[name].state is FigureState.RECORDED
    assert after["outage"].state is compute(stated)["outage"].state


def test_what_isnt_overridden_has_nothing_to_go_back_from() -> None:
    plain = {name for name, definition in FIGURES.items() if definition.answer != "impact.sla_breach"}
    assert {use_computed_edit(WHOLE, name) for name in plain} == {None}
