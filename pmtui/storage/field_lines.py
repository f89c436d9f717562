"""Where a draft's fields are written in its file."""

from pmtui.errors import EditError
from pmtui.model.paths import position
from pmtui.model.postmortem import Postmortem
from pmtui.toml.lines import Location, lines_of, nearest_line


class FieldLines:
    """The lines of a draft's fields.

    Args:
        text: the text of its file.
        postmortem: the postmortem that was read from it; rows are in the order of the file.
    """

    def __init__(self, text: str, postmortem: Postmortem) -> None:
        self._lines = lines_of(text)
        self._postmortem = postmortem

    def line(self, path: str) -> int:
        """Return the line, from 1, of the field at a path, with rows by ID.

        If the file doesn't have the field, that's the line of the row or table that it belongs to, or the first.
        """
        name = path.removeprefix("figures.")
        location = _location(self._postmortem, path) if name == path else ("stated", name)
        return nearest_line(self._lines, location) or 1

    def typed_line(self, path: str) -> int:
        """Return the line, from 1, of what was typed at a path and can't be read; without any, the field's line."""
        return self._lines.get(("typed", path)) or self.line(path)


def _location(postmortem: Postmortem, path: str) -> Location:
    """Return where a field is in the file: its path, with the positions of rows in place of their IDs."""
    found: list[int | str] = []
    node: object = postmortem
    for part in path.split("."):
        if isinstance(node, tuple):
            try:
                index = position(node, part, path)
            except EditError:  # a view of a list, such as `actions.immediate`
                break
            found.append(index)
            node = node[index]
        else:
            found.append(part)
            node = getattr(node, part, None)
    return tuple(found)
