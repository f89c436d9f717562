"""What all screens are drawn with: colors with a meaning, bars, text that fits. It imports no model."""

from rich.cells import cell_len, set_cell_size
from textual.content import Content

ERROR, WARN, OK, ACT = "$text-error", "$text-warning", "$text-success", "$text-accent"
INK, QUIET, FAINT, IDLE = "$foreground", "$text-muted", "$text-disabled", "$border-blurred"

_MUTED = {ERROR: "$error-muted", WARN: "$warning-muted", OK: "$success-muted", ACT: "$accent-muted", QUIET: "$panel"}
"""The ground of a pill in each color."""

SEVERITIES: dict[str, str] = {"critical": ERROR, "high": ERROR, "medium": WARN, "low": QUIET}
"""The color of each step of the severity."""

STATUSES: dict[str, tuple[str, str]] = {"draft": ("○", WARN), "review": ("◐", ACT), "final": ("●", OK)}
"""The sign and the color of each step of the status."""


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


def clipped(text: str, width: int) -> str:
    """Return a text, cut with an ellipsis to that many columns."""
    if cell_len(text) <= width:
        return text
    return f"{set_cell_size(text, width - 1).rstrip()}…" if width > 0 else ""


def wrapped(text: str, width: int, below: int, most: int) -> list[str]:
    """Return a text in lines, wrapped at blanks, and a path after its slashes; the rest is cut with an ellipsis.

    Args:
        text: the text, in one line.
        width: the columns of the first line.
        below: the columns of each line below it.
        most: how many lines to return at most.
    """
    lines: list[str] = []
    while len(lines) < most - 1 and cell_len(text) > width:
        head = set_cell_size(text, width)
        end = len(head) - (not text.startswith(head))  # a wide character at the end has become a blank
        end = _break(text, end, below)
        lines.append(text[:end].rstrip())
        text, width = text[end:].lstrip(), below
    return [*lines, clipped(text, width)]


def _break(text: str, end: int, below: int) -> int:
    """Return where to break a text of which `end` characters fit; `below` columns fit on the next line."""
    blank = text.rfind(" ", 0, end + 1)
    word = text[blank + 1 : max(end, blank + 2 + below)].partition(" ")[0]
    if blank > 0 and cell_len(word) <= below:
        return blank
    slash = text.rfind("/", blank + 2, end)  # a path is too long for any line
    return slash + 1 if slash > 0 else end


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
