"""What a line offers while it's typed: names, and answers that the draft has already."""

from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from pmtui.model.catalog import Question, model_questions
from pmtui.model.postmortem import Postmortem
from pmtui.session.completions import above, completed, known_answers
from pmtui.session.known_words import KnownWords, known_words
from pmtui.session.session import Session
from pmtui.template import lookup

KNOWN = ("Ana Ruiz", "Andrea Kim", "Checkout in all three regions")


@pytest.mark.parametrize(
    ("typed", "is_list", "expected"),
    [
        ("A", False, "Ana Ruiz"), ("a", False, "ana Ruiz"), ("And", False, "Andrea Kim"), ("Che", False, KNOWN[2]),
        ("", False, ""), ("  ", False, ""), ("Ana Ruiz", False, ""), ("x", False, ""), ("na", False, ""),
        ("Ana Ruiz, an", True, "Ana Ruiz, andrea Kim"), ("Tom,A", True, "Tom,Ana Ruiz"), ("Ana Ruiz, ", True, ""),
        ("Ana Ruiz, an", False, ""),
    ],
)  # fmt: skip
def test_a_text_is_completed_by_the_first_answer_that_it_begins(typed: str, is_list: bool, expected: str) -> None:
    assert completed(typed, KNOWN, is_list=is_list) == expected


WORDS = KnownWords(
    ["Checkout pool, checkout pool", "CheckoutErrors and errors", "Connection, connect", "v5.8.0-rc1 rolled"]
)


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("The che", "ckout"), ("Che", "ckout"), ("Ch", ""), ("CheckoutE", "rrors"), ("checkoute", ""),
        ("checkoutE", "rrors"),
        ("pool, con", ""),  # two are as likely
        ("Connecti", ""),  # too little left
        ("err", "ors"), ("@che", ""), ("#err", ""), ("a/che", ""), ("v5.", "8.0-rc1"), ("checkout ", ""), ("", ""),
        ("CHE", ""), ("x" * 200, ""),
    ],
)  # fmt: skip
def test_a_word_is_completed_if_one_is_likely(typed: str, rest: str) -> None:
    assert WORDS.rest(typed) == rest


def draft() -> Session:
    ids = count(1)
    record: dict[str, Any] = {
        "incident": {"date": "2026-03-07", "title": "Checkout answers 500", "timezone": "Europe/Berlin"},
        "document": {"authors": ["Ana Ruiz"]},
        "response": {"responders": [{"id": "r1", "name": "Tom", "role": "Ops lead"}, {"id": "r2", "name": "Kim"}]},
        "timeline": [{"id": "e1", "event": "E", "source": "chat"}, {"id": "e2", "event": "F", "source": "pager"}],
        "actions": [{"id": "a1", "description": "Do it", "due": "2026-03-20"}, {"id": "a2", "description": "More"}],
    }
    return Session(
        Postmortem.model_validate(record), lookup.load("outage"), "outage", Path("d.toml"), lambda: date(2026, 3, 9),
        lambda: f"i{next(ids)}",
    )  # fmt: skip


def column(path: str, row_id: str) -> Question:
    table, _, name = path.rpartition(".*.")
    return next(each for each in model_questions()[table].columns if each.name == name).in_row(row_id)


def known(path: str, row_id: str = "") -> tuple[str, ...]:
    session = draft()
    if not row_id:
        return known_answers(session, model_questions()[path])
    return known_answers(session, column(path, row_id))


@pytest.mark.parametrize(
    ("path", "row_id", "expected"),
    [
        ("timeline.*.source", "e2", "chat"), ("timeline.*.source", "e1", ""), ("actions.*.due", "a2", "2026-03-20"),
        ("actions.*.description", "a2", ""),
    ],
)  # fmt: skip
def test_what_rows_often_share_is_offered_from_the_row_above(path: str, row_id: str, expected: str) -> None:
    assert above(draft(), column(path, row_id)) == expected


def test_the_words_of_the_draft_are_known() -> None:
    words = known_words(draft())
    assert (words.rest("che"), words.rest("Ops l"), words.rest("answ")) == ("ckout", "", "ers")


def test_a_name_is_offered_of_those_that_the_draft_has_and_no_answer_to_itself() -> None:
    assert known("document.reviewers") == ("Ana Ruiz", "Tom", "Kim")
    assert known("response.responders.*.name", "r1") == ("Ana Ruiz", "Kim")
    assert "Checkout answers 500" not in known("incident.title")


def test_a_column_offers_what_other_rows_have_and_then_answers_of_its_kind() -> None:
    assert known("response.responders.*.role", "r2")[:2] == ("Ops lead", "Checkout answers 500")
    assert known("response.responders.*.role", "r1")[0] != "Ops lead"


def test_days_and_zones_are_offered_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert known("incident.timezone") == ("Asia/Tokyo", "UTC")
    assert known("document.last_updated")[:3] == ("today", "yesterday", "2026-03-07")
