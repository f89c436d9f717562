"""A meeting: the large view and the agenda, from the form and back, without color, too."""

from typing import Any

import pytest

from pmtui.storage import last_position
from pmtui.tui.screens.agenda import AgendaScreen
from pmtui.tui.screens.interview import InterviewScreen
from pmtui.tui.screens.present import PresentScreen
from tests.tui.conftest import Open, until

RECORD: dict[str, Any] = {
    "incident": {"title": "Checkout [/] fails", "date": "2026-03-07"},
    "summary": "Half of all [red]payments[/blue] failed.",
    "timeline": [
        {"id": "s", "at": "2026-03-07T14:00:00Z", "event": "Requests fail " * 9 + "whole.", "milestones": ["started"]},
        {"id": "r", "at": "2026-03-07T14:47:00Z", "event": "All well", "action": "Closed", "milestones": ["resolved"]},
    ],
    "causes": {"tree": [{"id": "c", "strand": "happened", "text": "The pool ran dry", "role": "root"}]},
    "actions": [{"id": "a", "description": "Stop the rollout", "owner": "Ana", "due": "2026-03-06", "goal": "prevent"}],
    "marks": {"resolution.fix": {"kind": "waiting", "note": "Ana"}},
}


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_large_view_goes_through_a_draft_with_the_keys_of_the_form(open_app: Open, size: Any) -> None:
    async with open_app("sre", RECORD, size=size) as desk:
        await desk.go_to("summary")
        await desk.press("ctrl+k")
        await until(lambda: isinstance(desk.app.screen, PresentScreen) and "[red]payments[/blue]" in desk.text())
        assert "Executive Summary · 7/" in desk.text() and "answered" in desk.text()
        assert "F8 Unanswered" not in desk.text()
        await desk.press("tab")
        await until(lambda: "Impact · 8/" in desk.text())
        await desk.press("f7", "down")
        await until(lambda: "Timeline · " in desk.text())  # its first question is the time zone
        await desk.press("tab", "down")
        await until(lambda: "→ Closed" in desk.text() and "S start" in desk.text())
        await desk.press("up")
        await until(lambda: "event 1 of 2" in desk.text() and "→ Closed" not in desk.text() and "whole." in desk.text())
        await desk.press("c")
        await until(lambda: "└─ The pool ran dry  root" in desk.text())
        await desk.press("f8")
        await until(lambda: "unanswered" in desk.text())
        screen = desk.app.screen
        assert isinstance(screen, PresentScreen)
        place = screen.place
        await desk.press("enter")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen) and desk.box(place).has_focus_within)
        await until(lambda: "Meeting" in desk.text())
        await desk.press("escape")
        await until(lambda: isinstance(desk.app.screen, PresentScreen) and desk.app.screen.place == place)
        await desk.press("ctrl+k")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        await desk.press("escape")
        assert isinstance(desk.app.screen, InterviewScreen)
        last_position.remember(desk.path, last_position.Position("Executive Summary", "summary"))
        desk.screen._place = None  # as when --present opens the draft: nothing has had the focus yet
        desk.screen.action_present()
        await until(lambda: isinstance(desk.app.screen, PresentScreen) and desk.app.screen.place == "summary")


async def test_the_agenda_shows_who_waits_for_what_and_ticks_off_what_was_covered(open_app: Open) -> None:
    async with open_app("sre", RECORD, size=(100, 44)) as desk:
        for opened in ("ctrl+f", "ctrl+k"):
            await desk.press(opened)
            await until(lambda: not isinstance(desk.app.screen, InterviewScreen))
            await desk.press("a")
            await until(
                lambda: isinstance(desk.app.screen, AgendaScreen) and "Waiting for Ana  1 answer" in desk.text()
            )
            if opened == "ctrl+f":
                await desk.press("escape")
                await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        screen = desk.app.screen
        assert isinstance(screen, AgendaScreen)
        while (item := screen._current()) is not None and item.key != "section Impact":
            await desk.press("down")
        lines = len(desk.text().split("○ answer  "))
        await desk.press("right", "down")
        await until(lambda: "  ○ answer  Impact, " in desk.text() and "→ Questions" in desk.text())
        assert (item := screen._current()) is not None and item.path.startswith("impact.")
        await desk.press("right")  # in one line again, which stays selected
        assert screen._key() == "section Impact"
        await until(lambda: len(desk.text().split("○ answer  ")) == lines)
        while (item := screen._current()) is not None and item.key != "question resolution.fix":
            await desk.press("down")
        await until(lambda: "→ Questions" not in desk.text() and "space Covered" in desk.text())
        await desk.press("space")
        await until(lambda: "Agenda  1 of" in desk.text() and "✓ answer  Resolution" in desk.text())
        assert screen.session.postmortem.marks["resolution.fix"].note == "Ana"
        await desk.press("enter")
        await until(
            lambda: isinstance(desk.app.screen, InterviewScreen) and desk.box("resolution.fix").has_focus_within
        )
        await desk.type("Rolled back.")
        await desk.press("escape")
        await until(lambda: isinstance(desk.app.screen, AgendaScreen) and "Agenda  0 of" in desk.text())
        assert "due Fri, Mar 6, overdue" in desk.text() and "Waiting for Ana  1 action" in desk.text()
