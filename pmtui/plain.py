"""Text without surprises: what is typed, pasted or read is made safe to store and to draw."""

import re

_NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_SYMBOLS = {code: 0x2400 + code for code in range(0x20) if code not in (9, 10, 13)}
_SYMBOLS |= {0x7F: 0x2421, **dict.fromkeys(range(0x80, 0xA0), 0xFFFD)}


def clean_prose(text: str) -> str:
    """Return `text` with line feeds for newlines and lone surrogates replaced, so that it can be stored anywhere."""
    if text.isprintable():
        return text
    text = _SURROGATES.sub("\ufffd", _NEWLINES.sub("\n", text))
    return text.translate(_SYMBOLS) if _CONTROLS.search(text) else text


def visible(text: str) -> str:
    """Return `text` ready to be drawn: clean, and with spaces for tabs."""
    return clean_prose(text).replace("\t", "    ")


def brief(text: str, most: int = 300) -> str:
    """Return a text as far as a message has room for it: its beginning and its end."""
    half = (most - 3) // 2
    return text if len(text) <= most else f"{text[:half]} … {text[-half:]}"
