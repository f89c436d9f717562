"""Action items on screen: typed, completed, changed by keys, several at once, linked to causes."""

from typing import Any

from pmtui.model.scales import ActionStatus, ActionType, Priority
from pmtui.tui.editors.action_editor import ActionEditor
from pmtui.tui.editors.entry_line import EntryLine
from pmtui.tui.editors.field_box import FieldBox
from pmtui.tui.screens.actions import ActionsScreen
from pmtui.tui.screens.checklist import PickScreen
from pmtui.tui.tables.action_table import ActionTable
from tests.tui.conftest import Desk, Open, until

PEOPLE = {"document": {"authors": ["Priya Raman", "Tom Okafor"]}, "incident": {"date": "2026-03-07"}}
THREE = [
    {
        "id": name,
        "description": f"Reject {name} at the door",
        "goal": "prevent",
        "owner": owner,
        "due": due,
        "priority": "low",
    }
    for name, owner, due in (("a", "Tom", "2026-04-01"), ("b", "Ana", "2026-03-20"), ("c", "Tom", "2026-03-10"))
]
TREE = {"causes": {"tree": [{"id": "top", "strand": "happened", "text": "No limit", "role": "root"}]}}


async def at_line(desk: Desk, path: str = "actions.prevent") -> EntryLine:
    box = await desk.go_to(path)
    return box.query_one(EntryLine)


async def at_table(desk: Desk, *keys: str) -> ActionTable:
    line = await at_line(desk)
    await desk.press("up", "home", *keys)
    return line.screen.query(ActionTable).first()


async def test_a_line_becomes_an_action_item(open_app: Open) -> None:
    async with open_app("sre", PEOPLE) as desk:
        await at_line(desk)
        await desk.type("Add validation to the playbook @tom fri P1 #detect")
        await until(lambda: "owner Tom Okafor · due Fri, Mar 13 · P1 · Detect" in desk.text())
        await desk.press("enter")
        action = desk.record.actions[0]
        assert (action.description, action.owner, str(action.due)) == (
            "Add validation to the playbook", "Tom Okafor", "2026-03-13",
        )  # fmt: skip
        assert (action.priority, action.goal) == (Priority.HIGH, ActionType.DETECT)
        assert desk.record.typed == {}
        await desk.press("ctrl+z")
        assert desk.record.actions == ()
        assert desk.record.typed == {"actions.prevent": "Add validation to the playbook @tom fri P1 #detect"}


async def test_a_view_sets_its_type_unless_the_line_names_one(open_app: Open) -> None:
    async with open_app("sre", PEOPLE) as desk:
        await at_line(desk, "actions.respond")
        await desk.type("Give the on-call the right to restart it")
        await desk.press("enter")
        assert desk.record.actions[0].goal is ActionType.RESPOND


async def test_right_completes_a_name_and_ctrl_r_reads_the_line_as_text(open_app: Open) -> None:
    async with open_app("sre", PEOPLE) as desk:
        line = await at_line(desk)
        await desk.type("Mend it @")
        assert "Press Right to complete" in desk.text()  # there's one owner
        await desk.type("pri")
        await until(lambda: "Press Right to complete" in desk.text())
        await desk.press("right")
        assert line.value == "Mend it @priya Raman"
        await desk.press("ctrl+r", "enter")
        assert (desk.record.actions[0].description, desk.record.actions[0].owner) == ("Mend it @priya Raman", "")
        await desk.type("Rename the playbook")
        await desk.press("enter", *"Test the play", "right", "left", *"s", "right", *"y")
        assert line.value == "Test the playboosky"  # not offered where the cursor isn't at the end


async def test_several_pasted_lines_are_several_actions_in_their_order(open_app: Open) -> None:
    from textual import events

    async with open_app("sre", {**PEOPLE, "actions": THREE}) as desk:
        line = await at_line(desk)
        line.post_message(events.Paste("- [ ] Do d @tom\n* Do e fri\n\n- [x] Do f"))
        await until(lambda: "Do f · Done" in desk.text() and "Do d · owner Tom" in desk.text())
        await desk.press("enter")
        await until(lambda: len(desk.record.actions) == 6)
        assert [action.status for action in desk.record.actions[4:]] == [ActionStatus.OPEN, ActionStatus.DONE]
        assert [action.description for action in desk.record.actions[3:]] == ["Do d", "Do e", "Do f"]
        assert desk.record.actions[3].owner == "Tom"
        await desk.press("ctrl+z")
        assert len(desk.record.actions) == 3


