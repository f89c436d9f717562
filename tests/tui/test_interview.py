"""The interview: every answer is recorded immediately and saved soon, and nothing typed is lost."""

import re
from pathlib import Path
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, RadioButton, TextArea

from pmtui import paths
from pmtui.model.edit import Insert
from pmtui.model.scales import ActionType, Degradation, Severity, Status
from pmtui.model.views import elements
from pmtui.storage import draft_folder, last_position
from pmtui.template import lookup
from pmtui.template.interview import all_questions
from pmtui.template.progress import State
from pmtui.text import clean_prose
from pmtui.tui.editors.field_box import FieldBox
from pmtui.tui.editors.pick_editor import PickEditor
from pmtui.tui.editors.table_editor import RowForm
from pmtui.tui.editors.ticks_editor import TicksEditor
from pmtui.tui.palette import Sections
from pmtui.tui.screens.help import HelpScreen
from pmtui.tui.screens.home import HomeScreen
from pmtui.tui.screens.interview import InterviewScreen
from pmtui.tui.tables.row_table import RowTable
from pmtui.tui.widgets.folded_figures import FoldedFigures
from pmtui.tui.widgets.guidance import Guidance
from pmtui.tui.widgets.key_line import KeyLine
from pmtui.tui.widgets.outline import Outline
from tests.strategies import PIECES
from tests.textual_private import drawn_lines, notifications
from tests.tui.conftest import Open, until


