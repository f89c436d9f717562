"""The zone of a document's times: the template sets it, and a heading that names another one is found."""

from typing import Any

import pytest

from pmtui.errors import TemplateError
from pmtui.model.postmortem import Postmortem
from pmtui.review.rules.printed_zones import misleading, misnamed
from pmtui.template import lookup
from pmtui.template.parse import parse
from pmtui.template.render import print_document
from pmtui.template.tree import Template

ROWS = "| Time | Event |\n|---|---|\n| {{ timeline.*.time }} | {{ timeline.*.event }} |\n"


def template(body: str, front: str = "") -> Template:
    return parse(f'+++\ntitle = "T"\n{front}+++\n# {{{{ incident.title }}}}\n\n{body}', "t.md")


def record(zone: str = "Europe/Berlin", **more: Any) -> Postmortem:
    rows = [
        {"id": "a", "event": "down", "at": "2025-10-25T00:30:00+02:00", "milestones": ["started"]},
        {"id": "b", "event": "up", "at": "2025-10-25T03:10:00+02:00", "until": "2025-10-25T03:20:00+02:00",
         "approximate": True, "milestones": ["resolved"]},
    ]  # fmt: skip
    return Postmortem.model_validate({"incident": {"date": "2025-10-25", "timezone": zone}, "timeline": rows, **more})


def test_times_are_printed_in_the_templates_zone_with_their_date_if_it_changes() -> None:
    body = (
        f"From {{{{ figures.started : time }}}} to {{{{ figures.ended : time }}}}, {{{{ figures.started }}}}\n\n{ROWS}"
    )
    printed = print_document(template(body, 'timezone = "UTC"\n'), record())
    assert "From 2025-10-24 22:30 to 01:20, 2025-10-24 22:30 UTC" in printed
    assert "| 2025-10-24 22:30 | down |" in printed
    assert "| ~2025-10-25 01:10\u201301:20 | up |" in printed
    own = print_document(template(body), record())
    assert "From 00:30 to 03:20, 2025-10-25 00:30 CEST" in own
    assert "| 00:30 | down |" in own


def test_a_time_in_utc_has_its_day_its_end_and_its_sign() -> None:
    body = "| UTC | Event |\n|---|---|\n| {{ timeline.*.utc }} | {{ timeline.*.event }} |\n"
    printed = print_document(template(body), record())
    assert "| 2025-10-24 22:30 UTC | down |" in printed
    assert "| ~2025-10-25 01:10\u201301:20 UTC | up |" in printed
    unknown = Postmortem.model_validate({"timeline": [{"id": "a", "event": "down"}]})
    assert "UTC |" not in print_document(template(body), unknown).split("---|---|")[1]


def test_an_unknown_zone_is_refused_with_its_line_and_advice() -> None:
    with pytest.raises(TemplateError, match=r"t.md:3: 'timezone' in the front matter isn't a time zone") as refused:
        template(ROWS, 'timezone = "Berlin"\n')
    assert 'timezone = "UTC"' in refused.value.hint
    with pytest.raises(TemplateError, match="timezone"):
        template(ROWS, "timezone = 2\n")


OWN = "{{ incident.timezone }}"


@pytest.mark.parametrize(
    ("body", "front", "line"),
    [
        (f"## Timeline (all times UTC)\n\n{ROWS}", "", 6),
        (f"## Timeline (UTC)\n\n{ROWS}", "", 6),
        (f"## Timeline\n\nAll times in UTC. Include local time where it helps.\n\n{ROWS}", "", 8),
        (f"## Timeline\n\n{ROWS.replace('Time |', 'Time (CET) |')}", "", 8),
        ("## Timeline\n\n- {{ timeline.*.time }} UTC: {{ timeline.*.event }}\n", "", 8),
        ("## T (UTC)\n\n<!-- each timeline -->\n### {{ timeline.*.time }}\n\n{{ timeline.*.event }}\n<!-- end -->",
         "", 6),
        ("**Start**: {{ figures.started : time }} PST\n", "", 6),
        (f"## Timeline (all times in {OWN})\n\n{ROWS}", 'timezone = "UTC"\n', 7),
        (f"Began {{{{ figures.started : time }}}} {OWN}\n", 'timezone = "UTC"\n', 7),
        (f"## Timeline (all times UTC)\n\n{ROWS}", 'timezone = "Europe/Berlin"\n', 7),
    ],
)  # fmt: skip
def test_a_heading_with_the_wrong_zone_is_found_with_its_line(body: str, front: str, line: int) -> None:
    found = misnamed(template(body, front))
    assert [number for number, _ in found] == [line]
    berlin = record("Asia/Tokyo" if "Berlin" in front else "Europe/Berlin")
    assert [named.line for named in misleading(template(body, front), berlin)] == [line] or "CET" in body


@pytest.mark.parametrize(
    ("body", "front"),
    [
        (f"## Timeline (all times UTC)\n\n{ROWS}", 'timezone = "UTC"\n'),
        (f"## Timeline (all times GMT)\n\n{ROWS}", 'timezone = "UTC"\n'),
        (f"## Timeline (all times in {OWN})\n\n{ROWS}", ""),
        (f"## Timeline\n\n{ROWS}", ""),
        (f"## API timeline\n\n{ROWS}", ""),
        ("## Timeline (UTC)\n\n| Time | Event |\n|---|---|\n| {{ timeline.*.utc }} | {{ timeline.*.event }} |\n", ""),
        ("## Notes (all times UTC)\n\n{{ summary }}\n", ""),
        ("## Timeline\n\n- {{ timeline.*.time }} API: {{ timeline.*.event }}\n", ""),
    ],
)
def test_a_right_zone_or_no_zone_gives_no_finding(body: str, front: str) -> None:
    assert misnamed(template(body, front)) == []
    assert list(misleading(template(body, front), record())) == []


def test_an_incident_in_the_named_zone_gives_no_finding() -> None:
    body = f"## Timeline (all times UTC)\n\n{ROWS}"
    assert list(misleading(template(body), record("UTC"))) == []
    assert [named.line for named in misleading(template(body), record())] == [6]


@pytest.mark.parametrize("name", lookup.BUILTIN)
def test_the_built_in_templates_name_the_zone_that_their_times_are_in(name: str) -> None:
    assert misnamed(lookup.load(name)) == []
    assert "incident.timezone }}" in lookup.read_source(name)


def test_the_command_lists_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    from pmtui.cli.main import main

    folder = tmp_path / ".pmtui" / "templates"
    folder.mkdir(parents=True)
    (folder / "ours.md").write_text(f'+++\ntitle = "T"\n+++\n# T\n\n## Timeline (UTC)\n\n{ROWS}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["templates"]) == 0
    said = capsys.readouterr()
    assert "ours:6: this says UTC, but times are shown in the incident's zone." in said.err
    assert "ours" in said.out
