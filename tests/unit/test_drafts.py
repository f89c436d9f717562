"""Drafts on disk: what is saved comes back, what is damaged is refused with its place, and nothing is half-written."""

import errno
import os
import re
import stat
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.errors import DraftError, FileError, PmtuiError
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Milestone
from pmtui.paths import builtin_templates
from pmtui.session.opening import save_elsewhere
from pmtui.storage import draft_folder, safe_files
from pmtui.storage.draft_file import SCHEMA, Draft, from_toml, to_toml
from pmtui.storage.schema import json_schema
from pmtui.template.lookup import BUILTIN, load
from pmtui.template.render import print_document
from tests.strategies import postmortems

VALIDATOR = jsonschema.Draft202012Validator(json_schema())

HEAD = 'schema = 1\ntemplate = "outage"\n'


@given(postmortems())
def test_a_saved_draft_loads_unchanged(postmortem: Postmortem) -> None:
    draft = Draft("outage", postmortem)
    text = to_toml(draft)
    assert from_toml(text, "x") == draft
    assert to_toml(from_toml(text, "x")) == text


@given(postmortems())
def test_a_draft_is_valid_under_the_printed_schema(postmortem: Postmortem) -> None:
    data = Draft("outage", postmortem).postmortem.model_dump(mode="json", exclude_defaults=True)
    VALIDATOR.validate({"schema": SCHEMA, "template": "outage", **data})


def test_a_draft_is_in_document_order_with_unset_things_left_out() -> None:
    postmortem = Postmortem.model_validate(
        {"impact": {"revenue": "$5"}, "incident": {"title": "Down"}, "summary": "One\ntwo", "actions": []}
    )
    assert to_toml(Draft("sre", postmortem)) == (
        'schema = 2\ntemplate = "sre"\nsummary = """\nOne\ntwo"""\n\n'
        '[incident]\ntitle = "Down"\n\n[impact]\nrevenue = "$5"\n'
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + "[incident]\ntitel = 'x'\n", [":4:", "'titel'", "in 'incident'", "'title'"]),
        (HEAD + "timelin = 3\n", [":3:", "'timelin'", "'timeline'"]),
        (
            HEAD + "[[timeline]]\nid='a'\n[[timeline]]\nid='b'\nevnt='x'\n",
            [":7:", "'evnt'", "timeline 2", "'event'"],
        ),
        (HEAD + "[incident\n", [":3:", "column 10"]),
        (HEAD + "[incident]\ndate = 2026-02-30\n", [":4:"]),
        (HEAD + "[incident]\ndate = 20\n", [":4:", "incident.date", "2026-03-07"]),
        (HEAD + "[incident]\nseverity = 'hihg'\n", [":4:", "incident.severity"]),
        (HEAD + "[incident]\ntimezone = 'Mars/North'\n", [":4:", "Europe/Berlin"]),
        (HEAD + "[[timeline]]\nat = 2026-01-01T10:00:00\n", [":4:", "timeline 1.at", "has no time zone", "+01:00"]),
        (HEAD + "timeline = [{id='a'}, {id='a'}]\n", ["'a' is used twice"]),
        (HEAD + "[custom]\nx = [1]\n", ["custom.x", "list of strings"]),
        (HEAD + "<<<<<<< HEAD\n[incident]\n", [":3:", "unresolved merge", "markers"]),
        (HEAD + "[stated.durration]\nvalue = '1 h'\n", [":3:", "'durration'", "'duration'"]),
        (HEAD + "[marks.\"incident.titel\"]\nkind = 'unknown'\n", [":3:", "'incident.titel'", "'incident.title'"]),
        (HEAD + "[[timeline]]\nid='a'\nat = 0001-01-01T00:00:00Z\n", [":5:", "from 2 to 9998"]),
        (HEAD + 'summary = """\n[incident]\nseverity = 1\n"""\n[incident]\nseverity = "x"\n', [":8:"]),
        ("schema = 99\n", ["newer pmtui", "Update"]),
        ("schema = 'x'\n", ["'schema'"]),
        ("schema = 1\n", ["name its template"]),
        ("a = 1\n", ["isn't a pmtui draft"]),
        (HEAD + "x = " + "[" * 3000, ["nested too deeply"]),
    ],
)
def test_a_damaged_draft_is_refused_with_its_place(tmp_path: Path, text: str, words: list[str]) -> None:
    path = tmp_path / "d.toml"
    path.write_text(text)
    with pytest.raises(DraftError) as caught:
        draft_folder.load(path)
    for word in [str(path), *words]:
        assert word in str(caught.value)
    assert path.read_text() == text


