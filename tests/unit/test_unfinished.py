"""Text that was typed and isn't added yet: under whatever name pmtui keeps it, the draft opens again."""

import pytest

from pmtui.errors import DraftError
from pmtui.model.catalog import model_questions
from pmtui.model.postmortem import Postmortem
from pmtui.model.unfinished import Request, note_name, request_name
from pmtui.storage.draft_file import Draft, from_toml, to_toml
from pmtui.template import lookup
from pmtui.template.interview import all_questions

TIMELINE = (Request.SHIFT, Request.LEARNED, Request.SHARE)
ACTIONS = (Request.OWNER, Request.DUE, Request.TICKET, Request.REASON)


def reopened(name: str, table: str = "typed") -> Postmortem:
    postmortem = Postmortem.model_validate({table: {name: "half" if table == "typed" else {"kind": "unknown"}}})
    return from_toml(to_toml(Draft("outage", postmortem)), "d.toml").postmortem


@pytest.mark.parametrize("template", lookup.BUILTIN)
def test_an_answer_and_a_note_at_every_question_come_back(template: str) -> None:
    for question in all_questions(lookup.load(template)):
        for name in (question.path, note_name(question.path)):
            assert reopened(name).typed == {name: "half"}


def test_an_answer_and_a_note_in_every_column_come_back() -> None:
    for question in model_questions().values():
        for column in question.columns:
            path = f"{question.path}.r1.{column.name}"
            assert reopened(path).typed == {path: "half"}
            assert reopened(note_name(path)).typed == {note_name(path): "half"}


@pytest.mark.parametrize("request_", Request)
def test_a_half_typed_prompt_is_reopened_only_with_its_own_list(request_: Request) -> None:
    own, other = ("timeline", "actions") if request_ in TIMELINE else ("actions", "timeline")
    assert (request_ in TIMELINE) != (request_ in ACTIONS)
    name = request_name(own, "r1", request_)
    assert reopened(name).typed == {name: "half"}
    for wrong in (request_name(other, "r1", request_), note_name(name), f"{own}.{request_}", f"{name}.x"):
        with pytest.raises(DraftError, match="unknown name"):
            reopened(wrong)
    with pytest.raises(DraftError, match="unknown name"):
        reopened(name, "marks")


@pytest.mark.parametrize(
    "name", ["sumary", "marks.sumary", "marks.marks.summary", "marks.", "timeline.r1.evnt", "stated.duration"]
)
def test_an_unknown_name_is_refused(name: str) -> None:
    with pytest.raises(DraftError, match="unknown name"):
        reopened(name)
