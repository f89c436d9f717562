"""How large a page of `pmtui serve` may be; for the server and for the app, neither of which believes the other."""

SMALLEST, LARGEST = (10, 5), (500, 200)
"""Columns and rows that a page may have: two 8K screens of small letters. An app draws as much as it's told."""


def fitted_size(width: object, height: object) -> tuple[int, int]:
    """Return a size in columns and rows within the bounds; what is no number counts as the usual 80 and 24."""
    sizes = []
    for asked, least, most, usual in zip((width, height), SMALLEST, LARGEST, (80, 24), strict=True):
        try:
            number = int(asked) if isinstance(asked, (int, float, str)) and not isinstance(asked, bool) else usual
        except (ValueError, OverflowError):
            number = usual
        sizes.append(max(least, min(most, number)))
    return sizes[0], sizes[1]
