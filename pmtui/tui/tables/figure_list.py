"""The figures as a list: sign, name, value; live, the selected one explained below it."""

from decimal import Decimal

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from pmtui.figures.catalog import FIGURES
from pmtui.figures.compute import Figure, FigureState
from pmtui.figures.computed_figure import Group, Unit
from pmtui.figures.definition import Definition
from pmtui.parsing.numbers import write_number
from pmtui.session.glyphs import GLYPHS
from pmtui.session.session import Session
from pmtui.template.fields import Format
from pmtui.template.progress import State
from pmtui.template.values import Values
from pmtui.text import visible
from pmtui.tui import look
from pmtui.tui.binding import bind
from pmtui.tui.textual_workarounds import CompactList, put_title

_SIGNS = {
    FigureState.RECORDED: GLYPHS[State.ANSWERED],
    FigureState.STATED: "!",
    FigureState.PENDING: GLYPHS[State.OPEN],
    FigureState.NOT_APPLICABLE: "–",
    FigureState.INVALID: GLYPHS[State.PART],
}
_COLORS = {FigureState.RECORDED: look.OK, FigureState.STATED: look.ACT, FigureState.INVALID: look.WARN}
_NAME = 24


class FigureList(CompactList):
    """Every figure, under the headings of their groups."""

    BINDINGS = [
        bind("figures.state", "state"),
        bind("figures.computed", "computed"),
    ]

    class Wanted(Message):
        """The author wants to do something with a figure.

        Attributes:
            name: the figure.
            what: `state` it or take the `computed` value.
        """

        def __init__(self, name: str, what: str) -> None:
            super().__init__()
            self.name = name
            self.what = what

    def __init__(self, session: Session) -> None:
        super().__init__(compact=True, markup=False, id="figures", classes="pane")
        self.session = session
        self._drawn: dict[str, Content] = {}

    def on_mount(self) -> None:
        put_title(self, "Figures")
        values = self.session.standing.values
        for group in Group:
            self.add_option(Option(Content(group.value), disabled=True))
            for definition in FIGURES.values():
                if definition.group is group:
                    self._drawn[definition.name] = self._line(definition, values)
                    self.add_option(Option(self._drawn[definition.name], id=definition.name))

    def show(self) -> None:
        values = self.session.standing.values
        for definition in FIGURES.values():
            line = self._line(definition, values)
            if self._drawn.get(definition.name) != line:
                self._drawn[definition.name] = line
                self.replace_option_prompt(definition.name, line)

    def _line(self, definition: Definition, values: Values) -> Content:
        """Return a figure in one line: its number alone if there's no room for more."""
        figure = values.figures[definition.name]
        name = cut(definition.label, _NAME - 2)
        room = max(8, self.text_width - _NAME - 1)
        words = visible(brief_figure(figure, definition, values))
        words = _number(figure, definition, words) if cell_len(words) > room else words
        sign = Content.styled(_SIGNS[figure.state], _COLORS.get(figure.state, look.QUIET))
        return Content.assemble(sign, f" {name:<{_NAME - 2}} ", (look.clipped(words, room), _style(figure)))

    def on_resize(self) -> None:
        self.show()

    def in_hand(self) -> Definition | None:
        if self.highlighted is None:
            return None
        option_id = self.get_option_at_index(self.highlighted).id
        return FIGURES.get(option_id) if option_id else None

    def go_to(self, name: str) -> None:
        """Put the cursor on a figure, with as many of those after it visible as there's room for."""
        self.highlighted = self.get_option_index(name)
        self.call_after_refresh(self.scroll_to_highlight, top=True)

    def action_state(self) -> None:
        """Ask for a stated value of the selected figure."""
        self._want("state")

    def action_computed(self) -> None:
        """Ask for the computed value of the selected figure."""
        self._want("computed")

    def _want(self, what: str) -> None:
        definition = self.in_hand()
        if definition is not None:
            self.post_message(self.Wanted(definition.name, what))


def cut(text: str, room: int) -> str:
    """Return a text that fits into `room` cells."""
    return text if len(text) <= room else text[: room - 1] + "…"


def brief_figure(figure: Figure, definition: Definition, values: Values) -> str:
    """Return a figure's value in few words, or what it is in place of one."""
    if figure.state.has_value:
        return values.figure_words(definition.place, Format.TIME if definition.unit is Unit.INSTANT else None)
    if figure.state is FigureState.NOT_APPLICABLE:
        return "not applicable"
    return figure.formula


def _number(figure: Figure, definition: Definition, words: str) -> str:
    """Return a computed figure as its number alone; as it is if that says too little."""
    if figure.state is not FigureState.RECORDED or not isinstance(figure.number, Decimal):
        return words
    if definition.unit is Unit.LENGTH and isinstance(figure.value, str):
        return f"{write_number(figure.number / 60)} min"
    first = words.partition(" ")[0]
    return first if definition.unit is Unit.SHARE and first.endswith("%") else words


def _style(figure: Figure) -> str:
    if figure.state is FigureState.INVALID or not figure.agrees:
        return look.WARN
    return "" if figure.state.has_value else look.QUIET
