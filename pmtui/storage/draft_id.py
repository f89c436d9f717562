"""Draft IDs: with them, what pmtui stores for one draft is never mistaken for another's."""

import re
from collections.abc import Iterator
from pathlib import Path

from pmtui.model.ids import random_id
from pmtui.paths import DRAFT_SUFFIX
from pmtui.storage.safe_files import LARGEST, digest_of
from pmtui.toml.reading import loads

_ID = re.compile(r"[a-z0-9]{1,32}")


def random_draft_id() -> str:
    """Return an ID for a new draft: long enough that no two drafts in the world have the same one."""
    return random_id() + random_id()


def is_id(value: object) -> bool:
    """Return whether a value can be a draft's id."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def id_in(text: str) -> str:
    """Return the id in a draft's text; empty if it has none, or isn't TOML."""
    try:
        found = loads(text).get("id", "")
    except (ValueError, RecursionError):
        return ""
    return found if is_id(found) else ""


def id_at(path: Path) -> str:
    """Return the id of the draft in a file; empty if it has none, or can't be read."""
    data = _bytes(path)
    return id_in(data.decode("utf-8", "replace").removeprefix("\ufeff")) if b"id" in data else ""


def same_drafts(path: Path, draft_id: str, digest: str) -> Iterator[Path]:
    """Yield the other drafts in a draft's folder that have its id; if it has none, those with the same content.

    Args:
        path: the draft's file, which needn't exist.
        draft_id: its id; empty if it has none.
        digest: the digest of its file.
    """
    try:
        files = sorted(each for each in path.parent.iterdir() if each.suffix == DRAFT_SUFFIX)
    except OSError:
        return
    for each in files:
        if each.name == path.name or each.name.startswith("."):
            continue
        data = _bytes(each)
        if draft_id:
            if draft_id.encode() in data and id_at(each) == draft_id:
                yield each
        elif digest and digest_of(data) == digest:
            yield each


def _bytes(path: Path) -> bytes:
    try:
        if path.is_file() and path.stat().st_size <= LARGEST:
            return path.read_bytes()
    except OSError:
        pass
    return b""
