"""The command line: data on stdout, messages on stderr, exit codes as documented."""

import contextlib
import gc
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pmtui import __version__, config
from pmtui.cli.main import COMMANDS, build_parser, main
from pmtui.figures import compute
from pmtui.figures.catalog import FIGURES
from pmtui.figures.compute import Figure
from pmtui.figures.context import FigureContext
from pmtui.keys import KEYS
from pmtui.model.postmortem import Postmortem
from pmtui.process import collect_as_usual
from pmtui.storage import draft_folder
from pmtui.storage.draft_file import Draft
from pmtui.template import lookup, values

Run = Callable[..., tuple[int, str, str]]
_POINT = "impact.recovery.last_data_point"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> tuple[int, str, str]:
        try:
            code = main(words)
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"pmtui {__version__}\n", "")


def test_help_names_every_command_and_exit_code(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    for word in [*COMMANDS, "exit codes", "PMTUI_DIR"]:
        assert word in out


def test_the_list_of_commands_is_the_parsers(run: Run) -> None:
    actions = [action for action in build_parser()._actions if action.choices is not None]
    assert tuple(actions[0].choices or ()) == tuple(COMMANDS)


def test_a_mistyped_path_creates_no_folders(run: Run, tmp_path: Path) -> None:
    run("interview", "nowhere/at/all.toml", "--plain")
    assert list(tmp_path.iterdir()) == []


def test_a_draft_that_was_made_here_is_found_by_its_name(run: Run, tmp_path: Path) -> None:
    assert run("--dir", "drafts", "new", "x", "--no-open")[0] == 0
    assert (tmp_path / "x.toml").exists()
    assert run("--dir", "drafts", "export", "x", "--output", "-")[0] == 0


def test_new_prints_the_path_and_answers(run: Run, tmp_path: Path) -> None:
    code, out, err = run(
        "new", "d", "--set", "incident.title=Login | fails", "--set", "incident.severity=SEV-2", "--set",
        "document.authors=A, B", "--set", "incident.date=2026-03-07", "--set", "impact.data_loss=no: all replayed",
        "--set", "impact.could_not=pay", "--template", "sre", "--no-open",
    )  # fmt: skip
    assert (code, out, err) == (0, "d.toml\n", "")
    record = draft_folder.load(tmp_path / "d.toml").postmortem
    assert record.incident.title == "Login | fails"
    assert record.incident.severity == "high"
    assert record.document.authors == ("A", "B")
    assert (record.impact.data_loss.yes, record.impact.data_loss.details) == (False, "all replayed")


def test_new_says_what_is_uncertain_about_a_time(run: Run, tmp_path: Path) -> None:
    found = run("new", "d", "--set", f"{_POINT}=2026-03-07 14.30", "--no-open")
    assert found == (0, "d.toml\n", f"--set {_POINT}: 14.30 is read as 14:30.\n")
    assert run("new", "e", "--set", f"{_POINT}=2026-03-07 14:30", "--no-open") == (0, "e.toml\n", "")


def test_new_goes_to_the_folder_of_drafts(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "postmortems").mkdir()
    assert run("new", "--no-open")[1].startswith("postmortems/")
    monkeypatch.setenv("PMTUI_DIR", str(tmp_path / "env"))
    assert run("new", "--no-open")[1].startswith(str(tmp_path / "env"))
    assert run("--dir", "given", "new", "--no-open")[1].startswith("given/")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["new", "--set", "incident.titel=x", "--no-open"], 2, "'incident.title'"),
        (["new", "--set", "incident.title", "--no-open"], 2, "'=' is missing"),
        (["new", "--set", "incident.severity=awful", "--no-open"], 2, "isn't one of: Critical, High"),
        (["new", "--set", "incident.date=03/04/2026", "--no-open"], 2, "two days"),
        (["new", "--set", "incident.date=26-03-27", "--no-open"], 2, "Write the date as 2026-03-07 or 7 March 2026."),
        (
            ["new", "--set", "incident.timezone=Europe/Berlin", "--set", f"{_POINT}=2025-10-26 02:30", "--no-open"],
            2,
            "could be two times. Write 2025-10-26 02:30:00+02:00 or 2025-10-26 02:30:00+01:00.",
        ),
        (["new", "--set", f"{_POINT}=26-03-27 10:00", "--no-open"], 2, "Write it as 14:32, or with the date"),
        (["new", "--set", "timeline=x", "--no-open"], 2, "this is a table"),
        (["--dir"], 2, "expected one argument"),
        (["new", "/", "--no-open"], 2, "is a folder"),
        (["new", "x" * 300, "--no-open"], 3, "File name too long"),
        (["export", "~nosuchuser/x.toml"], 3, "That didn't work"),
        (["templates", "x" * 300], 3, "Template not found"),
        (["new", "--template", "outge", "--no-open"], 3, "'outage'"),
        (["new", "--example", "srre", "--no-open"], 2, "'sre'"),
        (["export", "nowhere.toml"], 3, "Draft not found"),
        (["templates", "nowhere"], 3, "Template not found"),
        (["templates", "./nowhere.md"], 3, "Template file not found"),
        (["questions", "outge"], 3, "'outage'"),
        (["nonsense.toml"], 2, "terminal"),
        ([], 2, "terminal"),
        (["interview", "/", "--plain"], 3, "/ is a folder"),
        (["interview", "nowhere/at/all.toml", "--plain"], 3, "Draft not found"),
        (["interview", "x/" * 2000 + "x.toml", "--plain"], 3, "Draft not found"),
        (["export"], 2, "DRAFT"),
    ],
)
def test_an_error_is_reported_with_its_exit_code(run: Run, words: list[str], code: int, said: str) -> None:
    found, out, err = run(*words)
    assert found == code
    assert said in err
    assert out == ""