@given(st.binary(max_size=300), st.integers(0, 400))
def test_no_bytes_make_a_traceback(tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int) -> None:
    path = tmp_path_factory.mktemp("d") / "d.toml"
    good = to_toml(Draft("outage", Postmortem.model_validate({"summary": "a\nb", "timeline": [{"id": "e1"}]}))).encode()
    content = good[: at % len(good)] + noise + good[at % len(good) :]
    path.write_bytes(content)
    try:
        draft_folder.load(path)
    except DraftError as error:
        assert str(path) in str(error)
    assert path.read_bytes() == content


def test_ids_that_a_person_left_out_are_filled_in() -> None:
    draft = from_toml(HEAD + "[[timeline]]\nevent='one'\n[[timeline]]\nid='n1'\nevent='two'\n", "x")
    assert [event.id for event in draft.postmortem.timeline] == ["n1x", "n1"]


def test_numbers_and_newlines_of_a_hand_edited_file_are_accepted() -> None:
    draft = from_toml(HEAD + 'summary = "a\\r\\nb"\n[impact]\nfailed_requests = 1200\n', "x")
    assert (draft.postmortem.impact.failed_requests, draft.postmortem.summary) == ("1200", "a\nb")


def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "d.toml"
    draft_folder.create(path, Draft("outage", Postmortem()))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_mode_set_by_the_author_stays(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    draft_folder.create(path, Draft("outage", Postmortem()))
    path.chmod(0o644)
    draft_folder.save(path, Draft("sre", Postmortem()))
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_link_is_written_through(tmp_path: Path) -> None:
    target, link = tmp_path / "t.toml", tmp_path / "l.toml"
    draft_folder.create(target, Draft("outage", Postmortem()))
    link.symlink_to(target)
    draft_folder.save(link, Draft("sre", Postmortem()))
    assert link.is_symlink()
    assert draft_folder.load(target).template == "sre"


@pytest.mark.parametrize("step", ["mkstemp", "write", "fsync", "replace"])
def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    path = tmp_path / "d.toml"
    draft_folder.create(path, Draft("outage", Postmortem()))
    before = path.read_bytes()

    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if step == "mkstemp":
        monkeypatch.setattr("tempfile.mkstemp", fail)
    elif step == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    elif step == "fsync":
        monkeypatch.setattr("os.fsync", fail)
    else:
        monkeypatch.setattr(safe_files, "_write_all", fail)
    with pytest.raises(FileError, match="No space left on device"):
        draft_folder.save(path, Draft("sre", Postmortem(summary="x" * 1000)))
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir() if entry.name != ".pmtui"] == ["d.toml"]


def test_a_title_can_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    from datetime import date

    for title in ("../../etc/passwd", "/etc/passwd", "..", "a/b\\c", "\x00", "CON", "x" * 500, "über größe"):
        path = draft_folder.free_path(tmp_path, date(2026, 3, 7), title)
        assert path.parent == tmp_path
        assert path.name.isascii()
        assert len(path.name) < 100


def test_names_that_are_taken_get_a_number(tmp_path: Path) -> None:
    from datetime import date

    (tmp_path / "2026-03-07-login.toml").touch()
    assert draft_folder.free_path(tmp_path, date(2026, 3, 7), "Login!").name == "2026-03-07-login-2.toml"


