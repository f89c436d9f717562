"""The two builders in a real terminal: keys that arrive together, over the interview and back."""

from datetime import timedelta
from pathlib import Path

from pmtui.causes.tree import Tree
from pmtui.figures.compute import compute
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Role, WhyTrack
from pmtui.storage import draft_folder
from pmtui.storage.draft_file import Draft
from tests.terminal.conftest import Start

RECORD = {
    "incident": {"title": "Login fails", "date": "2026-03-07"},
    "timeline": [
        {"id": "e1", "at": "2026-03-07T14:23:00Z", "event": "Requests fail", "milestones": ["started"]},
        {"id": "e2", "at": "2026-03-07T15:10:00Z", "event": "All well", "milestones": ["resolved"]},
    ],
}


def draft(path: Path) -> Path:
    draft_folder.create(path, Draft("sre", Postmortem.model_validate(RECORD)))
    return path


def test_a_conversation_in_one_burst_is_a_chain_with_a_branch_and_a_root_cause(start: Start, tmp_path: Path) -> None:
    path = draft(tmp_path / "d.toml")
    terminal = start(path.name)
    for number in range(1, 5):
        terminal.sees(f"{number}/14")
        terminal.press("f7")
    terminal.sees("5/14")
    terminal.press("ctrl+g")
    terminal.sees("Enter on empty line")
    terminal.child.send("The store refused writes\rIts disk was full\rSnapshots stayed\r\rand nothing limits them\r")
    terminal.sees("and Nothing limits them")
    terminal.press("up")
    terminal.sees("R root")
    terminal.child.send("R")
    terminal.press("ctrl+q")
    assert terminal.ended() == 0
    record = draft_folder.load(path).postmortem
    tree = Tree(record)
    assert [(depth, node.text, node.role) for depth, node in tree.walk(WhyTrack.HAPPENED)] == [
        (0, "The store refused writes", None),
        (1, "Its disk was full", None),
        (2, "Snapshots stayed", None),
        (2, "Nothing limits them", Role.ROOT),
    ]
    assert record.typed == {}


def test_the_calculator_from_an_input_to_an_override(start: Start, tmp_path: Path) -> None:
    path = draft(tmp_path / "d.toml")
    terminal = start(path.name)
    terminal.sees("1/14")
    terminal.press("f7")
    terminal.sees("2/14")
    terminal.press("ctrl+g")
    terminal.sees("What's the SLO?")
    terminal.child.send("99.9%\r")
    terminal.sees("108.8%")
    terminal.press("ctrl+g")
    terminal.sees("2/14")
    terminal.press("ctrl+q")
    assert terminal.ended() == 0
    record = draft_folder.load(path).postmortem
    assert record.impact.budget.slo == "99.9%"
    assert compute(record)["duration"].value == timedelta(minutes=47)


def test_from_an_action_in_one_burst_to_a_final_document(start: Start, tmp_path: Path) -> None:
    path = draft(tmp_path / "d.toml")
    terminal = start(path.name)
    for number in range(1, 9):
        terminal.sees(f"{number}/14")
        terminal.press("f7")
    terminal.sees("9/14 Action Items")
    terminal.child.send("Improve the disk alerts @tom P1 +2w\rReject writes before the disk is full @ana P0 fri\r")
    terminal.sees("Reject writes before")
    terminal.press("ctrl+f")
    terminal.sees("Actions (")
    terminal.press("down", "down", "down")
    terminal.sees("Vague ('Improve')")
    terminal.child.send("w")
    terminal.child.send("the team's own words\r")
    terminal.sees("  1 waived")
    terminal.press("escape")
    terminal.sees("9/14 Action Items")
    terminal.press("f9")
    terminal.sees("Press Enter to export")
    terminal.press("enter")
    target = tmp_path / "2026-03-07-login-fails.md"
    terminal.until(lambda _: target.exists())
    terminal.press("ctrl+q")
    assert terminal.ended() == 0
    assert "| Reject writes before the disk is full | ana |" in target.read_text(encoding="utf-8")
    record = draft_folder.load(path).postmortem
    assert [action.owner for action in record.actions] == ["tom", "ana"]
    assert list(record.waived.values()) == ["the team's own words"]
    assert record.typed == {}


def test_a_text_is_written_in_the_authors_own_editor(start: Start, tmp_path: Path) -> None:
    path = draft(tmp_path / "d.toml")
    script = tmp_path / "editor.sh"
    script.write_text(
        '#!/bin/sh\nls -ld "$(dirname "$1")" > mode\nprintf "\\nFrom elsewhere.\\n" >> "$1"\n', encoding="utf-8"
    )
    script.chmod(0o755)
    terminal = start(path.name, EDITOR=str(script), VISUAL="")
    terminal.sees("1/14")
    terminal.press("f7")
    terminal.sees("2/14")
    terminal.type("Typed here.")
    terminal.press("f10")
    terminal.sees("From elsewhere.")
    terminal.press("ctrl+z")
    terminal.until(lambda text: "From elsewhere." not in text and "Typed here." in text)
    terminal.press("ctrl+y")
    terminal.sees("From elsewhere.")
    terminal.press("ctrl+q")
    assert terminal.ended() == 0
    assert draft_folder.load(path).postmortem.summary == "Typed here.\nFrom elsewhere."
    assert (tmp_path / "mode").read_text(encoding="utf-8").startswith("drwx------")
