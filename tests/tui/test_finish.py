"""The finish: status with its revision, signatures, template, file; the follow-up."""

from functools import partial
from pathlib import Path

from textual.widgets import Input, Select, Static

from pmtui.config import ActiveConfig, Config
from pmtui.model.scales import ActionStatus, Status
from pmtui.storage import backups, draft_folder
from pmtui.tui.screens.finish import FinishScreen
from pmtui.tui.screens.follow_up import FollowUpScreen
from pmtui.tui.screens.interview import InterviewScreen
from pmtui.tui.screens.preview import PreviewScreen
from pmtui.tui.widgets.document import DocumentView
from tests.tui.conftest import Desk, Open, until

RECORD = {
    "incident": {"title": "Login fails", "date": "2026-03-07"},
    "document": {"authors": ["Amara"], "reviewers": ["Jonas"]},
    "summary": "It was slow.",
    "actions": [{"id": "a", "description": "Mend it", "owner": "Tom", "due": "2026-03-20"}],
}


async def finish(desk: Desk) -> FinishScreen:
    await desk.press("f9")
    await until(lambda: isinstance(desk.app.screen, FinishScreen) and "Answered" in desk.text())
    screen = desk.app.screen
    assert isinstance(screen, FinishScreen)
    return screen


async def choose_status(desk: Desk, *keys: str) -> None:
    screen = desk.app.screen
    box = next(box for box in screen.query("FieldBox") if box.question.path == "document.status")  # type: ignore[attr-defined]
    box.focus_editor()  # type: ignore[attr-defined]
    await desk.press(*keys)


async def test_the_screen_lists_what_is_left(open_app: Open) -> None:
    marks = {"causes.immediate": {"kind": "waiting", "note": "Priya"}}
    async with open_app("recovery", {**RECORD, "marks": marks}, size=(100, 40)) as desk:
        await finish(desk)
        text = desk.text()
        assert " ◉ Draft ────── ○ " in text and " F8 " in text
        assert "1 waiting" in text
        assert "Waiting for Priya 1" in text
        assert "as Draft:" in text
        assert "Still asks" in text
        await desk.press("f8")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))


async def test_a_status_brings_its_revision_its_version_and_its_day(open_app: Open) -> None:
    async with open_app("recovery", RECORD, size=(100, 40)) as desk:
        screen = await finish(desk)
        await choose_status(desk, "right", "space")
        record = screen.session.postmortem
        assert (record.document.status, record.document.version) == (Status.REVIEW, "0.9")
        assert [(str(row.date), row.version, row.changes, row.author) for row in record.revisions] == [
            ("2026-03-09", "0.9", "Sent for review", "Amara")
        ]
        await until(lambda: "Sent for review" in desk.text())
        assert " ● Draft ━━━━━━ ◉ " in desk.text()
        await choose_status(desk, "right", "space")
        record = screen.session.postmortem
        assert (record.document.status, record.document.version) == (Status.FINAL, "1.0")
        assert [row.changes for row in record.revisions] == ["Sent for review", "Final"]
        assert str(record.document.published) == "2026-03-09"
        await desk.press("ctrl+z", "ctrl+z")
        assert screen.session.postmortem.document.status is Status.DRAFT
        assert screen.session.postmortem.revisions == ()


async def test_reopening_a_final_document_raises_its_version(open_app: Open) -> None:
    final = {**RECORD, "document": {"status": "final", "version": "1.0", "authors": ["Amara"]}}
    async with open_app("recovery", final, size=(100, 40)) as desk:
        screen = await finish(desk)
        await choose_status(desk, "left", "left", "space")
        record = screen.session.postmortem
        assert (record.document.status, record.document.version) == (Status.DRAFT, "1.1")
        assert record.revisions[-1].changes == "Reopened"


async def test_export_and_its_obstacles(open_app: Open, tmp_path: Path) -> None:
    async with open_app("recovery", RECORD, size=(100, 40)) as desk:
        screen = await finish(desk)
        target = Path(screen.query_one("#target", Input).value)
        target.write_text("somebody else's", encoding="utf-8")
        await desk.press("enter")
        await until(lambda: "Press Enter again to overwrite it" in desk.text())
        assert target.read_text(encoding="utf-8") == "somebody else's"
        await desk.press("ctrl+n", "enter")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        second = target.with_name(f"{target.stem}-2.md")
        assert "Login fails" in second.read_text(encoding="utf-8")
        await finish(desk)
        await desk.press("enter", "enter")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        assert target.read_text(encoding="utf-8") == second.read_text(encoding="utf-8")
        await finish(desk)
        await desk.press("enter")  # the very same document is in nobody's way
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))


async def test_a_draft_s_document_ends_with_its_open_questions(open_app: Open) -> None:
    marks = {"causes.immediate": {"kind": "waiting", "note": "Priya"}}
    async with open_app("recovery", {**RECORD, "marks": marks}) as desk:
        screen = await finish(desk)
        target = Path(screen.query_one("#target", Input).value)
        await desk.press("enter")
        await until(target.exists)
        end = target.read_text(encoding="utf-8").partition("\n## Open questions\n")[2]
        assert "**Priya**" in end
        assert "Immediate Cause" in end