def test_creating_overwrites_nothing(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    path.write_text("mine")
    with pytest.raises(FileError, match="already exists"):
        draft_folder.create(path, Draft("outage", Postmortem()))
    assert path.read_text() == "mine"


def test_the_list_shows_drafts_and_damaged_ones_and_nobody_elses_files(tmp_path: Path) -> None:
    draft_folder.create(tmp_path / "a.toml", Draft("outage", Postmortem()))
    (tmp_path / "b.toml").write_text(HEAD + "nonsense = 1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    (tmp_path / ".hidden.toml").write_text("broken")
    os.utime(tmp_path / "a.toml", (1_000_000, 1_000_000))
    found = draft_folder.entries(tmp_path)
    assert [(entry.path.name, bool(entry.problem)) for entry in found] == [("b.toml", True), ("a.toml", False)]


@pytest.mark.parametrize("kind", ["missing", "folder", "bytes", "large"])
def test_a_path_that_is_not_a_text_file_is_refused(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "d.toml"
    if kind == "folder":
        path.mkdir()
    elif kind == "bytes":
        path.write_bytes(b"\xff\xfe\x00")
    elif kind == "large":
        monkeypatch.setattr(safe_files, "LARGEST", 10)
        path.write_text("x" * 11)
    with pytest.raises(PmtuiError) as caught:
        draft_folder.load(path)
    assert caught.value.exit_code == 3


def test_the_toml_is_valid_for_any_reader(tmp_path: Path) -> None:
    text = to_toml(Draft("outage", Postmortem(summary='"""\\ \x07\t\n')))
    assert tomllib.loads(text)["summary"] == '"""\\ \u2407\t\n'  # a control character is shown, not kept


def test_a_text_in_place_of_a_list_is_reported_plainly() -> None:
    text = 'schema = 1\ntemplate = "outage"\n\n[[causes.tree]]\nid = "a"\ntext = "x"\nhow = "because"\n'
    with pytest.raises(DraftError) as error:
        from_toml(text, "d.toml")
    assert ":7:" in str(error.value)
    assert "'causes.tree 1.how' must be a list" in str(error.value)
    assert 'how = ["..."]' in str(error.value)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("/", "/ is a folder. Add a file name."),
        ("{folder}", "is a folder"),
        ("{folder}/" + "x" * 300, "File name too long. Choose another name."),
        ("~nobody-at-all/x", "home directory"),
    ],
)
def test_a_draft_is_saved_elsewhere_or_the_reason_given(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(FileError, match=re.escape(words)) as caught:
        save_elsewhere(Draft("sre", Postmortem()), name.format(folder=tmp_path))
    assert "Errno" not in str(caught.value)
    assert save_elsewhere(Draft("sre", Postmortem()), f" {tmp_path}/other ") == tmp_path / "other.toml"


# -- schema 1: an event had one milestone ------------------------------------------------------------------------------

OLD = 'schema = 1\ntemplate = "outage"\n\n[[timeline]]\nid = "e1"\nevent = "Errors"\n'


def opened(text: str) -> Postmortem:
    return from_toml(text, "d.toml").postmortem


def test_one_milestone_of_an_older_draft_becomes_the_only_one_of_several() -> None:
    text = (
        OLD
        + 'milestone = "detected"\n\n[[timeline]]\nid = "e2"\nevent = "No mark"\n'
        + '\n[marks."timeline.e1.milestone"]\nkind = "unknown"\nnote = "graph is gone"\n'
        + '\n[typed]\n"timeline.e2.milestone" = "resol"\n'
        + '\n[waived]\n"T211 timeline.e1.milestone: detected" = "the clock was off"\n'
    )
    record = opened(text)
    assert [event.milestones for event in record.timeline] == [(Milestone.DETECTED,), ()]
    assert record.marks["timeline.e1.milestones"].note == "graph is gone"
    assert record.typed == {"timeline.e2.milestones": "resol"}
    assert record.waived == {"T211 timeline.e1.milestones: detected": "the clock was off"}
    assert opened(to_toml(Draft("outage", record))) == record


def test_text_that_only_looks_like_the_older_name_is_unchanged() -> None:
    waived = '\n[waived]\n"W401 summary: timeline.e1.milestone" = "a name"\n'
    record = opened(OLD.replace("Errors", "timeline.e1.milestone") + '\n[custom]\nmilestone = "M3"\n' + waived)
    assert list(record.waived) == ["W401 summary: timeline.e1.milestone"]
    assert record.timeline[0].event == "timeline.e1.milestone"
    assert record.custom == {"milestone": "M3"}


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        (OLD + 'milestone = "detectd"\n', "d.toml:7: 'timeline 1.milestone':", ""),
        (OLD + "milestone = 3\n", "d.toml:7: 'timeline 1.milestone':", ""),
        (OLD + 'milestone = ["detected", "acknowledged"]\n', "d.toml:7: 'timeline 1.milestone':", ""),
        (
            OLD + 'milestoness = "detected"\n',
            "d.toml:7: unknown field 'milestoness' in 'timeline 1'",
            "milestones",
        ),
        (
            OLD + '\n[marks."timeline.e1.milestone"]\nkind = "perhaps"\n',
            "d.toml:9: 'marks.timeline.e1.milestone.kind':",
            "",
        ),
        (
            OLD.replace("schema = 1", "schema = 2") + 'milestone = "detected"\n',
            "d.toml:7: unknown field 'milestone' in 'timeline 1'",
            'milestones = ["detected"]',
        ),
        (
            OLD.replace("schema = 1", "schema = 2") + 'milestones = ["detected", "detectd"]\n',
            "d.toml:7: 'timeline 1.milestones 2':",
            "",
        ),
        (
            OLD.replace("schema = 1", "schema = 2") + 'milestones = "detected"\n',
            "d.toml:7: 'timeline 1.milestones' must be a list.",
            "milestones = [",
        ),
        (OLD.replace("[[timeline]]", "[timeline]"), "d.toml:4: 'timeline'", ""),
    ],
)
def test_an_error_names_the_key_as_in_the_drafts_own_schema(text: str, place: str, hint: str) -> None:
    with pytest.raises(DraftError) as error:
        opened(text)
    assert str(error.value).startswith(place)
    assert hint in error.value.hint


