"""An organization's Markdown with a decision for each place, and the template that it becomes."""

import json
import re
from dataclasses import dataclass, replace
from functools import cached_property

from pmtui.errors import EntryError, TemplateError
from pmtui.template.adopt.edits import Edit, edits_of, edits_of_rest
from pmtui.template.adopt.kept import doubted, with_doubts
from pmtui.template.adopt.marks import clean
from pmtui.template.adopt.meaning import SURE
from pmtui.template.adopt.model import Form, Place, Proposal
from pmtui.template.adopt.places import find_places
from pmtui.template.adopt.printed import Piece, changed_in_print
from pmtui.template.adopt.proposals import propose
from pmtui.template.adopt.scales import scale_settings
from pmtui.template.adopt.settling import same_list, settled
from pmtui.template.fields import FieldError, parse_field
from pmtui.template.parse import parse
from pmtui.template.problems import problems
from pmtui.text import clean_prose

NAME = "template"
"""What messages call the template until it has a file."""

MOST_LINES = 1_000
LARGEST = 100_000
"""Lines and characters of a text: with its questions added, pmtui can still read it as a template."""

_ZONE = re.compile(r"(?i:times?|timeline|\d\d:\d\d|HH:MM)[^\n]{0,40}?\b(UTC|GMT)\b")


@dataclass(frozen=True)
class Adoption:
    """A Markdown text, and what becomes of each of its places.

    Attributes:
        source: the text, with line feeds for its line breaks.
        places: in the order of the text.
        decided: the positions of the places that someone decided.
    """

    source: str
    places: tuple[Place, ...]
    decided: frozenset[int] = frozenset()

    def with_decision(self, index: int, proposal: Proposal) -> "Adoption":
        """Return the adoption with another decision for one place.

        The other columns of its row follow if it moves the row to another list.

        Args:
            index: the place's position.
            proposal: what becomes of it.

        Raises:
            EntryError: if pmtui doesn't know the name, or can't print it there.
        """
        places = list(self.places)
        if proposal.kind != "text":
            _checked(proposal.name)
        places[index] = replace(places[index], proposal=proposal)
        if places[index].found.form is Form.COLUMN:
            places = same_list(places, index)
        changed = Adoption(self.source, tuple(places), self.decided | {index})
        found = problems(changed.template(), NAME)
        if found and not _only_lacks_placeholders(found):
            raise EntryError(f"It can't be '{proposal.name}' here: {_without_place(found[0])}")
        return changed

    def doubtful(self) -> tuple[int, ...]:
        """Return the positions of the places that need a decision, the most doubtful first."""
        open_ = [index for index, place in enumerate(self.places) if index not in self.decided]
        unsure = [index for index in open_ if self.places[index].proposal.confidence < SURE]
        return tuple(sorted(unsure, key=lambda index: (self.places[index].proposal.confidence, index)))

    def template(self) -> str:
        """Return the template: its settings, and the source with each place filled."""
        return self.head + self.body

    @cached_property
    def head(self) -> str:
        """The settings at the top of the template."""
        lines = [f"title = {json.dumps(self.title, ensure_ascii=False)}", 'description = "Made by pmtui adopt."']
        chosen = [(place.proposal.name, place.found.options) for place in self.places if place.proposal.kind == "field"]
        lines += scale_settings(chosen)
        zone = _zone(self.source)
        if zone and not any(place.proposal.name == "incident.timezone" for place in self.places):
            lines.append(f'timezone = "{zone}"')
        return "\n".join(["+++", *lines, "+++", ""])

    @property
    def title(self) -> str:
        """The text's first heading, without what is only for one incident."""
        first = re.search(r"(?m)^#\s+(.+)$", self.source)
        words = clean(re.sub(r"[\[{<(].*?[\]}>)]", "", first[1])) if first else ""
        return words.strip(" :-–—#|")[:80] or "Our postmortem"

    @cached_property
    def body(self) -> str:
        """The source with each place filled, and the words of its questions as comments above."""
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The template's body in pieces, in order."""
        result: list[Piece] = []
        at = 0
        for edit in self.edits:
            own = _literal(self.source[at : edit.start])
            if own.endswith("$") and edit.text.startswith("{{"):
                own = f"{own[:-1]}\\$"  # else it would be another tool's
            result += [Piece(own, at, is_own=True), Piece(edit.text, edit.start)]
            at = edit.end
        result.append(Piece(_literal(self.source[at:]), at, is_own=True))
        return tuple(piece for piece in result if piece.text)

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """What is written for parts of the source, in order, without any that another one has in it."""
        found: list[Edit] = []
        told: set[int] = set()
        repeated = {each.found.group for each in self.places if each.proposal.kind != "text" and each.found.heads}
        for index, place in enumerate(self.places):
            if place.proposal.kind == "text" and place.found.group in repeated:
                edits = edits_of_rest(place, self.source, keeps_text=index in self.decided)
            elif place.proposal.kind == "text" and not place.found.lead:
                continue
            else:
                edits = edits_of(place, self.source, has_words=place.line not in told)
                told.add(place.line)
            found += [Edit(*edit, index) for edit in edits]
        found.sort(key=lambda edit: (edit.start, edit.end))
        result: list[Edit] = []
        for edit in found:
            if not result or edit.start >= result[-1].end:
                result.append(edit)
        return tuple(result)