async def test_another_template_says_what_it_leaves_out_and_can_be_kept(open_app: Open) -> None:
    record = {**RECORD, "custom": {"reports_lost": "3"}, "impact": {"complaints": "12"}}
    async with open_app("outage", record, size=(120, 40)) as desk:
        desk.app.active = ActiveConfig(Config(conventions={"dialect": "mkdocs"}))
        screen = await finish(desk)
        screen.query_one("#template", Select).value = "sre"
        await until(lambda: "Press Ctrl+T to switch to it" in desk.text())
        assert "for MkDocs" in desk.text(), "the config holds for the other template, too"
        assert "Complaints" in desk.text()
        assert screen.query_one("#target", Input).value.endswith("2026-03-07-login-fails.md")
        await desk.press("ctrl+t")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen) and desk.session.template_name == "sre")
        draft = draft_folder.load(desk.path)
        assert (draft.template, draft.postmortem.impact.complaints) == ("sre", "12")


async def test_the_follow_up_is_noted_as_a_revision(open_app: Open) -> None:
    final = {**RECORD, "document": {"status": "final", "version": "1.0", "authors": ["Amara"]}}
    async with open_app("recovery", final, size=(100, 40)) as desk:
        screen = await finish(desk)
        assert "follow-up" in desk.text()
        await desk.press("f6")
        await until(lambda: isinstance(desk.app.screen, FollowUpScreen))
        await until(lambda: desk.app.focused is not None and type(desk.app.focused).__name__ == "ActionTable")
        assert any(line.startswith("━ Follow-up review  ") for line in desk.text().splitlines())
        await desk.press("s", "s")
        await desk.press("escape")
        await until(lambda: isinstance(desk.app.screen, FinishScreen))
        record = screen.session.postmortem
        assert record.actions[0].status is ActionStatus.DONE
        assert (record.document.version, record.revisions[-1].changes) == ("1.1", "Follow-up")
        await desk.press("f6")
        await until(lambda: isinstance(desk.app.screen, FollowUpScreen))
        await desk.press("escape")
        assert len(screen.session.postmortem.revisions) == 1


SECTIONS = {
    "actions.immediate": "Action Items",
    "timeline": "Timeline (All times in UTC)",  # the heading says more in the document than on the screen
    "incident.title": "Postmortem: Login fails",
}


async def test_the_preview_begins_at_the_section_that_is_being_written(open_app: Open) -> None:
    async with open_app("outage", RECORD) as desk:

        def begins_with(text: str) -> bool:
            return text in desk.text().split("\n")[0]

        for question, first in SECTIONS.items():
            await desk.go_to(question)
            await desk.press("f3")
            await until(partial(begins_with, first))
            assert "Written for" not in desk.text()
            await desk.press("s")
            await until(partial(begins_with, f"# {first}"))
            await desk.press("s", "escape")
            assert isinstance(desk.app.screen, InterviewScreen)


async def test_a_dialect_is_named_where_the_document_is_shown_and_exported(open_app: Open, tmp_path: Path) -> None:
    own = tmp_path / "ours.md"
    own.write_text(
        '+++\ntitle = "Ours"\ndialect = "docusaurus"\n+++\n# {{ incident.title }}\n\n<!-- kept -->\n\n'
        "## Summary\n\n{{ summary }}\n"
    )
    async with open_app(str(own), {**RECORD, "summary": "{a}"}) as desk:
        await desk.press("f3")
        await until(lambda: "Written for Docusaurus; shown here as GitHub shows it." in desk.text())
        assert "{a}" in desk.text() and "kept" not in desk.text()
        await desk.press("s")
        await until(lambda: "{/* kept */}" in desk.text() and "\\{a\\}" in desk.text())
        assert "Written for Docusaurus." in desk.text()
        await desk.press("escape")
        await finish(desk)
        assert "Document  for Docusaurus" in desk.text()


async def test_the_preview_from_a_builder_begins_at_the_top(open_app: Open) -> None:
    async with open_app("outage", RECORD, size=(140, 40)) as desk:
        await desk.press("f9", "f3")
        await until(lambda: "Postmortem: Login fails" in desk.text().split("\n")[0])
        assert desk.text().startswith("─ Contents ─")
        await until(lambda: "▌ Postmortem: Login fails" in desk.text())
        await desk.press("end")
        await until(lambda: "▌ Postmortem: Login fails" not in desk.text() and "\n▌ " in desk.text())
        await desk.press("s")
        await until(lambda: "# Postmortem: Login fails" in desk.text().split("\n")[0])


async def test_the_preview_works_before_the_document_is_drawn(open_app: Open) -> None:
    async with open_app("outage", RECORD) as desk:
        await desk.press("f3")
        preview = desk.app.screen
        assert isinstance(preview, PreviewScreen)
        await preview.query_one(DocumentView).remove()  # as between two fast keys that change what is shown
        preview.call_after_refresh(preview._go_to_section)
        await desk.press("s", "s")
        assert preview.query(DocumentView)


