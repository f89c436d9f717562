"""An organization's template on its way to a pmtui template: each decision is kept on disk, and can be undone."""

import contextlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pmtui.errors import EntryError, TemplateError
from pmtui.paths import project_templates, user_templates
from pmtui.storage.safe_files import make_folder, write_atomically
from pmtui.template import lookup
from pmtui.template.adopt import Adoption, Place, Proposal, adopt
from pmtui.template.adopt.proposals import slug
from pmtui.template.parse import parse
from pmtui.text import plain_name

_KEPT = ".adopt.json"
"""The ending of the file with the decisions, beside the template that they lead to."""


@dataclass(frozen=True)
class _Step:
    """One decision.

    Attributes:
        place: the place's position, from 0.
        proposal: what it becomes.
        result: the adoption with it; the other columns of a row may have followed.
    """

    place: int
    proposal: Proposal
    result: Adoption


class Adopting:
    """A session with a template that is being adopted.

    Attributes:
        source: the organization's file.
        target: the file that the template will be written to.
        problem: what to tell about decisions of an earlier session that couldn't be kept; empty if all could.
    """

    def __init__(self, source: Path, target: Path, text: str) -> None:
        """Begin with a text, and continue with the decisions kept beside the target.

        Args:
            source: the organization's file.
            target: the file that the template will be written to.
            text: the source's text.

        Raises:
            TemplateError: if pmtui can't take the text as a template, whatever becomes of its places.
        """
        self.source = source
        self.target = target
        self.problem = ""
        self._proposed = adopt(text)
        self._doubtful = list(self._proposed.doubtful())
        self._steps: list[_Step] = []
        self._undone: list[_Step] = []
        self._keys = _keys(self._proposed)
        self._restore()

    @property
    def adoption(self) -> Adoption:
        """The places, with what was decided."""
        return self._steps[-1].result if self._steps else self._proposed

    @property
    def text(self) -> str:
        """The source's text, as the places' positions count it."""
        return self._proposed.source

    # -- places ------------------------------------------------------------------------------------------------------

    @property
    def places(self) -> tuple[Place, ...]:
        """The places, in the order of the document."""
        return tuple(self.adoption.places)

    @property
    def decided(self) -> set[int]:
        """The positions of the places that the author has decided on."""
        return {step.place for step in self._steps}

    @property
    def undecided_doubtful(self) -> list[int]:
        """The positions of uncertain places without a decision, the least certain first."""
        return [place for place in self._doubtful if place not in self.decided]

    def is_doubtful(self, place: int) -> bool:
        """Return whether the proposal for a place was uncertain at first."""
        return place in self._doubtful

    def order(self, *, doubtful_first: bool) -> list[int]:
        """Return the positions of all places in the order to go through them."""
        everything = range(len(self.places))
        if not doubtful_first:
            return list(everything)
        return [*self._doubtful, *(place for place in everything if place not in self._doubtful)]

    def options(self, place: int) -> list[Proposal]:
        """Return what a place can become: the proposal, fields like it, a custom question, text."""
        at_first, now = self._proposed.places[place], self.places[place]
        known = [now.proposal, at_first.proposal, *at_first.alternatives]
        fields = [each for each in known if each.kind == "field"]
        custom = next((each for each in known if each.kind == "custom"), None)
        text = next((each for each in known if each.kind == "text"), None)
        fields = list({each.name: each for each in reversed(fields)}.values())[::-1]
        return [
            *fields[:_MOST_FIELDS],
            custom or own_choice("custom", f"custom.{slug(at_first.context.called)}"),
            text or own_choice("text", ""),
        ]

    def preview(self, place: int, proposal: Proposal) -> tuple[str, tuple[int, int]]:
        """Return the template with one more decision, and from where to where it changes the text.

        Raises:
            EntryError: if it can't be printed there.
        """
        shown = self.adoption.with_decision(place, proposal).template()
        kind = "custom" if proposal.kind == "text" else "text"
        other = next(each for each in self.options(place) if each.kind == kind)
        return shown, _changed(shown, self.adoption.with_decision(place, other).template())

    # -- decisions ---------------------------------------------------------------------------------------------------

    def decide(self, place: int, proposal: Proposal) -> None:
        """Decide what a place becomes, and save that.

        Raises:
            EntryError: if it can't be printed there; nothing is decided then.
            FileError: if it can't be saved; the decision counts anyway.
        """
        self._take(place, proposal)
        self._undone = []
        self._save()

    def undo(self) -> int | None:
        """Undo the last decision; return its place, or None if there's none.

        Raises:
            FileError: if that can't be saved.
        """
        if not self._steps:
            return None
        self._undone.append(self._steps.pop())
        self._save()
        return self._undone[-1].place

    def redo(self) -> int | None:
        """Decide again as before the last undo; return the place, or None if nothing was undone.

        Raises:
            FileError: if that can't be saved.
        """
        if not self._undone:
            return None
        self._steps.append(self._undone.pop())
        self._save()
        return self._steps[-1].place

    def _take(self, place: int, proposal: Proposal) -> None:
        self._steps.append(_Step(place, proposal, self.adoption.with_decision(place, proposal)))

    # -- on disk -----------------------------------------------------------------------------------------------------

    @property
    def _kept(self) -> Path:
        return kept_file(self.target)

    def _save(self) -> None:
        steps = [
            {"at": list(self._keys[step.place]), "kind": step.proposal.kind, "name": step.proposal.name}
            for step in self._steps
        ]
        make_folder(self._kept.parent)
        write_atomically(self._kept, json.dumps({"source": str(self.source.resolve()), "decisions": steps}, indent=1))

    def _restore(self) -> None:
        """Decide again as in an earlier session; what isn't in the text any longer is counted, not guessed."""
        try:
            found = _read(self._kept)
            steps = [(tuple(each["at"]), str(each["kind"]), str(each["name"])) for each in found["decisions"]]
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError):
            aside = self._kept.with_suffix(".damaged")
            with contextlib.suppress(OSError):
                self._kept.replace(aside)
            self.problem = f"Your earlier decisions can't be read. They're in {aside}."
            return
        places = {key: place for place, key in enumerate(self._keys)}
        lost = 0
        for key, kind, name in steps:
            try:
                self._take(places[key], self._proposal(places[key], kind, name))
            except (KeyError, EntryError):
                lost += 1
        if lost:
            self.problem = f"{self.source.name} has changed: decisions on places that are gone are left out ({lost})."

    def _proposal(self, place: int, kind: str, name: str) -> Proposal:
        """Return a proposal as the engine made it, if it did."""
        known = self._proposed.places[place]
        for each in (known.proposal, *known.alternatives):
            if (each.kind, each.name) == (kind, name):
                return each
        return own_choice(kind, name)

    def write(self) -> None:
        """Write the template, over one that has its name.

        Raises:
            TemplateError: if pmtui wouldn't understand it.
            FileError: if it can't be written.
        """
        write_template(self.target, self.adoption)


