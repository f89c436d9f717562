"""File names out of titles: nothing that leads out of a folder, nothing a shell or a colleague's system trips over."""

import re
import unicodedata

_ENOUGH = 1_000


def plain_name(text: str, longest: int = 60) -> str:
    """Return text as a part of a file name: ASCII letters, digits and hyphens; may be empty."""
    beginning = text[:_ENOUGH]  # putting many accents on one letter in order takes the square of their number
    ascii_only = unicodedata.normalize("NFKD", beginning).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", ascii_only).strip("-")[:longest].rstrip("-")
