"""README's tour, followed literally."""

import re
from pathlib import Path

from pmtui.template import lookup
from pmtui.template.interview import all_questions
from tests.terminal.conftest import Start

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def start_of_question(path: str) -> str:
    """Return the first words of a question, which fit on one line of the screen."""
    questions = {question.path: question.prompt for question in all_questions(lookup.load(lookup.DEFAULT))}
    return questions[path][:20]


def test_the_two_minute_tour(start: Start, tmp_path: Path) -> None:
    tour = README[README.index("## Try it in two minutes") : README.index("## The example and its document")]
    typed = re.findall(r"`([^`]+)`", tour[tour.index("\n1. ") :])
    new, title, day, summary, first, second, third, plus, resolved, started, *rest = typed
    assert (plus, rest) == ("+12", ["pmtui"])
    terminal = start("--dir", "drafts", anew=True)
    terminal.sees("Start a postmortem")
    terminal.child.send(new)
    terminal.sees("Choose a template")
    terminal.type(title)
    terminal.press("enter", "enter")
    terminal.sees(start_of_question("incident.date"))
    terminal.type(day)
    terminal.press("f7")
    terminal.sees("2/15")
    terminal.type(summary)
    terminal.press("f7")
    terminal.sees("3/15")
    for line in (first, second, third):
        terminal.child.send(f"{line}\r")
    terminal.sees("14:52")
    terminal.press("up")
    terminal.sees("Edit  F7 Next")
    terminal.child.send(resolved)
    terminal.press("up", "up")
    terminal.child.send(started)
    terminal.sees("impact 20 min")
    terminal.press("escape", "f8")
    terminal.sees(start_of_question("impact.could_not"))
    terminal.press("f4")
    terminal.sees("Unknown")
    terminal.press("escape", "f3")
    terminal.sees("TBD")
    terminal.press("escape", "f9")
    terminal.sees("Press Enter to export")
    terminal.press("enter")
    target = tmp_path / "drafts" / "2026-03-07-checkout-answers-500.md"
    terminal.until(lambda _: target.exists())
    terminal.press("ctrl+q")
    assert terminal.ended() == 0
    document = target.read_text(encoding="utf-8")
    first, last = "**Impact started**: Error rate passes 15%", "**Resolved**: All well"
    for words in (summary, "20 min", f"| 14:32 | {first} |", f"| 14:52 | {last} |", "TBD"):
        assert words in document
    again = start("--dir", "drafts", anew=True)
    again.sees("Checkout answers 500")
    again.press("enter")
    again.sees("/15")
