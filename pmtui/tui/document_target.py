"""Writes the document to a file, and finds a name for it that is free."""

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from pmtui.errors import FileError
from pmtui.session.session import Session
from pmtui.storage import exported_documents
from pmtui.storage.safe_files import make_folder, refuse_draft_as_target
from pmtui.template.open_questions import appended
from pmtui.template.render import print_document
from pmtui.template.tree import Template


def document_text(session: Session, template: Template) -> str:
    """Return the document under a template, with its open questions below while it isn't final."""
    standing = session.standing_under(template)
    return appended(print_document(template, session.postmortem, standing.values), standing)


def is_taken(target: Path, text: str, written: Mapping[Path, str], draft: str = "") -> bool:
    """Return whether another file is at the path where a document would be written.

    Args:
        target: where it would be written.
        text: the document; an identical file isn't in the way.
        written: what was written in this session: nor is that, or what an earlier one wrote, if nobody has changed it.
        draft: the id of the draft that it's made of; another draft's document is in the way. Empty for any.
    """
    if not os.path.lexists(target):  # Path.exists raises if the name is too long; writing has a better message
        return False
    try:
        if target.is_symlink():
            return True
        is_known = target.read_text(encoding="utf-8") in (text, written.get(target.absolute()))
        return not is_known and not exported_documents.is_ours(target, draft=draft)
    except (OSError, UnicodeError):
        return True


def target_refusal(session: Session, target: Path) -> str:
    """Return why a session that others reach may not write a document to a place; empty if it may.

    Such a session writes Markdown only, and over nothing but what pmtui wrote there itself.
    """
    if session.within is None:
        return ""
    if target.suffix.lower() != ".md":
        return f"{target.name} doesn't end in .md. In the browser, the file name must."
    if os.path.lexists(target) and not exported_documents.is_ours(target, session.within):
        return (
            f"{target.name} was changed outside pmtui, so it can't be overwritten in the browser. Choose another name."
        )
    return ""


def free_name(target: Path) -> Path:
    """Return the first of `name-2.md`, `name-3.md` that is free.

    Raises:
        ValueError: if it has no name: the path of a folder alone.
    """
    match = re.fullmatch(r"(.+)-\d{1,3}", target.stem)
    if match and os.path.lexists(target.with_name(match[1] + target.suffix)):
        target = target.with_name(match[1] + target.suffix)
    numbers = (target.with_name(f"{target.stem}-{number}{target.suffix}") for number in range(2, 1000))
    return next((each for each in numbers if not os.path.lexists(each)), target)


def write_document(session: Session, target: Path, text: str) -> tuple[str, Path | None]:
    """Write a document; return why it can't be written, or an empty string, and the copy of the text there.

    Args:
        session: the session whose draft it's made of; the draft itself is never overwritten.
        target: the file; its folder is made if it's missing.
        text: the document.
    """

    def refuse() -> None:
        problem = target_refusal(session, target)
        if problem:
            raise FileError(problem)

    try:
        refuse_draft_as_target(target, session.path)
        make_folder(target.parent, session.within)
        kept = exported_documents.write(target, text, datetime.now(UTC), refuse, session.within, session.draft_id)
        session.written[target.absolute()] = text
    except (FileError, RuntimeError, OSError) as error:
        return str(error), None
    return "", kept
