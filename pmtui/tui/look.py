"""What several screens draw alike: pills, bars, the trace of an incident, large figures.

Each function returns Content, for one widget per pane. Styles name the theme's variables, which Textual looks up when
it paints: another theme costs no redrawing here. Colors have meanings, and are never the only sign:

- `ERROR`: harm begins, an error, overdue, a root cause.
- `WARN`: partly done, degraded, a warning.
- `OK`: harm ends, done, met.
- `ACT`: people act, the focus, keys, links.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from decimal import Decimal

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Milestone, Severity, Status
from pmtui.timeline import trace as traces
from pmtui.timeline.trace import Meaning, Piece

ERROR, WARN, OK, ACT = "$text-error", "$text-warning", "$text-success", "$text-accent"
INK, QUIET, FAINT, IDLE = "$foreground", "$text-muted", "$text-disabled", "$border-blurred"

_MUTED = {ERROR: "$error-muted", WARN: "$warning-muted", OK: "$success-muted", ACT: "$accent-muted", QUIET: "$panel"}
"""The ground of a pill in each color."""

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

SEVERITIES: dict[Severity, str] = {
    Severity.CRITICAL: ERROR,
    Severity.HIGH: ERROR,
    Severity.MEDIUM: WARN,
    Severity.LOW: QUIET,
}
"""The color of each severity."""

STATUSES: dict[Status, tuple[str, str]] = {
    Status.DRAFT: ("○", WARN),
    Status.REVIEW: ("◐", ACT),
    Status.FINAL: ("●", OK),
}
"""The sign and the color of each status."""


def pill(words: str, color: str, *, is_strong: bool = False) -> Content:
    """Return words on a ground of their color; the blanks around them keep it a shape without color, too."""
    return Content.styled(f" {words} ", f"{color} on {_MUTED[color]}{' bold' if is_strong else ''}")


def bar(share: float, width: int, color: str = ACT) -> Content:
    """Return a bar, heavy as far as a share from 0 to 1 goes, in half columns.

    Less than a half column still shows, and so does what is left to 1.
    """
    halves = round(max(0.0, min(1.0, share)) * width * 2)
    if width and 0 < share < 1:
        halves = max(1, min(width * 2 - 1, halves))
    whole, half = divmod(halves, 2)
    return Content.assemble(("━" * whole + "╸" * half, color), ("─" * (width - whole - half), IDLE))


def progress_color(share: float) -> str:
    """Return the color of progress: done is green."""
    return OK if share >= 1 else ACT


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


def clipped(text: str, width: int) -> str:
    """Return a text, cut with an ellipsis to that many columns."""
    if cell_len(text) <= width:
        return text
    return f"{set_cell_size(text, width - 1).rstrip()}…" if width > 0 else ""


def fitted(content: Content, width: int) -> Content:
    """Return content that takes exactly that many columns."""
    missing = width - content.cell_length
    return content.pad_right(missing) if missing >= 0 else content.truncate(max(0, width), ellipsis=True)


def spread(left: Content, right: Content, width: int) -> Content:
    """Return one at each end of a line; if there isn't room for both, the left one is cut."""
    room = width - right.cell_length - 1
    return Content.assemble(fitted(left, room), " ", right) if room > 0 else fitted(right, width)


def beside(*parts: Content | str, gap: str = "  ") -> Content:
    """Return the parts that aren't empty next to each other."""
    known = [Content(part) if isinstance(part, str) else part for part in parts]
    return Content(gap).join([part for part in known if part.plain])


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
