"""`pmtui fields`: every name that a template can use, found by its name or by what it asks."""

import json

import pytest

from pmtui.cli.main import main
from pmtui.figures.catalog import FIGURES
from pmtui.model.scales import Milestone
from pmtui.template.field_list import NamedField, named_fields, search
from pmtui.template.fields import Format, known_paths, parse_field


def test_every_name_is_listed_once_and_with_its_question() -> None:
    fields = named_fields()
    names = [field.name for field in fields]
    assert len(names) == len(set(names))
    assert set(names) >= {
        *known_paths(),
        *Milestone,
        *Format,
        "timeline.*.number",
        "custom.NAME",
        "custom.NAME.*.COLUMN",
    }
    assert [field.name for field in fields if field.group == "figure"] == [f"figures.{name}" for name in FIGURES]
    assert all(field.question for field in fields)
    assert next(field.example for field in fields if field.name == "incident.title")


def test_every_listed_field_can_be_written_in_a_template() -> None:
    for field in named_fields():
        if field.group in ("field", "view", "figure"):
            assert parse_field(field.name)
        elif field.group == "milestone":
            assert parse_field(field.example.strip("[]{} "), is_box=True)


def test_fields_come_before_views_and_in_the_order_of_a_postmortem() -> None:
    names = [field.name for field in named_fields()]
    assert names.index("incident.title") < names.index("summary") < names.index("timeline.*.event")
    assert names.index("actions.*.owner") < names.index("actions.immediate.*.owner")
    assert abs(names.index("timeline.*.utc") - names.index("timeline.*.event")) < 20


@pytest.mark.parametrize(
    ("words", "first"),
    [("owner", "actions.*.owner"), ("slo", "impact.budget.slo"), ("ERROR budget", "figures."),
     ("when did it happen", "timeline.*"),
     ("time_to_detect", "figures.time_to_detect"), ("percent", "percent")],
)  # fmt: skip
def test_a_word_finds_names_before_questions(words: str, first: str) -> None:
    assert search(named_fields(), words)[0].name.startswith(first)


def test_all_words_count() -> None:
    fields = [NamedField("a.owner", "field", "line", "Owner", "Who owns it?")]
    assert search(fields, "") == search(fields, "who owner") == fields
    assert search(fields, "who ownerless") == []


def test_the_command_prints_rows_or_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fields", "error", "budget"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert all(len(row) == 4 for row in rows)
    assert main(["fields", "error", "budget", "--json"]) == 0
    assert [row["name"] for row in json.loads(capsys.readouterr().out)] == [row[0] for row in rows]


def test_an_unknown_word_suggests_the_nearest_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fields", "incident.titel"]) == 1
    assert "Did you mean 'incident.title'?" in capsys.readouterr().err
