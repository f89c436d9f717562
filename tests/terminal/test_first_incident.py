"""A short incident, from the home screen to the exported file, by keyboard alone, in two sessions."""

import signal
from pathlib import Path

import pytest

from pmtui.model.postmortem import Postmortem
from pmtui.storage import draft_folder
from pmtui.storage.draft_file import Draft
from tests.terminal.conftest import Start, Terminal


def begin(start: Start, **more: str) -> Terminal:
    terminal = start("--dir", "drafts", anew=True, **more)
    terminal.sees("No drafts in this folder yet.")
    terminal.child.send("n")
    terminal.sees("What is the incident called?")
    terminal.type("Login fails")
    terminal.press("enter")
    terminal.press("enter")
    terminal.sees("1/15 Incident")
    return terminal


def test_from_a_blank_page_to_the_document_and_back_again(start: Start, tmp_path: Path) -> None:
    terminal = begin(start)
    terminal.type("2026-04-11")
    terminal.press("enter")  # over what the timeline will answer, to the severity
    terminal.sees("How severe was it")
    terminal.press("right")
    terminal.child.send(" ")
    terminal.sees("(•) High")
    terminal.press("f7")
    terminal.sees("2/15 Executive Summary")
    terminal.type("Nobody could log in | for **a while**.")
    terminal.press("f7")
    terminal.sees("No events yet. Type one, paste a chat")
    terminal.child.send("14:32 Error rate passes 15%\r14:40 Rollback\r14:45 half an ent")
    terminal.sees("Add  14:45 half an ent")
    terminal.sees("14:32   Error rate passes 15%")
    terminal.press("f9")
    terminal.sees("Press Enter to export")
    terminal.press("enter")
    target = tmp_path / "drafts" / "2026-04-11-login-fails.md"
    terminal.until(lambda _: target.exists())
    terminal.press("ctrl+q")
    assert terminal.ended() == 0

    document = target.read_text(encoding="utf-8")
    assert document.startswith("# Postmortem: Login fails\n")
    for line in (
        "**Severity:** High",
        "Nobody could log in | for **a while**.",
        "| 14:32 | Error rate passes 15% |",
        "| 14:40 | Rollback |",
    ):
        assert line in document

    (draft,) = (tmp_path / "drafts").glob("*-login-fails.toml")
    record = draft_folder.load(draft).postmortem
    assert (record.incident.severity, record.timeline[0].event) == ("high", "Error rate passes 15%")

    again = start("--dir", "drafts", anew=True)
    again.sees("Login fails")
    again.press("enter")
    again.sees("3/15 Timeline")
    again.sees("14:32   Error rate passes 15%")
    again.sees("Add  14:45 half an ent")
    again.press("f6")
    again.sees("Nobody could log in | for **a while**.")
    again.press("ctrl+q")
    assert again.ended() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_saves_and_restores_the_terminal(start: Start, tmp_path: Path, number: signal.Signals) -> None:
    terminal = begin(start)
    terminal.type("2026-04-11")
    terminal.child.kill(number)
    assert terminal.ended() == 128 + number
    (draft,) = (tmp_path / "drafts").glob("*.toml")
    assert str(draft_folder.load(draft).postmortem.incident.date) == "2026-04-11"
    assert b"\x1b[?1049l" in terminal.raw  # the screen that was there before is back


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_signals_in_the_plain_interview_save_and_nothing_interrupts_that(
    start: Start, tmp_path: Path, number: signal.Signals
) -> None:
    draft_folder.create(tmp_path / "a.toml", Draft("sre", Postmortem()))
    terminal = start("interview", "a.toml", "--plain")
    terminal.sees("For example: INC-2026-041")
    terminal.child.send("INC-7\r")
    terminal.until(lambda text: text.count("\n>") > 1)
    terminal.child.kill(number)
    terminal.child.kill(number)  # the system and the shell both tell of a terminal that is gone
    terminal.ended()
    assert draft_folder.load(tmp_path / "a.toml").postmortem.incident.id == "INC-7"
    assert b"Traceback" not in terminal.raw
    assert not list(tmp_path.glob(".a.toml*"))


def test_everything_is_shown_without_color_too(start: Start) -> None:
    terminal = begin(start, NO_COLOR="1")
    signs = ("○ Severity", "✓ Title", "( ) Critical", "(•) Draft")
    terminal.until(lambda text: all(sign in text for sign in signs))


def test_a_dumb_terminal_gets_a_message_about_what_works_there(start: Start) -> None:
    terminal = start(anew=True, TERM="dumb")
    terminal.sees("TERM=dumb")
    assert terminal.ended() == 2
    assert b"For a line-by-line mode, run: pmtui interview DRAFT --plain" in terminal.raw


def test_a_damaged_draft_is_refused_before_the_screen_changes(start: Start, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("schema = 1\n[broken")
    terminal = start("bad.toml", anew=True)
    terminal.sees(":2: ")
    assert terminal.ended() == 3
    assert b"\x1b[?1049h" not in terminal.raw


def test_new_opens_the_draft_and_prints_its_path(start: Start, tmp_path: Path) -> None:
    terminal = start("new", "mine", "--template", "sre", "--set", "incident.title=Login fails")
    terminal.sees("1/14 Incident")
    terminal.press("ctrl+q")
    assert terminal.ended() == 0
    assert b"mine.toml" in terminal.raw
    assert draft_folder.load(tmp_path / "mine.toml").template == "sre"


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
def test_twenty_events_need_nothing_but_their_text_and_enter(
    start: Start, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "d.toml"
    draft_folder.create(path, Draft("sre", Postmortem.model_validate({"incident": {"date": "2026-04-11"}})))
    terminal = start("d.toml", size=size)
    text = terminal.sees("1/14")
    for number in range(2, 15):
        if "/14 Timeline" in text:
            break
        terminal.press("f7")
        text = terminal.sees(f"{number}/14 ")
    terminal.sees("Add  14:32 what happened")
    for number in range(20):
        terminal.child.send(f"{14 + number // 6}:{number % 6}0 event number {number}\r")
    terminal.sees("event number 19")
    terminal.press("ctrl+q")
    assert terminal.ended() == 0
    events = draft_folder.load(path).postmortem.timeline
    assert [event.event for event in events] == [f"event number {number}" for number in range(20)]
    assert [event.at.strftime("%H:%M") for event in events if event.at] == [
        f"{14 + n // 6}:{n % 6}0" for n in range(20)
    ]
