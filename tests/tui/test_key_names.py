"""Every screen names the author's own keys: no action has its usual key here, though the usual ones are bound."""

from functools import partial
from typing import Any

import pytest

from pmtui.keys import FIXED
from pmtui.tui.app import PmtuiApp
from pmtui.tui.preferences import Looks
from pmtui.tui.screens.home import HomeScreen
from pmtui.tui.screens.interview import InterviewScreen
from tests.tui.conftest import TODAY, Desk, Open, until
from tests.unit.test_key_names import ELSEWHERE, action_of, named_keys

CAUSES: list[dict[str, Any]] = [{"id": "a", "strand": "happened", "text": "No test covers a full disk"}]
RECORD: dict[str, Any] = {
    "incident": {"title": "T", "date": "2026-03-07", "timezone": "UTC"},
    "timeline": [{"id": "e1", "at": "2026-03-07T12:00:00+00:00", "event": "Errors"},
                 {"id": "e2", "at": "2026-03-07T11:00:00+00:00", "event": "A deploy"}],
    "actions": [{"id": "a1", "description": "Improve the alert", "horizon": "immediate"},
                {"id": "a2", "description": "Add an alert for a full disk", "horizon": "long", "owner": "Ann",
                 "due": "2026-03-20", "priority": "high", "goal": "detect"}],
    "causes": {"tree": CAUSES},
}  # fmt: skip


@pytest.fixture(autouse=True)
def remapped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every app a key map with another key for each action."""
    monkeypatch.setattr(Looks, "put_on", lambda app: setattr(app, "key_map", ELSEWHERE))


def words(desk: Desk) -> str:
    """Return what is on screen, but for the footer: its keys are those that are bound."""
    return desk.text().rpartition("\n")[0]


def usual_keys(desk: Desk) -> list[str]:
    """Return the usual keys on screen, without those that can't be remapped: a choice's, and the milestones'."""
    found = [key for key in named_keys(words(desk)) if not key.startswith(("Space", "Delete"))]
    return [key for key in found if action_of(key) not in FIXED]


async def test_a_question_of_each_kind_names_the_remapped_keys(open_app: Open) -> None:
    async with open_app("outage", RECORD, size=(150, 40)) as desk:
        questions = [question for section in desk.screen.sections for question in section.questions]
        for path in {question.kind: question.path for question in questions}.values():
            await desk.go_to(path)
            assert usual_keys(desk) == [], path


def names(desk: Desk, action: str) -> bool:
    """Return whether an action's key is on screen."""
    return ELSEWHERE.bare(action) in words(desk)


SCREENS: list[tuple[str, list[str], str]] = [
    ("lessons.technical", [], "row.add"),
    ("timeline", ["up"], "event.sort"),
    ("actions.immediate", [], "entry.table"),
    ("actions.long", ["up"], "action.decline"),
    ("causes.what_happened", ["ctrl+g"], "entry.table"),
    ("causes.what_happened", ["ctrl+g", "up"], "causes.root"),
    ("summary", ["f9"], "to_do"),
    ("summary", ["ctrl+f", "down", "down", "down"], "event.sort"),
    ("summary", ["ctrl+f", "f7"], "mark"),
    ("summary", ["f5"], "keeping.close"),
]


async def test_each_screen_names_the_remapped_keys(open_app: Open) -> None:
    async with open_app("outage", RECORD, size=(150, 40)) as desk:
        for path, keys, named in SCREENS:
            await desk.go_to(path)
            await desk.press(*keys)
            await until(partial(names, desk, named))
            assert usual_keys(desk) == [], (path, keys)
            while not isinstance(desk.app.screen, InterviewScreen):
                await desk.app.pop_screen()


async def test_the_first_screen_names_the_remapped_keys(tmp_path: Any) -> None:
    app = PmtuiApp(tmp_path, day=TODAY)
    async with app.run_test():
        await until(lambda: isinstance(app.screen, HomeScreen) and app.screen.query("#empty"))
        text = str(app.screen.query_one("#empty").render())
        assert {name for name in ("home.new", "home.example", "home.path", "quit") if ELSEWHERE.bare(name) in text} == {
            "home.new", "home.example", "home.path", "quit"
        }  # fmt: skip
