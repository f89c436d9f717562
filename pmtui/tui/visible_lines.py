"""The one place that every line passes on its way to the screen, and if no text passes that a terminal would obey.

Drafts, templates, configs and file names come from other people. Where their text enters, it's made visible as it's
laid out; whatever was forgotten there is caught here, since Textual sends the text of a segment as it is.
"""

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from pmtui.text import for_terminal


class VisibleLines(LineFilter):
    """Makes control characters, and those that reorder text, visible; a line stays as wide as it is."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line with nothing in them that a terminal would act upon."""
        text = "".join([segment.text for segment in segments])
        links = [segment.style.link for segment in segments if segment.style is not None and segment.style.link]
        if for_terminal(text) is text and "\t" not in text and "\n" not in text and not any(map(_is_off, links)):
            return segments
        width = Segment.get_line_length(segments)
        found = [Segment(_drawn(segment.text), _without_bad_link(segment.style)) for segment in segments]
        return Segment.adjust_line_length(found, width)


def _drawn(text: str) -> str:
    return for_terminal(text.replace("\n", "\u240a").replace("\t", " "))


def _is_off(link: str) -> bool:
    return for_terminal(link) is not link or "\n" in link


def _without_bad_link(style: Style | None) -> Style | None:
    """Remove a link that would end the sequence that it's sent in."""
    return style.update_link(None) if style is not None and style.link and _is_off(style.link) else style


class ConsoleSigns(LineFilter):
    """Replaces the signs that the Linux console's fonts don't have, by signs of the IBM PC that are as wide."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line with signs that the console can show."""
        return [
            segment if segment.text.isascii() else Segment(segment.text.translate(ON_CONSOLE), segment.style)
            for segment in segments
        ]


_PAIRS = (
    "━═ ┃║ ┏╔ ┓╗ ┗╚ ┛╝ ┣╠ ┫╣ ┳╦ ┻╩ ╋╬ ╹║ ╻║ ╸─ ╺─ ╴─ ╶─ ╵│ ╷│ ╭┌ ╮┐ ╰└ ╯┘ "
    "▏│ ▎│ ▍▌ ▋▌ ▊█ ▉█ ▕│ ▔▀ ▁_ ▂_ ▃▄ ▅▄ ▆█ ▇█ "
    "✓√ ✗x ◐½ ●• ◉* ◆♦ ▸► ▾▼ ›> ‹< …» –- —- “\" ”\" ‘' ’' ×x ⏎┘ −-"
)
ON_CONSOLE = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()} | {"✅": "√ ", "❌": "x "})
"""What stands for each sign on the Linux console, by its code point."""
