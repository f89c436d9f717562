"""An organization's template is adopted: from home, place by place, to a draft that begins with it."""

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from pmtui.storage import draft_folder
from pmtui.template import lookup
from pmtui.tui.app import PmtuiApp
from pmtui.tui.screens.adopt import AdoptFileScreen, AdoptScreen
from pmtui.tui.screens.home import HomeScreen
from pmtui.tui.screens.interview import InterviewScreen
from pmtui.tui.screens.new import NewScreen
from tests.tui.conftest import TODAY, Desk, until
from tests.unit.test_adopting import TEXT


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an organization's template, in the folder in which pmtui was started."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "our [b]review.md"
    path.write_text(TEXT)
    return path


async def adopting(app: PmtuiApp, pilot: Pilot[int]) -> AdoptScreen:
    await until(lambda: isinstance(app.screen, AdoptScreen))
    await pilot.pause()
    assert isinstance(app.screen, AdoptScreen)
    return app.screen


async def go_to(screen: AdoptScreen, pilot: Pilot[int], words: str) -> None:
    """Go to the place with these words."""
    for _ in screen.work.places:
        if words in screen.work.places[screen.place].original:
            break
        await pilot.press("right")
    await pilot.pause()
    assert words in screen.work.places[screen.place].original


async def test_from_home_over_each_kind_of_decision_to_a_draft(source: Path, tmp_path: Path) -> None:
    app = PmtuiApp(tmp_path / "drafts", day=TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        desk = Desk(app, pilot, tmp_path)
        await pilot.press("t")
        await until(lambda: isinstance(app.screen, AdoptFileScreen))
        await pilot.pause()
        app.screen.query_one("#path", Input).post_message(events.Paste(f"'{source}'"))  # a dropped file
        await until(lambda: app.screen.query_one("#path", Input).value == str(source))
        await pilot.press("enter")
        screen = await adopting(app, pilot)
        count = len(screen.work.places)
        assert f"0 of {count} places decided" in desk.text()
        assert screen.work.is_doubtful(screen.place) or not screen.work.undecided_doubtful

        await go_to(screen, pilot, "SEV1")
        await pilot.pause()
        assert "› **Severity:** [SEV1 / SEV2]" in desk.text()
        assert "{{ incident.severity" in desk.text()
        sev = screen.place
        await pilot.press("1")  # what is proposed
        await pilot.pause()
        assert screen.work.decided == {sev}
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert (screen.work.decided, screen.place) == (set(), sev)

        await pilot.press("slash", *"incident id")  # its letters aren't keys
        await pilot.pause()
        assert screen.query_one("#search", Input).value == "incident id"
        await pilot.press("down", "up", "enter")
        await pilot.pause()
        assert screen.work.places[sev].proposal.name == "incident.id"
        assert not screen.query_one("#search").display

        await go_to(screen, pilot, "animal")
        mascot = screen.place
        await pilot.press("t")
        assert screen.work.places[mascot].proposal.kind == "text"
        await go_to(screen, pilot, "animal")
        await pilot.press("c", "o")
        await pilot.pause()
        assert screen.work.places[mascot].proposal.kind == "custom"
        assert not screen.doubtful_first
        assert len(screen.work.decided) == 2
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, HomeScreen))

        await pilot.press("n")  # the same from the screen for a new draft, where the decisions still hold
        await until(lambda: isinstance(app.screen, NewScreen))
        await pilot.press("ctrl+t")
        await until(lambda: isinstance(app.screen, AdoptFileScreen))
        await pilot.press(*"our", "tab", "enter")
        screen = await adopting(app, pilot)
        assert screen.work.decided == {sev, mascot}
        while screen.work.undecided_doubtful:
            await pilot.press("enter")
        await pilot.press("f9")
        await pilot.pause()
        assert "Written to" in desk.text()
        await pilot.press("f9")
        await pilot.pause()
        assert "exists and will be overwritten" in " ".join(desk.text().split())
        await pilot.press("f9", "enter")
        await until(lambda: isinstance(app.screen, NewScreen))
        await pilot.pause()
        templates = app.screen.query_one(OptionList)
        assert (templates.highlighted, templates.scroll_offset.y) == (0, 0)
        assert "our-b-review" in desk.text(), "its title is in sight"
        await pilot.press(*"Login", "enter", "enter")
        await until(lambda: isinstance(app.screen, InterviewScreen))
    (draft,) = (tmp_path / "drafts").glob("*.toml")
    assert draft_folder.load(draft).template == "our-b-review"
    assert "{{ incident.id }}" in lookup.read_source("our-b-review")


async def test_a_file_without_places_or_unreadable_is_reported(source: Path, tmp_path: Path) -> None:
    source.write_text("")
    app = PmtuiApp(tmp_path / "drafts", day=TODAY, adopts=source)
    async with app.run_test(size=(140, 40)) as pilot:
        await adopting(app, pilot)
        assert "pmtui found no place to fill in." in Desk(app, pilot, tmp_path).text()
        await pilot.press("1", "c", "t", "o", "left", "right", "slash", "ctrl+z", "ctrl+y", "f9", "enter", "escape")
        await until(lambda: isinstance(app.screen, HomeScreen))
        source.write_bytes(b"\xff")
        await pilot.press("t", *"our", "tab", "enter")
        await until(lambda: "isn't UTF-8 text" in Desk(app, pilot, tmp_path).text())
        assert isinstance(app.screen, AdoptFileScreen)  # to choose another
