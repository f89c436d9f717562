"""Text without surprises: what is typed, pasted or read is made safe to store and to draw."""

import re

_NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def _as_symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def clean_prose(text: str) -> str:
    """Return `text` with line feeds for newlines and lone surrogates replaced, so that it can be stored anywhere."""
    text = _SURROGATES.sub("\ufffd", _NEWLINES.sub("\n", text))
    return _CONTROLS.sub(_as_symbol, text)


def visible(text: str) -> str:
    """Return `text` ready to be drawn: clean, and with spaces for tabs."""
    return clean_prose(text).replace("\t", "    ")


def brief(text: str, most: int = 300) -> str:
    """Return a text as far as a message has room for it: its beginning and its end."""
    half = (most - 3) // 2
    return text if len(text) <= most else f"{text[:half]} … {text[-half:]}"
