"""The colors: pmtui's own two themes, and a guard that keeps the text of every theme readable."""

from dataclasses import dataclass

from textual.color import Color, ColorParseError
from textual.theme import Theme

MIN_CONTRAST = 4.5
"""Of text on its background, by WCAG 2.2, success criterion 1.4.3."""

MIN_RULE_CONTRAST = 3.0
"""Of what shows the focus, by success criterion 1.4.11."""

_COMFORTABLE = 6.0
"""Of the text in the selected row, which everyone reads; its ground gets fainter for it."""

_TINTED = ("primary", "accent", "success", "warning", "error")
"""Colors that text has, and pills have a faint ground of."""


@dataclass(frozen=True)
class _Palette:
    """The colors of one of our themes; red leans to rose and green to teal, so that they differ in blue, too."""

    background: str
    surface: str
    panel: str
    foreground: str
    muted: str
    disabled: str
    accent: str
    error: str
    warning: str
    success: str


_DARK = _Palette(
    background="#12151C",
    surface="#191D27",
    panel="#232936",
    foreground="#DDE2EC",
    muted="#A9B1C2",
    disabled="#A2AABB",
    accent="#8AA4FF",
    error="#FF8D8D",
    warning="#F0B45C",
    success="#5FD0A5",
)
_LIGHT = _Palette(
    background="#FBFAF6",
    surface="#F2F0EA",
    panel="#E6E3DA",
    foreground="#1D2330",
    muted="#545C6C",
    disabled="#555C6A",
    accent="#3A55C9",
    error="#B3262E",
    warning="#855300",
    success="#0D6B4C",
)


def _theme(name: str, colors: _Palette, dark: bool) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        primary=colors.accent,
        secondary=colors.muted,
        accent=colors.accent,
        foreground=colors.foreground,
        background=colors.background,
        surface=colors.surface,
        panel=colors.panel,
        success=colors.success,
        warning=colors.warning,
        error=colors.error,
        variables={
            "text": colors.foreground,
            "text-muted": colors.muted,
            "text-disabled": colors.disabled,
            "text-primary": colors.accent,
            "text-secondary": colors.muted,
            "text-accent": colors.accent,
            "text-success": colors.success,
            "text-warning": colors.warning,
            "text-error": colors.error,
            "border": colors.accent,
        },
    )


OURS = (_theme("pmtui-dark", _DARK, True), _theme("pmtui-light", _LIGHT, False))
"""The themes that pmtui brings."""

_TEXTS = {
    "foreground": "",
    "text-muted": "",
    "text-disabled": "",
    "text-primary": "primary-muted",
    "text-secondary": "",
    "text-accent": "accent-muted",
    "text-success": "success-muted",
    "text-warning": "warning-muted",
    "text-error": "error-muted",
}
"""Colors of text, and the ground that each has besides those that all have."""

_GROUNDS = ("background", "surface", "panel", "block-cursor-background", "block-cursor-blurred-background")
"""What any text may be on."""

_SAME = {
    "block-cursor-foreground": "foreground",
    "block-cursor-blurred-foreground": "foreground",
    "input-selection-foreground": "foreground",
    "scrollbar": "border-blurred",
    "scrollbar-hover": "text-muted",
    "scrollbar-active": "border",
    "scrollbar-background": "background",
    "scrollbar-background-hover": "background",
    "scrollbar-background-active": "background",
    "scrollbar-corner-color": "background",
    "footer-background": "panel",
    "footer-foreground": "text-muted",
    "footer-key-foreground": "text-accent",
    "footer-key-background": "panel",
    "footer-description-foreground": "foreground",
    "footer-description-background": "panel",
    "link-color": "text-accent",
    "markdown-h1-color": "text-accent",
    "markdown-h2-color": "text-accent",
    "markdown-h3-color": "text-accent",
    "markdown-h4-color": "foreground",
    "markdown-h5-color": "foreground",
    "markdown-h6-color": "text-muted",
}
"""Variables that are another one's color, whatever the theme."""


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colors as WCAG defines it, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    parts = [value / 255 for value in color.rgb]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable(variables: dict[str, str], theme: Theme) -> dict[str, str]:
    """Return a theme's variables with text that can be read.

    The selected row, the ground of pills, and idle rules are mixed from the theme's ground and ink. Then each color of
    text moves toward white or black until it has `MIN_CONTRAST` on everything that it may be on.

    Args:
        variables: the variables that Textual derives from the theme.
        theme: the theme.
    """
    if theme.ansi:
        return variables | _sixteen(theme.dark)
    try:
        return variables | _adjusted(variables)
    except (KeyError, ColorParseError):  # a theme of someone else's, with colors that only a terminal knows
        return variables


