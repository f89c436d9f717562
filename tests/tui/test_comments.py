"""Comments in a draft's file stay while the app works on it."""

from pathlib import Path

import pytest

from pmtui.session import saving
from tests.tui.conftest import Open, until

TEXT = """schema = 2
template = "outage"
id = "kept1"

[incident]
title = "T"  # provisional
# ask Priya about the SLO

[document]
last_updated = 2026-03-09

# --- the night ---

[[timeline]] # by Ana
id = "a"
at = 2026-03-07T10:00:00Z
event = 'one' # first

[[timeline]]
id = "b"
at = 2026-03-07T11:00:00Z
event = 'two' # second
"""


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing wait longer than a test needs."""
    for name in ("PAUSE", "SYNC", "LOOK", "RETRY"):
        monkeypatch.setattr(saving, name, 0.05)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "d.toml"
    file.write_text(TEXT)
    return file


async def test_a_key_changes_its_answer_and_no_comment(open_app: Open, path: Path) -> None:
    async with open_app(path=path) as desk:
        await desk.go_to("incident.title")
        await desk.type("!")
        await desk.saved()
        assert path.read_text() == TEXT.replace('"T"', '"T!"')
        await desk.press("ctrl+z")
        await desk.saved()
    assert path.read_text() == TEXT


async def test_a_comment_written_in_the_file_while_it_is_open_stays(open_app: Open, path: Path) -> None:
    theirs = TEXT.replace("'two'", "'two, they say'").replace("# first", "# first, and # last")
    async with open_app(path=path) as desk:
        await desk.go_to("incident.title")
        await desk.type("!")
        await desk.saved()
        path.write_text(theirs.replace('"T"', '"T!"'))
        await until(lambda: desk.record.timeline[1].event == "two, they say")
        await desk.type("?")
        await desk.saved()
    assert path.read_text() == theirs.replace('"T"', '"T!?"')


async def test_another_template_keeps_them(open_app: Open, path: Path) -> None:
    async with open_app(path=path) as desk:
        desk.screen._change_template("sre")
        await until(lambda: desk.app.screen is not None and 'template = "sre"' in path.read_text())
    assert path.read_text() == TEXT.replace('"outage"', '"sre"')
