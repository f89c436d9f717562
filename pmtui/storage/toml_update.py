"""Writes a draft into its file's text, so that an author's own arrangement is kept.

Comments, blank lines, the order of keys and tables, kinds of quotes, inline tables, dotted keys, the spelling of
numbers and dates, line ends and the byte order mark are unchanged. Only what differs from what the text says is
written, in its place; what has no place yet goes where pmtui itself would put it. A comment goes with its row when
rows move. When its key or row goes, it stays where that was: no screen showed it, so the author didn't choose to
delete it.

Why no library: of 200 drafts that tests/arranged.py drew, tomlkit 0.15 gave 86 back changed without any edit, and
reading 5,000 events takes it 1.4 s. Here the new text is read again before it's written and must match the draft, with
every comment; if it doesn't, pmtui's own format is written with the comments put next to their keys.
"""

import contextlib
import tomllib
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

import tomli_w

from pmtui.errors import DraftError
from pmtui.model.catalog import BESIDE
from pmtui.storage.draft_file import Draft, as_data, from_toml, to_toml
from pmtui.storage.migrations import migrated
from pmtui.toml.tokens import (
    KEY_PART,
    Node,
    TomlBlock,
    TomlDocument,
    TomlLeaf,
    TomlLine,
    TomlRows,
    TomlTable,
    comments,
    items,
    lines_below,
    read,
)
from pmtui.toml.values import STALE, Rewriting, has_id, key_part, literal, renames, same, unquoted


