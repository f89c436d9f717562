"""User preferences: configured keys wherever they are named, themes that stay, an invalid config."""

from pathlib import Path

import pytest
from textual.app import App

from pmtui import config
from pmtui.tui.app import PmtuiApp
from pmtui.tui.preferences import Looks
from pmtui.tui.screens.help import HelpScreen
from pmtui.tui.screens.home import HomeScreen
from pmtui.tui.screens.interview import InterviewScreen
from pmtui.tui.screens.review import ReviewScreen
from pmtui.tui.widgets.key_line import KeyLine
from tests.textual_private import notifications
from tests.tui.conftest import Open, until


@pytest.fixture
def user() -> Path:
    """Return the user's config file, to be written."""
    path = config.user_file()
    path.parent.mkdir(parents=True)
    return path


async def test_configured_keys_work_and_are_named_everywhere(user: Path, open_app: Open) -> None:
    user.write_text('[keys]\nnext = "f12"\nreview = ["ctrl+l", "f11"]\n')
    async with open_app(size=(140, 40)) as desk:
        await desk.pilot.press("f7")
        assert desk.screen.section == 0
        await desk.pilot.press("f12")
        await until(lambda: desk.screen.section == 1)
        shown = {key.label: key.display for key in desk.app.screen.query_one(KeyLine).shown()}
        assert shown["Next"] == "F12"
        await desk.pilot.press("f11")
        await until(lambda: isinstance(desk.app.screen, ReviewScreen))
        await desk.pilot.press("f1")
        await until(lambda: isinstance(desk.app.screen, HelpScreen))
        text = desk.app.screen.text
        assert "**Ctrl+L** brings you back" in text
        assert "`F12` Questions" in text
        assert "`Ctrl+L` or `F11` or `Esc` Back" in text
        await desk.pilot.press("escape", "ctrl+l")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        commands = {command.title: command.help for command in desk.app.get_system_commands(desk.app.screen)}
        assert commands["Next"] == "Go to the next section: F12"


async def test_what_is_configured_holds_and_a_chosen_theme_is_kept(user: Path, open_app: Open) -> None:
    user.write_text('# mine\ntheme = "light"\nanimations = false\nsuggestions = false\n')
    async with open_app("outage", {"document": {"authors": ["Priya Raman"]}, "summary": "The playbook "}) as desk:
        assert desk.app.theme == "pmtui-light"
        assert desk.app.animation_level == "none"
        await desk.go_to("document.reviewers")
        await desk.press("P", "r", "i", "right")
        await desk.go_to("summary")
        await desk.press("end", *"play", "right")
        await desk.go_to("timeline")
        await desk.press(*"the play", "right")
        assert desk.record.document.reviewers == ("Pri",)
        assert (desk.record.summary, desk.record.typed) == ("The playbook play", {"timeline": "the play"})
        desk.app.action_change_theme()
        desk.app.theme = "nord"
        await until(lambda: desk.app.theme_variables["text-muted"] == "#CACCCF")
        await until(lambda: 'theme = "nord"' in user.read_text())
        assert user.read_text().startswith("# mine")


async def test_an_unknown_theme_is_reported_with_the_nearest_name(user: Path, open_app: Open) -> None:
    user.write_text('theme = "nrod"\n')
    async with open_app() as desk:
        (notice,) = notifications(desk.app)
        assert f"{user}: 'nrod' isn't a theme. Did you mean 'nord'?" in notice.message


async def test_a_passing_notice_makes_room_and_a_warning_stays(open_app: Open) -> None:
    async with open_app() as desk:

        def said() -> list[str]:
            return [note.message for note in notifications(desk.app)]

        desk.app.notify("one", timeout=60)
        await desk.pilot.pause()
        desk.app.notify("two", timeout=60)
        await desk.pilot.pause()
        assert said() == ["two"]
        desk.app.notify("careful", severity="warning", timeout=60)
        await desk.pilot.pause()
        desk.app.notify("three", timeout=60)
        await desk.pilot.pause()
        assert said() == ["two", "careful", "three"]


async def test_an_invalid_config_is_reported_and_the_app_runs_without_it(user: Path, tmp_path: Path) -> None:
    user.write_text("[figures\n")
    app = PmtuiApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, HomeScreen))
        assert any(f"{user}:1: invalid TOML" in notice.message for notice in notifications(app))
        await pilot.press("n")
        await until(lambda: app.screen.query("#name"))
        await pilot.press("enter", "enter")
        await until(lambda: isinstance(app.screen, InterviewScreen))
    assert user.read_text() == "[figures\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[scales]\nseverity = { foo = 'x' }\n", "'severity' in [scales] has no step 'foo'"),
        ("[conventions]\nhorizon_days = [7]\n", "For example: horizon_days = [7, 30]"),
        ("[figures]\ncurrency = 'Taler'\n", "'figures.currency': 'Taler' isn't valid"),
        ("[keys]\nnext = 'f9'\n", "F9 is assigned to both 'next' and 'finish'"),
    ],
)
async def test_only_invalid_settings_are_ignored(user: Path, tmp_path: Path, text: str, words: str) -> None:
    user.write_text(f'author = "Dana Wu"\n{text}')
    app = PmtuiApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, HomeScreen))
        await pilot.press("n")
        await until(lambda: app.screen.query("#name"))
        await pilot.press("enter", "enter")
        await until(lambda: isinstance(app.screen, InterviewScreen))
        assert isinstance(app.screen, InterviewScreen)
        assert app.screen.session.postmortem.document.authors == ("Dana Wu",)
        assert any(words in notice.message for notice in notifications(app))


async def test_a_click_on_a_footer_key_presses_it_and_the_footer_fits(open_app: Open) -> None:
    async with open_app(size=(60, 24)) as desk:
        line = desk.app.screen.query_one(KeyLine)
        shown = line.shown()
        assert [key.label for key in line._keys()[:4]] == ["Next", "Unanswered", "Mark as…", "Leave out"]
        assert sum(key.width for key in shown) - 1 <= 60
        assert shown[-1].display == "F1"
        at = next(number for number, key in enumerate(shown) if key.label == "Next")
        begin = 1 + sum(key.width for key in shown[:at])
        assert await desk.pilot.click(KeyLine, offset=(begin + shown[at].width - 1, 0))  # the gap after it
        assert desk.screen.section == 0
        assert await desk.pilot.click(KeyLine, offset=(begin, 0))
        await until(lambda: desk.screen.section == 1)


async def test_a_notice_is_at_the_top_right_where_it_does_not_cover_the_help() -> None:
    class Bare(App[None]):
        CSS = Looks.CSS

    app = Bare()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.notify("one")
        await until(lambda: app.screen.query("Toast"))
        await pilot.pause()
        region = app.screen.query_one("Toast").region
        assert region.y == 1 and region.right >= 78