def adopt(text: str) -> Adoption:
    """Return what each place of an organization's Markdown could become, with the likeliest chosen.

    The result is deterministic, and its template is one that pmtui accepts.

    Args:
        text: a template, or a finished postmortem.

    Raises:
        TemplateError: if pmtui can't take the text as a template, whatever becomes of its places.
    """
    source = clean_prose(text[: LARGEST + 1].removeprefix("\ufeff")).lstrip("\n")
    lines = source.count("\n") + 1
    if len(text) > LARGEST or lines > MOST_LINES:
        raise TemplateError(
            f"This has {lines:,} lines and {len(text):,} characters.",
            f"A text for a template can have at most {MOST_LINES:,} lines and {LARGEST:,} characters.",
        )
    found, is_template = find_places(source)
    places = settled([propose(each, source, is_template=is_template) for each in found])
    plain = Adoption(source, places)
    checked = with_doubts(places, plain.edits, plain.head, source, is_template=is_template)
    return _accepted(Adoption(source, checked))


def _checked(name: str) -> None:
    try:
        parse_field(name)
    except FieldError as error:
        raise EntryError(f"{error.message} {error.hint}".strip()) from error


def _literal(text: str) -> str:
    """Return the source's own text so that pmtui prints it as it is."""
    return re.sub(r"(?<!\\)\{\{", r"\\{{", text)


def _zone(source: str) -> str:
    """Return the zone that a text names for its times, if it's UTC."""
    return "UTC" if _ZONE.search(source) else ""


# -- always accepted ---------------------------------------------------------------------------------------------------


def _accepted(adoption: Adoption) -> Adoption:
    """Return the adoption with the places as text that pmtui can't take where they are.

    Raises:
        TemplateError: if pmtui can't take the source as it is.
    """
    for _ in range(len(adoption.places) + 1):
        try:
            template = parse(adoption.template(), NAME)
            places = list(adoption.places)
            for index, reason in changed_in_print(template, adoption.pieces, places).items():
                places[index] = doubted(places[index], reason)
            return replace(adoption, places=tuple(places))
        except TemplateError as error:
            number = _line_of(error)
            hit = _places_at(adoption, number) if number else ()
            if not hit:
                line = _source_line(adoption, number) if number else None
                where = f"Line {line}: " if line else ""
                raise TemplateError(f"{where}{_without_place(error)}", error.hint) from error
            places = list(adoption.places)
            for index in hit:
                kept = Proposal("text", "", 0.4, f"pmtui can't print an answer here: {_without_place(error)}"[:160])
                places[index] = replace(
                    places[index], proposal=kept, alternatives=(places[index].proposal, *places[index].alternatives)
                )
            adoption = Adoption(adoption.source, tuple(places), adoption.decided)
    return adoption


def _places_at(adoption: Adoption, number: int) -> tuple[int, ...]:
    """Return the positions of the places that are on a line of the template, and aren't text yet."""
    line = _source_line(adoption, number)
    return tuple(
        index
        for index, place in enumerate(adoption.places)
        if place.proposal.kind != "text" and line is not None
        and place.line <= line <= adoption.source.count("\n", 0, place.span[1]) + 1
    )  # fmt: skip


def _source_line(adoption: Adoption, number: int) -> int | None:
    """Return the line of the source that a line of the template comes from."""
    left = number - adoption.head.count("\n") - 1
    start = 0
    for piece in adoption.pieces:
        start = piece.start
        breaks = piece.text.count("\n")
        if breaks >= left and (breaks > left or not piece.text.endswith("\n")):
            return adoption.source.count("\n", 0, start) + 1 + (left if piece.is_own else 0)
        left -= breaks
    return adoption.source.count("\n", 0, start) + 1


def _line_of(error: TemplateError) -> int | None:
    match = re.match(rf"{NAME}:(\d+):", str(error))
    return int(match[1]) if match else None


def _without_place(error: TemplateError) -> str:
    return re.sub(rf"^{NAME}(?::\d+)?: ?", "", error.message)


def _only_lacks_placeholders(found: list[TemplateError]) -> bool:
    return len(found) == 1 and "no placeholder" in found[0].message