class Arrangement:
    """The text of a draft's file as someone arranged it. Writing doesn't change it: the same draft, the same text.

    Args:
        text: the file, with its byte order mark if it has one.
        draft: what it says. Rows without an id in the file may have any.
    """

    def __init__(self, text: str, draft: Draft) -> None:
        self.text = text
        self.draft = draft
        self._is_plain: bool | None = None
        self._document: TomlDocument | None = None
        self._data: dict[str, Any] = {}
        self._comments: Counter[str] | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the text is exactly as pmtui writes it, so that nothing has to be kept."""
        if self._is_plain is None:
            own = to_toml(self.draft)
            self._is_plain = own == self.text
            if not self._is_plain:  # it may be, except for a new ID or an older format
                with contextlib.suppress(ValueError, LookupError, RecursionError):
                    self._is_plain = self._patched(as_data(self.draft)) == own
        return self._is_plain

    def written(self, draft: Draft) -> str:
        """Return the text with a later version of the draft in it."""
        if self.is_plain:
            return to_toml(replace(draft, head=self.draft.head))
        new = as_data(draft)
        for is_first in (True, False):
            try:
                text = self._patched(new) if is_first else self._beside_keys(draft)
            except (ValueError, LookupError, RecursionError):  # a construct that isn't understood; the comments stay
                continue
            if self._holds(text, new):
                return text
        return "".join(f"{line}\n" for line in comments(self.text)) + to_toml(replace(draft, head=""))

    def _patched(self, new: dict[str, Any]) -> str:
        document = self._read()
        return _Patch(document, self._data, new).text()

    def _beside_keys(self, draft: Draft) -> str:
        return _beside_their_keys(self._read(), to_toml(replace(draft, head="")))

    def _read(self) -> TomlDocument:
        if self._document is None:
            self._data = _said(self.text, self.draft)
            self._document = read(self.text)
        return self._document

    def _holds(self, text: str, new: dict[str, Any]) -> bool:
        """Return whether a text matches the draft, with all the comments of the original."""
        if self._comments is None:
            self._comments = Counter(comments(self.text))
        if self._comments - Counter(comments(text)):
            return False
        try:
            return same(as_data(from_toml(text, "")), new)
        except DraftError:
            return False


def _said(text: str, draft: Draft) -> dict[str, Any]:
    """Return a draft's data in pmtui's own format; what a migration has changed since is `STALE`."""
    data = as_data(draft)
    schema = data["schema"]
    if draft.schema != schema:
        raw = tomllib.loads(text.removeprefix("\ufeff"))
        del raw["schema"], raw["template"]
        data = _marked(data, raw, migrated(deepcopy(raw), draft.schema, schema))
        data["schema"] = draft.schema
    return data


def _marked(data: dict[str, Any], raw: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    found = dict(data)
    for name, value in raw.items():
        if name not in now:
            found[name] = STALE
        elif not same(value, now[name]):
            found[name] = _marked_value(data.get(name), value, now[name])
    return found


def _marked_value(data: Any, raw: Any, now: Any) -> Any:
    if isinstance(data, dict) and isinstance(raw, dict) and isinstance(now, dict):
        return _marked(data, raw, now)
    lists = isinstance(data, list) and isinstance(raw, list) and isinstance(now, list)
    if lists and len(data) == len(raw) == len(now):
        return [_marked_value(*each) for each in zip(data, raw, now, strict=True)]
    return data if same(raw, now) else STALE


# -- what differs ------------------------------------------------------------------------------------------------------


@dataclass
class _Patch:
    """What has to be written into a document, noted next to it.

    Attributes:
        document: the file; it isn't changed.
        old: its content now.
        new: its new content.
    """

    document: TomlDocument
    old: dict[str, Any]
    new: dict[str, Any]
    lines: dict[TomlLine, str] = field(default_factory=dict)  # their current text
    inserted: dict[TomlLine | TomlBlock, list[str]] = field(
        default_factory=dict
    )  # after a line, or directly below a header
    above: dict[TomlLine, list[str]] = field(default_factory=dict)
    gone: dict[TomlBlock, list[str]] = field(default_factory=dict)  # the comments that are left of it
    before: dict[TomlBlock, list[str]] = field(default_factory=dict)  # new blocks, which move with it
    behind: dict[TomlBlock, list[str]] = field(default_factory=dict)
    above_slot: dict[TomlBlock, list[str]] = field(default_factory=dict)  # new blocks, which don't
    below_slot: dict[TomlBlock, list[str]] = field(default_factory=dict)
    first_rows: dict[TomlBlock, list[str]] = field(default_factory=dict)  # new rows above, below what is floating there
    floating: dict[TomlBlock, str] = field(default_factory=dict)
    slots: dict[TomlBlock, list[TomlBlock]] = field(default_factory=dict)  # the blocks of the row that comes there now
    changed: set[TomlBlock] = field(default_factory=set)
    is_in_row: bool = False

    def text(self) -> str:
        """Return the new text of the file."""
        self._table(self.document.top, self.old, self.new)
        return self._put_together()

    @property
    def newline(self) -> str:
        return self.document.newline

    # -- tables ------------------------------------------------------------------------------------------------------

    def _table(self, table: TomlTable, old: dict[str, Any], new: dict[str, Any]) -> None:
        renamed = renames(table.children, old, new)
        for name, child in table.children.items():
            now = renamed.get(name, name)
            if now not in new:
                if name in old:
                    self._take_away(child, old[name])
            elif now != name and isinstance(child, TomlLeaf):
                self._rename(child, now, new[now])
            else:
                self._node(child, old.get(name, STALE), new[now])
        there = {renamed.get(name, name) for name in table.children}
        missing = [name for name in new if name not in there]
        if missing:
            self._insert(table, missing, new)

    def _node(self, node: Node, old: Any, new: Any) -> None:
        if isinstance(node, TomlLeaf):
            if not same(old, new) or _ids_differ(node.line.value, new):
                self._change(node, old, new)
        elif isinstance(node, TomlTable):
            self._table(node, old if isinstance(old, dict) else {}, new)
        elif isinstance(old, list) and len(old) == len(node.rows):
            self._rows(node, old, new)
        else:
            raise ValueError("the rows aren't the ones that were read")

    def _change(self, leaf: TomlLeaf, old: Any, new: Any, key: str = "") -> None:
        line = leaf.line
        rewriting = Rewriting(self.newline)
        value = rewriting.value(line.value, old, new)
        head = line.text[: line.start]
        if key:
            name = head.rstrip(" \t=")
            head = head[: len(name) - len(_last_part(name))] + key + head[len(name) :]
        indent = _indent_of(line)
        left = "".join(f"{indent}{comment}{self.newline}" for comment in rewriting.homeless)
        self.lines[line] = left + head + value + line.text[line.end :]
        self.changed.add(leaf.block)

    def _rename(self, leaf: TomlLeaf, name: str, new: Any) -> None:
        self._change(leaf, STALE, new, key_part(name))

    # -- what goes ---------------------------------------------------------------------------------------------------

    def _take_away(self, node: Node, old: Any) -> None:
        if isinstance(node, TomlLeaf):
            self._take_line(node.block, node.line)
            return
        if isinstance(node, TomlTable) and not node.prefix and self._stays(node) and isinstance(old, dict):
            self._table(node, old, {})
            return
        if isinstance(node, TomlTable) and node.prefix:
            assert node.block is not None
            for line in lines_below(node):
                self._take_line(node.block, line)
        for block in node.blocks:
            self._take_block(block)

    def _stays(self, table: TomlTable) -> bool:
        """Return whether the header of a table without keys stays, with its comments: it says nothing then."""
        says_nothing = not self.is_in_row and (table.path[0] not in BESIDE or len(table.path) == 1)
        return says_nothing and any(comments(block.text) for block in table.blocks)

    def _take_line(self, block: TomlBlock, line: TomlLine) -> None:
        indent = _indent_of(line)
        self.lines[line] = "".join(f"{indent}{comment}{self.newline}" for comment in comments(line.text))
        self.changed.add(block)

    def _take_block(self, block: TomlBlock) -> None:
        self.gone[block] = comments(block.text)

    # -- what comes --------------------------------------------------------------------------------------------------

    def _insert(self, table: TomlTable, missing: list[str], new: dict[str, Any]) -> None:
        order = list(new)
        entries: list[str] = []
        for name in missing:
            value = new[name]
            if not table.prefix and not _is_short(value) and not _has_inline(table, value):
                self._insert_blocks(table, name, value, order)
            elif table.block is None:
                entries.append(self._entry((name,), value))
            else:
                self._insert_line(table, name, value, order)
        if entries:
            header = f"[{'.'.join(map(key_part, table.path))}]{self.newline}"
            self._put_before(table.blocks[0], header + "".join(entries))

    def _entry(self, key: tuple[str, ...], value: Any) -> str:
        text = f"{'.'.join(map(key_part, key))} = {literal(value, inline=isinstance(value, dict))}\n"
        return text.replace("\n", self.newline)

    def _insert_line(self, table: TomlTable, name: str, value: Any, order: list[str]) -> None:
        block = table.block
        assert block is not None
        text = self._entry((*table.prefix, name), value)
        self.changed.add(block)
        spot = self._line_before(table, order[: order.index(name)])
        if spot is not None:
            text = _indent_of(spot) + text
            self.inserted.setdefault(spot, []).append(text)
            return
        first = min(_lines_of(table), key=block.lines.index, default=None)
        if first is None:
            self.inserted.setdefault(block, []).append(text)
            return
        text = _indent_of(first) + text
        at = block.lines.index(first)
        while at and block.lines[at - 1].text.strip() and not block.lines[at - 1].key:
            at -= 1
        self.above.setdefault(block.lines[at], []).append(text)

    def _line_before(self, table: TomlTable, names: list[str]) -> TomlLine | None:
        for name in reversed(names):
            child = table.children.get(name)
            if isinstance(child, TomlLeaf) and child.block is table.block:
                return child.line
            if isinstance(child, TomlTable) and child.prefix and child.block is table.block:
                found = list(lines_below(child))
                if found:
                    return found[-1]
        return None

    def _insert_blocks(self, table: TomlTable, name: str, value: Any, order: list[str]) -> None:
        text = _tables((*table.path, name), value).replace("\n", self.newline)
        for other in reversed(order[: order.index(name)]):
            child = table.children.get(other)
            if isinstance(child, (TomlTable, TomlRows)) and child.blocks:
                self._put_behind(child.blocks[-1], text)
                return
        if table.block is not None:
            self._put_behind(table.block, text)
        else:
            self._put_before(table.blocks[0], text)

    def _put_before(self, block: TomlBlock, text: str) -> None:
        places = self.above_slot if block in self.slots else self.before
        places.setdefault(block, []).append(text)

    def _put_behind(self, block: TomlBlock, text: str) -> None:
        places = self.below_slot if block in self.slots else self.behind
        places.setdefault(block, []).append(text)

    # -- rows --------------------------------------------------------------------------------------------------------

    def _rows(self, node: TomlRows, old: list[Any], new: list[Any]) -> None:
        known = {row["id"]: n for n, row in enumerate(old)}
        wanted = [known.get(row["id"]) for row in new]
        self.is_in_row = True
        for row, n in zip(new, wanted, strict=True):
            if n is not None:
                self._table(node.rows[n], old[n] if _has_id(node.rows[n], old[n]) else {**old[n], "id": STALE}, row)
        self.is_in_row = False
        now = [n for n in wanted if n is not None]
        stay = sorted(now)
        for n in set(range(len(old))).difference(now):
            for block in node.rows[n].blocks:
                self._take_block(block)
        if now != stay:
            self._reorder(node, stay, now)
        slots = iter(stay)
        last: list[TomlBlock] = []  # the blocks of the slot after which a new row comes
        for row, n in zip(new, wanted, strict=True):
            if n is not None:
                last = node.rows[next(slots)].blocks
            elif last:
                self._put_behind(last[0] if last[0] in self.slots else last[-1], self._row(node.path, row))
            else:
                first = _anchor(node.rows[stay[0] if stay else 0])
                self.first_rows.setdefault(first, []).append(self._row(node.path, row))

    def _reorder(self, node: TomlRows, stay: list[int], now: list[int]) -> None:
        anchors = [_anchor(node.rows[n]) for n in stay]
        floating = [anchor.floating for anchor in anchors]
        for anchor, above, n in zip(anchors, floating, now, strict=True):
            row = node.rows[n]
            self.floating[_anchor(row)] = above
            if _anchor(row) is not anchor:
                self.slots[anchor] = row.blocks
        for n in stay:  # a row moves with all of its blocks
            if _anchor(node.rows[n]) in self.slots:
                for block in node.rows[n].blocks[1:]:
                    self.slots.setdefault(block, [])

    def _row(self, path: tuple[str, ...], row: dict[str, Any]) -> str:
        short = {key: value for key, value in row.items() if _is_short(value)}
        text = f"[[{'.'.join(map(key_part, path))}]]\n" + tomli_w.dumps(short, multiline_strings=True)
        text += "".join(f"\n{_tables((*path, key), value)}" for key, value in row.items() if key not in short)
        return text.replace("\n", self.newline)

    # -- the file ----------------------------------------------------------------------------------------------------

    def _put_together(self) -> str:
        document = self.document
        has_gaps = any(block.floating for block in document.blocks) or len(document.blocks) == 1
        gap = self.newline if has_gaps else ""
        out: list[str] = []
        is_new = False  # what was written last wasn't there before

        def put(floating: str, text: str, *, new: bool) -> None:
            nonlocal is_new
            if (new or is_new) and gap and out and not floating.startswith(("\n", "\r\n")) and not _ends_blank(out):
                out.append(gap)
            out.extend(part for part in (floating, text) if part)
            is_new = new

        def put_block(block: TomlBlock, floating: str) -> None:
            if block in self.gone:
                left = "".join(f"{comment}{self.newline}" for comment in self.gone[block])
                if left or comments(floating):
                    put(floating, left, new=True)
                return
            put(floating, self._block(block), new=False)

        for block in document.blocks:
            for text in self.above_slot.get(block, ()):
                put("", text, new=True)
            for each in self.slots.get(block, (block,)):
                for text in self.before.get(each, ()):
                    put("", text, new=True)
                floating = self.floating.get(each, each.floating)
                for text in self.first_rows.get(block, ()) if each not in self.gone else ():
                    put(floating, text, new=True)
                    floating = ""
                put_block(each, floating)
                for text in self.first_rows.get(block, ()) if each in self.gone else ():
                    put("", text, new=True)
                for text in self.behind.get(each, ()):
                    put("", text, new=True)
            for text in self.below_slot.get(block, ()):
                put("", text, new=True)
        if document.end:
            put(document.end, "", new=False)
        text = "".join(out)
        return document.bom + (text.removesuffix("\n").removesuffix("\r") if document.is_cut else text)

    def _block(self, block: TomlBlock) -> str:
        if block not in self.changed:
            return block.text
        parts = [block.attached, block.header, *self.inserted.get(block, ())]
        for line in block.lines:
            parts += self.above.get(line, ())
            parts.append(self.lines.get(line, line.text))
            parts += self.inserted.get(line, ())
        return "".join(parts)


def _anchor(row: TomlTable) -> TomlBlock:
    return row.blocks[0]


def _lines_of(table: TomlTable) -> list[TomlLine]:
    """Return the lines of a table in its own block."""
    found: list[TomlLine] = []
    for child in table.children.values():
        if isinstance(child, TomlLeaf) and child.block is table.block:
            found.append(child.line)
        elif isinstance(child, TomlTable) and child.prefix and child.block is table.block:
            found += lines_below(child)
    return found


def _indent_of(line: TomlLine) -> str:
    return line.text[: len(line.text) - len(line.text.lstrip(" \t"))]


def _ends_blank(out: list[str]) -> bool:
    """Return whether the text ends with a blank line."""
    ending = "".join(out[-3:]).replace("\r\n", "\n")
    return ending.endswith("\n\n") or ending == "\n"


def _last_part(key: str) -> str:
    return str(KEY_PART.findall(key)[-1])


def _tables(path: tuple[str, ...], value: Any) -> str:
    """Return what pmtui writes for a value that has its own tables."""
    for name in reversed(path):
        value = {name: value}
    return tomli_w.dumps(value, multiline_strings=True)


def _is_short(value: Any) -> bool:
    """Return whether pmtui writes a value as a key of its table, not as separate tables."""
    return not isinstance(value, dict) and tomli_w.dumps({"x": value}).startswith("x =")


def _has_inline(table: TomlTable, value: Any) -> bool:
    """Return whether a table's other tables are inline ones, so that a new one is, too."""
    return isinstance(value, dict) and any(
        isinstance(child, TomlLeaf) and child.line.value.startswith("{") for child in table.children.values()
    )


