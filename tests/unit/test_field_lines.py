"""A finding points to the line of its field in the draft's file."""

import pytest

from pmtui.storage.draft_file import from_toml
from pmtui.storage.field_lines import FieldLines

TEXT = """\
schema = 1
template = "outage"
summary = "S"
[incident]
title = "T"
[[timeline]]
id = "e1"
event = "A"
[[timeline]]
event = "B"
at = 2026-03-07T14:00:00Z
[causes]
tree = [
  { id = "c1", strand = "happened", text = "X" },
  { id = "c2", strand = "happened", text = "Y" },
]
[stated.duration]
value = "1 h"
"""
DRAFT = from_toml(TEXT, "d.toml")
SECOND = DRAFT.postmortem.timeline[1].id


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("summary", 3),
        ("incident.title", 5),
        ("incident.date", 4),  # isn't in the file: its table
        ("timeline", 6),
        ("timeline.e1.event", 8),
        ("timeline.e1.at", 6),  # isn't in the row: the row
        (f"timeline.{SECOND}.at", 11),  # without an ID in the file
        ("causes.tree.c2.text", 15),
        ("causes.root", 12),
        ("figures.duration", 17),
        ("figures.time_to_detect", 17),  # no override: the table of overrides
        ("actions", 1),
        ("actions.immediate", 1),
        ("response.responders", 1),
    ],
)
def test_a_field_s_line_or_the_nearest_one_around_it(path: str, line: int) -> None:
    assert FieldLines(TEXT, DRAFT.postmortem).line(path) == line


def test_a_view_of_a_list_points_to_the_list() -> None:
    text = 'schema = 1\ntemplate = "outage"\n\n[[actions]]\nid = "a1"\ndescription = "Fix it"\n'
    assert FieldLines(text, from_toml(text, "d.toml").postmortem).line("actions.immediate") == 4


def test_text_that_can_not_be_read_points_to_where_it_was_typed() -> None:
    text = f'{TEXT}[typed]\n"incident.date" = "7 Mrach"\n"timeline.e1.at" = "14h"\n'
    lines = FieldLines(text, from_toml(text, "d.toml").postmortem)
    assert [lines.typed_line(path) for path in ("incident.date", "timeline.e1.at", "summary")] == [20, 21, 3]
    assert lines.line("timeline.e1.at") == 6
