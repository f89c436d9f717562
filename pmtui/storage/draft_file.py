"""A draft as TOML: written in document order, without unset answers; read with errors that name the place."""

import re
import tomllib
from dataclasses import dataclass
from typing import Any

import tomli_w
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pmtui.errors import DraftError, at_line
from pmtui.figures.catalog import FIGURES
from pmtui.model.answer_states import AnswerStateKind
from pmtui.model.catalog import element_type, model_questions
from pmtui.model.ids import random_id
from pmtui.model.left_out import is_heading
from pmtui.model.postmortem import Postmortem
from pmtui.model.unfinished import is_in_row, is_request, without_note
from pmtui.model.unseen import is_row
from pmtui.model.views import VIEWS
from pmtui.storage.migrations import as_written, instead_of, migrated
from pmtui.text import brief, did_you_mean
from pmtui.toml.lines import line_of, refusal
from pmtui.toml.reading import loads

SCHEMA = 2
"""The version of the draft format that this pmtui writes."""

_WINDOWS = ["timeline", "causes.tree"]
"""The tables whose rows can be pasted in a separate window."""

_ID = re.compile(r"[a-z0-9]{1,32}")
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE)


class NoDraft(DraftError):
    """The file is TOML, and someone else's."""


@dataclass(frozen=True)
class Draft:
    """What a draft file holds.

    Attributes:
        template: the template's name or path.
        postmortem: the postmortem.
        schema: the version of the file's format.
        head: the file's first line, if it names a schema to editors; otherwise empty.
        id: the draft's unique ID, whatever its file is called; empty in one from an older pmtui.
    """

    template: str
    postmortem: Postmortem
    schema: int = SCHEMA
    head: str = ""
    id: str = ""


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


def to_toml(draft: Draft) -> str:
    """Return a draft as TOML. The same draft gives the same text."""
    head = f"{draft.head}\n" if draft.head else ""
    return head + tomli_w.dumps(as_data(draft), multiline_strings=True)


def as_data(draft: Draft) -> dict[str, Any]:
    """Return a draft's data, with only TOML's types."""
    record = draft.postmortem.model_dump(mode="python", exclude_defaults=True)
    own = {"id": draft.id} if draft.id else {}
    return {"schema": SCHEMA, "template": draft.template, **own, **_plain(record)}


def _plain(value: Any) -> Any:
    """Return a value with only TOML's types; None values are left out."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


def from_toml(text: str, where: str) -> Draft:
    """Read a draft.

    Args:
        text: the file.
        where: its name, for messages.

    Raises:
        DraftError: with the place and what to do, if this pmtui can't open it completely.
    """
    text = text.removeprefix("\ufeff")
    data = _parsed(text, where)
    if "schema" not in data:
        raise NoDraft(f"{where} isn't a pmtui draft: 'schema' is missing.", f"A draft starts with: schema = {SCHEMA}")
    schema = data.pop("schema")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise DraftError(f"{where}: 'schema' must be a version number, not {schema!r}.", f"Write: schema = {SCHEMA}")
    if schema > SCHEMA:
        raise DraftError(
            f"{where} was written by a newer pmtui (schema {schema}; this version reads up to {SCHEMA}).",
            "Update pmtui to open it.",
        )
    template = data.pop("template", None)
    if not isinstance(template, str) or not template:
        raise DraftError(f"{where} doesn't name its template.", 'Add a line such as: template = "outage"')
    draft_id = data.pop("id", "")
    if draft_id != "" and not is_id(draft_id):
        raise DraftError(
            f"{at_line(where, line_of(text, ['id']))}: 'id' isn't a valid draft ID.",
            "Delete the line, and pmtui gives the draft a new ID.",
        )
    try:
        postmortem = Postmortem.model_validate(migrated(data, schema, SCHEMA))
        check_names(postmortem, text, where)
        return Draft(template, postmortem, schema, _head(text), draft_id)
    except ValidationError as error:
        first = error.errors()[0]
        first["loc"] = as_written(first["loc"], data, schema)
        raise _explained(first, error.error_count(), text, where) from error
    except RecursionError as error:
        raise DraftError(f"{where} is nested too deeply to be a draft.") from error


def headed(text: str, head: str) -> str:
    """Return a draft's text with a first line for editors; unchanged if it has one."""
    body = text.removeprefix("\ufeff")
    if _head(body):
        return text
    newline = "\r\n" if body.partition("\n")[0].endswith("\r") else "\n"
    return text[: len(text) - len(body)] + head + newline + body