def _has_id(row: TomlTable, old: dict[str, Any]) -> bool:
    """Return whether a row has the ID in the file that pmtui knows it by; one without an ID gets it anyway."""
    leaf = row.children.get("id")
    return not isinstance(leaf, TomlLeaf) or unquoted(leaf.line.value) == old["id"]


def _ids_differ(written: str, new: Any) -> bool:
    """Return whether rows in an inline array lack an id, or are known by another."""
    if not written.startswith("[") or not isinstance(new, list) or not new or not isinstance(new[0], dict):
        return False
    found = items(written)[0]
    return len(found) != len(new) or any(not has_id(item.text, row) for item, row in zip(found, new, strict=True))


# -- where the arrangement can't be kept -------------------------------------------------------------------------------


def _beside_their_keys(document: TomlDocument, text: str) -> str:
    """Return a draft in pmtui's own format, with a document's comments above what they are about."""
    target = read(text)
    places = _places(target)
    above: dict[TomlBlock | TomlLine, list[str]] = {}
    waiting: list[str] = []
    for place, found in _commented(document):
        waiting += found
        (key, _, _) = place
        spot = places.get(place) or (places.get((key[:-1], "", key[-1:])) if key else None)
        if spot is not None and waiting:
            above.setdefault(spot, []).extend(waiting)
            waiting = []
    out: list[str] = []
    for block in target.blocks:
        out += [block.floating, *(f"{line}\n" for line in above.get(block, ())), block.attached, block.header]
        for line in block.lines:
            out += [*(f"{comment}\n" for comment in above.get(line, ())), line.text]
    out += [target.end, *(f"{line}\n" for line in waiting)]
    return document.bom + "".join(out).replace("\n", document.newline)


TomlPlace = tuple[tuple[str, ...], str, tuple[str, ...]]


def _named(block: TomlBlock) -> str:
    return next((line.value for line in block.lines if line.key == ("id",)), "")


def _places(document: TomlDocument) -> dict[TomlPlace, TomlBlock | TomlLine]:
    found: dict[TomlPlace, TomlBlock | TomlLine] = {}
    for block in document.blocks:
        found.setdefault((block.key, _named(block), ()), block)
        for line in block.lines:
            if line.key:
                found.setdefault((block.key, _named(block), line.key), line)
    return found


def _commented(document: TomlDocument) -> list[tuple[TomlPlace, list[str]]]:
    """Return the comments of a document, in order, with what they are about."""
    found: list[tuple[TomlPlace, list[str]]] = []
    for block in document.blocks:
        name = _named(block)
        head = comments(block.floating + block.attached + block.header)
        found.append(((block.key, name, ()), head))
        found += [((block.key, name, line.key), comments(line.text)) for line in block.lines]
    return [*found, (((), "", ("",)), comments(document.end))]
