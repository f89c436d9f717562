"""A document on screen: parted into its sections, HTML as it's written, nothing of it able to end the app."""

from typing import Any

import pytest
from textual.app import App, ComposeResult

from pmtui.template import lookup
from pmtui.template.render import print_document
from pmtui.text import visible
from pmtui.tui.widgets.document import DocumentView, SectionText, rendered, sections
from tests.strategies import PIECES
from tests.textual_private import drawn_lines
from tests.tui.conftest import until
from tests.unit.test_hostile_text import filled


class _Reading(App[int]):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        yield DocumentView(self.text)


async def _read(text: str, size: tuple[int, int] = (60, 30)) -> str:
    app = _Reading(text)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        strips = drawn_lines(app.screen)
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def test_a_document_is_split_at_headings_but_not_inside_code() -> None:
    text = "before\n\n# One\n\ntext\n\n```\n## no heading\n```\n\n## Two\n\n### Three\n\n- ## in a list\n"
    assert [title for title, _ in sections(text)] == ["", "One", "Two"]
    assert "\n".join(part for _, part in sections(text)) == text
    assert sections("") == []
    assert [title for title, _ in sections("---\ntitle: x\n---\n# One\n")] == ["", "One"]


async def test_the_rule_of_each_section_is_its_heading() -> None:
    text = f"before\n\n# One\n\ntext\n\n## Two `x`\n\n### Three\n# {'long ' * 8}\n"
    drawn = (await _read(text, (30, 20))).splitlines()
    assert [line.strip() for line in drawn if line.strip()] == [
        "before", f"━ One {'━' * 24}", "text", f"─ Two `x` {'─' * 20}", "Three",
        "━" * 30, "long long long long long", "long long long",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("| a |\n|---|\n| first<br>second |", ["first\n", "second\n"]),
        ("x <kbd>y</kbd> z", ["x <kbd>y</kbd> z"]),
        ("<details>\nmore\n</details>", ["<details>", "more"]),
        ("\\<!-- an answer's own -->", ["<!-- an answer's own -->"]),
        ("<!-- a --> words between <!-- b -->", ["words between"]),
        ("| a |\n|---|\n| \\<!-- cell --> |", ["<!-- cell -->"]),
        ("1. **one**\n   - below", ["1 one", "below"]),
        ("| a | b |\n|---|---|\n| c \\| d | e |", ["c | d"]),
        ("---\ntitle: x\ntags: [a]\n---\n\n# One", ["title: x\n", "tags: [a]\n", "━ One"]),
    ],
)
async def test_everything_in_the_document_is_shown(text: str, shown: list[str]) -> None:
    drawn = await _read(text)
    for words in shown:
        assert words in drawn


async def test_a_comment_is_not_shown() -> None:
    assert "secret" not in await _read("a\n\n<!-- secret -->\n\nb <!-- secret --> c")


@pytest.mark.parametrize("size", [(60, 20), (6, 20)])
@pytest.mark.parametrize("template", lookup.BUILTIN)
async def test_no_answer_stops_a_document_from_being_drawn(template: str, size: tuple[int, int]) -> None:
    document = print_document(lookup.load(template), filled("\n".join(PIECES), template))
    assert (await _read(visible(document), size)).strip()


async def test_the_document_follows_a_change_of_theme_and_leaves_the_console_as_it_was() -> None:
    app: Any = _Reading("# One\n\n- `two`\n")
    async with app.run_test() as pilot:

        def colors() -> list[str]:
            return [str(span.style) for span in app.query_one(SectionText).render().spans]

        before = colors()
        app.theme = "nord"
        await until(lambda: colors() != before)
        await pilot.pause()
        assert len(app.console._thread_locals.theme_stack._entries) == 1
        assert rendered(app, "# A title of a few words\n", 12).plain == "A title of a\nfew words"  # not centered
        table = "| Action | Owner | Due |\n|---|---|---|\n| Alert on | Ana | 2026-03-13 |\n| Move | Bo | |\n"
        assert ["Action", "Owner", "Due"] in map(str.split, rendered(app, table, 27).plain.split("\n"))
        listed = [
            "Action | Owner | Due",
            "Alert on",
            "  Owner: Ana · Due:",
            "  2026-03-13",
            "Move",
            "  Owner: Bo",
        ]
        assert rendered(app, table, 26).plain.strip().split("\n") == listed
        assert rendered(app, "One `two`\n\n- three\n", 20).plain == "One two\n\n \u2022 three"
