"""The JSON Schema of a draft: the postmortem's, with the keys above it; and where editors find it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from pmtui.confinement import Confinement
from pmtui.errors import FileError
from pmtui.model.postmortem import Postmortem
from pmtui.storage.draft_file import SCHEMA
from pmtui.storage.safe_files import make_folder, write_atomically

_PLACE = Path(".pmtui") / "draft.schema.json"
"""The schema file, next to the drafts: a relative path that works on every machine."""

HEAD = f"#:schema {_PLACE.as_posix()}"
"""The first line of a draft: editors with the Taplo or Even Better TOML extension use it for completion and checks."""

_TITLE = "pmtui draft"


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a draft, including the questions."""
    schema = Postmortem.model_json_schema()
    head = {
        "schema": {"type": "integer", "const": SCHEMA, "description": "The version of the draft format."},
        "template": {"type": "string", "minLength": 1, "description": "The template's name or path."},
        "id": {
            "type": "string",
            "pattern": "^[a-z0-9]{1,32}$",
            "description": "The draft's unique ID, which pmtui creates. Leave it out of a copy.",
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": _TITLE,
        "properties": {**head, **schema["properties"]},
        "required": ["schema", "template", *schema.get("required", [])],
    }


@cache
def _written() -> str:
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def put_beside(folder: Path, within: Confinement | None = None) -> bool:
    """Write the schema file into a folder of drafts, if it's missing or outdated; return whether it's there now.

    A file of that name that isn't pmtui's schema is left alone, and nothing is written through a link: a folder that
    someone else has made may lead anywhere.
    """
    path = folder / _PLACE
    text = _written()
    try:
        if path.is_symlink() or path.parent.is_symlink():
            return path.is_file() and path.read_text(encoding="utf-8") == text
        if path.is_file():
            known = path.read_text(encoding="utf-8")
            if known == text or f'"title": "{_TITLE}"' not in known:
                return known == text
        make_folder(path.parent, within)
        write_atomically(path, text, within=within)
    except (FileError, OSError, UnicodeError):  # the draft is what matters
        return False
    return True