async def test_the_cursor_follows_an_action_to_its_new_time_frame(open_app: Open) -> None:
    action = {"id": "a", "description": "Fix it", "owner": "Tom", "horizon": "short"}
    async with open_app("corrective", {**PEOPLE, "actions": [action]}, size=(100, 30)) as desk:
        box = await desk.go_to("actions.short")
        box.editor.table.focus()
        await desk.press("h")
        assert desk.record.actions[0].horizon == "long"
        table = desk.box("actions.long").editor.table
        await until(lambda: table.has_focus and table.current() == "a")
        await desk.press("h")  # from the last on to the first: an action without a time frame would be under none
        first = desk.box("actions.immediate").editor.table
        await until(lambda: first.has_focus and first.current() == "a")


async def test_the_cursor_follows_an_action_to_the_time_frame_of_its_due_date(open_app: Open) -> None:
    action = {"id": "a", "description": "Fix it", "owner": "Tom", "due": "2026-03-10"}
    async with open_app("outage", {**PEOPLE, "actions": [action]}, size=(100, 30)) as desk:
        box = await desk.go_to("actions.immediate")
        box.editor.table.focus()
        await desk.press("u", *"+8w", "enter")
        table = desk.box("actions.long").editor.table
        await until(lambda: table.has_focus and table.current() == "a")


async def test_keys_change_the_current_action_or_all_selected_ones(open_app: Open) -> None:
    async with open_app("sre", {**PEOPLE, "actions": THREE}) as desk:
        await at_table(desk, "s", "p", "p")
        first = desk.record.actions[0]
        assert (first.status, first.priority) == (ActionStatus.IN_PROGRESS, Priority.URGENT)
        await desk.press("asterisk", "u")
        await desk.type("+1w")
        await desk.press("enter")
        assert {str(action.due) for action in desk.record.actions} == {"2026-03-16"}
        await desk.press("o")
        await desk.press("ctrl+u")
        await desk.type("Storage team")
        await desk.press("enter")
        assert {action.owner for action in desk.record.actions} == {"Storage team"}
        await desk.press("ctrl+z", "ctrl+z")
        assert [str(action.due) for action in desk.record.actions] == ["2026-04-01", "2026-03-20", "2026-03-10"]


async def test_an_invalid_day_is_refused_and_nothing_changes(open_app: Open) -> None:
    async with open_app("sre", {**PEOPLE, "actions": THREE}) as desk:
        await at_table(desk, "u")
        await desk.type("soonish")
        await desk.press("enter")
        assert "Write it as fri, +2w" in desk.text()
        assert str(desk.record.actions[0].due) == "2026-04-01"
        await desk.press("escape")
        assert isinstance(desk.app.focused, ActionTable)


async def test_declining_needs_a_reason_and_the_document_has_it(open_app: Open) -> None:
    async with open_app("sre", {**PEOPLE, "actions": THREE}) as desk:
        await at_table(desk, "x", "enter")
        assert desk.record.actions[0].status is ActionStatus.OPEN
        await desk.type("ends in June")
        await desk.press("enter")
        action = desk.record.actions[0]
        assert (action.status, action.reason) == (ActionStatus.DECLINED, "ends in June")
        await desk.press("s")
        assert desk.record.actions[0].status is ActionStatus.OPEN


async def test_sorting_and_filtering(open_app: Open) -> None:
    async with open_app("sre", {**PEOPLE, "actions": THREE}) as desk:
        table = await at_table(desk, "t")
        assert [action.id for action in desk.record.actions] == ["c", "b", "a"]
        await desk.press("slash")
        await desk.type("@tom")
        await desk.press("enter")
        assert [row.id for row in table.rows_now()] == ["c", "a"]
        assert "Showing 2 of 3 matching '@tom'" in desk.text()
        await desk.press("slash", *" open", "escape", "slash")
        assert table.screen.query_one(".-here EntryLine", EntryLine).value == "@tom"
        await desk.press("right")
        assert table.screen.query_one(".-here EntryLine", EntryLine).value == "@tom open"
        await desk.press("ctrl+u", "enter")
        assert len(table.rows_now()) == 3


