"""The colors: every theme's text can be read, whichever theme the author chooses."""

import re
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from pmtui.tui import theme
from pmtui.tui.theme import OURS, contrast, readable

THEMES = {theme.name: theme for theme in (*BUILTIN_THEMES.values(), *OURS)}

_SELECTED = ["block-cursor-background", "block-cursor-blurred-background"]
_EVERYWHERE = ["background", "surface", "panel", *_SELECTED]
PAIRS = {
    "foreground": [*_EVERYWHERE, "input-selection-background"],
    "text": _EVERYWHERE,
    "text-muted": _EVERYWHERE,
    "text-disabled": _EVERYWHERE,
    "text-accent": [*_EVERYWHERE, "accent-muted"],
    "text-primary": [*_EVERYWHERE, "primary-muted"],
    "text-error": [*_EVERYWHERE, "error-muted"],
    "text-warning": [*_EVERYWHERE, "warning-muted"],
    "text-success": [*_EVERYWHERE, "success-muted"],
    "block-cursor-foreground": ["block-cursor-background"],
    "block-cursor-blurred-foreground": ["block-cursor-blurred-background"],
    "input-selection-foreground": ["input-selection-background"],
    "footer-key-foreground": ["footer-background"],
    "footer-description-foreground": ["footer-background"],
    "markdown-h2-color": ["background", "surface"],
}
"""Each color of text, and everything that it's on, on some screen."""


_STYLES = re.compile(r"[\s{;](color|border-title-color|border-subtitle-color|background):\s*\$([\w-]+)")
_SAME = {"block-cursor-foreground", "footer-foreground", "footer-key-foreground", "footer-description-foreground"}


def _variables(theme: Theme) -> dict[str, str]:
    made = {**theme.to_color_system().generate(), **theme.variables}
    return readable(made, theme)


@pytest.mark.parametrize("name", [name for name, theme in THEMES.items() if not theme.ansi])
def test_all_text_of_a_theme_has_enough_contrast(name: str) -> None:
    found = _variables(THEMES[name])
    colors = {key: Color.parse(found[key]) for key in {*PAIRS, *(each for on in PAIRS.values() for each in on)}}
    low = {
        f"{text} on {ground}": round(contrast(colors[text], colors[ground]), 2)
        for text, grounds in PAIRS.items()
        for ground in grounds
        if contrast(colors[text], colors[ground]) < 4.5
    }
    assert not low
    assert contrast(Color.parse(found["border"]), colors["background"]) >= 3


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
def test_the_guard_leaves_the_colors_of_our_themes_as_they_are(theme: Theme) -> None:
    found = _variables(theme)
    assert {name: found[name] for name in theme.variables} == theme.variables
    assert found["foreground"] == theme.foreground


@pytest.mark.parametrize("name", ["ansi-dark", "ansi-light"])
def test_16_colors_reverse_the_selected_row_and_have_no_faint_text(name: str) -> None:
    found = _variables(THEMES[name])
    assert found["block-cursor-text-style"] == "bold reverse"
    assert found["text-muted"] == found["error-muted"] == found["scrollbar-background"] == "ansi_default"
    assert found["scrollbar"] == found["border-blurred"]
    assert found["text-accent"] not in (found["text-success"], found["text-error"])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#767676", "#ffffff", 4.54), ("#fff", "#fff", 1.0)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert round(contrast(Color.parse(one), Color.parse(other)), 2) == expected
    assert contrast(Color.parse(one), Color.parse(other)) == contrast(Color.parse(other), Color.parse(one))


def test_a_theme_whose_colors_only_the_terminal_knows_is_unchanged() -> None:
    assert readable({"background": "?"}, OURS[0]) == {"background": "?"}


def test_screens_use_only_colors_that_are_kept_readable() -> None:
    folder = Path(theme.__file__).parent
    grounds = {ground for on in PAIRS.values() for ground in on} | {
        "footer-description-background",
        "footer-key-background",
    }
    allowed = {"background": grounds}
    wrong = [
        f"{path.name}: {name}: ${variable}"
        for path in [*folder.rglob("*.tcss"), *folder.rglob("*.py")]
        for name, variable in _STYLES.findall(path.read_text(encoding="utf-8"))
        if variable not in allowed.get(name, {*PAIRS, *_SAME})
    ]
    assert not wrong
