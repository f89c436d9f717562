"""Draws screenshots/ from the example drafts: `python -m tests.screenshots` rewrites them."""

import asyncio
import html
import re
import tempfile
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from pmtui import paths
from pmtui.model.edit import Set
from pmtui.storage import draft_folder
from pmtui.tui.app import PmtuiApp
from pmtui.tui.editors.field_box import FieldBox
from pmtui.tui.screens.home import HomeScreen
from pmtui.tui.screens.interview import InterviewScreen
from tests.tui.conftest import Desk, until

FOLDER = Path(__file__).parent.parent / "screenshots"
SIZE = (120, 32)
DAY = date(2026, 11, 2)
THEMES = {"dark": "pmtui-dark", "light": "pmtui-light"}


async def _home(desk: Desk) -> None:
    desk.app.action_drafts()
    await until(lambda: isinstance(desk.app.screen, HomeScreen))


async def _section(desk: Desk) -> None:
    await desk.go_to("summary")


async def _timeline(desk: Desk) -> None:
    desk.session.apply(Set(path="document.status", value="review"), "document.status")
    await desk.go_to("timeline")
    await desk.type("03:20 Rotation is paused until the review")


async def _impact(desk: Desk) -> None:
    await desk.go_to("figures.duration")
    await desk.press("ctrl+g")


async def _whys(desk: Desk) -> None:
    await desk.go_to("causes.tree")
    await desk.press("ctrl+g")


async def _actions(desk: Desk) -> None:
    await desk.go_to("actions.prevent")
    await desk.press("ctrl+g")
    await desk.type("Page on the age of the oldest job @yuki +2w P1 #detect")


async def _review(desk: Desk) -> None:
    box = await desk.go_to("summary")
    desk.session.enter(box.question, "It was obviously human error. It lasted three hours, and we should have known.")
    await desk.press("ctrl+f")


async def _finish(desk: Desk) -> None:
    await desk.press("f9")


async def _preview(desk: Desk) -> None:
    await desk.go_to("causes.what_happened")
    await desk.press("f3")


SCENES: dict[str, tuple[str, Callable[[Desk], Awaitable[None]]]] = {
    "home": ("sre", _home),
    "section": ("sre", _section),
    "timeline": ("sre", _timeline),
    "impact": ("sre", _impact),
    "whys": ("five-whys", _whys),
    "actions": ("sre", _actions),
    "review": ("sre", _review),
    "finish": ("recovery", _finish),
    "preview": ("sre", _preview),
}
"""The scene of each screenshot: the example, and how to get to the screen."""


async def draw(scene: str) -> dict[str, str]:
    """Return the screenshots of a scene, by theme, as SVG."""
    example, go = SCENES[scene]
    with tempfile.TemporaryDirectory() as name:
        folder = (
            Path(name) / "site-reliability-engineering-of-search" / "postmortems"
        )  # a long path is shown from its end
        folder.mkdir(parents=True)
        draft = folder / f"{example}.toml"
        draft_folder.create(draft, draft_folder.load(paths.builtin_templates() / "examples" / f"{example}.toml"))
        app = PmtuiApp(folder, draft, make_id=iter(f"r{n}" for n in range(1000)).__next__, day=DAY)
        async with app.run_test(size=SIZE) as pilot:
            await until(lambda: isinstance(app.screen, InterviewScreen) and app.screen.query(FieldBox))
            return await _pictures(app, pilot, draft, scene, go)


async def _still(desk: Desk) -> None:
    """Wait until the screen no longer changes, not even by the cursor's blinking."""
    for line in (*desk.app.screen.query(Input), *desk.app.screen.query(TextArea)):
        line.cursor_blink = False
    seen: list[str] = []
    while len(seen) < 4 or len(set(seen[-4:])) > 1:
        await desk.pilot.pause(0.1)
        seen.append(desk.text())


async def _pictures(
    app: PmtuiApp, pilot: Pilot[int], draft: Path, scene: str, go: Callable[[Desk], Awaitable[None]]
) -> dict[str, str]:
    desk = Desk(app, pilot, draft)
    interview = desk.screen
    await until(lambda: interview.reviewer.is_done, 20)
    await go(desk)
    await until(lambda: scene == "home" or (interview.saver.state.is_saved and interview.reviewer.is_done), 20)
    await _still(desk)
    pictures: dict[str, str] = {}
    for theme, known in THEMES.items():
        app.theme = known
        await _still(desk)
        pictures[theme] = app.export_screenshot(title="pmtui").replace(str(draft.parent.parent), "~")
    return pictures


def words(svg: str) -> str:
    """Return the text of a screenshot, without positions and colors."""
    return "\n".join(html.unescape(text) for text in re.findall(r"<text[^>]*>(.*?)</text>", svg))


def main() -> None:
    """Write every screenshot."""
    FOLDER.mkdir(exist_ok=True)
    for scene in SCENES:
        for theme, svg in asyncio.run(draw(scene)).items():
            (FOLDER / f"{scene}-{theme}.svg").write_text(svg, encoding="utf-8")
            print(f"{scene}-{theme}.svg")


if __name__ == "__main__":
    main()