async def test_rows_are_copied_moved_removed_and_restored(open_app: Open) -> None:
    async with open_app("sre", {**PEOPLE, "actions": THREE}) as desk:
        await at_table(desk, "alt+down")
        assert [action.id for action in desk.record.actions] == ["b", "a", "c"]
        await desk.press("c")
        assert [action.description for action in desk.record.actions] == [f"Reject {x} at the door" for x in "baac"]
        await desk.press("d")
        assert [action.id for action in desk.record.actions] == ["b", "a", "c"]
        await desk.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert [action.id for action in desk.record.actions] == ["a", "b", "c"]


async def test_a_row_is_edited_in_its_form(open_app: Open) -> None:
    async with open_app("sre", {**PEOPLE, "actions": THREE}, size=(100, 40)) as desk:
        await at_table(desk, "enter")
        await until(lambda: desk.screen.query_one(ActionEditor).form is not None)
        await desk.press("end", "!")
        assert desk.record.actions[0].description == "Reject a at the door!"
        due = desk.box("actions.a.due")
        due.focus_editor()
        await desk.press("ctrl+u")
        await desk.type("eoq")
        assert str(desk.record.actions[0].due) == "2026-03-31"
        desk.box("actions.a.owner").focus_editor()
        await desk.press("ctrl+u", "a", "right")  # completed by the owner of another row
        assert desk.record.actions[0].owner == "ana"
        await desk.press("ctrl+u", "P", "r", "right")
        assert desk.record.actions[0].owner == "Priya Raman"
        assert "Row 1 of 3 · Tab: next field" in desk.text() and "Tab Next field" in desk.text()
        await desk.go_to("summary")
        await until(lambda: "Tab Forward" in desk.text())  # Enter is a new line there
        await desk.go_to("incident.title")
        await until(lambda: "Tab Forward" not in desk.text())


async def test_a_past_due_action_is_marked_and_has_a_finding_at_its_row(open_app: Open) -> None:
    rows: list[dict[str, Any]] = [{**THREE[2], "due": "2026-03-08", "description": "Improve the alerts"}]
    async with open_app("sre", {**PEOPLE, "actions": rows}) as desk:
        await at_table(desk)
        assert "!Sun, Mar 8" in desk.text()
        await until(lambda: "Vague ('Improve'). What will be true" in desk.text())  # without what the row has anyway
        await desk.press("escape", *"Do P", "right", *" #", "right")
        assert desk.screen.query(EntryLine).first().value == "Do P3 #prevent"  # as the last one has


async def test_all_actions_and_the_causes_none_addresses_on_one_screen(open_app: Open) -> None:
    async with open_app("sre", {**PEOPLE, **TREE, "actions": THREE[:1]}) as desk:
        await at_line(desk)
        await desk.press("ctrl+g")
        await until(lambda: isinstance(desk.app.screen, ActionsScreen))
        await until(lambda: "1 cause without action  1 without cause  (F7) " in desk.text())
        await desk.press("f7", "enter")
        await until(lambda: isinstance(desk.app.screen, PickScreen))
        await desk.press("space", "enter")
        await until(lambda: isinstance(desk.app.screen, ActionsScreen))
        actions = desk.app.screen.session.postmortem.actions
        assert actions[0].addresses == ("top",)
        await until(lambda: "1 cause without action" not in desk.text())
        await desk.press("escape", "escape")
        assert desk.record.actions[0].addresses == ("top",)


