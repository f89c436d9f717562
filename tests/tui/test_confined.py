"""A served session: what leads out of its folder is refused kindly, on each screen that takes a path."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from pmtui import config
from pmtui.confinement import Confinement
from pmtui.model.postmortem import Postmortem
from pmtui.session import known_inputs
from pmtui.session.file_status import FileAction
from pmtui.storage import draft_folder
from pmtui.storage.draft_file import Draft
from pmtui.tui.app import PmtuiApp
from pmtui.tui.screens.file_status import FileStatusScreen
from pmtui.tui.screens.finish import FinishScreen
from pmtui.tui.screens.home import HomeScreen
from pmtui.tui.screens.interview import InterviewScreen
from tests.textual_private import notifications
from tests.tui.conftest import TODAY, Desk, until


@asynccontextmanager
async def confined(folder: Path, draft: Path | None = None) -> AsyncIterator[Desk]:
    """Run the app as `pmtui serve` does."""
    folder.mkdir(exist_ok=True)
    app = PmtuiApp(folder, draft, day=TODAY, within=Confinement.to(folder))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(lambda: isinstance(app.screen, InterviewScreen if draft else HomeScreen))
        await pilot.pause()
        yield Desk(app, pilot, draft or folder)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """Return a draft in its own folder, and one outside that folder."""
    path = tmp_path / "drafts" / "d.toml"
    draft_folder.create(path, Draft("sre", Postmortem()))
    draft_folder.create(tmp_path / "other.toml", Draft("sre", Postmortem()))
    (tmp_path / "drafts" / "link.toml").symlink_to(tmp_path / "other.toml")
    return path


async def _enter(desk: Desk, selector: str, text: str) -> None:
    line = desk.app.screen.query_one(selector, Input)
    line.focus()
    line.value = text
    await desk.press("enter")


async def test_home_opens_only_what_is_in_the_folder(tmp_path: Path, draft: Path) -> None:
    async with confined(draft.parent) as desk:
        home = desk.app.screen
        assert isinstance(home, HomeScreen)
        await until(lambda: {row.path.name for row in home.rows if row.overview} == {"d.toml", "link.toml"})
        [link] = [row.overview for row in home.rows if row.path.name == "link.toml"]
        assert link is not None and "outside" in link.problem
        await desk.press("o")
        for name in (str(tmp_path / "other.toml"), "../other.toml", "link.toml", "~/x.toml", "/etc/passwd"):
            await _enter(desk, "#path", name)
            await until(lambda: "is outside" in str(home.query_one("#problem", Static).content))
            assert desk.app.screen is home
            home.query_one("#problem", Static).update("")
        await _enter(desk, "#path", "d.toml")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))


async def test_the_document_stays_in_the_folder_and_replaces_only_what_pmtui_wrote(draft: Path) -> None:
    folder = draft.parent
    (folder / "theirs.md").write_text("somebody's\n")
    (folder / "link.md").symlink_to(folder.parent / "new.md")
    async with confined(folder, draft) as desk:
        await desk.press("f9")
        screen = desk.app.screen
        assert isinstance(screen, FinishScreen)

        async def says(name: str, words: str) -> None:
            await _enter(desk, "#target", name)
            await until(lambda: words in str(screen.query_one("#note", Static).content))

        for name in ("../x.md", str(folder.parent / "x.md"), "~/.bashrc", "link.md", "/"):
            await says(name, "is outside")
        await says(".git/hooks/x.md", "hidden")
        await says(".envrc", "hidden")
        await says("Makefile", "doesn't end in .md")
        await says("theirs.md", "was changed outside pmtui")
        await _enter(desk, "#target", "theirs.md")  # nor at the second time
        assert (folder / "theirs.md").read_text() == "somebody's\n"
        await _enter(desk, "#target", "ours.md")
        await until(lambda: (folder / "ours.md").exists())
        first = (folder / "ours.md").read_text()
    assert sorted(path.name for path in folder.parent.iterdir()) == [".pmtui", "drafts", "other.toml"]

    async with confined(folder, draft) as desk:  # another session knows what the first one wrote, and asks
        desk.session.enter(desk.box("incident.title").question, "Login fails")
        await desk.press("f9")
        screen = desk.app.screen
        await _enter(desk, "#target", "ours.md")
        await until(lambda: "Press Enter again" in str(screen.query_one("#note", Static).content))
        assert (folder / "ours.md").read_text() == first
        await desk.press("enter")
        await until(lambda: (folder / "ours.md").read_text() != first)
        (folder / "ours.md").write_text("edited\n")
        await desk.press("f9")
        screen = desk.app.screen
        await _enter(desk, "#target", "ours.md")
        await until(lambda: "was changed outside pmtui" in str(screen.query_one("#note", Static).content))
        await desk.press("ctrl+n")
        await until(lambda: screen.query_one("#target", Input).value.endswith("ours-2.md"))


async def test_saving_elsewhere_stays_in_the_folder(draft: Path) -> None:
    async with confined(draft.parent, draft) as desk:
        for name, problem in (("../copy.toml", "outside"), ("~/copy", "outside"), (".pmtui/config", "hidden")):
            await desk.press("f5")
            await until(lambda: isinstance(desk.app.screen, FileStatusScreen))
            desk.app.screen.dismiss((FileAction.SAVE_AS, name))
            await until(lambda: isinstance(desk.app.screen, InterviewScreen))
            await until(lambda: notifications(desk.app))
            assert [f"is {problem}" in note.message for note in notifications(desk.app)] == [True]
            desk.app.clear_notifications()
    assert not list(draft.parent.parent.glob("copy*"))


async def test_no_other_program_is_started(draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "ran"
    monkeypatch.setenv("EDITOR", f"touch {mark} --")
    async with confined(draft.parent, draft) as desk:
        await desk.go_to("summary")
        desk.box("summary").focus_editor()
        await desk.press("f10")
        await until(lambda: any("external editor" in note.message for note in notifications(desk.app)))
    assert not mark.exists()


async def test_the_servers_own_config_is_unchanged(draft: Path, own_folders: Path) -> None:
    async with confined(draft.parent, draft) as desk:
        desk.app.action_change_theme()
        desk.app.theme = "nord"
        await until(lambda: any("theme resets when" in note.message for note in notifications(desk.app)))
        desk.app.pop_screen()
        told, asked = known_inputs.keep(desk.session, "")
        assert "can't be saved" in told.words and not asked
    assert not config.user_file().exists()


async def test_a_template_elsewhere_is_not_read(draft: Path, tmp_path: Path) -> None:
    (tmp_path / "evil.md").write_text('+++\ntitle = "Evil"\n+++\n# {{ incident.title }}\n')
    draft_folder.save(draft, Draft(str(tmp_path / "evil.md"), Postmortem()))
    async with confined(draft.parent) as desk:
        home = desk.app.screen
        assert isinstance(home, HomeScreen)
        await until(lambda: {row.path.name for row in home.rows if row.overview} == {"d.toml", "link.toml"})
        [overview] = [row.overview for row in home.rows if row.path.name == "d.toml"]
        assert overview is not None and overview.percent is None
        assert not draft.with_name(".d.toml.journal").exists()
