"""The screens of the interview: which of a template's headings begin one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from pmtui.template.fields import FieldSource
from pmtui.template.tree import Block, SectionBlock, Template, template_lines

MOST_QUESTIONS = 15
"""A screen with more questions is parted at its subheadings, if it has any: it's more than two pages of a terminal."""


@dataclass(frozen=True)
class Screen:
    """A part of the document that is asked on one screen.

    Attributes:
        blocks: its blocks.
        level: the level of its heading: deeper headings are groups on it.
        above: the titles above its heading, from that of level 2 on.
    """

    blocks: tuple[Block, ...]
    level: int = 2
    above: tuple[str, ...] = ()


@lru_cache(maxsize=16)
def screens(template: Template) -> tuple[Screen, ...]:
    """Return the screens; the first is everything before the first heading that begins one."""
    wanted = template.settings.screens
    level = wanted or _usual_level(template.children)
    has_sections = any(isinstance(block, SectionBlock) and block.level == 2 for block in template.children)
    parts = _parted(Screen(template.children, min(level, 2)), min(level, 2) if has_sections else level)
    if level == 3 and has_sections:
        return tuple(inner for part in parts for inner in _at_subheadings(part))
    if wanted:
        return parts
    asked: set[str] = set()
    return tuple(inner for part in parts for inner in _smaller(part, asked))


def _usual_level(blocks: Sequence[Block]) -> int:
    """Return the level of a template's sections: 2, unless it has none of that level and several of another."""
    levels = [block.level for block in blocks if isinstance(block, SectionBlock)]
    if 2 in levels:
        return 2
    return next((level for level in sorted(set(levels)) if levels.count(level) > 1), 2)


def _parted(screen: Screen, level: int) -> tuple[Screen, ...]:
    """Part a screen before each heading of a level; a title at its top begins none."""
    blocks = screen.blocks
    first = next((at for at, block in enumerate(blocks) if isinstance(block, SectionBlock)), len(blocks))
    starts = [
        at
        for at, block in enumerate(blocks)
        if isinstance(block, SectionBlock) and block.level == level and (at > first or level > 1)
    ]
    if not starts:
        return (screen,)
    bounds = [*starts, len(blocks)]
    parts = [replace(screen, blocks=blocks[start:end], level=level) for start, end in pairwise(bounds)]
    return (replace(screen, blocks=blocks[: starts[0]]), *parts)


def _smaller(screen: Screen, asked: set[str]) -> Iterator[Screen]:
    """Part a screen that asks too much, as long as headings can part it; what was asked before isn't asked again."""
    if len(_questions(screen.blocks) - asked) <= MOST_QUESTIONS:
        asked |= _questions(screen.blocks)
        yield screen
        return
    parts = _at_subheadings(screen)
    if len(parts) == 1:
        asked |= _questions(screen.blocks)
        yield screen
        return
    for part in parts:
        yield from _smaller(part, asked)


def _at_subheadings(screen: Screen) -> tuple[Screen, ...]:
    """Part a screen at the headings below its own; whole if it has none, or text that belongs to none of them."""
    inside = [block.level for block in screen.blocks[1:] if isinstance(block, SectionBlock)]
    if inside:
        return _parted(screen, min(inside))
    section = screen.blocks[0] if screen.blocks else None
    if not isinstance(section, SectionBlock) or section.own_length < len(section.children):
        return (screen,)
    starts = [at for at, block in enumerate(section.children) if isinstance(block, SectionBlock)]
    if starts and not _questions(section.children[: starts[0]]):
        starts = starts[1:]  # a heading alone is no screen
    if not starts:
        return (screen,)
    titles = (*screen.above, section.title) if section.level > 1 else screen.above
    bounds = [*starts, len(section.children)]
    own = replace(section, children=section.children[: starts[0]])
    parts = [section.children[start:end] for start, end in pairwise(bounds)]
    levels = [block.level for part in parts for block in part[:1] if isinstance(block, SectionBlock)]
    named = [Screen(part, level, titles) for part, level in zip(parts, levels, strict=True)]
    return (replace(screen, blocks=(own, *screen.blocks[1:])), *named)


def _questions(blocks: Sequence[Block]) -> set[str]:
    """Return what blocks ask, about as many names as questions: a list is asked once for all of its columns."""
    fields = [field for block in blocks for line in template_lines(block) for field in line.fields]
    return {
        field.lists[0] if field.lists else field.path
        for field in fields
        if field.source not in (FieldSource.NUMBER, FieldSource.DERIVED)
    }
