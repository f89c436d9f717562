"""Adopts an organization's template: place by place, the original beside what it becomes."""

from collections.abc import Callable
from pathlib import Path

from rich.cells import cell_len, set_cell_size
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from pmtui.errors import EntryError, FileError, PmtuiError
from pmtui.session.adopting import Adopting, begin, own_choice
from pmtui.template.adopt import Proposal
from pmtui.template.field_list import NamedField, named_fields, search
from pmtui.text import plural, visible
from pmtui.tui.binding import bind, key_name
from pmtui.tui.drawing import ACT, QUIET, WARN, clipped, spread
from pmtui.tui.messages import StartDraft
from pmtui.tui.screens.choose_file import ChooseFileScreen
from pmtui.tui.textual_workarounds import CompactList, LeanScreen, begin_at_size, draw, put_title, when_drawn
from pmtui.tui.widgets.clearable_line import ClearableLine
from pmtui.tui.widgets.key_line import KeyLine

_MOST_FOUND = 50
"""Fields listed for a search: who wants a later one types more."""


class AdoptFileScreen(ChooseFileScreen[None]):
    """Asks for the file to adopt."""

    TITLE = "Use your own template"
    PLACEHOLDER = "path of your template, or of a finished postmortem, in Markdown"
    HELP = """\
## Use your own template

Type the path of your organization's template, drop the file here, or choose it below. A finished postmortem works,
too. Your file isn't changed: pmtui writes a template next to your others.

- {files.complete}: complete the path. **Up**, **Down**: choose a file or folder. **Enter**: open it.
"""

    def open(self, path: Path) -> None:
        """Begin with a file; if it can't be read, say why, and ask for another."""
        try:
            self.app.switch_screen(AdoptScreen(begin(path)))
        except PmtuiError as error:
            self.problem = str(error)
            self.tell()


