"""The fields of one section, under the headings of its groups."""

from itertools import groupby

from textual import on
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from pmtui.session.places import question_at
from pmtui.session.session import Session
from pmtui.template.interview import AskedQuestion
from pmtui.template.interview import Section as Section
from pmtui.template.progress import State
from pmtui.template.render import print_section
from pmtui.text import visible
from pmtui.tui import section_messages
from pmtui.tui.editors.field_box import FieldBox
from pmtui.tui.editors.registry import make_editor
from pmtui.tui.editors.table_editor import TableEditor
from pmtui.tui.textual_workarounds import unscrolled
from pmtui.tui.widgets.document import DocumentView
from pmtui.tui.widgets.folded_figures import FoldedFigures, is_up_to_timeline


class _Heading(Static):
    """The name of a group."""

    virtual_size = unscrolled()


class SectionForm(VerticalScroll, can_focus=False):
    """One section at a time; a section that asks nothing shows what the document says there."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="form")
        self.session = session

    def boxes(self) -> list[FieldBox]:
        """Return the boxes of the section's questions, in order."""
        return list(self.query_children(FieldBox))

    async def show_section(self, section: Section) -> None:
        """Draw a section in the place of the one before."""
        await self.remove_children()
        await self.mount_all(self._folded(self._fields(section)))
        self.scroll_home(animate=False)

    def _folded(self, fields: list[Widget]) -> list[Widget]:
        """Hide fields in a row that the timeline will answer behind one line that names them."""
        found: list[Widget] = []
        for is_folded, group in groupby(fields, self._is_up_to_timeline):
            members = list(group)
            boxes = [box for box in members if isinstance(box, FieldBox)]
            if is_folded and len(boxes) > 1:
                found.append(FoldedFigures(self.session, [box.question for box in boxes]))  # type: ignore[misc]
                for box in boxes:
                    box.display = False
            found += members
        return found

    def _is_up_to_timeline(self, field: Widget) -> bool:
        asked = field.question if isinstance(field, FieldBox) else None
        return isinstance(asked, AskedQuestion) and is_up_to_timeline(self.session, asked)

    @on(FoldedFigures.Opened)
    def _opened(self, event: FoldedFigures.Opened) -> None:
        event.stop()
        for fold in self.query(FoldedFigures):
            if fold.has_focus:
                self._unfold(fold).focus_editor()

    def _unfold(self, fold: FoldedFigures) -> FieldBox:
        """Show the fields of a fold, and return the first."""
        boxes = [box for box in self.boxes() if box.question in fold.questions]
        for box in boxes:
            box.display = True
        fold.remove()
        return boxes[0]

    def unfold_answered(self) -> None:
        """Show the fields of each fold in which something is no longer up to the timeline."""
        for fold in self.query(FoldedFigures):
            if fold.is_due:
                first = self._unfold(fold)
                if fold.has_focus:
                    first.focus_editor()

    def _fields(self, section: Section) -> list[Widget]:
        widgets: list[Widget] = []
        group = ""
        for question in section.questions:
            if question.group != group:
                group = question.group
                if group and _group_says_more(section, group):
                    widgets.append(_Heading(visible(group), classes="group", markup=False))
            widgets.append(FieldBox(self.session, question, make_editor))
        if not widgets:
            text = print_section(self.session.template, self.session.standing.values, section.position)
            document = DocumentView(visible(section_messages.body(text)))
            widgets.append(document.add_class("reading"))
        return widgets

    async def focus_question(self, path: str) -> None:
        """Put the cursor on the question, or the row's field, at `path`; otherwise where `focus_box` puts it."""
        box = self.focus_box(path)
        if box is not None and isinstance(box.editor, TableEditor) and path:
            await focus_row(box.editor, path)

    def focus_box(self, path: str) -> FieldBox | None:
        """Put the cursor on the question at `path`, otherwise on the first that is open, otherwise on the first.

        In a section with the timeline, that comes first: its entry line takes what is typed, whichever way one came.
        """
        boxes = self.boxes()
        asked = question_at(self.session, path)
        chosen = next((box for box in boxes if asked is not None and box.question.path == asked.path), None)
        for fold in self.query(FoldedFigures):
            if chosen is not None and chosen.question in fold.questions:
                self._unfold(fold)
        boxes = [box for box in boxes if box.display]
        chosen = chosen or next((box for box in boxes if box.question.path == "timeline"), None)
        chosen = chosen or next((box for box in boxes if box.state() in (State.OPEN, State.PART)), None)
        chosen = chosen or next(iter(boxes), None)
        if chosen is not None:
            chosen.focus_editor()
        return chosen


async def focus_row(editor: TableEditor, path: str) -> None:
    """Put the cursor on the row at `path`, such as `actions.a1`; if it names a column, into that field of the row."""
    base = editor.table.question.base
    row_id, _, column = path.removeprefix(f"{base}.").partition(".")
    if column and row_id in {row.id for row in editor.table.rows_now()}:
        await editor.open_row(row_id, column)
    elif row_id:
        editor.table.go_to(row_id)


def _group_says_more(section: Section, group: str) -> bool:
    """Return whether a group's heading tells more than the label of its only question."""
    labels = [question.label for question in section.questions if question.group == group]
    return labels != [group]