def test_export_writes_next_to_the_draft_and_overwrites_nothing(run: Run, tmp_path: Path) -> None:
    run("new", "d", "--set", "incident.title=A b", "--set", "incident.date=2026-03-07", "--no-open")
    code, out, err = run("export", "d.toml")
    assert (code, out) == (0, "2026-03-07-a-b.md\n")
    assert "questions still need an answer" in err
    target = tmp_path / "2026-03-07-a-b.md"
    first = target.read_bytes()
    target.write_text("mine")
    assert run("export", "d.toml")[0] == 3
    assert target.read_text() == "mine"
    assert run("export", "d.toml", "--force")[0] == 0
    assert target.read_bytes() == first
    assert run("export", "d.toml", "-o", "-")[1].encode() == first


def test_the_document_never_overwrites_its_own_draft(run: Run, tmp_path: Path) -> None:
    run("new", "d", "--no-open")
    before = (tmp_path / "d.toml").read_bytes()
    assert run("export", "d.toml", "-o", "./d.toml", "--force")[0] == 3
    assert run("export", "d.toml", "-o", "/dev/null", "--force")[0] == 3
    assert (tmp_path / "d.toml").read_bytes() == before


def test_strict_lists_what_is_missing(run: Run, tmp_path: Path) -> None:
    run("new", "d", "--no-open")
    code, out, err = run("export", "d.toml", "--strict")
    assert (code, out) == (1, "")
    assert "Executive Summary: In 2-3 sentences, what happened?: unanswered" in err
    assert list(tmp_path.glob("*.md")) == []


