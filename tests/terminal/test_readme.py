"""README's tour, followed to the letter."""

import re
from pathlib import Path

from tests.terminal.conftest import Start

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_the_three_minutes(start: Start, tmp_path: Path) -> None:
    tour = README[README.index("## Three minutes") : README.index("### Then")]
    grey = [words for words in re.findall(r"`([^`]+)`", tour) if words != "pmtui"]
    begin, title, day, summary, first, second, third, resolved, started = grey[1:]
    terminal = start("--dir", "drafts")
    terminal.sees("No drafts in this folder yet.")
    terminal.child.send(begin)
    terminal.sees("What is the incident called?")
    terminal.type(title)
    terminal.press("enter", "enter")
    terminal.sees("On which day did it begin?")
    terminal.type(day)
    terminal.press("f7")
    terminal.sees("2/15")
    terminal.type(summary)
    terminal.press("f7")
    terminal.sees("No events yet")
    for line in (first, second, third):
        terminal.child.send(f"{line}\r")
    terminal.sees("14:52")
    terminal.press("up")
    terminal.sees("Edit F7 Next")
    terminal.child.send(resolved)
    terminal.press("up", "up")
    terminal.child.send(started)
    terminal.sees("Impact 20 min")
    terminal.press("escape", "f8")
    terminal.sees("What could users not do?")
    terminal.press("f4")
    terminal.sees("Unknown, because")
    terminal.press("escape", "f3")
    terminal.sees("What could users not do")
    terminal.press("escape", "f9")
    terminal.sees("Press Enter to export")
    terminal.press("enter")
    target = tmp_path / "drafts" / "2026-03-07-checkout-answers-500.md"
    terminal.until(lambda _: target.exists())
    terminal.press("ctrl+q")
    assert terminal.ended() == 0
    document = target.read_text(encoding="utf-8")
    first, last = "**Impact started**: Error rate passes 15%", "**Resolved**: All well"
    for words in (summary, "20 min", f"| 14:32 | {first} |", f"| 14:52 | {last} |"):
        assert words in document
    again = start("--dir", "drafts")
    again.sees("Checkout answers 500")
    again.press("enter")
    again.sees("/15")
