"""What keyboards type arrives, byte for byte, in a real terminal."""

from pathlib import Path

from pmtui.model.postmortem import Postmortem
from pmtui.storage import draft_folder
from pmtui.storage.draft_file import Draft
from tests.terminal.conftest import Start


def test_spaces_joiners_and_marks_reach_the_draft(start: Start, tmp_path: Path) -> None:
    text = "10\u00a0GB \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 caf\u00e9\u202f! post\u00admortem\u200f"
    path = tmp_path / "d.toml"
    draft_folder.create(path, Draft("sre", Postmortem.model_validate({"incident": {"title": "T"}})))
    terminal = start(path.name, anew=True)
    terminal.sees("1/14")
    terminal.press("f7")
    terminal.sees("2/14")
    terminal.child.send(text)
    terminal.child.send("\x02\x05")  # controls, as keys: no text
    terminal.until(lambda _: text in path.read_text(encoding="utf-8"))
    terminal.press("ctrl+q")
    assert terminal.ended() == 0
    assert draft_folder.load(path).postmortem.summary == text