@pytest.mark.parametrize("options", [(), ("--strict",), ("-o", "-")])
def test_an_export_computes_the_figures_once(
    run: Run, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    computed: list[FigureContext] = []

    def figures_of(context: FigureContext) -> dict[str, Figure]:
        computed.append(context)
        return compute.figures_of(context)

    monkeypatch.setattr(values, "figures_of", figures_of)
    run("new", "d", "--no-open")
    run("export", "d.toml", *options)
    assert len(computed) == 1


def test_an_unfinished_draft_exports_under_any_template(run: Run) -> None:
    run("new", "d", "--set", "incident.title=Login fails", "--no-open")
    for name in lookup.BUILTIN:
        code, out, _ = run("export", "d.toml", "--template", name, "-o", "-")
        assert code == 0
        assert "Login fails" in out
        assert "{{" not in out


def test_a_damaged_draft_is_left_unchanged(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    path.write_text("schema = 1\n[broken")
    code, _, err = run("export", "d.toml")
    assert code == 3
    assert ":2:" in err
    assert path.read_text() == "schema = 1\n[broken"


def test_list(run: Run, tmp_path: Path) -> None:
    run("--dir", ".", "new", "--set", "incident.title=One", "--no-open")
    (tmp_path / "bad.toml").write_text("schema = 1\n[broken")
    code, out, _ = run("--dir", ".", "list")
    assert code == 0
    assert "One" in out
    assert "damaged" in out
    data = {entry["path"]: entry for entry in json.loads(run("--dir", ".", "list", "--json")[1])}
    assert ":2:" in data["bad.toml"]["problem"]
    assert next(entry for path, entry in data.items() if path != "bad.toml")["title"] == "One"
    assert "No drafts" in run("--dir", "empty", "list")[2]


def test_templates_are_listed_and_printed_unchanged(run: Run) -> None:
    out = run("templates")[1]
    assert [line.split()[0] for line in out.splitlines()] == list(lookup.BUILTIN)
    assert "(default)" in out.splitlines()[0]
    for name in lookup.BUILTIN:
        assert run("templates", name)[1] == lookup.locate(name).read_text(encoding="utf-8")
    assert run("templates", "--check")[:2] == (0, "No problems found.\n")
    rows = json.loads(run("templates", "--json")[1])
    assert rows[0]["name"] == "outage"
    assert json.loads(run("templates", "sre", "--json")[1])["priority"][0] == {"label": "P0", "means": ""}


def test_a_custom_template_is_found_by_path_and_by_name(run: Run, tmp_path: Path) -> None:
    head = '+++\ntitle = "Mine"\ndescription = "Ours."\n+++\n'
    text = head + "# {{ incident.title }}\n\n{{ custom.mood : choice(good, bad) }}\n"
    (tmp_path / "mine.md").write_text(text)
    (tmp_path / ".pmtui" / "templates").mkdir(parents=True)
    (tmp_path / ".pmtui" / "templates" / "ours.md").write_text(text)
    assert "ours" in run("templates")[1]
    for name in ("./mine.md", "ours"):
        path = f"{len(name)}.toml"
        assert run("new", path, "--template", name, "--set", "custom.mood=Good", "--no-open")[0] == 0
        assert run("export", path, "-o", "-")[1].endswith("good\n")


def test_a_template_that_asks_nothing_is_printed_with_a_remark(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text('+++\ntitle = "Mine"\n+++\n# Words, and times in UTC\n')
    code, out, err = run("templates", "./mine.md")
    assert (code, out) == (0, (tmp_path / "mine.md").read_text())
    assert "./mine.md:1: this template has no placeholder" in err
    code, out, _ = run("templates", "./mine.md", "--check")
    assert (code, out.count("no placeholder")) == (1, 1)


def test_questions(run: Run) -> None:
    lines = run("questions", "outage")[1].splitlines()
    assert lines[0].split("\t") == [
        "Incident", "", "incident.title", "line", "required", "What is the incident called?",
    ]  # fmt: skip
    rows = json.loads(run("questions", "outage", "--json")[1])
    assert len(rows) == len(lines)
    assert {"section", "group", "path", "kind", "required", "prompt"} <= set(rows[0])


def test_the_schema_is_valid_and_has_the_questions_text(run: Run) -> None:
    schema = json.loads(run("schema")[1])
    jsonschema.Draft202012Validator.check_schema(schema)
    title = schema["$defs"]["Incident"]["properties"]["title"]
    assert title["title"] == "What is the incident called?"
    assert title["description"] and title["examples"]


def test_completion(run: Run) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "pmtui" in run("completion", shell)[1]


@pytest.mark.parametrize(
    "words",
    [
        ["templates"],
        ["questions", "sre"],
        ["schema"],
        ["--version"],
        ["--help"],
        ["--dir", ".", "list"],
        ["export", "d.toml", "-o", "-"],
    ],
)
def test_the_command_line_does_not_need_textual(run: Run, tmp_path: Path, words: list[str]) -> None:
    run("new", "d", "--no-open")
    code = (
        "import sys; from pmtui.cli.main import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "sys.stderr.write(','.join(m for m in ('textual', 'rich', 'dateutil.parser') if m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout
    assert not any(name in done.stderr for name in ("textual", "rich"))


_SLOW = ("pmtui.config", "pmtui.keys", "datetime", "difflib", "shutil")
"""Modules that neither the version nor the help needs, and that take long to import."""


@pytest.mark.parametrize(("word", "late"), [("--version", (*_SLOW, "dataclasses")), ("--help", _SLOW)])
def test_what_needs_no_settings_imports_none(word: str, late: tuple[str, ...]) -> None:
    code = (
        "import sys; before = set(sys.modules); from pmtui.cli.main import main\n"
        "try:\n    main(sys.argv[1:2])\nexcept SystemExit: pass\n"
        "sys.stderr.write(','.join(m for m in sys.argv[2:] if m in set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", code, word, *late], capture_output=True, text=True, check=True)
    assert done.stdout and not done.stderr


def test_the_first_screen_is_drawn_before_the_model_is_imported() -> None:
    code = (
        "import sys; import pmtui.cli.open, pmtui.tui.app\n"
        "late = ('pydantic', 'tomllib', 'markdown_it', 'dateutil', 'pmtui.model', 'pmtui.template', 'pmtui.review')\n"
        "print(','.join(m for m in late if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_reader_that_stops_early_causes_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m pmtui questions sre | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)
    assert "Traceback" not in done.stderr


def test_restore_lists_the_backups_and_restores_one(run: Run, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from pmtui.storage import backups

    run("new", "d", "--set", "incident.title=Now", "--no-open")
    path = tmp_path / "d.toml"
    now = path.read_text()
    for day, title in ((1, "First"), (2, "Second")):
        backups.keep(path, now.replace("Now", title).encode(), datetime(2026, 3, day, tzinfo=UTC))
    code, out, err = run("restore", "d.toml")
    assert code == 0
    assert [line.split("\t")[0::2][:2] for line in out.splitlines()] == [["1", "Second"], ["2", "First"]]
    assert "restore d.toml N" in err
    assert run("restore", "d", "2")[:2] == (0, "d.toml\n")
    assert draft_folder.load(path).postmortem.incident.title == "First"
    path.unlink()
    assert run("restore", "d", "1")[0] == 0  # what was there before the restoring was kept
    assert draft_folder.load(path).postmortem.incident.title == "Now"


def test_restore_refuses_a_missing_backup_or_an_open_draft(run: Run, tmp_path: Path) -> None:
    from pmtui.storage.draft_store import DraftStore

    run("new", "d", "--no-open")
    assert run("restore", "d")[0] == 3
    store = DraftStore(tmp_path / "d.toml")
    store._keep_copy()
    assert run("restore", "d", "9")[0] == 2
    code, _, err = run("restore", "d", "1")
    assert (code, "is open in pmtui" in err) == (3, True)
    store.close()


def test_export_says_that_a_journal_may_hold_more(run: Run, tmp_path: Path) -> None:
    from pmtui.storage.draft_store import DraftStore

    run("new", "d", "--no-open")
    assert "journal" not in run("export", "d.toml", "-o", "a.md")[2]
    store = DraftStore(tmp_path / "d.toml")
    assert "wasn't closed properly" in run("export", "d.toml", "-o", "b.md")[2]
    store.close()


def test_figures_with_state_value_unit_formula_and_inputs(run: Run, tmp_path: Path) -> None:
    run("new", "d", "--example", "sre", "--no-open")
    code, out, err = run("figures", "d.toml", "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    by_name = {figure["name"]: figure for figure in told["figures"]}
    consumed = by_name["budget_consumed"]
    assert (consumed["state"], consumed["value"]) == ("recorded", "56.8% of the monthly budget (24.5 of 43.2 min)")
    assert (consumed["number"], consumed["unit"]) == (0.568055556, "fraction")
    assert consumed["formula"] == "16 min × 30% + 30 min × 60% + 29 min × 6% = 24.54 of 43.2 min = 56.8%"
    assert consumed["inputs"][0] == {"path": "impact.budget.slo", "label": "SLO", "value": "99.9%"}
    assert (by_name["duration"]["number"], by_name["duration"]["unit"]) == (4500, "seconds")
    assert by_name["failed_requests"]["state"] == "stated"
    assert by_name["sla_credit"]["state"] == "pending"
    assert by_name["deadline"]["state"] == "not_applicable"
    assert [segment["share"] for segment in told["segments"]] == [0.3, 0.6, 0.06]
    assert set(by_name) == set(FIGURES)


def test_figures_for_a_reader(run: Run) -> None:
    run("new", "d", "--example", "sre", "--no-open")
    code, out, _ = run("figures", "d.toml")
    assert code == 0
    assert "= duration: 1 h 15 min [4500 seconds]" in out
    assert "Resolved 02:50 CET - impact started 02:35 CEST" in out
    assert "from: SLO 99.9%, Window 30" in out
    assert "? sla_credit: not computed yet" in out
    assert run("figures", "nothing.toml")[0] == 3


def test_a_new_draft_has_the_organizations_standard_answers(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".pmtui").mkdir()
    (tmp_path / ".pmtui" / "config.toml").write_text(
        '[figures]\nslo = "99.95%"\ntime_to_resolve = "detected_to_resolved"\n'
    )
    assert run("new", "d", "--no-open")[0] == 0
    record = draft_folder.load(tmp_path / "d.toml").postmortem
    assert record.impact.budget.slo == "99.95%"
    assert record.impact.counting.time_to_resolve == "detected_to_resolved"
    (tmp_path / ".pmtui" / "config.toml").write_text('[figures]\nslos = "99.95%"\n')
    code, _, err = run("new", "e", "--no-open")
    assert (code, "Did you mean 'slo'" in err) == (3, True)
    assert not (tmp_path / "e.toml").exists()


BLAMING = """\
schema = 1
template = "sre"
summary = "It was obviously human error."

[[actions]]
id = "a"
description = "=Mend it | now"
owner = "Priya Raman"
due = 2020-01-01

[[actions]]
id = "b"
description = "Test it"
owner = "Tom"
status = "done"
"""


def test_check_prints_a_line_for_each_finding_with_its_level(run: Run, tmp_path: Path) -> None:
    (tmp_path / "d.toml").write_text(BLAMING, encoding="utf-8")
    code, out, err = run("check", "d.toml")
    assert code == 0
    assert "d.toml:3: summary: L605 hint: 'obviously': hindsight. If it had been clear at the time, people would" in out
    assert "Did it look that way at the time" in out
    assert err.startswith("1 draft, ")
    code, out, _ = run("check", "d.toml", "--status", "final")
    assert code == 1
    assert "d.toml:3: summary: L603 error: 'human error'" in out
    assert run("check", "d.toml", "--fail-on", "hint")[0] == 1
    assert run("check", "d.toml", "--status", "review", "--fail-on", "error")[0] == 0


def test_check_reads_a_folder_and_reports_damage_with_its_line(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "good.toml").write_text(BLAMING, encoding="utf-8")
    (folder / "bad.toml").write_text('schema = 1\ntemplate = "sre"\nsummary = 3 4', encoding="utf-8")
    (folder / ".hidden.toml").write_text("nonsense", encoding="utf-8")
    code, out, err = run("check", "drafts", "--json")
    assert code == 3
    found = json.loads(out)
    assert [Path(each["draft"]).name for each in found] == ["bad.toml", "good.toml"]
    assert "bad.toml:3: " in found[0]["problem"]
    assert {"code", "level", "path", "line", "message", "ask", "why", "source", "key"} <= set(found[1]["findings"][0])
    code, out, err = run("check", "drafts")
    assert code == 3
    assert "bad.toml" in err
    assert "2 drafts" in err and "1 unreadable" in err
    assert "good.toml:3: summary: L603" in out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["check"], 2, "No drafts given"),
        (["check", "nowhere.toml"], 3, "nowhere.toml"),
        (["check", "empty"], 2, "No drafts found in empty"),
        (["check", "--explain", "A51"], 2, "Did you mean"),
        (["check", "x.toml", "--fail-on", "all"], 2, "invalid choice"),
        (["actions", "empty"], 2, "No drafts found in empty"),
    ],
)
def test_check_and_actions_report_invalid_arguments(
    run: Run, tmp_path: Path, words: list[str], code: int, said: str
) -> None:
    (tmp_path / "empty").mkdir()
    got, _, err = run(*words)
    assert got == code
    assert said in err


def test_check_explains_a_rule(run: Run) -> None:
    code, out, _ = run("check", "--explain", "a510")
    assert code == 0
    assert out.startswith("A510 No action addresses this cause (actions)")
    assert "Source: " in out
    lines = run("check", "--explain", "all")[1].splitlines()
    assert len(lines) > 50


def test_a_waived_finding_does_not_count(run: Run, tmp_path: Path) -> None:
    waived = BLAMING + '\n[waived]\n"L603 summary: human error" = "quoted"\n'
    (tmp_path / "d.toml").write_text(waived, encoding="utf-8")
    out = run("check", "d.toml", "--status", "final")[1]
    assert "L603" not in out
    assert "L605" in out


def test_actions_over_drafts_in_each_form(run: Run, tmp_path: Path) -> None:
    (tmp_path / "d.toml").write_text(BLAMING, encoding="utf-8")
    code, out, _ = run("actions", "d.toml", "--open")
    assert code == 0
    assert "=Mend it | now" in out and "Test it" not in out
    assert "2020-01-01 !" in out
    assert run("actions", "d.toml", "--owner", "tom")[1].count("\n") == 2
    code, out, _ = run("actions", "d.toml", "--overdue", "--format", "json")
    assert (code, json.loads(out)[0]["overdue"]) == (1, True)
    assert run("actions", "d.toml", "--overdue", "--owner", "nobody")[0] == 0
    assert [entry["overdue"] for entry in json.loads(run("--dir", ".", "list", "--json")[1])] == [1]
    rows = run("actions", "d.toml", "--format", "csv")[1].splitlines()
    assert rows[0] == "incident,action,owner,due,priority,status,overdue,ticket,draft,id"
    assert rows[1].startswith("d,'=Mend it | now,Priya Raman,2020-01-01")
    assert "| =Mend it \\| now |" in run("actions", "d.toml", "--format", "md")[1]
    assert run("actions", "d.toml", "--owner", "nobody") == (0, "", "No matching action items.\n")


def test_the_pre_commit_hook_runs_a_command_that_exists() -> None:
    text = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    entry = next(line.partition(":")[2].split() for line in text.splitlines() if line.strip().startswith("entry:"))
    args = build_parser().parse_args([*entry[1:], "d.toml"])
    assert (entry[0], args.command, args.drafts) == ("pmtui", "check", ["d.toml"])


def test_config_shows_the_active_settings_and_their_source(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, project = config.user_file(), tmp_path / ".pmtui" / "config.toml"
    for path, text in (
        (user, 'author = "Dana Wu"\ntemplate = "sre"\n[services.Checkout]\nslo = "99.95%"\n'),
        (project, 'template = "outage"\ndrafts = "docs"\n[scales]\nstatus = { final = "Published" }\n'),
    ):
        path.parent.mkdir(parents=True)
        path.write_text(text)
    monkeypatch.setenv("PMTUI_DIR", str(tmp_path / "elsewhere"))
    rows = {row["key"]: (row["value"], row["from"]) for row in json.loads(run("config", "--json")[1])}
    assert rows["author"] == (["Dana Wu"], str(user))
    assert rows["template"] == ("outage", str(project))
    assert rows["drafts"] == (str(tmp_path / "elsewhere"), "PMTUI_DIR")
    assert rows["timezone"] == ("UTC", "default")
    assert rows["services.checkout.slo"] == ("99.95%", str(user))
    assert rows["scales.status"] == ({"final": "Published"}, str(project))
    assert run("config", "--path")[1] == f"{user}\n{project}\n"
    code, out, _ = run("config")
    assert (code, "final: Published" in out, "Dana Wu" in out) == (0, True, True)
    monkeypatch.delenv("PMTUI_DIR")
    assert run("new", "d", "--no-open")[0] == 0
    assert draft_folder.load(tmp_path / "d.toml").template == "outage"
    assert run("new", "--set", "incident.title=T", "--no-open")[1].startswith(str(tmp_path / "docs"))


def test_config_reports_invalid_settings(run: Run) -> None:
    path = config.user_file()
    path.parent.mkdir(parents=True)
    path.write_text("[scales]\nseverity = 3\n")
    code, out, err = run("config")
    assert (code, out) == (3, "")
    assert f"{path}: 'severity' in [scales] must be a list of labels" in err


def test_config_lists_the_keys_and_an_example(run: Run) -> None:
    _, listed, _ = run("config", "--keys")
    assert [line.split()[0] for line in listed.splitlines()] == list(KEYS)
    assert "to_do                    F8" in listed
    assert run("config", "--example")[1].startswith("# pmtui's config file.")


def test_a_draft_names_its_schema_to_editors_and_keeps_the_line(run: Run, tmp_path: Path) -> None:
    run("new", "d", "--set", "incident.title=T", "--no-open")
    path = tmp_path / "d.toml"
    line, _, rest = path.read_text().partition("\n")
    assert line == "#:schema .pmtui/draft.schema.json"
    schema = json.loads((tmp_path / ".pmtui" / "draft.schema.json").read_text())
    assert schema == json.loads(run("schema")[1])
    jsonschema.validate(tomllib.loads(rest), schema)
    path.write_text(f"#:schema https://example.org/ours.json\n{rest}")
    draft_folder.save(path, draft_folder.load(path))
    assert path.read_text().startswith("#:schema https://example.org/ours.json\n")
    path.write_text(rest)
    draft_folder.save(path, draft_folder.load(path))
    assert path.read_text() == rest


def test_a_file_in_the_place_of_the_schema_stays(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / ".pmtui" / "draft.schema.json"
    mine.parent.mkdir()
    mine.write_text("{}")
    assert run("new", "d", "--no-open")[0] == 0
    assert mine.read_text() == "{}"
    assert not (tmp_path / "d.toml").read_text().startswith("#:schema")


def test_the_plain_interview_runs_from_the_command_line(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "pmtui"]
    subprocess.run([*words, "new", "d", "--no-open"], cwd=tmp_path, check=True, capture_output=True)
    done = subprocess.run(
        [*words, "interview", "d.toml", "--plain"],
        cwd=tmp_path, input="Login fails\n:quit\n", text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert draft_folder.load(tmp_path / "d.toml").postmortem.incident.title == "Login fails"
    again = subprocess.run(
        [*words, "interview", "d.toml"], cwd=tmp_path, input=":quit\n", text=True, capture_output=True, check=False
    )
    assert again.returncode == 0, "without a terminal it is asked line by line, too"


def test_the_garbage_collector_pauses_only_while_a_command_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    at_tests, usual = gc.get_threshold(), (700, 10, 10)
    monkeypatch.setattr("pmtui.process._USUAL", usual)
    try:
        main(["templates"])
        assert gc.get_threshold()[0] > 20 * usual[0]
        collect_as_usual()
        assert gc.get_threshold() == usual
        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()
        gc.set_threshold(*at_tests)


def test_a_command_without_its_arguments_prints_its_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["figures"])
    assert capsys.readouterr().err.startswith("usage: pmtui figures [-h]")


@pytest.fixture
def without_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a draft that the system refuses to list, as it does for whoever isn't root."""
    folder = tmp_path / "locked"
    draft_folder.create(folder / "d.toml", Draft("sre", Postmortem()))
    scandir = os.scandir

    def refuse(path: Any = ".") -> Any:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    return folder


@pytest.mark.parametrize("words", [["list"], ["list", "--json"], ["actions"], ["check", "{folder}"]])
def test_a_folder_without_permission_is_not_reported_as_empty(
    without_rights: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["--dir", str(without_rights), *(word.format(folder=without_rights) for word in words)])
    out, err = capsys.readouterr()
    assert code == 3
    assert f"The folder {without_rights} can't be read: Permission denied." in err
    assert "No drafts" not in err and not out


def test_a_file_is_not_reported_as_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["--dir", str(tmp_path / "file"), "list"]) == 3
    assert "can't be read: Not a directory" in capsys.readouterr().err


def test_an_unreadable_draft_is_listed_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that may be listed, and not entered."""
    draft_folder.create(tmp_path / "d.toml", Draft("sre", Postmortem()))
    stat = Path.stat

    def refuse(self: Path, **more: Any) -> Any:
        if self.name == "d.toml":
            raise PermissionError(13, "Permission denied", str(self))
        return stat(self, **more)

    monkeypatch.setattr(Path, "stat", refuse)
    assert main(["--dir", str(tmp_path), "list"]) == 0
    out, err = capsys.readouterr()
    assert "d.toml\tdamaged\t" in out and "can't be read: Permission denied." in out
    assert not err


def test_a_message_is_one_line_whatever_it_quotes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    off = "a\nb\x1b[31m"
    for words in (["list", f"--{off}"], ["export", f"{off}/c"], ["check", "--explain", off]):
        with contextlib.suppress(SystemExit):
            assert main(words) in (2, 3)
        told = capsys.readouterr().err.strip().split("\n")
        assert "a␊b" in told[-1] and "\x1b" not in "".join(told)


def test_check_points_to_unreadable_text_and_quotes_it(run: Run, tmp_path: Path) -> None:
    typed = '[typed]\n"incident.date" = "7 Mrach"\n"timeline.e.at" = "14h"\n'
    record = f'schema = 2\ntemplate = "sre"\n[[timeline]]\nid = "e"\nevent = "E"\n{typed}'
    (tmp_path / "d.toml").write_text(record, encoding="utf-8")
    _, out, _ = run("check", "d.toml", "--verbose")
    assert "d.toml:7: incident.date: C102 hint: Date: '7 Mrach' can't be read yet." in out
    assert "d.toml:8: timeline.e.at: " in out