_MOST_FIELDS = 7
"""Fields offered by number; with the custom question and the text, nine options."""


def own_choice(kind: str, name: str) -> Proposal:
    """Return the decision for something that wasn't proposed: a field that the author has found by search."""
    return Proposal(kind, name, 1.0, "")


def begin(source: Path) -> Adopting:
    """Read an organization's file, and continue with the decisions made on it before.

    Raises:
        TemplateError: if it's missing, too large, or not text.
    """
    source = source.expanduser()
    return Adopting(source, target_of(source), read_text(source))


def read_text(source: Path) -> str:
    """Return the text of an organization's file.

    Raises:
        TemplateError: if it's missing, too large, or not text.
    """
    text = lookup.read_source(str(source.absolute()))
    if "\0" in text:
        raise TemplateError(f"{source} isn't a text file.", "Export it as Markdown.")
    return text


def write_template(target: Path, adoption: Adoption) -> None:
    """Write the template that an organization's file becomes, over one that has its name.

    Raises:
        TemplateError: if pmtui wouldn't understand it.
        FileError: if it can't be written.
    """
    text = adoption.template()
    parse(text, target.name)
    make_folder(target.parent)
    write_atomically(target, text)


def target_of(source: Path) -> Path:
    """Return the file that a source's template is written to, where templates are found by name.

    The name is the source's own, unless another file of that name is being adopted, or it's a built-in template's.
    """
    folder = project_templates(Path.cwd()) or user_templates()
    name, number = plain_name(source.stem) or "ours", 1
    while True:
        path = folder / f"{name}{f'-{number}' if number > 1 else ''}.md"
        if path.stem.lower() not in lookup.BUILTIN and _is_free(path, source):
            return path
        number += 1


def kept_file(target: Path) -> Path:
    """Return the file with the decisions that lead to a template."""
    return target.with_suffix(_KEPT)


def _is_free(target: Path, source: Path) -> bool:
    """Return whether no other file's decisions are kept beside the target, and the target isn't the source itself."""
    if target.exists() and source.exists() and target.samefile(source):
        return False
    try:
        return bool(_read(kept_file(target))["source"] == str(source.resolve()))
    except (OSError, ValueError, KeyError, TypeError):
        return True


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _keys(adoption: Adoption) -> list[tuple[str, str, int]]:
    """Return for each place what it's found by in a text that has changed elsewhere: its context, itself, a number."""
    seen: Counter[tuple[str, str]] = Counter()
    keys = []
    for place in adoption.places:
        words = (place.context.called, place.original)
        seen[words] += 1
        keys.append((*words, seen[words]))
    return keys


def _changed(shown: str, other: str) -> tuple[int, int]:
    """Return the part of a text that another one doesn't have, by what they begin and end with in common."""
    most = min(len(shown), len(other))
    start = next((at for at in range(most) if shown[at] != other[at]), most)
    end = next((at for at in range(most - start) if shown[-1 - at] != other[-1 - at]), most - start)
    return start, len(shown) - end