async def test_a_line_is_recorded_with_each_key_and_saved(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.type("Login")
        assert desk.record.incident.title == "Login"
        assert desk.record.document.last_updated is not None
        assert (await desk.saved()).incident.title == "Login"


async def test_enter_goes_through_the_questions_to_the_next_section(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    focused: list[Widget | None] = []
    async with open_app() as desk:
        last = desk.screen.sections[0].questions[-1].path
        await desk.go_to(last)
        set_focus = InterviewScreen.set_focus

        def noted(screen: InterviewScreen, widget: Widget | None, *args: Any, **more: Any) -> None:
            focused.append(widget)
            set_focus(screen, widget, *args, **more)

        monkeypatch.setattr(InterviewScreen, "set_focus", noted)
        await desk.press("enter")
        await until(lambda: desk.screen.section == 1)
        assert desk.screen.focused is not None
        assert desk.screen.query_one(Outline) not in focused, "nothing has the focus in between"


async def test_an_unreadable_date_is_kept_and_reported(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.go_to("incident.date")
        await desk.type("2026-03-0")
        assert desk.record.incident.date is None
        assert desk.record.typed == {"incident.date": "2026-03-0"}
        assert "2026-03-07" in desk.box("incident.date").message()
        assert (await desk.saved()).typed == {"incident.date": "2026-03-0"}
        await desk.type("7")
        assert str(desk.record.incident.date) == "2026-03-07"
        assert desk.record.typed == {}
        assert desk.box("incident.date").message() == ""


async def test_a_burst_of_keys_arrives_whole(open_app: Open) -> None:
    async with open_app() as desk:
        editor = (await desk.go_to("incident.title")).editor
        assert isinstance(editor, Input)
        for char in "a burst of keys":
            editor.insert_text_at_cursor(char)
        assert desk.record.incident.title == "a burst of keys"
        await desk.pilot.pause()
        assert (editor.value, editor.cursor_position) == ("a burst of keys", 15)


async def test_prose_and_lists(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.go_to("summary")
        await desk.type("One")
        await desk.press("enter")
        await desk.type("two")
        assert desk.record.summary == "One\ntwo"
        await desk.go_to("impact.could_not")
        await desk.type("pay")
        await desk.press("enter")
        await desk.type("log in")
        assert desk.record.impact.could_not == ("pay", "log in")
        await desk.press("enter")
        await desk.type("replication")
        await desk.press("enter", *"The rep")
        assert "The replication" in desk.text()  # the rest of the word is offered
        await desk.press("left", "right", *"lay")
        assert desk.record.impact.could_not[-1] == "The replay"
        await desk.press(*["backspace"] * 3, "right")
        assert desk.record.impact.could_not[-1] == "The replication"


async def test_choices_yes_and_no_and_their_details(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.go_to("incident.severity")
        await desk.press("right", "space")
        assert desk.record.incident.severity is Severity.HIGH
        await desk.press("delete")
        assert desk.record.incident.severity is None
        await desk.go_to("document.status")
        await desk.press("delete")
        assert desk.record.document.status is Status.DRAFT  # a document always has one
        await desk.go_to("impact.data_loss")
        await desk.press("right", "space", "tab")
        await desk.type("all replayed")
        assert (desk.record.impact.data_loss.yes, desk.record.impact.data_loss.details) == (False, "all replayed")


async def test_a_choice_is_visible_without_color(open_app: Open) -> None:
    async with open_app("sre") as desk:
        await desk.go_to("incident.severity")
        lines = [line[1:].rstrip() for line in desk.text().splitlines()]
        at = next(index for index, line in enumerate(lines) if "( ) SEV-1" in line)
        indent = lines[at].index("SEV-1")
        assert lines[at + 1] == f"{' ' * indent}exposed"  # a long choice is shown whole, below itself
        await desk.press("right", "space")
        assert "( ) SEV-1" in desk.text()
        assert "(•) SEV-2" in desk.text()


async def test_people_keep_their_comma_while_it_is_typed(open_app: Open) -> None:
    async with open_app() as desk:
        box = await desk.go_to("document.authors")
        await desk.type("Ada, ")
        assert desk.record.document.authors == ("Ada",)
        assert isinstance(box.editor, Input)
        desk.screen.settle()
        assert box.editor.value == "Ada, "
        await desk.type("Grace")
        assert desk.record.document.authors == ("Ada", "Grace")


async def test_a_list_keeps_its_new_line_while_it_is_typed(open_app: Open) -> None:
    async with open_app() as desk:
        box = await desk.go_to("impact.could_not")
        await desk.type("pay")
        await desk.press("enter")
        desk.screen.settle()
        assert isinstance(box.editor, TextArea)
        assert box.editor.text == "pay\n"


async def test_a_paste_of_lines_into_a_line_loses_nothing(open_app: Open) -> None:
    from textual.events import Paste

    async with open_app() as desk:
        box = await desk.go_to("incident.title")
        assert box.editor is not None
        box.editor.post_message(Paste("one\r\ntwo\n\nthree"))
        await until(lambda: desk.record.incident.title)
        assert desk.record.incident.title == "one two three"


async def test_rows_are_typed_one_after_the_other(open_app: Open) -> None:
    async with open_app("recovery", size=(100, 40)) as desk:
        await desk.go_to("revisions")
        await until(lambda: "⏎ First row" in desk.text() and "⏎ Edit" not in desk.text())
        await desk.press("enter")
        await desk.type("2026-03-07")
        await desk.press("enter")
        await desk.type("1.0")
        await desk.press("enter", "enter", "enter")
        await until(lambda: len(desk.record.revisions) == 2)
        await desk.type("2026-03-09")
        await desk.press("escape")
        rows = desk.record.revisions
        assert [(str(row.date), row.version) for row in rows] == [("2026-03-07", "1.0"), ("2026-03-09", "")]
        assert isinstance(desk.screen.focused, RowTable)
        assert "2026-03-09" in desk.text()
        await until(lambda: "⏎ Edit" in desk.text() and "First row" not in desk.text())


async def test_a_blank_row_goes_when_it_is_left(open_app: Open) -> None:
    async with open_app("outage", {"causes": {"contributing": [{"id": "x", "factor": "Keep"}]}}) as desk:
        await desk.go_to("causes.contributing")
        await desk.press("a")
        assert len(desk.record.causes.contributing) == 2
        await desk.press("escape")
        await until(lambda: len(desk.record.causes.contributing) == 1)
        assert desk.record.causes.contributing[0].id == "x"


async def test_a_custom_list_is_edited_like_any_table(open_app: Open, tmp_path: Path) -> None:
    template = tmp_path / "ours.md"
    template.write_text(
        '+++\ntitle = "T"\n+++\n# {{ incident.title }}\n\n## Open\n\n| Question | State |\n|---|---|\n'
        "| {{ custom.questions.*.text }} | {{ custom.questions.*.state : choice(open, answered) }} |\n",
        encoding="utf-8",
    )
    async with open_app(str(template), {"custom": {"questions": [{"id": "k", "text": "Who knew?"}]}}) as desk:
        await desk.go_to("custom.questions")
        assert "Missing: State in row 1." in desk.text()
        await desk.press("a")
        await desk.type("Why?")
        await desk.press("tab", "space", "escape")
        rows = elements(desk.record, "custom.questions")
        assert [(row.id, row.text, row.state) for row in rows] == [("k", "Who knew?", ""), ("r1", "Why?", "open")]
        await desk.press("a", "escape")
        await until(lambda: len(elements(desk.record, "custom.questions")) == 2)
        await desk.press("K", "d")
        assert "Question" in desk.text()
        assert [row.id for row in elements(desk.record, "custom.questions")] == ["k"]
        await desk.press("ctrl+z", "ctrl+z")
        assert (await desk.saved()).custom == {"questions": rows}


async def test_rows_are_removed_moved_and_restored(open_app: Open) -> None:
    rows = [{"id": name, "factor": name} for name in "abc"]
    async with open_app("outage", {"causes": {"contributing": rows}}) as desk:

        def order() -> list[str]:
            return [row.id for row in desk.record.causes.contributing]

        await desk.go_to("causes.contributing")
        await desk.press("down", "alt+up")
        assert order() == ["b", "a", "c"]
        await desk.press("d")
        assert order() == ["a", "c"]
        await desk.press("ctrl+z", "ctrl+z")
        assert order() == ["a", "b", "c"]
        await desk.press("ctrl+y")
        assert order() == ["b", "a", "c"]


async def test_a_row_of_a_view_belongs_to_it(open_app: Open) -> None:
    async with open_app("outage") as desk:
        await desk.go_to("actions.alerts")
        await desk.type("Alert on errors above 2%")
        await desk.press("enter")
        action = desk.record.actions[0]
        assert (action.description, action.area) == ("Alert on errors above 2%", "alert")


async def test_a_figure_is_computed_from_the_timeline_and_can_be_overridden(open_app: Open) -> None:
    rows = [
        {"id": "a", "event": "x", "at": "2026-03-07T14:00:00Z", "milestones": ["started"]},
        {"id": "b", "event": "y", "at": "2026-03-07T14:47:00Z", "milestones": ["resolved"]},
    ]
    async with open_app("sre", {"timeline": rows}) as desk:
        box = await desk.go_to("figures.duration")
        assert isinstance(box.editor, Input)
        assert box.editor.placeholder.startswith("47 min")
        assert box.state() is State.ANSWERED
        await desk.type("about an hour")
        assert desk.record.stated["duration"].value == "about an hour"


async def test_undo_goes_back_through_all_sections_to_where_the_change_was(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.type("Login fails")
        await desk.go_to("summary")
        await desk.type("Down")
        await desk.press("ctrl+z")
        assert (desk.record.summary, desk.record.incident.title) == ("", "Login fails")
        await desk.press("ctrl+z")
        assert desk.record.incident.title == "Login "
        await until(lambda: desk.screen.section == 0)
        assert desk.screen.focused is desk.box("incident.title").editor
        await desk.press("ctrl+z", "ctrl+z")
        assert desk.record.incident.title == ""
        await desk.press("ctrl+y", "ctrl+y", "ctrl+y")
        assert (desk.record.incident.title, desk.record.summary) == ("Login fails", "Down")


async def test_marks(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.go_to("impact.revenue")
        await desk.press("f4", "down", "down", "space")
        await desk.type("Kim")
        await desk.press("enter")
        mark = desk.record.marks["impact.revenue"]
        assert (mark.kind, mark.note) == ("waiting", "Kim")
        assert desk.box("impact.revenue").state() is State.WAITING
        assert "Waiting for Kim" in desk.text()
        assert desk.screen.focused is desk.box("impact.revenue").editor
        await desk.type("$5")
        assert (desk.record.marks, desk.record.impact.revenue) == ({}, "$5")


async def test_next_unanswered_skips_settled_questions(open_app: Open) -> None:
    async with open_app("outage", {"incident": {"title": "x", "date": "2026-03-07"}, "summary": "s"}) as desk:
        await desk.go_to("document.last_updated")
        await desk.press("f8")
        if desk.screen.section == 0:  # the date of the last change itself is open until something changes
            await desk.press("f8")
        await until(lambda: desk.screen.section == 1)
        assert desk.screen.focused is desk.box("impact.users_affected").editor


async def test_the_outline_jumps_and_shows_what_is_left(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")  # the focus is in the characters: heavy rule, thick bar
    async with open_app(size=(140, 40)) as desk:
        await until(lambda: "─ Sections ─" in desk.text() and "━ 1/15 Incident  " in desk.text())
        assert re.search("▏◐ Incident +[0-9] ", desk.text())
        assert "▌○ Title" in desk.text()
        await desk.press("f2")
        assert isinstance(desk.screen.focused, Outline)
        await until(lambda: "━ Sections ━" in desk.text() and "─ 1/15 Incident  " in desk.text())
        assert re.search("▌◐ Incident +[0-9] ", desk.text())
        row = next(strip for strip in drawn_lines(desk.app.screen) if "▌◐ Incident" in strip.text)
        assert any(segment.style.reverse for segment in row if segment.style and "Incident" in segment.text)
        assert re.search("○ Executive Summary +4 ", desk.text())
        await desk.press("down", "enter")
        await until(lambda: desk.screen.section == 1)
        await desk.type("Down")
        desk.screen.settle()
        await desk.pilot.pause()
        assert re.search("▏◐ Executive Summary +3 ", desk.text())
        sections = Sections(desk.screen)
        assert [str(hit.text) async for hit in sections.search("wentpoorly")] == ["Section: What Went Poorly"]
        await desk.press("ctrl+p")
        await desk.type("timeline")
        await until(lambda: "Section: Timeline" in desk.text())
        await desk.press("enter")
        await until(lambda: desk.screen.section == 2)
        await desk.screen.show_section(4)
        await until(lambda: "^g Causes" in desk.text() and "Press Ctrl+G to build the tree" in desk.text())


_WIDGETS = (49, 17, 71, 33, 30, 37, 35, 22, 56, 34, 44, 13, 72, 27)
"""How many widgets each section's screen of the example had before it had panes."""


async def test_no_section_has_a_horizontal_scrollbar_or_many_more_widgets_than_before(
    open_app: Open, tmp_path: Path
) -> None:
    path = tmp_path / "sre.toml"
    draft_folder.create(path, draft_folder.load(paths.builtin_templates() / "examples" / "sre.toml"))
    async with open_app(path=path, size=(80, 24)) as desk:
        for number, most in enumerate(_WIDGETS):
            await desk.screen.show_section(number)
            await desk.pilot.pause()
            widgets = list(desk.screen.walk_children(Widget))
            assert [each for each in widgets if each.show_horizontal_scrollbar and each.scrollbar_size_horizontal] == []
            scrolling = [each for each in widgets if each.show_vertical_scrollbar and each.scrollbar_size_vertical]
            columns = sorted(each.region.right for each in scrolling)
            assert all(right - left > 1 for left, right in zip(columns, columns[1:], strict=False))  # not side by side
            assert len(widgets) <= most + 2


async def test_what_the_timeline_will_answer_is_one_line_until_it_does(open_app: Open) -> None:
    async with open_app(record={"incident": {"date": "2026-03-07", "title": "Checkout"}}) as desk:
        assert "From the timeline      Start of impact, End of impact, Duration" in desk.text()
        assert "not computed yet" not in desk.text()
        assert desk.screen.focused is desk.box("incident.severity").editor  # the first that the author can answer
        await desk.press("shift+tab")
        assert isinstance(desk.screen.focused, FoldedFigures)
        assert desk.screen.focused._lines(25 + 20) == ["Start of impact, End", "of impact, Duration"]
        assert "Press Enter to show these fields" in desk.text()
        await desk.press("f8")
        assert desk.screen.focused is desk.box("document.authors").editor
        await desk.screen.form.focus_question("incident.severity")
        await desk.press("shift+tab", "enter")
        await until(lambda: desk.screen.focused is desk.box("figures.started").editor)
        assert not desk.screen.query(FoldedFigures)
        await desk.screen.show_section(1)
        await desk.screen.show_section(0)
        assert len(desk.screen.query(FoldedFigures)) == 1
        at = "2026-03-07T14:00:00+00:00"
        event = {"id": "e1", "at": at, "event": "x", "milestones": ["started"]}
        desk.session.apply(Insert(path="timeline", index=0, element=event), "timeline")
        desk.screen.settle()
        await until(lambda: not desk.screen.query(FoldedFigures))
        assert desk.box("figures.ended").display


async def test_on_a_narrow_screen_the_outline_opens_on_request(open_app: Open) -> None:
    async with open_app(size=(80, 24)) as desk:
        assert not desk.screen.query_one(Outline).display
        await desk.press("f2")
        assert desk.screen.query_one(Outline).display
        await desk.press("f2")
        assert not desk.screen.query_one(Outline).display
        assert desk.screen.focused is not None


async def test_the_guidance_explains_the_question_in_focus(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.go_to("summary")
        panel = desk.screen.query_one("#guidance-below", Guidance)
        assert "two or three sentences" in str(panel.content)
        assert "For example" in str(panel.content)


async def test_the_draft_opens_at_the_last_question(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.go_to("impact.failed_requests")
        path = desk.path
        await desk.press("ctrl+q")
    async with open_app(path=path) as desk:
        assert desk.screen.focused is desk.box("impact.failed_requests").editor


async def test_a_section_that_asks_nothing_is_shown_to_read(open_app: Open) -> None:
    async with open_app("sre") as desk:
        position = [section.title for section in desk.screen.sections].index("Blameless Culture Reminder")
        await desk.screen.show_section(position)
        await desk.pilot.pause()
        assert "Principles" in desk.text()
        await desk.press("f7")
        await until(lambda: desk.screen.section == position + 1)


async def test_the_preview_shows_the_document(open_app: Open) -> None:
    async with open_app("outage", {"incident": {"title": "Login fails"}}) as desk:
        await desk.press("f3")
        await until(lambda: "Postmortem: Login fails" in desk.text())
        await desk.press("s")
        await until(lambda: "# Postmortem: Login fails" in desk.text())
        await desk.press("escape")
        assert isinstance(desk.app.screen, InterviewScreen)


async def test_export_asks_before_it_overwrites_a_file(open_app: Open, tmp_path: Path) -> None:
    record = {"incident": {"title": "Login fails", "date": "2026-03-07"}}
    async with open_app("outage", record) as desk:
        target = tmp_path / "2026-03-07-login-fails.md"
        target.write_text("mine")
        await desk.press("f9", "enter")
        assert target.read_text() == "mine"
        assert "Enter again" in desk.text()
        await desk.press("enter")
        await until(lambda: target.read_text().startswith("# Postmortem: Login fails"))
        assert isinstance(desk.app.screen, InterviewScreen)


@pytest.mark.parametrize("template", lookup.BUILTIN)
async def test_every_section_has_its_fields_and_draws_whatever_the_answers_hold(open_app: Open, template: str) -> None:
    from tests.unit.test_hostile_text import filled

    hostile = "\n".join(PIECES)
    record = filled(hostile, template).model_dump(mode="json")
    async with open_app(template, record, size=(140, 40)) as desk:
        seen: list[str] = []
        for position in range(len(desk.screen.sections)):
            await desk.screen.show_section(position)
            seen += [
                box.question.path for box in desk.screen.query("#form > FieldBox").results() if hasattr(box, "question")
            ]
            await desk.pilot.pause()
            assert "\x1b" not in desk.text()
        assert seen == [question.path for question in all_questions(desk.session.template)]
        await desk.press("f3")
        await desk.pilot.pause()
        await desk.press("escape")
        assert desk.record.summary == clean_prose(hostile)  # drawing changes nothing


async def test_pasted_letters_never_act_while_a_field_has_the_cursor(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.go_to("incident.title")
        await desk.type("adnq?")
        assert desk.record.incident.title == "adnq?"


async def test_a_long_scale_is_picked_from_a_list(open_app: Open) -> None:
    async with open_app("corrective", {"actions": [{"id": "a", "description": "x"}]}, size=(100, 40)) as desk:
        await desk.go_to("actions")
        await desk.press("up", "enter")
        await until(lambda: desk.screen.query(RowForm))
        picker = next(each for each in desk.screen.query(PickEditor) if each.question.path == "actions.a.goal")
        picker.focus()
        await desk.press("d")
        assert desk.record.actions[0].goal == ActionType.DETECT
        await desk.press("space")
        await until(lambda: picker.expanded)
        await desk.press("down", "enter")
        assert desk.record.actions[0].goal == "respond"


async def test_several_of_a_scale_are_ticked(open_app: Open) -> None:
    async with open_app("five-whys", {"timeline": [{"id": "a", "event": "x"}]}, size=(100, 40)) as desk:
        await desk.go_to("timeline")
        await desk.press("up", "enter")
        await until(lambda: desk.screen.query(RowForm))
        ticks = desk.screen.query_one(TicksEditor)
        ticks.focus()
        await desk.press("down", "space", "down", "space")
        assert desk.record.timeline[0].milestones == ("detected", "acknowledged")
        await until(lambda: "[x] Detected" in desk.text() and "[ ] Mitigated" in desk.text())
        await desk.press("up", "space")
        assert desk.record.timeline[0].milestones == ("acknowledged",)
        await desk.press("delete")
        assert desk.record.timeline[0].milestones == ()
        await desk.press("enter")
        assert not ticks.has_focus
        await desk.go_to("impact.degradation")
        await desk.press("space")
        assert desk.record.impact.degradation is Degradation.COMPLETE_OUTAGE


async def test_ctrl_o_goes_back_to_the_drafts(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.type("Login")
        await desk.press("ctrl+o")
        assert isinstance(desk.app.screen, HomeScreen)
        assert draft_folder.load(desk.path).postmortem.incident.title == "Login"
        await until(lambda: "Login" in desk.text())


async def test_the_organizations_conventions_are_shown_at_their_questions(open_app: Open) -> None:
    resolved = {"id": "a", "event": "x", "at": "2026-03-07T14:00:00Z", "milestones": ["resolved"]}
    async with open_app("recovery", {"timeline": [resolved]}, size=(100, 40)) as desk:
        await desk.go_to("incident.severity")
        assert "required for P1 and P2, within 3 business days" in desk.text()
        assert "due Wed, Mar 11" in desk.text()
        await desk.go_to("causes.immediate")
        assert "what the system and the procedures made likely" in desk.text()


async def test_enter_without_a_choice_chooses_nothing(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.go_to("incident.severity")
        await desk.press("enter")
        assert desk.record.incident.severity is None
        assert desk.screen.focused is not desk.box("incident.severity").editor
        await desk.go_to("incident.severity")
        await desk.press("right", "enter")
        assert desk.record.incident.severity is Severity.HIGH


async def test_every_mark_takes_a_reason(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.go_to("impact.revenue")
        await desk.press("f4", "enter")  # the likeliest comes first
        assert desk.record.marks["impact.revenue"].kind == "not_applicable"
        await until(lambda: not desk.screen.query("MarkBar"))
        await desk.press("f4")
        await desk.type("free")
        await desk.press("enter")
        mark = desk.record.marks["impact.revenue"]
        assert (mark.kind, mark.note) == ("not_applicable", "free")


async def test_letters_answer_tab_goes_on_and_the_place_is_kept_meanwhile(open_app: Open) -> None:
    async with open_app("recovery", {"incident": {"title": "T"}}, size=(100, 30)) as desk:
        box = await desk.go_to("impact.data_loss")
        await desk.press("tab")
        await desk.type("y no")
        assert (desk.record.impact.data_loss.yes, desk.record.impact.data_loss.details) == (None, "y no")
        await until(lambda: "Yes or no?" in desk.text())
        await desk.press("shift+tab", "y")
        assert desk.record.impact.data_loss.yes is True
        await desk.press("n")
        assert desk.record.impact.data_loss.yes is False
        assert box.state() is State.ANSWERED
        await desk.press("ctrl+z")
        assert "Undone: Data loss" in str([each.message for each in notifications(desk.app)])
        last = desk.screen.form.boxes()[-1]
        last.focus_editor()
        section = desk.screen.section
        await desk.press("tab")
        await until(lambda: desk.screen.section == section + 1)
        place = desk.screen.form.boxes()[0].question.path
        desk.screen.form.boxes()[0].focus_editor()
        await until(lambda: (last_position.recall(desk.path) or last_position.Position("", "")).question == place)


async def test_a_zone_is_typed_by_its_city_or_abbreviation(open_app: Open) -> None:
    async with open_app("sre", {"incident": {"title": "T"}}, size=(100, 30)) as desk:
        box = await desk.go_to("incident.timezone")
        box.editor.value = ""
        await desk.type("pst")
        assert desk.record.incident.timezone == "America/Los_Angeles"
        await until(lambda: "America/Los_Angeles, from 'pst'." in desk.text())
        await desk.press("shift+tab")
        await until(lambda: box.editor.value == "America/Los_Angeles")


async def test_a_key_leaves_out_a_question_its_group_and_its_section(open_app: Open) -> None:
    async with open_app("sre", {"incident": {"title": "T"}}, size=(100, 30)) as desk:
        await desk.go_to("impact.regions")
        await desk.press("ctrl+d")
        assert list(desk.record.marks) == ["impact.regions"]
        assert "Left out of the document." in desk.text()
        (notice,) = notifications(desk.app)
        assert notice.message == "Press Ctrl+D again to leave out the group User Impact."  # the field says the rest
        await desk.press("ctrl+d")
        (notice,) = notifications(desk.app)
        assert notice.message == "Left out: the group User Impact. Press Ctrl+D again to leave out the section Impact."
        assert list(desk.record.marks) == ["section.Impact / User Impact"]
        await desk.press("down", "up", "ctrl+d")  # later on, it puts back
        assert desk.record.marks == {}
        await desk.press("f2", "down", "ctrl+d")  # the next section
        assert list(desk.record.marks) == ["section.Timeline"]
        await desk.press("ctrl+z")
        assert desk.record.marks == {}
        await desk.press("f2", "home", "ctrl+d")
        assert "always begins with this section" in str([each.message for each in notifications(desk.app)])
        await desk.go_to("summary")
        await desk.press("ctrl+d", "f9")
        await until(lambda: "Left out    Summary" in desk.text())


async def test_the_marks_open_in_view(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.go_to("document.last_updated")
        await desk.press("f4")
        await until(lambda: "( ) Waiting for" in desk.text())


async def test_the_question_in_focus_is_visible(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.go_to("impact.support_tickets")  # the last of a long section
        await until(lambda: "▌○ Support Tickets " in desk.text() and "▌  Created  " in desk.text())


async def test_an_unreadable_failure_rate_counts_as_missing(open_app: Open) -> None:
    row = {"id": "a", "event": "x", "at": "2026-03-07T14:00:00Z", "failing": "lots"}
    async with open_app("outage", {"timeline": [row]}) as desk:
        await desk.go_to("timeline")
        assert desk.box("timeline").state() is State.PART
        assert "Failing (can't be read) in row 1" in desk.text()


async def test_the_chosen_row_is_visible_at_every_width(open_app: Open) -> None:
    async with open_app("five-whys", {"document": {"status": "final"}}, size=(80, 24)) as desk:
        for size in ((80, 24), (100, 30), (140, 40)):
            await desk.go_to("incident.title")
            await desk.pilot.resize_terminal(*size)
            await desk.go_to("document.status")
            assert "(•) Published" in desk.text(), size


async def test_typing_without_a_pause_is_saved(open_app: Open) -> None:
    async with open_app() as desk:
        for _ in range(400):
            await desk.pilot.press("x")
            if draft_folder.load(desk.path).postmortem.incident.title:
                return
        raise AssertionError("nothing was saved while the author typed")


async def test_a_letter_or_the_next_field_does_not_redo_the_layout_or_draw_all(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[str] = []
    drawn: list[Widget] = []
    async with open_app() as desk:
        await desk.go_to("incident.title")
        layout = InterviewScreen._refresh_layout

        def counted(screen: InterviewScreen, *args: Any, **more: Any) -> None:
            laid_out.append("once")
            layout(screen, *args, **more)

        render_lines = Widget.render_lines

        def noted(widget: Widget, crop: Region) -> list[Strip]:
            drawn.append(widget)
            return render_lines(widget, crop)

        monkeypatch.setattr(InterviewScreen, "_refresh_layout", counted)
        await desk.type("a")
        await until(lambda: desk.screen.saver.state.is_saved)
        await desk.pilot.pause(0.2)
        monkeypatch.setattr(Widget, "render_lines", noted)
        await desk.type("bcd")
        assert desk.record.incident.title == "abcd"
        await desk.press("tab")
        assert not desk.box("incident.title").has_focus_within
        assert laid_out == []
        boxes = {widget for widget in drawn if isinstance(widget, FieldBox)}
        assert 1 <= len(boxes) <= 4 < len(desk.screen.query(FieldBox)), "only those that the cursor was in, or next to"
        before, after = desk.box("incident.title"), desk.box("incident.severity")
        assert isinstance(before.editor, Widget) and isinstance(after.editor, Widget)
        desk.screen.set_focus(before.editor)
        await desk.pilot.pause()
        styled: list[DOMNode] = []
        apply = Stylesheet.apply

        def noted_apply(sheet: Stylesheet, node: DOMNode, **more: Any) -> None:
            styled.append(node)
            apply(sheet, node, **more)

        monkeypatch.setattr(Stylesheet, "apply", noted_apply)
        desk.screen.set_focus(after.editor)
        assert after.has_class("-focused") and not before.has_class("-focused"), "it's lit when it's drawn next"
        await desk.pilot.pause()
        assert after.editor in styled and sum(isinstance(node, RadioButton) for node in styled) <= 1
        drawn.clear()
        desk.screen.refresh_bindings()
        await desk.pilot.pause()
        assert not any(isinstance(widget, KeyLine) for widget in drawn), "the same keys are drawn again"


async def test_a_long_line_scrolls_with_the_cursor(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.go_to("incident.title")
        await desk.type("abc " * 20 + "the end")
        assert "the end" in desk.text()
        await desk.press("home")
        assert "the end" not in desk.text()
        assert "abc abc" in desk.text()


async def test_down_and_up_go_through_the_fields(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.go_to("incident.title")
        await desk.press("down")
        assert not desk.box("incident.title").has_focus_within
        await desk.press("up")
        assert desk.box("incident.title").has_focus_within


async def test_the_help_has_the_screen_and_every_key_of_the_field_in_focus(open_app: Open) -> None:
    async with open_app("outage", {"timeline": [{"id": "a", "event": "x"}]}) as desk:
        await desk.go_to("timeline")
        await desk.press("up", "f1")
        await until(lambda: isinstance(desk.app.screen, HelpScreen))
        assert isinstance(desk.app.screen, HelpScreen)
        text = desk.app.screen.text
        assert text.index("## Timeline") < text.index("## Writing a section") < text.index("## Keys")
        assert "`%` Failing %…" in text and "`F8` Unanswered: Go to the next unanswered question" in text
        await desk.press("escape")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))


async def test_a_name_typed_at_the_marks_is_the_person_who_will_answer(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.go_to("incident.title")
        await desk.press("f4", "down", "down")
        await desk.type("Dana Wu")
        assert desk.record.marks["incident.title"].text == "Waiting for Dana Wu"
        await desk.press("ctrl+z", "ctrl+z", "ctrl+z")  # word by word, as everywhere
        assert desk.record.marks == {}


async def test_a_note_means_the_mark_that_the_cursor_is_on(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.go_to("incident.title")
        await desk.press("f4", "down", "tab")
        await desk.type("no log")
        await desk.press("enter")
        assert desk.record.marks["incident.title"].text == "Unknown: no log"


async def test_a_note_without_a_choice_is_not_dropped_silently(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.go_to("incident.title")
        await desk.press("f4", *["down"] * 4, "tab")
        await desk.type("Dana")
        await desk.press("enter")
        assert "First choose Unknown" in str([each.message for each in notifications(desk.app)])
        assert desk.screen.query("MarkBar")


async def test_text_that_is_cut_short_shows_an_ellipsis(open_app: Open) -> None:
    async with open_app("sre", {"incident": {"title": "The checkout fails " * 8, "id": "INC-7"}}) as desk:
        await desk.go_to("incident.id")
        await until(lambda: "The checkout f… " in desk.text())
        await desk.go_to("incident.title")
        await until(lambda: "The checkout f… " not in desk.text())
        await desk.go_to("impact.users_affected")
        await until(lambda: "─ Help  F1 for more ─" in desk.text())
        await desk.go_to("incident.id")
        await until(lambda: "─ Help ─" in desk.text())


async def test_undo_and_redo_say_what_they_have_changed(open_app: Open) -> None:
    async with open_app("outage") as desk:
        await desk.go_to("incident.title")
        await desk.type("x")
        await desk.press("ctrl+z")
        assert [note.message for note in notifications(desk.app)] == ["Undone: Title."]
        await desk.press("ctrl+y")
        assert [note.message for note in notifications(desk.app)] == ["Redone: Title."]
        await desk.go_to("timeline")
        await desk.type("D")  # in the line that takes events
        await desk.press("ctrl+z")
        assert [note.message for note in notifications(desk.app)] == ["Undone: Timeline (text in the entry line)."]
