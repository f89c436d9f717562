"""What several screens draw alike: pills, bars, the trace of an incident, large figures.

Each function returns Content, for one widget per pane. Styles name the theme's variables, which Textual looks up when
it paints: another theme costs no redrawing here. Colors have meanings, and are never the only sign:

- `ERROR`: harm begins, an error, overdue, a root cause.
- `WARN`: partly done, degraded, a warning.
- `OK`: harm ends, done, met.
- `ACT`: people act, the focus, keys, links.

`drawing` has what the first screen needs of it, without the model; it's all here, too.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from decimal import Decimal

from rich.cells import cell_len
from textual.content import Content

from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Milestone
from pmtui.timeline import trace as traces
from pmtui.timeline.trace import Meaning, Piece
from pmtui.tui.drawing import ACT as ACT
from pmtui.tui.drawing import ERROR as ERROR
from pmtui.tui.drawing import FAINT as FAINT
from pmtui.tui.drawing import IDLE as IDLE
from pmtui.tui.drawing import INK as INK
from pmtui.tui.drawing import OK as OK
from pmtui.tui.drawing import QUIET as QUIET
from pmtui.tui.drawing import SEVERITIES as SEVERITIES
from pmtui.tui.drawing import STATUSES as STATUSES
from pmtui.tui.drawing import WARN as WARN
from pmtui.tui.drawing import bar as bar
from pmtui.tui.drawing import beside as beside
from pmtui.tui.drawing import clipped as clipped
from pmtui.tui.drawing import fitted as fitted
from pmtui.tui.drawing import pill as pill
from pmtui.tui.drawing import progress_color as progress_color
from pmtui.tui.drawing import spread as spread
from pmtui.tui.drawing import wrapped as wrapped

MEANINGS: dict[Meaning, str] = {
    Meaning.HARM: ERROR,
    Meaning.PARTIAL: WARN,
    Meaning.OVER: OK,
    Meaning.PEOPLE: ACT,
    Meaning.CLOCK: QUIET,
    Meaning.IDLE: IDLE,
    Meaning.SELECTED: f"bold $background on {INK}",
}
"""The style of each meaning in a drawing."""


def budget_color(share: float) -> str:
    """Return the color of a used part of a budget: red if it's used up, amber from half of it on."""
    return ERROR if share >= 1 else WARN if share >= 0.5 else OK


def share_style(share: Decimal) -> str:
    """Return the color of a failure rate, as a fraction from 0 to 1."""
    return MEANINGS[traces.meaning_of_share(share)]


def milestone_style(milestone: Milestone) -> str:
    """Return the color of a milestone's letter."""
    return MEANINGS[traces.MILESTONES[milestone]]


def painted(pieces: Iterable[Piece]) -> Content:
    """Return pieces of a drawing in the colors of their meanings; letters are bold."""
    return Content.assemble(
        *(
            (text, f"bold {MEANINGS[meaning]}" if is_letter else MEANINGS[meaning])
            for text, meaning, is_letter in pieces
        )
    )


def trace(postmortem: Postmortem, width: int, zone: tzinfo, selected: datetime | None = None) -> Content:
    """Return an incident in one line, to scale; empty if there's nothing to draw. See `timeline.trace`."""
    return painted(traces.trace(postmortem, width, zone, selected))


def big(text: str, style: str) -> tuple[Content, Content, Content]:
    """Return digits and colons three lines tall; anything else has no tall sign, and is on the lowest line."""
    from textual.renderables.digits import DIGITS, DIGITS3X3_BOLD

    rows: tuple[list[str], list[str], list[str]] = ([], [], [])
    for character in text:
        if character.isdecimal() and character in DIGITS:
            at = DIGITS.index(character) * 3
            tall = [line.ljust(3) for line in DIGITS3X3_BOLD[at : at + 3]]
        elif character == ":":
            tall = [" ", ":", " "]
        else:
            tall = [" " * cell_len(character)] * 2 + [character]
        for row, line in zip(rows, tall, strict=True):
            row.append(line)
    top, middle, low = (Content.styled("".join(row), style) for row in rows)
    return top, middle, low


def card(
    value: str, label: str, width: int, style: str, gauge: Content | None = None, *, is_tall: bool
) -> list[Content]:
    """Return a figure that matters in lines of the same width: its value, a gauge, what it is.

    Args:
        value: the value.
        label: what it is.
        width: the columns of each line.
        style: the style of the value.
        gauge: a bar below the value, if it's part of a whole.
        is_tall: whether the value is three lines tall, if there's room; otherwise it has one line.
    """
    tall = big(value, style)
    is_tall = is_tall and tall[0].cell_length <= width
    lines = list(tall) if is_tall else [Content.styled(value, f"bold {style}")]
    return [fitted(line, width) for line in (*lines, gauge or Content(""), Content.styled(label, QUIET))]


def stacked(columns: Sequence[Sequence[Content]], gap: str = "  ") -> Content:
    """Return blocks of lines next to each other; each block's lines have one width."""
    return Content("\n").join(Content(gap).join(line) for line in zip(*columns, strict=True))
