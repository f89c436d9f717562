"""Time zones that a template names next to its times; they must be the zone that the times are shown in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from pmtui.model.kinds import Kind
from pmtui.model.postmortem import Postmortem
from pmtui.parsing.zones import read_zone
from pmtui.template.fields import UTC_TIME, Field, FieldSource, Format
from pmtui.template.tree import (
    Block,
    Each,
    LabeledBlock,
    Quote,
    SectionBlock,
    Template,
    TemplateLine,
    TemplateTable,
    template_lines,
)
from pmtui.timeline.stated_zones import stated_zone

_OWN = "incident.timezone"
_INSTANTS = frozenset({"figures.started", "figures.ended", "figures.detected", "figures.resolved"})


@dataclass(frozen=True)
class Named:
    """A time zone that a template names for its times.

    Attributes:
        line: where it's named, in the template's file.
        words: its name there.
        zone: the zone; None for the incident's zone, whichever that is.
    """

    line: int
    words: str
    zone: tzinfo | None


def named_zones(template: Template) -> list[Named]:
    """Return the time zones that a template names for its times, in file order."""
    own = ZoneInfo(template.settings.timezone or "UTC")
    found = [named for block in template.children for named in _within(block, None, own)]
    return list({named.line: named for named in found}.values())


def misnamed(template: Template) -> list[tuple[int, str]]:
    """Return the lines of a template that name a zone its times aren't shown in, each with what to do about it."""
    printed = template.settings.timezone
    found: list[tuple[int, str]] = []
    for named in named_zones(template):
        if named.zone is None and printed:
            words = f"this names the incident's zone, but times are shown in {printed}. Write {printed} here."
        elif named.zone is not None and not printed:
            advice = f'Put timezone = "{_key(named)}" in the front matter, or {{{{ {_OWN} }}}} here.'
            words = f"this says {named.words}, but times are shown in the incident's zone. {advice}"
        elif named.zone is not None and _differ(named.zone, ZoneInfo(printed), _ALL_YEAR):
            words = f"this says {named.words}, but times are shown in {printed}. Use one zone."
        else:
            continue
        found.append((named.line, words))
    return found


def misleading(template: Template, postmortem: Postmortem) -> Iterator[Named]:
    """Yield the zones that a template names but doesn't show this postmortem's times in."""
    own = ZoneInfo(postmortem.incident.timezone)
    printed = ZoneInfo(template.settings.timezone) if template.settings.timezone else own
    times = [event.at for event in postmortem.timeline if event.at is not None]
    for named in named_zones(template):
        if times and _differ(named.zone or own, printed, times):
            yield named


_ALL_YEAR = [datetime(2025, month, 15, tzinfo=UTC) for month in (1, 7)]


def _differ(one: tzinfo, other: tzinfo, times: list[datetime]) -> bool:
    return one is not other and any(at.astimezone(one).utcoffset() != at.astimezone(other).utcoffset() for at in times)


def _key(named: Named) -> str:
    return str(getattr(named.zone, "key", None) or named.words)


def _within(block: Block, above: Named | None, own: ZoneInfo) -> Iterator[Named]:
    """Yield the zones that a block names for its times; `above` is the one stated for all of them, if any."""
    if isinstance(block, SectionBlock):
        yield from _of_line(block.heading, above, own)
        above = _said(block.heading, own, anywhere=True) or above
    if isinstance(block, TemplateTable):
        above = _said(block.header, own, anywhere=True) or above
        for row in block.rows:
            yield from _of_line(row, above, own)
        return
    children = _children(block)
    if children:
        for child in children:
            above = _stated_in(child, own) or above
            yield from _within(child, above, own)
        return
    for line in template_lines(block):
        yield from _of_line(line, above, own)


def _children(block: Block) -> tuple[Block, ...]:
    return block.children if isinstance(block, (SectionBlock, Quote, Each, LabeledBlock)) else ()


def _stated_in(block: Block, own: ZoneInfo) -> Named | None:
    """Return the zone that a paragraph states for what follows, as in `All times in UTC`."""
    if isinstance(block, TemplateTable) or _children(block):
        return None
    lines = [line for line in template_lines(block) if not any(_is_time(field) for field in line.fields)]
    return next((said for line in lines if (said := _said(line, own, anywhere=False)) is not None), None)


def _of_line(line: TemplateLine, above: Named | None, own: ZoneInfo) -> Iterator[Named]:
    for at, piece in enumerate(line.pieces):
        if isinstance(piece, Field) and _is_time(piece):
            beside = _beside(line, at, own) or above
            if beside is not None:
                yield beside


def _beside(line: TemplateLine, at: int, own: ZoneInfo) -> Named | None:
    """Return the zone named right after a time."""
    behind = line.pieces[at + 1 : at + 3]
    if not behind:
        return None
    if isinstance(behind[0], str):
        named = read_zone(behind[0], own)
        if named is not None:
            return Named(line.number, named[0].label, named[0].zone)
        behind = behind[1:] if not behind[0].strip(" ([") else ()
    is_own = bool(behind) and isinstance(behind[0], Field) and behind[0].path == _OWN
    return Named(line.number, "the incident's zone", None) if is_own else None


def _said(line: TemplateLine, own: ZoneInfo, *, anywhere: bool) -> Named | None:
    if any(isinstance(piece, Field) and piece.path == _OWN for piece in line.pieces):
        return Named(line.number, "the incident's zone", None)
    text = "".join(piece if isinstance(piece, str) else "x" for piece in line.pieces)
    named = stated_zone(text, own, anywhere=anywhere)
    return Named(line.number, named.label, named.zone) if named is not None else None


def _is_time(field: Field) -> bool:
    """Return whether a placeholder is shown as a clock time in the document's zone."""
    if field.path == UTC_TIME or field.format in (Format.DATE, Format.ZONED):
        return False
    if field.source is FieldSource.FIGURE:
        return field.format in (Format.TIME, Format.DATETIME) or field.path in _INSTANTS
    if field.path.startswith("milestones."):
        return True
    return field.path == "timeline.*.time" or field.kind is Kind.DATETIME
