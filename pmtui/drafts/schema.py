"""The JSON Schema of a draft: the record's, with the two keys that stand before it."""

from typing import Any

from pmtui.drafts.form import SCHEMA
from pmtui.model.postmortem import Postmortem


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a draft, the questions' words included."""
    schema = Postmortem.model_json_schema()
    head = {
        "schema": {"type": "integer", "const": SCHEMA, "description": "The version of the draft's form."},
        "template": {"type": "string", "minLength": 1, "description": "The template's name or path."},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "pmtui draft",
        "properties": {**head, **schema["properties"]},
        "required": ["schema", "template", *schema.get("required", [])],
    }
