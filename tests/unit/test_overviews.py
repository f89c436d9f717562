"""Drafts are read once for the list: what is remembered of them, and when it's read again."""

import json
import os
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmtui.config import ActiveConfig
from pmtui.confinement import Confinement
from pmtui.model.postmortem import Postmortem
from pmtui.paths import state_folder
from pmtui.session.overviews import OverviewReader
from pmtui.storage import draft_folder, overviews
from pmtui.storage.draft_file import Draft
from pmtui.storage.draft_files import DraftFile
from pmtui.storage.overviews import Overview, Overviews

OLD = 1_600_000_000
RECORD = {
    "incident": {"title": "Logins\tfail", "id": "INC-7", "date": "2026-03-07", "severity": "critical"},
    "document": {"status": "review"},
    "actions": [
        {"id": "a", "description": "Add it", "due": "2026-03-19"},
        {"id": "b", "description": "Add it", "due": "2026-03-20", "status": "done"},
        {"id": "c", "description": "Add it"},
    ],
}


class Counted:
    """A reader that notes what it reads."""

    def __init__(self, within: Confinement | None = None) -> None:
        self.reader = OverviewReader(ActiveConfig(), within)
        self.names: list[str] = []

    def read(self, file: DraftFile) -> Overview | None:
        self.names.append(file.path.name)
        return self.reader.read(file)

    def digest(self, template: str) -> str:
        return self.reader.digest(template)


def write(path: Path, record: Any = RECORD, template: str = "sre", at: int = OLD) -> None:
    path.unlink(missing_ok=True)
    draft_folder.create(path, Draft(template, Postmortem.model_validate(record)))
    os.utime(path, (at, at))


def read_all(folder: Path, *, is_confined: bool = False) -> tuple[list[str], dict[str, Overview | None]]:
    """Read a folder as a new process does; return which files were read, and the overviews by name."""
    reader = Counted(Confinement.to(folder) if is_confined else None)
    found = Overviews(folder, is_confined=is_confined)
    found.look()
    found.check(reader)
    while found.read(reader, 0):
        pass
    found.save()
    return reader.names, {each.file.path.name: each.overview for each in found.listed()}


def memory() -> Path:
    [place] = (state_folder() / "overviews").glob("*.json")
    return place


def test_an_overview_has_what_the_list_shows(tmp_path: Path) -> None:
    write(tmp_path / "d.toml")
    (tmp_path / "bad.toml").write_text("schema = 1\n[broken")
    (tmp_path / "other.toml").write_text("schema = 2\ntemplate = 'nowhere'\n")
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    _, found = read_all(tmp_path)
    draft, bad, other = found["d.toml"], found["bad.toml"], found["other.toml"]
    assert draft is not None and draft.percent is not None and 0 < draft.percent < 100
    assert replace(draft, percent=None) == Overview(
        title="Logins    fail", id="INC-7", day=date(2026, 3, 7), severity="critical", severity_label="SEV-1",
        status="review", status_label="Under Review", open_actions=2, due=(date(2026, 3, 19),), template="sre",
    )  # fmt: skip
    assert (draft.overdue(date(2026, 3, 19)), draft.overdue(date(2026, 3, 20))) == (0, 1)
    assert bad is not None and ":2: " in bad.problem
    assert other is not None and (other.title, other.status_label, other.percent) == ("other.toml", "", None)
    assert sorted(found) == ["bad.toml", "d.toml", "other.toml"]


