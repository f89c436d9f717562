"""How commands print data."""

import json
from typing import Any


def print_json(data: Any) -> None:
    """Print data as indented JSON."""
    print(json.dumps(data, indent=2, ensure_ascii=False, default=str))