def _head(text: str) -> str:
    """Return the first line of a file if it's one that editors look for: `#:schema FILE`."""
    first = text.partition("\n")[0].strip()
    return first if first.startswith("#:schema ") else ""


def check_names(postmortem: Postmortem, text: str, where: str) -> None:
    """Refuse a mark, an override, or half-typed text for something that doesn't exist.

    Args:
        postmortem: the postmortem.
        text: the text of its file, for the line.
        where: the file's name, for the message.

    Raises:
        DraftError: naming the table and the name.
    """
    questions = [*model_questions(), *VIEWS, *(f"figures.{figure}" for figure in FIGURES)]
    names = {
        "stated": list(FIGURES),
        "marks": questions,
        "unseen": questions,
        "typed": questions,
        "begun": _WINDOWS,
    }
    for table, known in names.items():
        for name in getattr(postmortem, table):
            if table == "unseen" and is_row(name):  # of these there may be thousands
                continue
            if name in known or (table == "begun" and name.startswith("waived.")):
                continue
            path = without_note(name) if table == "typed" else name
            if known is questions and (path in known or path.startswith("custom.") or is_in_row(path)):
                continue
            if table == "typed" and is_request(name) or table == "marks" and _leaves_out_heading(postmortem, name):
                continue
            place = at_line(where, line_of(text, [table, name]))
            raise DraftError(f"{place}: unknown name '{brief(name, 80)}' in '{table}'.", did_you_mean(name, known))


def _leaves_out_heading(postmortem: Postmortem, name: str) -> bool:
    """Return whether a mark leaves out what is under a heading, which another template may have."""
    return is_heading(name) and postmortem.marks[name].kind is AnswerStateKind.LEFT_OUT


def _parsed(text: str, where: str) -> dict[str, Any]:
    try:
        return loads(text)
    except tomllib.TOMLDecodeError as error:
        conflict = _CONFLICT.search(text)
        if conflict:
            markers = text.count("\n", 0, conflict.start()) + 1
            raise DraftError(
                f"{where}:{markers}: unresolved merge conflict: Git's markers are still here.",
                "Choose what to keep, delete the markers, and open the draft again.",
            ) from error
        line, problem, hint = refusal(text, error)
        raise DraftError(f"{at_line(where, line)}: {problem}", hint or "Fix it in any text editor.") from error
    except (RecursionError, ValueError) as error:
        raise DraftError(
            f"{where} can't be read as TOML: {type(error).__name__}.", "It isn't a pmtui draft."
        ) from error


def _explained(error: ErrorDetails, count: int, text: str, where: str) -> DraftError:
    """Return the error for a key, with its line."""
    location = list(error["loc"][:2] if error["loc"][0] == "custom" else error["loc"])
    line = line_of(text, location)
    place = at_line(where, line)
    name = brief(_written(location), 120)
    more = f" ({count - 1} more after this one.)" if count > 1 else ""
    if error["type"] == "extra_forbidden":
        known = _names_at(location[:-1])
        advice = instead_of(location, error["input"])
        inside = f" in '{brief(_written(location[:-1]), 120)}'" if location[:-1] else ""
        hint = advice or did_you_mean(str(location[-1]), known)
        return DraftError(f"{place}: unknown field '{brief(str(location[-1]), 80)}'{inside}.{more}", hint)
    if error["type"] == "timezone_aware":
        return DraftError(
            f"{place}: '{name}' has no time zone.{more}", "Add an offset, for example: 2026-03-07T14:32:00+01:00"
        )
    if error["type"] == "tuple_type":
        return DraftError(f"{place}: '{name}' must be a list.{more}", f'Write it in brackets: {location[-1]} = ["..."]')
    message = error["msg"].removeprefix("Value error, ").rstrip(".")
    return DraftError(f"{place}: '{name}': {message[:1].lower()}{message[1:]}.{more}", "Fix it in any text editor.")


def _written(location: list[int | str]) -> str:
    """Format a location, counting from 1: `timeline 3.event`."""
    text = ""
    for part in location:
        text += f" {part + 1}" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def _names_at(location: list[int | str]) -> list[str]:
    """Return the known names at a location in a draft."""
    model: type[BaseModel] | None = Postmortem
    for part in location:
        if isinstance(part, int) or model is None:
            continue
        info = model.model_fields.get(str(part))
        if info is None:
            return []
        found = element_type(info.annotation) or info.annotation
        model = found if isinstance(found, type) and issubclass(found, BaseModel) else None
    names = list(model.model_fields) if model is not None else []
    return names if location else ["schema", "template", "id", *names]