def _adjusted(variables: dict[str, str]) -> dict[str, str]:
    ground = Color.parse(variables["background"])
    found = {"background": ground}
    for name in ("surface", "panel"):
        found[name] = _opaque(Color.parse(variables[name]), ground)
    is_dark = ground.brightness < 0.5
    ink = _moved(Color.parse(variables["foreground"]), list(found.values()), MIN_CONTRAST)
    lit = _text_color(variables["text-accent"], ground, 1.0)
    for name in _TINTED:
        found[f"{name}-muted"] = ground.blend(Color.parse(variables[name]), 0.2 if is_dark else 0.12)
    found["block-cursor-background"] = _selected(ground, lit, ink, 0.26 if is_dark else 0.18)
    found["block-cursor-blurred-background"] = ground.blend(ink, 0.1)
    found["input-selection-background"] = _selected(ground, lit, ink, 0.42 if is_dark else 0.3)
    found["border-blurred"] = ground.blend(ink, 0.24)
    found["border"] = _moved(_opaque(Color.parse(variables["border"]), ground), [ground], MIN_RULE_CONTRAST)
    grounds = [found[name] for name in _GROUNDS]
    for name, own in _TEXTS.items():
        color = _text_color(variables[name], ground, 0.75 if name == "text-muted" else 0.7)
        found[name] = _moved(color, [*grounds, *([found[own]] if own else [])], MIN_CONTRAST)
    found["text"] = found["foreground"]
    return {name: color.hex for name, color in found.items()} | {name: found[of].hex for name, of in _SAME.items()}


def _opaque(color: Color, ground: Color) -> Color:
    return color if color.a == 1 else ground.blend(color.with_alpha(1), color.a)


def _text_color(value: str, ground: Color, share: float) -> Color:
    """Return a color of text; of one that Textual would choose by its ground, a share of black or white."""
    color = ground.get_contrast_text(share) if value.startswith("auto") else Color.parse(value)
    return _opaque(color, ground)


def _selected(ground: Color, lit: Color, ink: Color, share: float) -> Color:
    """Return the ground of what is selected: as much of a color as leaves its text easy to read."""
    while share > 0.08 and contrast(ink, ground.blend(lit, share)) < _COMFORTABLE:
        share -= 0.02
    return ground.blend(lit, share)


def _moved(color: Color, grounds: list[Color], least: float) -> Color:
    """Return a color, moved toward white or black until its contrast is high enough on each ground."""
    goal = Color(255, 255, 255) if grounds[0].brightness < 0.5 else Color(0, 0, 0)
    for step in range(21):
        moved = color.blend(goal, step / 20)
        if all(contrast(moved, ground) >= least for ground in grounds):
            return moved
    return goal


def _sixteen(dark: bool) -> dict[str, str]:
    """Return what is different with the terminal's own 16 colors, of which nobody knows the contrast.

    Pills lose their ground, muted text is as bright as any, and the selected row is reversed.
    """
    accent = "ansi_cyan" if dark else "ansi_blue"
    plain = ("text-muted", "text-disabled", "block-cursor-foreground", "block-cursor-background",
             "block-cursor-blurred-foreground", "block-cursor-blurred-background",
             *(f"{name}-muted" for name in _TINTED))  # fmt: skip
    return dict.fromkeys(plain, "ansi_default") | {
        "block-cursor-text-style": "bold reverse",
        "block-cursor-blurred-text-style": "bold",
        "text-accent": accent,
        "text-primary": accent,
        "border": accent,
        "border-blurred": "ansi_bright_black",
        "footer-key-foreground": accent,
        "scrollbar": "ansi_bright_black",
        "scrollbar-hover": "ansi_bright_black",
        "scrollbar-active": accent,
        **dict.fromkeys((name for name in _SAME if name.startswith("scrollbar-background")), "ansi_default"),
        "scrollbar-corner-color": "ansi_default",
    }
