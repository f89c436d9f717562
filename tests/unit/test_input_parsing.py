"""What a person types becomes an answer, and is shown as they would type it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pmtui.errors import EntryError
from pmtui.figures.input_hints import hint_for
from pmtui.model.edit import apply
from pmtui.model.kinds import Kind
from pmtui.model.paths import value_at
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import ActionStatus, Milestone, Priority, Severity
from pmtui.parsing.days import Around
from pmtui.template import lookup
from pmtui.template.input_parsing import InputParser, enter
from pmtui.template.settings import Settings, read_settings

_AROUND = Around(ZoneInfo("Europe/Berlin"), date(2026, 3, 7), None, datetime(2026, 3, 9, 9, tzinfo=UTC))


def entering(template: str = "sre") -> InputParser:
    return InputParser(lookup.load(template).settings, _AROUND, date(2026, 3, 9))


@pytest.mark.parametrize(
    ("path", "kind", "text", "shown"),
    [
        ("document.authors", Kind.PEOPLE, "Ada ,Grace,", "Ada, Grace"),
        ("impact.could_not", Kind.LIST, "pay\n\n sign in", "pay\nsign in"),
        ("incident.date", Kind.DATE, "yesterday", "2026-03-08"),
        ("incident.timezone", Kind.ZONE, "", "UTC"),
        ("incident.timezone", Kind.ZONE, "PST", "America/Los_Angeles"),
        ("incident.timezone", Kind.ZONE, "cet", "Europe/Berlin"),
        ("incident.timezone", Kind.ZONE, "berlin", "Europe/Berlin"),
        ("incident.timezone", Kind.ZONE, "new y", "America/New_York"),
        ("incident.timezone", Kind.ZONE, "Pacific time", "America/Los_Angeles"),
        ("incident.timezone", Kind.ZONE, "America/Chicago", "America/Chicago"),
        ("incident.timezone", Kind.ZONE, "utc", "UTC"),
        ("impact.data_loss", Kind.ANSWER, "No: replayed", "no: replayed"),
        ("impact.data_loss", Kind.ANSWER, "perhaps", "perhaps"),
        ("summary", Kind.PROSE, " as it is \n", " as it is \n"),
    ],
)
def test_answers(path: str, kind: Kind, text: str, shown: str) -> None:
    postmortem = apply(Postmortem(), enter(Postmortem(), path, entering().read(kind, text)))
    assert entering().write(kind, value_at(postmortem, path)) == shown


@pytest.mark.parametrize(("text", "value"), [("SEV-1", "critical"), ("high", "high"), ("sev-4", "low"), (" ", None)])
def test_a_choice_by_its_label_or_name(text: str, value: str | None) -> None:
    assert entering().read(Kind.CHOICE, text, Severity) == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Resolved, mitigated", ["mitigated", "resolved"]),
        ("detected;Acknowledged\nmitigation started,detected", ["detected", "acknowledged", "mitigation_started"]),
        ("severity_changed", ["severity_changed"]),
        (" , ", []),
        ("", []),
    ],
)
def test_several_of_a_scale_by_their_labels_or_names(text: str, values: list[str]) -> None:
    assert entering().read(Kind.CHOICES, text, Milestone) == values
    written = entering().write(Kind.CHOICES, tuple(Milestone(value) for value in values))
    assert entering().read(Kind.CHOICES, written, Milestone) == values


def test_a_label_with_a_comma_is_one_label() -> None:
    settings = read_settings('title = "T"\nmilestone = { mitigated = "Better, not well", resolved = "Well" }', "t.md")
    own = replace(entering(), settings=settings)
    assert own.read(Kind.CHOICES, "well, better,  not well", Milestone) == ["mitigated", "resolved"]
    with pytest.raises(EntryError, match="'Better' isn't one of"):
        own.read(Kind.CHOICES, "Better, Well", Milestone)


@pytest.mark.parametrize(
    ("kind", "text"), [(Kind.CHOICE, "awful"), (Kind.YESNO, "maybe"), (Kind.ZONE, "Mars"), (Kind.DATETIME, "25:00")]
)
def test_an_unreadable_answer_is_reported(kind: Kind, text: str) -> None:
    with pytest.raises(EntryError):
        entering().read(kind, text, Severity if kind is Kind.CHOICE else None)


def test_an_answer_clears_the_mark_and_the_half_typed_text() -> None:
    before = Postmortem.model_validate(
        {"typed": {"incident.date": "2026-"}, "marks": {"incident.date": {"kind": "unknown"}}}
    )
    after = apply(before, enter(before, "incident.date", "2026-03-07"))
    assert (after.typed, after.marks) == ({}, {})


def test_a_scale_with_fewer_labels_offers_each_once() -> None:
    settings = lookup.load("recovery").settings
    assert [settings.label(choice) for choice in settings.options(Priority)] == ["High", "Med", "Low"]
    assert settings.options(Priority)[0] is Priority.HIGH
    assert settings.options(Priority, Priority.URGENT)[0] is Priority.URGENT  # what is chosen isn't changed by looking
    corrective = lookup.load("corrective").settings
    assert [corrective.label(s) for s in ActionStatus][:3] == ["📋 Planned", "🔄 In Progress", "✅ Done"]


@pytest.mark.parametrize(
    ("kind", "text", "odd"),
    [
        (Kind.PERCENT, "101%", True), (Kind.PERCENT, "15%", False), (Kind.DURATION, "soon", True),
        (Kind.DURATION, "<5 min", False), (Kind.NUMBER, "many", True), (Kind.NUMBER, "~1,200 (15%)", False),
        (Kind.MONEY, "$1,000..2,000", False), (Kind.LINE, "many", False), (Kind.NUMBER, "", False),
    ],
)  # fmt: skip
def test_unusual_quantities_are_kept_with_a_warning(kind: Kind, text: str, odd: bool) -> None:
    assert bool(hint_for(kind, text)) is odd


def test_the_documents_name_follows_the_pattern() -> None:
    from pmtui.template.filename import document_name

    record: dict[str, Any] = {"incident": {"id": "INC/../7", "title": "Über: größe | x", "date": "2026-03-07"}}
    assert document_name(lookup.load("sre"), Postmortem.model_validate(record)) == "2026-03-07-INC-7-uber-groe-x.md"
    assert document_name(lookup.load("sre"), Postmortem()) == "postmortem.md"


def test_an_invalid_choice_is_reported_with_the_templates_labels() -> None:
    with pytest.raises(
        EntryError, match=r"^'S9' isn't one of: SEV-1, SEV-2, SEV-3, SEV-4\.( Did you mean 'SEV-\d'\?)?$"
    ):
        entering().read(Kind.CHOICE, "S9", Severity)


def test_the_first_of_two_choices_with_one_label_counts() -> None:
    settings = Settings.model_validate({"title": "x", "severity": ["Same", "Same", "Low", "Low"]})
    taken = InputParser(settings, _AROUND, date(2026, 3, 9))
    assert taken.read(Kind.CHOICE, "same", Severity) == next(iter(Severity)).value
    with pytest.raises(EntryError, match="Did you mean 'SEV-1'"):
        entering().read(Kind.CHOICE, "sev1", Severity)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.YESNO, True, "yes"), (Kind.YESNO, False, "no"), (Kind.YESNO, None, ""), (Kind.LINE, "x", "x"),
        (Kind.CHOICE, Severity.CRITICAL, "SEV-1"), (Kind.DATE, date(2026, 3, 7), "2026-03-07"),
        (Kind.LIST, ("a", "b"), "a\nb"), (Kind.PEOPLE, ("Ann", "Bo"), "Ann, Bo"),
        (Kind.CHOICES, (Milestone.DETECTED, Milestone.RESOLVED), "Detected, resolved"),
    ],
)  # fmt: skip
def test_an_answer_is_written_as_its_author_would_type_it(kind: Kind, value: Any, text: str) -> None:
    assert entering().write(kind, value) == text
    choices = Milestone if kind is Kind.CHOICES else Severity
    again = entering().read(kind, text, choices)
    assert (
        entering().write(kind, tuple(again) if isinstance(again, list) and kind is not Kind.CHOICES else value) == text
    )


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.YESNO, "Y", True), (Kind.YESNO, "false", False), (Kind.YESNO, " ", None), (Kind.DATE, " ", None),
        (Kind.DUE, "+2w", "2026-03-23"), (Kind.DUE, "", None), (Kind.DATETIME, "14:05", "2026-03-07T14:05:00+01:00"),
        (Kind.DATETIME, "", None), (Kind.ZONE, " Asia/Kolkata ", "Asia/Kolkata"), (Kind.LIST, " a \n\n b", ["a", "b"]),
        (Kind.ANSWER, "yes", {"yes": True, "details": ""}),
        (Kind.ANSWER, "No : x: y", {"yes": False, "details": "x: y"}),
        (Kind.ANSWER, "yesterday: x", {"yes": None, "details": "yesterday: x"}), (Kind.NUMBER, " 5 ", " 5 "),
    ],
)  # fmt: skip
def test_what_is_typed_is_read_by_the_kind_of_answer(kind: Kind, text: str, value: Any) -> None:
    assert entering().read(kind, text) == value


def test_a_zone_with_several_meanings_is_asked_about() -> None:
    with pytest.raises(EntryError, match=r"one of these: America/Chicago, Asia/Shanghai, America/Havana"):
        entering().read(Kind.ZONE, "CST")
    with pytest.raises(EntryError, match="Type a city"):
        entering().read(Kind.ZONE, "Nowhere")