def test_only_a_file_that_has_changed_is_read_again(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        write(tmp_path / f"{name}.toml")
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    os.utime(tmp_path / "pyproject.toml", (OLD, OLD))
    names, before = read_all(tmp_path)
    assert sorted(names) == ["a.toml", "b.toml", "c.toml", "pyproject.toml"]
    assert read_all(tmp_path) == ([], before)
    write(tmp_path / "b.toml", {"incident": {"title": "New"}})  # another size, the same time
    os.utime(tmp_path / "c.toml", (OLD + 1, OLD + 1))  # the same size, another time
    (tmp_path / "a.toml").unlink()
    names, after = read_all(tmp_path)
    assert sorted(names) == ["b.toml", "c.toml"]
    assert sorted(after) == ["b.toml", "c.toml"] and after["b.toml"] is not None and after["b.toml"].title == "New"


def test_a_file_written_just_before_it_was_read_is_read_again(tmp_path: Path) -> None:
    draft_folder.create(tmp_path / "a.toml", Draft("sre", Postmortem()))
    assert read_all(tmp_path)[0] == ["a.toml"]
    assert read_all(tmp_path)[0] == ["a.toml"]


def test_drafts_are_read_again_when_their_template_has_changed(tmp_path: Path) -> None:
    own = tmp_path / "own.md"
    own.write_text("+++\ntitle = 'Own'\n+++\n\n# Report\n\n## One\n\n{{ incident.title }}\n")
    write(tmp_path / "a.toml", template=str(own))
    write(tmp_path / "b.toml")
    _, before = read_all(tmp_path)
    assert before["a.toml"] is not None and before["a.toml"].percent == 100
    own.write_text("+++\ntitle = 'Own'\n+++\n\n# Report\n\n## One\n\n{{ incident.title }}\n\n{{ summary }}\n")
    names, after = read_all(tmp_path)
    assert names == ["a.toml"]
    assert after["a.toml"] is not None and after["a.toml"].percent == 50


@pytest.mark.parametrize(
    "damage",
    [
        lambda _text: "",
        lambda text: text[: len(text) // 2],
        lambda _text: "[]",
        lambda _text: "[" * 100_000,
        lambda text: text.replace('"format": 1', '"format": 2'),
        lambda text: text.replace('"pmtui": "', '"pmtui": "0'),
        lambda text: text.replace('"title": "', '"title": 7, "id": "'),
        lambda text: text.replace('"day": "2026', '"day": "x'),
        lambda text: text.replace('"percent": ', '"percent": "high", "id": '),
        lambda text: text.replace('"percent": ', '"unheard": "of", "percent": '),
        lambda text: text.replace('"drafts": {', '"drafts": [], "more": {'),
        lambda text: text + " " * 16_000_000,
    ],
)
def test_a_damaged_memory_is_ignored(tmp_path: Path, damage: Any) -> None:
    write(tmp_path / "a.toml")
    _, before = read_all(tmp_path)
    text = memory().read_text()
    memory().write_text(damage(text))
    assert memory().read_text() != text
    assert read_all(tmp_path) == (["a.toml"], before)
    assert read_all(tmp_path) == ([], before)


def test_what_is_remembered_is_drawn_without_controls(tmp_path: Path) -> None:
    write(tmp_path / "a.toml")
    read_all(tmp_path)
    data = json.loads(memory().read_text())
    data["drafts"]["a.toml"][2]["title"] = "\x1b[31mred"
    memory().write_text(json.dumps(data))
    names, found = read_all(tmp_path)
    assert names == [] and found["a.toml"] is not None and "\x1b" not in found["a.toml"].title


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_the_memory_is_its_owners_alone_and_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        write(tmp_path / f"{number}.toml", at=OLD + number)
    monkeypatch.setattr(overviews, "_MOST_DRAFTS", 3)
    monkeypatch.setattr(overviews, "_MOST_FOLDERS", 2)
    read_all(tmp_path)
    assert stat.S_IMODE(memory().stat().st_mode) == 0o600
    assert stat.S_IMODE(memory().parent.stat().st_mode) == 0o700
    assert read_all(tmp_path)[0] == ["0.toml"]
    first = memory()
    os.utime(first, (OLD, OLD))
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        write(tmp_path / name / "d.toml")
        read_all(tmp_path / name)
    assert len(list(first.parent.glob("*.json"))) == 2 and not first.exists()
    monkeypatch.setattr(overviews, "_LARGEST", 10)
    read_all(tmp_path)
    assert not first.exists()


@pytest.mark.skipif(os.name != "posix", reason="links need a privilege elsewhere")
def test_a_link_is_never_remembered_and_a_session_for_others_has_its_own_memory(tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    write(outside / "secret.toml")
    (folder / "link.toml").symlink_to(outside / "secret.toml")
    write(folder / "a.toml")
    _, found = read_all(folder)
    assert found["link.toml"] is not None and found["link.toml"].title == "Logins    fail"
    names, found = read_all(folder, is_confined=True)
    assert sorted(names) == ["a.toml", "link.toml"]
    assert found["link.toml"] is not None and "outside" in found["link.toml"].problem
    assert "Logins" not in found["link.toml"].title


def test_the_first_to_be_read_are_those_likely_listed_first(tmp_path: Path) -> None:
    for name in ("2026-03-01-a", "2026-03-05-b", "2025-12-31-c"):
        write(tmp_path / f"{name}.toml", at=OLD)
    write(tmp_path / "d.toml", at=OLD)
    assert read_all(tmp_path)[0] == ["2026-03-05-b.toml", "2026-03-01-a.toml", "2025-12-31-c.toml", "d.toml"]
    reader, found = Counted(), Overviews(tmp_path / "none")
    found.look()
    assert (found.listed(), found.read(reader, 0)) == ([], False)
    again = Overviews(tmp_path)
    again.look()
    write(tmp_path / "d.toml", {"incident": {"title": "Other"}})
    write(tmp_path / "2025-12-31-c.toml", {"incident": {"title": "Other"}})
    again.look()
    assert [each.is_waiting for each in again.listed()] == [False, False, True, True]
    assert again.read(reader, 0, first=tmp_path / "d.toml")
    assert reader.names == ["d.toml"]
