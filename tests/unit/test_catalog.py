"""The question catalog: every question of the model has its text, kind, editor and printed form."""

from pmtui.model.catalog import model_questions
from pmtui.model.kinds import Kind
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import ActionType, TimeFrame
from pmtui.model.views import VIEWS, elements


def test_every_question_has_its_text() -> None:
    for question in model_questions().values():
        assert question.prompt, question.path
        assert question.label, question.path
        if "*" not in question.path and question.path.count(".") < 2 and question.kind is not Kind.CHOICE:
            assert question.hint or question.example, question.path


def test_every_kind_has_an_editor() -> None:
    from pmtui.tui.editors.registry import EDITORS

    assert set(EDITORS) == set(Kind)


def test_every_action_is_in_one_time_frame() -> None:
    postmortem = _with_every_action()
    seen = [a.id for name in ("immediate", "short", "long") for a in elements(postmortem, f"actions.{name}")]
    assert sorted(seen) == sorted(a.id for a in postmortem.actions)


def test_every_action_is_under_one_of_a_templates_types() -> None:
    postmortem = _with_every_action()
    for last in ("process", "document"):
        names = ("prevent", "detect", "respond", last)
        seen = [a.id for name in names for a in elements(postmortem, f"actions.{name}")]
        assert sorted(seen) == sorted(a.id for a in postmortem.actions)


def test_what_a_view_gives_a_new_element_puts_it_into_the_view() -> None:
    for view in VIEWS.values():
        postmortem = Postmortem.model_validate({view.base: [{"id": "a", **view.defaults}]})
        assert [element.id for element in elements(postmortem, view.path)] == ["a"], view.path


def _with_every_action() -> Postmortem:
    combinations = [(goal, horizon) for goal in (*ActionType, None) for horizon in (*TimeFrame, None)]
    rows = [{"id": f"a{n}", "goal": goal, "horizon": horizon} for n, (goal, horizon) in enumerate(combinations)]
    return Postmortem.model_validate({"actions": rows})