async def test_switching_the_template_from_the_action_items(open_app: Open) -> None:
    async with open_app("sre", RECORD, size=(100, 40)) as desk:
        await desk.go_to("actions.prevent")
        screen = await finish(desk)
        screen.query_one("#template", Select).value = "corrective"
        await until(lambda: "Press Ctrl+T to switch to it" in desk.text())
        await desk.press("ctrl+t")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen) and desk.session.template_name == "corrective")


async def test_a_document_does_not_overwrite_another_draft(open_app: Open, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text("schema = 1", encoding="utf-8")
    async with open_app("recovery", RECORD, size=(100, 40)) as desk:
        screen = await finish(desk)
        screen.query_one("#target", Input).value = str(other)
        await desk.press("enter", "enter")
        await until(lambda: "may be another draft" in str(screen.query_one("#note", Static).content))
        assert other.read_text(encoding="utf-8") == "schema = 1"


async def test_an_invalid_file_name_is_reported(open_app: Open) -> None:
    async with open_app("sre", RECORD, size=(100, 40)) as desk:
        screen = await finish(desk)
        line = screen.query_one("#target", Input)
        for name in ("/", "~nobody-here/x", "x" * 300):
            line.value = name
            await desk.press("ctrl+n")
            line.value = name
            assert desk.app.screen is screen
        line.focus()
        await desk.press("enter")
        await until(lambda: "name too long" in desk.text())
        assert desk.app.screen is screen


async def test_a_document_that_a_reviewer_changed_is_reported_and_backed_up(open_app: Open) -> None:
    async with open_app("recovery", RECORD, size=(120, 40)) as desk:
        screen = await finish(desk)
        target = Path(screen.query_one("#target", Input).value)
        await desk.press("enter")
        await until(target.exists)
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        reviewed = target.read_text(encoding="utf-8") + "A reviewer's sentence.\n"
        target.write_text(reviewed, encoding="utf-8")
        await finish(desk)
        await until(lambda: "changed since it was exported on" in desk.text())
        assert "(1 line added, 0 removed)" in desk.text()
        await desk.press("enter")
        note = desk.app.screen.query_one("#note", Static)
        await until(lambda: "Press Enter again to overwrite it (with a backup)" in str(note.content))
        assert target.read_text(encoding="utf-8") == reviewed
        await desk.press("enter")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        (copy,) = backups.backups(target)
        assert copy.path.read_text(encoding="utf-8") == reviewed
        assert "A reviewer's sentence." not in target.read_text(encoding="utf-8")
        await finish(desk)
        assert "changed since it was exported" not in desk.text()


async def test_a_change_of_a_signed_document_is_reported_until_it_is_a_revision(open_app: Open) -> None:
    async with open_app("recovery", RECORD, size=(100, 40)) as desk:
        screen = await finish(desk)
        await choose_status(desk, "right", "space", "right", "space")
        assert screen.session.postmortem.document.status is Status.FINAL
        assert "changed since" not in desk.text()
        await desk.press("escape")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        await desk.go_to("summary")
        await desk.press(*" Then it was down.")
        await until(lambda: "Final, changed since sign-off" in desk.text().split("\n")[0])
        screen = await finish(desk)
        await until(lambda: "record a revision" in desk.text())
        assert "changed since: Summary" in desk.text()
        await desk.press("ctrl+r")
        await until(lambda: "record a revision" not in desk.text())
        record = screen.session.postmortem
        assert (record.document.version, record.revisions[-1].changes) == ("1.1", "Changed: Summary")
        assert "changed since sign-off" not in desk.text()
        await desk.press("ctrl+r")
        await until(lambda: "Nothing has changed since" in str(screen.query_one("#note", Static).content))
        await desk.press("ctrl+z")
        await until(lambda: "changed since: Summary" in desk.text())


async def test_a_document_that_became_final_elsewhere_is_signed_on_request(open_app: Open) -> None:
    record = {**RECORD, "document": {"status": "final"}}
    async with open_app("recovery", record) as desk:
        screen = await finish(desk)
        await until(lambda: "Signed      nothing recorded yet; to record it as it is now:" in desk.text())
        await desk.press("ctrl+r")
        await until(lambda: "nothing recorded yet" not in desk.text())
        assert screen.session.postmortem.signed["template"] == "recovery"
        assert not screen.session.postmortem.revisions
        assert screen.session.since_signing == []


async def test_every_marked_cause_that_isnt_printed_is_named(open_app: Open) -> None:
    nodes = [{"id": "a", "text": "The pool ran dry"}]
    nodes += [{"id": f"r{n}", "text": f"Limit {n} was missing", "parent": "a", "role": "root"} for n in range(7)]
    record = {**RECORD, "causes": {"tree": nodes, "what_happened": "Limit 3 was missing, and more."}}
    async with open_app("sre", record) as desk:
        screen = await finish(desk)
        said = str(screen.query_one("#loss", Static).content)
        assert said.startswith("Leaves out what you marked as root cause: Limit 0 was missing; root cause: Limit 1")
        assert [f"Limit {n} was missing" in said for n in range(7)] == [True, True, True, False, True, True, True]
        assert "Shows every answer" not in said
