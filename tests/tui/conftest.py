"""The app under test: its own folder, a fixed day, ids that count."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from pmtui.model.edit import AnyEdit
from pmtui.model.postmortem import Postmortem
from pmtui.session.session import Session
from pmtui.storage import draft_folder
from pmtui.storage.draft_file import Draft, check_names
from pmtui.storage.draft_store import DraftStore
from pmtui.tui.app import PmtuiApp
from pmtui.tui.editors.field_box import FieldBox
from pmtui.tui.screens.interview import InterviewScreen
from tests import settling
from tests.textual_private import drawn_lines, share_parsed_styles

settling.install()
share_parsed_styles()

TODAY = date(2026, 3, 9)


async def until(condition: Callable[[], Any], seconds: float = 60.0) -> None:
    """Wait until `condition` holds.

    Raises:
        AssertionError: if it doesn't within the time.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while not condition():
        assert loop.time() < end, "it didn't happen in time"
        await asyncio.sleep(0.01)


@dataclass
class Desk:
    """The running app and what a test does with it."""

    app: PmtuiApp
    pilot: Pilot[int]
    path: Path

    @property
    def screen(self) -> InterviewScreen:
        """The interview in front."""
        assert isinstance(self.app.screen, InterviewScreen)
        return self.app.screen

    @property
    def session(self) -> Session:
        """Its session."""
        return self.screen.session

    @property
    def record(self) -> Postmortem:
        """The current postmortem."""
        return self.session.postmortem

    def box(self, path: str) -> FieldBox:
        """Return the box of a question or field on screen."""
        return next(box for box in self.screen.query(FieldBox) if box.question.path == path)

    async def go_to(self, path: str) -> FieldBox:
        """Put the cursor on a question, wherever it is."""
        for section in self.screen.sections:
            if any(question.path == path for question in section.questions):
                await self.screen.show_section(section.position, path)
        await self.pilot.pause()
        return self.box(path)

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type text."""
        await self.pilot.press(*text)
        await self.pilot.pause()

    async def saved(self) -> Postmortem:
        """Wait until what is on screen is saved, and return the saved postmortem."""
        await until(lambda: self.screen.saver.state.is_saved)
        return draft_folder.load(self.path).postmortem

    def text(self) -> str:
        """Return what is on screen."""
        lines = drawn_lines(self.app.screen)
        return "\n".join("".join(segment.text for segment in strip) for strip in lines)


Open = Callable[..., Any]


@pytest.fixture(autouse=True)
def only_what_can_be_opened_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail any test of the app in which it makes a change that its next start would refuse to read."""
    record = DraftStore.record

    def checked(self: DraftStore, place: str, edit: AnyEdit, after: Postmortem) -> int:
        check_names(after, "", str(self.path))
        return record(self, place, edit, after)

    monkeypatch.setattr(DraftStore, "record", checked)


@pytest.fixture(autouse=True)
def in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this machine be in UTC, so that a paste asks for no zone unless a test means it to."""
    monkeypatch.setenv("TZ", "UTC")


@pytest.fixture
def open_app(tmp_path: Path) -> Open:
    """Return what starts the app on a draft with a template and a postmortem, and stops it."""
    numbers = itertools.count(1)

    @asynccontextmanager
    async def start(
        template: str = "outage",
        record: dict[str, Any] | None = None,
        *,
        size: tuple[int, int] = (80, 24),
        path: Path | None = None,
    ) -> AsyncIterator[Desk]:
        file = path or tmp_path / "d.toml"
        if not file.exists():
            draft_folder.create(file, Draft(template, Postmortem.model_validate(record or {})))
        app = PmtuiApp(tmp_path, file, make_id=lambda: f"r{next(numbers)}", day=TODAY)
        async with app.run_test(size=size) as pilot:
            await until(lambda: isinstance(app.screen, InterviewScreen) and app.screen.query(FieldBox))
            await pilot.pause()
            yield Desk(app, pilot, file)

    return start