@pytest.mark.parametrize("order", [["resolved", "mitigated"], ["mitigated", "resolved", "mitigated"]])
def test_milestones_are_in_the_order_of_their_scale_each_once(order: list[str]) -> None:
    record = Postmortem.model_validate({"timeline": [{"id": "a", "milestones": order}]})
    assert record.timeline[0].milestones == (Milestone.MITIGATED, Milestone.RESOLVED)


@pytest.mark.parametrize("name", BUILTIN)
def test_an_example_of_schema_1_prints_the_same_document(name: str) -> None:
    text = (builtin_templates() / "examples" / f"{name}.toml").read_text(encoding="utf-8")
    old = re.sub(r'milestones = \[\n    "(\w+)",\n\]', r'milestone = "\1"', text).replace("schema = 2", "schema = 1", 1)
    assert "milestones" not in old
    before, now = from_toml(old, "old"), from_toml(text, "now")
    assert (before.schema, now.schema) == (1, 2)
    template = load(name)
    assert print_document(template, before.postmortem) == print_document(template, now.postmortem)


@pytest.mark.parametrize("name", ["timeline", "causes.tree", "waived.R1 timeline"])
def test_a_half_typed_text_of_several_lines_is_reopened_complete(name: str) -> None:
    draft = Draft("outage", Postmortem(begun={name: "14:32 a\n\n  14:33 'b' \\"}))
    assert from_toml(to_toml(draft), "d.toml").postmortem.begun == draft.postmortem.begun


def test_half_typed_text_for_an_unknown_screen_is_refused() -> None:
    with pytest.raises(DraftError, match=r"d\.toml:4: unknown name 'timelines' in 'begun'"):
        from_toml('schema = 2\ntemplate = "outage"\n[begun]\ntimelines = "x"\n', "d.toml")