class AdoptScreen(LeanScreen[None]):
    """Goes through the places of a template, the uncertain ones first."""

    CSS_PATH = "adopt.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-middle"), (136, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
    HELP = """\
## Use your own template

pmtui found places in your file that an author fills in, and proposes what each one asks for. On the left is your file,
on the right the template that it becomes. The uncertain places come first; {adopt.order} switches to the order of the
file and back.

- {adopt.take} or a number: choose what this place becomes. Each has its reason below the list.
- {adopt.custom}: ask it as a custom question. {adopt.text}: leave it as text.
- {adopt.search}: search all fields by name or question; **Enter** chooses.
- {adopt.next}, {adopt.before}: go to another place without deciding. {adopt.undo} undoes your last decision.
- {adopt.write}: write the template, and start a draft with it. Places without a decision get what pmtui proposes.

Each decision is saved immediately. Leave at any time, and open the same file again to continue.
"""
    BINDINGS = [
        bind("adopt.take", "take", priority=True),
        bind("adopt.search", "search"),
        bind("adopt.next", "go(1)", priority=True),  # before the list scrolls with it
        bind("adopt.before", "go(-1)", show=False, priority=True),
        bind("adopt.undo", "undo"),
        bind("adopt.redo", "redo", show=False),
        bind("adopt.custom", "decide_as('custom')", show=False),
        bind("adopt.text", "decide_as('text')", show=False),
        bind("adopt.write", "write", priority=True),
        bind("adopt.order", "order"),  # the first to go from a narrow line of keys
        bind("adopt.close", "close"),
        *(Binding(str(digit), f"pick({digit - 1})", show=False) for digit in range(1, 10)),
    ]

    def __init__(self, work: Adopting) -> None:
        """Make the screen for a file that has been read."""
        super().__init__()
        self.work = work
        self.doubtful_first = True
        self._order = work.order(doubtful_first=True)
        self._at = next((at for at, place in enumerate(self._order) if place not in work.decided), 0)
        self._options: list[Proposal] = []
        self._fields: list[NamedField] | None = None
        self._asks_to_write = False
        self._is_written = False
        begin_at_size(self)

    # -- drawing -----------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Yield the title, the original beside the result, what the place can become, and the keys."""
        yield Static("", id="title", markup=False)
        with Horizontal(id="texts"):
            yield Static("", id="original", classes="pane", markup=False)
            yield Static("", id="result", classes="pane", markup=False)
        yield CompactList(id="options", markup=False, classes="pane")
        yield ClearableLine(placeholder="part of a field's name or question", id="search")
        yield Static("", id="why", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the first place that isn't decided."""
        self.query_one("#search").display = False
        self.query_one("#options").focus()
        if self.work.problem:
            self.app.notify(self.work.problem, severity="warning", timeout=10, markup=False)
        when_drawn(self, self._show)

    def on_resize(self) -> None:
        """Fit the texts to the new size."""
        when_drawn(self, self._show)

    @property
    def place(self) -> int:
        """The position of the place in front, in the order of the file."""
        return self._order[self._at] if self._order else -1

    def _show(self) -> None:
        """Draw the place in front, with what it can become."""
        self._draw_title()
        if not self._order:
            words = "pmtui found no place to fill in. Is it a template, or a finished postmortem?"
            draw(self.query_one("#why", Static), words)
            return
        searched = self.query_one("#search", Input)
        searches = bool(searched.display)
        self._options = self._found(searched.value) if searches else self.work.options(self.place)
        options = self.query_one("#options", OptionList)
        options.clear_options()
        width = max(20, self.app.size.width - 4)
        options.add_options([Option(self._option(number, each, width)) for number, each in enumerate(self._options)])
        now = self.work.places[self.place].proposal
        names = [(each.kind, each.name) for each in self._options]
        at = names.index((now.kind, now.name)) if (now.kind, now.name) in names and not searches else 0
        options.highlighted = at if self._options else None
        self._draw_place()

    def _draw_title(self) -> None:
        decided, doubtful = len(self.work.decided), len(self.work.undecided_doubtful)
        state = Content.assemble(
            (f"{decided} of {plural(len(self._order), 'place')} decided", QUIET),
            *([("  ", ""), (f"{doubtful} uncertain", WARN)] if doubtful else []),
        )
        width = max(20, self.app.size.width - 2)
        name = Content.assemble(("Your own template  ", "bold"), visible(self.work.source.name))
        draw(self.query_one("#title", Static), spread(name, state, width), layout=False)

    def _option(self, number: int, proposal: Proposal, width: int) -> Content:
        key = {"custom": key_name(self, "adopt.custom"), "text": key_name(self, "adopt.text")}.get(
            proposal.kind, str(number + 1) if number < 9 else ""
        )
        key = key.strip("`")
        name, words = _words(proposal, self._named())
        return Content.assemble(
            (f"{key:>2}  ", f"bold {ACT}"),
            (clipped(name, width // 2), "bold"),
            (clipped(f"  {words}", max(0, width - 4 - min(len(name), width // 2))), QUIET),
        )

    def _draw_place(self) -> None:
        """Draw both texts around the place, and the reason of the option under the cursor."""
        if self.place < 0:
            return
        place = self.work.places[self.place]
        proposal = self._current()
        original, result = self.query_one("#original", Static), self.query_one("#result", Static)
        put_title(original, "Your file", f"line {place.line}")
        draw(original, _excerpt(self.work.text, place.span, original.size), layout=False)
        problem = ""
        if proposal is not None:
            put_title(result, "Becomes", visible(self.work.target.name))
            try:
                shown, changed = self.work.preview(self.place, proposal)
                draw(result, _excerpt(shown, changed, result.size), layout=False)
            except EntryError as error:
                problem = str(error)
                draw(result, "", layout=False)
        doubt = "uncertain" if self.work.is_doubtful(self.place) else ""
        state = "decided" if self.place in self.work.decided else doubt
        label = clipped(visible(" ".join(place.context.called.split())), self.app.size.width // 2)
        order = f"{self._at + 1} of {len(self._order)}"
        put_title(self.query_one("#options"), label or "Place", f"{order}{f' · {state}' if state else ''}")
        why = Content.styled(visible(problem), WARN) if problem else self._why(proposal)
        draw(self.query_one("#why", Static), why, layout=False)

    def _why(self, proposal: Proposal | None) -> Content:
        if self._is_written:
            back, again = key_name(self, "adopt.close"), key_name(self, "adopt.take")
            words = f"Written to {self.work.target}. Press {again} to start a draft with it, {back} to go back."
            return Content.styled(visible(words), "bold")
        if self._asks_to_write:
            return Content.styled(self._before_writing(), f"bold {WARN}")
        if proposal is None:
            return Content("No field has these words.")
        sure = f" ({round(proposal.confidence * 100)}% sure)" if 0 < proposal.confidence < 1 else ""
        _, words = _words(proposal, self._named())
        reason = visible(f"{proposal.reason}{sure}")
        return Content.assemble((words, QUIET), "\n", reason) if proposal.kind == "field" else Content(reason)

    def _before_writing(self) -> str:
        """Return what the author should know before the template is written."""
        again = f"Press {key_name(self, 'adopt.write')} again to write it."
        left = self.work.undecided_doubtful
        taken = f"{self.work.target.name} exists and will be overwritten. " if self.work.target.exists() else ""
        open_ = f"{plural(len(left), 'uncertain place')} left: pmtui's proposal is used. " if left else ""
        return f"{taken}{open_}{again}"

    def _current(self) -> Proposal | None:
        at = self.query_one("#options", OptionList).highlighted
        return self._options[at] if at is not None and at < len(self._options) else None

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._draw_place()

    # -- decisions ---------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the cursor is in the search, its letters are text; without places, there's nothing to decide."""
        if action in ("close", "take"):
            return True
        if not self._order:
            return False
        searches = isinstance(self.focused, Input)
        return not searches or action not in ("search", "go", "undo", "redo", "order", "decide_as", "pick")

    def action_take(self) -> None:
        """Choose the option under the cursor; once the template is written, start a draft with it."""
        if self._is_written:
            self.app.pop_screen()
            self.app.post_message(StartDraft(self.work.target.stem))
            return
        proposal = self._current()
        if proposal is not None:
            self._decide(proposal)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_take()

    def action_pick(self, position: int) -> None:
        """Choose a field by its number."""
        if position < len(self._options) and self._options[position].kind == "field":
            self._decide(self._options[position])

    def action_decide_as(self, kind: str) -> None:
        """Make the place a custom question, or leave it as text."""
        self._decide(next(each for each in self.work.options(self.place) if each.kind == kind))

    def _decide(self, proposal: Proposal) -> None:
        if self.place < 0:
            return
        try:
            self._keeping(lambda: self.work.decide(self.place, proposal))
        except EntryError as error:
            self.app.notify(str(error), severity="warning", timeout=8, markup=False)
            return
        self._leave_search()
        following = [*range(self._at + 1, len(self._order)), *range(self._at + 1)]
        self._at = next((at for at in following if self._order[at] not in self.work.decided), self._at)
        self._reset()
        if len(self.work.decided) == len(self._order):
            self.app.notify(
                f"All places are decided. Press {key_name(self, 'adopt.write')} to write the template.", markup=False
            )

    def _keeping(self, do: Callable[[], int | None]) -> int | None:
        """Change a decision; if it can't be saved, say so; it counts until the app ends."""
        try:
            return do()
        except FileError as error:
            self.app.notify(f"Your decisions aren't saved: {error}", severity="error", timeout=10, markup=False)
            return None

    def _reset(self) -> None:
        self._asks_to_write = self._is_written = False
        when_drawn(self, self._show)
        self.refresh_bindings()

    def action_undo(self) -> None:
        self._back_at(self._keeping(self.work.undo), "undo")

    def action_redo(self) -> None:
        self._back_at(self._keeping(self.work.redo), "redo")

    def _back_at(self, place: int | None, what: str) -> None:
        """Show the place whose decision has changed."""
        if place is None:
            self.app.notify(f"Nothing to {what}.", timeout=3, markup=False)
        else:
            self._at = self._order.index(place)
        self._reset()

    def action_go(self, by: int) -> None:
        """Go to another place without deciding; from the last on to the first."""
        self._at = (self._at + by) % len(self._order)
        self._reset()

    def action_order(self) -> None:
        """Switch between the uncertain first and the order of the file; the place in front stays."""
        place = self.place
        self.doubtful_first = not self.doubtful_first
        self._order = self.work.order(doubtful_first=self.doubtful_first)
        self._at = self._order.index(place)
        words = "The uncertain places come first." if self.doubtful_first else "The places come as in your file."
        self.app.notify(words, timeout=3, markup=False)
        self._reset()

    # -- search ------------------------------------------------------------------------------------------------------

    def _named(self) -> list[NamedField]:
        """Return every name that can fill a place, read when it's first needed."""
        if self._fields is None:
            self._fields = [each for each in named_fields() if each.group in ("field", "view", "figure")]
        return self._fields

    def _found(self, words: str) -> list[Proposal]:
        return [own_choice("field", each.name) for each in search(self._named(), words)[:_MOST_FOUND]]

    def action_search(self) -> None:
        """Ask for a field's name or question, and list those that have it."""
        line = self.query_one("#search", Input)
        line.display = True
        line.value = ""
        line.focus()
        when_drawn(self, self._show)

    @on(Input.Changed, "#search")
    def _searched(self, event: Input.Changed) -> None:
        event.stop()
        if self.query_one("#search").display:
            self._show()

    def _leave_search(self) -> None:
        line = self.query_one("#search", Input)
        line.display = False
        line.value = ""
        self.query_one("#options").focus()

    def key_up(self) -> None:
        """Move in the list while the cursor is in the search."""
        self._move(-1)

    def key_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        if isinstance(self.focused, Input):
            options = self.query_one("#options", OptionList)
            (options.action_cursor_up if by < 0 else options.action_cursor_down)()

    # -- the end -----------------------------------------------------------------------------------------------------

    def action_write(self) -> None:
        """Write the template, after a second press if uncertain places are left or a file would be overwritten."""
        self._leave_search()
        needs_asking = bool(self.work.undecided_doubtful) or self.work.target.exists()
        if needs_asking and not self._asks_to_write:
            self._asks_to_write, self._is_written = True, False
            when_drawn(self, self._show)
            return
        self._asks_to_write = False
        try:
            self.work.write()
            self._is_written = True
        except PmtuiError as error:
            self.app.notify(str(error), title="Not written", severity="error", timeout=15, markup=False)
        self._draw_place()

    def action_close(self) -> None:
        """Leave the search, the question before writing, or the screen: the decisions are kept."""
        if isinstance(self.focused, Input):
            self.query_one("#search", ClearableLine).keep()
            self._leave_search()
            self._reset()
        elif self._asks_to_write:
            self._reset()
        else:
            self.app.pop_screen()
            if self.work.decided and not self._is_written:
                words = "Your decisions are saved. Open the same file again to continue."
                self.app.notify(words, timeout=4, markup=False)


def _words(proposal: Proposal, named: list[NamedField]) -> tuple[str, str]:
    """Return what an option is called, and its question."""
    if proposal.kind == "text":
        return "Leave as text", "an author fills in nothing here"
    if proposal.kind == "custom":
        return "Custom question", visible(proposal.name)
    found = next((each for each in named if each.name == proposal.name.partition(" :")[0]), None)
    return visible(proposal.name), f"{found.label}: {found.question}" if found is not None else ""


def _excerpt(text: str, span: tuple[int, int], size: Size) -> Content:
    """Return the lines around a part of a text, wrapped to the pane, with a sign before those of that part."""
    width, height = max(8, size.width - 3), max(1, size.height)
    start, end = span
    rows: list[tuple[int, int]] = []
    top = start
    for _ in range(height):
        top = text.rfind("\n", 0, max(0, top - 1)) + 1 if top else 0
    at = top
    while at <= len(text) and len(rows) < 4 * height:
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        rows += _wrapped(text, at, stop, width)
        at = stop + 1
    here = next((row for row, (first, last) in enumerate(rows) if first <= start <= last), 0)
    begin_at = max(0, min(here - height // 3, len(rows) - height))
    lines = [_line(text, row, (start, end)) for row in rows[begin_at : begin_at + height]]
    return Content("\n").join(lines)


def _line(text: str, row: tuple[int, int], span: tuple[int, int]) -> Content:
    """Return one row of an excerpt; what is in the span is reversed, and has a sign before the row."""
    first, last = row
    start, end = max(first, min(span[0], last)), max(first, min(span[1], last))
    is_here = first <= span[0] <= last if span[0] == span[1] else start < end
    marked = visible(text[start:end]) or ("  " if is_here else "")
    style = "" if is_here else QUIET
    return Content.assemble(
        ("› " if is_here else "  ", f"bold {ACT}"),
        (visible(text[first:start]), style),
        (marked, "bold reverse"),
        (visible(text[end:last]), style),
    )


def _wrapped(text: str, start: int, stop: int, width: int) -> list[tuple[int, int]]:
    """Return the rows of one line of a text, each with its start and end, cut at a blank if it has one."""
    rows = []
    while cell_len(text[start:stop]) > width:
        end = start + len(set_cell_size(text[start : start + width], width).rstrip())
        blank = text.rfind(" ", start, end)
        end = blank + 1 if blank > start else max(end, start + 1)
        rows.append((start, end))
        start = end
    return [*rows, (start, stop)]