async def test_the_selected_action_is_in_full_below_all_of_them(open_app: Open) -> None:
    long = "Write into the runbook how to compare the two slots, how to switch back, and whom to call if neither holds"
    rows = [*THREE[:1], {**THREE[1], "description": long, "due": "2026-03-08", "status": "in_progress"}]
    async with open_app("sre", {**PEOPLE, **TREE, "actions": rows}, size=(80, 24)) as desk:
        await at_line(desk)
        await desk.press("ctrl+g")
        await until(lambda: isinstance(desk.app.screen, ActionsScreen))
        await until(lambda: "Ana · due Sun, Mar 8, 1 day overdue · ◐ In Progress" in desk.text())
        assert all(word in desk.text() for word in ("neither holds", "Time frame: Immediate, from its due date"))
        lines = desk.text().splitlines()
        first, last = (next(i for i, line in enumerate(lines) if words in line) for words in (" Add ", "F1 Help"))
        assert (first, last) == (21, 23)  # the table takes what the rest leaves
        assert any(line.startswith("  ○ P3 Reject a at the door") for line in lines), desk.text()
        assert next(line for line in lines if "◐ P3 Write into" in line).split()[-3:] == ["!Sun,", "Mar", "8"]
        await desk.press("up", "up")
        await until(lambda: "Tom · due Wed, Apr 1 · ○ Open" in desk.text())
        assert "s status  p priority" in desk.text()
        await desk.press("enter")
        await until(lambda: "Row 1 of 2" in desk.text())
        focused = desk.app.focused
        assert focused is not None and "due Wed" not in desk.text()
        box = next(node for node in focused.ancestors if isinstance(node, FieldBox))
        assert box.question.path == "actions.a.description"


async def test_causes_are_picked_for_several(open_app: Open) -> None:
    async with open_app("sre", {**PEOPLE, **TREE, "actions": THREE}) as desk:
        await at_table(desk, "asterisk", "A")
        await until(lambda: isinstance(desk.app.screen, PickScreen))
        await desk.press("space", "enter")
        await until(lambda: isinstance(desk.app.screen, type(desk.screen)))
        assert {action.addresses for action in desk.record.actions} == {("top",)}
        assert "Addresses: No limit" in desk.text()


async def test_on_a_narrow_screen_the_description_column_stays(open_app: Open) -> None:
    async with open_app("sre", {**PEOPLE, "actions": THREE}, size=(60, 24)) as desk:
        table = await at_table(desk)
        widths = {column.name: column.width for column in table.columns()}
        assert widths["description"] >= 20
        assert sum(widths.values()) <= table.size.width


async def test_the_last_row_removed_leaves_the_cursor_in_the_line(open_app: Open) -> None:
    async with open_app("sre", {**PEOPLE, "actions": THREE[:1]}) as desk:
        await at_table(desk, "d")
        assert isinstance(desk.app.focused, EntryLine)
        await desk.type("next")
        assert desk.record.typed == {"actions.prevent": "next"}


async def test_an_unknown_tag_keeps_the_text_in_the_entry_line(open_app: Open) -> None:
    async with open_app("outage", PEOPLE) as desk:
        line = await at_line(desk, "actions.immediate")
        await desk.type("Mend it fri P1 #nosuch")
        await desk.press("enter")
        assert desk.record.actions == ()
        assert "#nosuch isn't a tag." in desk.text()
        line.value = "Mend it fri P1 #pre"
        await desk.press("end", "right", "enter")
        action = desk.record.actions[0]
        assert (action.description, str(action.due)) == ("Mend it", "2026-03-13")
        assert (action.priority, action.goal) == (Priority.HIGH, ActionType.PREVENT)


async def test_lines_pasted_into_an_empty_list_keep_their_order(open_app: Open) -> None:
    from textual import events

    async with open_app("sre", PEOPLE) as desk:
        line = await at_line(desk)
        line.post_message(events.Paste("Do one\nDo two\nDo three"))
        await until(lambda: isinstance(desk.app.screen, PickScreen))
        await desk.press("enter")
        await until(lambda: len(desk.record.actions) == 3)
        assert [action.description for action in desk.record.actions] == ["Do one", "Do two", "Do three"]


async def test_a_new_answer_replaces_an_unreadable_one(open_app: Open) -> None:
    row = {name: value for name, value in THREE[0].items() if name != "due"}
    record = {**PEOPLE, "actions": [row], "typed": {"actions.a.due": "junk"}}
    async with open_app("sre", record) as desk:
        await at_table(desk, "u")
        await desk.type("in two weeks")
        await desk.press("enter")
        assert str(desk.record.actions[0].due) == "2026-03-23"
        assert desk.record.typed == {}
