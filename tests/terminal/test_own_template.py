"""An organization's template in the real program: decisions survive its death, and lead to a draft."""

import re
import signal
from pathlib import Path

from pmtui.storage import draft_folder
from tests.terminal.conftest import Start, Terminal
from tests.unit.test_adopting import TEXT


def adopting(start: Start, source: Path) -> Terminal:
    terminal = start("--dir", "drafts")
    terminal.sees("No drafts in this folder yet.")
    terminal.child.send("t")
    terminal.sees("Use your own template")
    terminal.sees(source.name)
    terminal.child.send(f"\x1b[200~'{source}'\x1b[201~")  # as a terminal pastes a dropped file
    terminal.until(lambda text: f" {source.name}" in text and f"'{source}" not in text)
    terminal.press("enter")
    terminal.sees("decided")
    return terminal


def test_decisions_survive_a_kill_and_lead_to_a_draft(start: Start, tmp_path: Path) -> None:
    source = tmp_path / "ours.md"
    source.write_text(TEXT)
    terminal = adopting(start, source)
    terminal.sees("0 of 4 places decided")
    terminal.child.send("c")
    terminal.sees("1 of 4 places decided")
    terminal.press("right", "left")
    terminal.child.send("c")
    terminal.sees("2 of 4 places decided")
    terminal.child.kill(signal.SIGKILL)
    terminal.ended()

    terminal = start("--dir", "drafts", "adopt", str(source), "--open")
    terminal.sees("2 of 4 places decided")
    terminal.press("ctrl+z")
    terminal.sees("1 of 4 places decided")
    terminal.press("f9")
    text = terminal.until(lambda text: "again to write it" in text or "Written to" in text)
    if "again to write it" in text:
        terminal.press("f9")
    terminal.sees("Written to")
    terminal.press("enter")
    terminal.sees("What is the incident called?")
    terminal.type("Login fails")
    terminal.press("enter")
    terminal.press("enter")
    terminal.until(lambda text: re.search(r"1/\d+ ", text) is not None)
    terminal.press("ctrl+q")
    assert terminal.ended() == 0
    (draft,) = (tmp_path / "drafts").glob("*-login-fails.toml")
    assert draft_folder.load(draft).template == "ours"
    assert source.read_text() == TEXT
