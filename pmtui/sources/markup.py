"""The markup of chats and status pages as Markdown: HTML, and Slack's mrkdwn."""

import html
import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

from pmtui.sources.values import nested_value, objects, text_at
from pmtui.sources.words import clean, link

_BOLD, _ITALIC, _STRUCK = ("strong", "b"), ("em", "i"), ("del", "s", "strike")
_AROUND = {**dict.fromkeys(_BOLD, "**"), **dict.fromkeys(_ITALIC, "_"), **dict.fromkeys(_STRUCK, "~~")}
_BREAKS = {"p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article"}
_SKIPPED = {"script", "style", "head", "systemeventmessage", "title"}
_TAG = re.compile(r"<(?:/?[a-zA-Z][\w-]{0,30}(?:\s[^<>]{0,2000})?/?|!--)>?")


class _Markdown(HTMLParser):
    """Writes the Markdown of HTML.

    Args:
        attachment: returns what stands for an attachment of a message, by its id.
    """

    def __init__(self, attachment: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self.attachment = attachment
        self.parts: list[str] = []
        self.links: list[tuple[int, str]] = []
        self.lists: list[int | None] = []
        self.quotes: list[int] = []
        self.marks: list[tuple[str, int]] = []
        self.fence = -1
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag in _SKIPPED:
            self.skipped += 1
        elif tag in ("pre", "codeblock"):
            if self.fence < 0:
                self._line()
                self.fence = len(self.parts)
        elif self.fence >= 0:
            if tag == "br":
                self.parts.append("\n")
        elif tag == "code":
            self.parts.append("`")
        elif tag in _AROUND:
            self.marks.append((tag, len(self.parts)))
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "a":
            self.links.append((len(self.parts), facts.get("href", "")))
        elif tag in ("ul", "ol"):
            self._line()
            self.lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._line()
            self._item()
        elif tag == "blockquote":
            self._line()
            self.quotes.append(len(self.parts))
        elif tag in ("img", "emoji"):
            alt = facts.get("alt", "")
            is_emoji = (
                tag == "emoji" or "emoji" in facts.get("class", "") or "emoticon" in facts.get("itemtype", "").lower()
            )
            self.parts.append(alt if is_emoji else "")
        elif tag == "attachment":
            self._line()
            self.parts.append(self.attachment(facts.get("id", "")))
        elif tag == "hr" or tag == "tr" or tag in _BREAKS:
            self._line()
        elif tag in ("td", "th") and self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append(" | ")

    def _item(self) -> None:
        depth = "  " * max(0, len(self.lists) - 1)
        if self.lists and self.lists[-1] is not None:
            self.lists[-1] += 1
            self.parts.append(f"{depth}{self.lists[-1]}. ")
        else:
            self.parts.append(f"{depth}- ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self.skipped = max(0, self.skipped - 1)
        elif tag in ("pre", "codeblock") and self.fence >= 0:
            code = "".join(self.parts[self.fence :]).strip("\n")
            self.parts[self.fence :] = [f"```\n{code}\n```\n"] if code.strip() else []
            self.fence = -1
        elif self.fence >= 0:
            return
        elif tag == "code":
            self.parts.append("`")
        elif tag in _AROUND:
            self._mark(tag)
        elif tag == "a" and self.links:
            begin, url = self.links.pop()
            self.parts[begin:] = [link("".join(self.parts[begin:]), url)]
        elif tag in ("ul", "ol"):
            if self.lists:
                self.lists.pop()
            self._line()
        elif tag == "blockquote" and self.quotes:
            begin = self.quotes.pop()
            quoted = "".join(self.parts[begin:]).strip()
            self.parts[begin:] = ["".join(f"> {each}\n" for each in quoted.split("\n")) if quoted else ""]
        elif tag in _BREAKS or tag == "tr" or tag == "li":
            self._line()

    def _mark(self, tag: str) -> None:
        """Put the marks of emphasis around what was written since its tag; Markdown wants no spaces inside."""
        if not self.marks or self.marks[-1][0] != tag:
            return
        _, begin = self.marks.pop()
        inner = "".join(self.parts[begin:])
        bare = inner.strip()
        if bare:
            mark = _AROUND[tag]
            before, _, after = inner.partition(bare)
            self.parts[begin:] = [f"{before}{mark}{bare}{mark}{after}"]

    def handle_data(self, data: str) -> None:
        if self.skipped:
            return
        if self.fence < 0:
            data = re.sub(r"\s+", " ", data)
            data = data.lstrip() if not self.parts or self.parts[-1].endswith("\n") else data
        self.parts.append(data)

    def _line(self) -> None:
        last = next((part for part in reversed(self.parts) if part), "")
        if last and not last.endswith("\n") and not re.fullmatch(r"\s*(?:-|\d+\.) ", last):
            self.parts.append("\n")


def markdown_of_html(text: str, attachment: Callable[[str], str] = lambda _: "") -> str:
    """Return HTML as Markdown.

    Args:
        text: the HTML.
        attachment: returns the Markdown of a message's attachment, by its id.
    """
    parser = _Markdown(attachment)
    try:
        parser.feed(text)
        parser.close()
    except AssertionError:  # html.parser gives up on some malformed declarations
        return clean(html.unescape(_TAG.sub(" ", text)))
    return clean("".join(parser.parts))


def looks_like_html(text: str) -> bool:
    """Return whether a text has HTML tags or entities in it."""
    return bool(_TAG.search(text) or re.search(r"&(?:amp|lt|gt|quot|nbsp|#\d{1,6});", text))


# -- Slack -------------------------------------------------------------------------------------------------------------

_CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
_ANGLE = re.compile(r"<([^<>\n]{1,3000})>")
_SLACK_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,2000}?)(?<=\S)\*(?![\w*])")
_SLACK_STRUCK = re.compile(r"(?<![\w~])~(?=\S)([^~\n]{1,2000}?)(?<=\S)~(?![\w~])")

Name = Callable[[str], str]


def markdown_of_slack(text: str, name: Name) -> str:
    """Return Slack's mrkdwn as Markdown.

    Args:
        text: the mrkdwn.
        name: returns the name of a person or channel, by its id.
    """
    parts = _CODE.split(text)  # prose, code, prose, ...: a long text has tens of thousands
    parts[::2] = [_formatted(part, name) if part else part for part in parts[::2]]
    parts[1::2] = [_in_code(part, name) for part in parts[1::2]]
    return clean("".join(parts))


def _formatted(text: str, name: Name) -> str:
    if text.count("*") > 1:
        text = _SLACK_BOLD.sub(r"**\1**", text)
    if text.count("~") > 1:
        text = _SLACK_STRUCK.sub(r"~~\1~~", text)
    return _angles(text, name, is_code=False)


def _in_code(text: str, name: Name) -> str:
    inner = _angles(text, name, is_code=True)
    if not inner.startswith("```"):
        return inner
    body = inner[3:-3].strip("\n")
    return f"\n```\n{body}\n```\n"


def _angles(text: str, name: Name, *, is_code: bool) -> str:
    """Return text with what's in angle brackets written out, and its entities."""
    if "<" in text and ">" in text:
        text = _ANGLE.sub(lambda found: _angle(found[1], name, is_code=is_code), text)
    return _entities(text) if "&" in text else text


def _entities(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _angle(inside: str, name: Name, *, is_code: bool) -> str:
    """Return the text in angle brackets: a mention, a channel, a group, a date, or a link."""
    body, _, label = inside.partition("|")
    sign = body[:1]
    if sign == "@":
        known = name(body[1:])
        return "@" + (label if label and known.strip("\ue000\ue001") == body[1:] else known).lstrip("@")
    if sign == "#":
        return "#" + (label or name(body[1:])).lstrip("#")
    if sign == "!":
        if label:
            return label
        return "@" + body[1:].partition("^")[0]
    if is_code:
        return label or body
    return link(_entities(label), _entities(body)).replace("&", "&amp;")


def text_of_blocks(blocks: Any, name: Name) -> str:
    """Return the Markdown of Slack's blocks."""
    return "\n".join(filter(None, (_block(block, name) for block in objects(blocks))))


def _block(block: dict[str, Any], name: Name) -> str:
    if block.get("type") == "rich_text":
        return "\n".join(filter(None, (_rich(each, name) for each in objects(block.get("elements")))))
    parts = [block, *objects(block.get("fields")), *objects(block.get("elements"))]
    lines = []
    for part in parts:
        body = part.get("text")
        is_mrkdwn = part.get("type") == "mrkdwn" or text_at(body, "type") == "mrkdwn"
        words = text_at(body, "text") if isinstance(body, dict) else body if isinstance(body, str) else ""
        if words and part.get("type") not in ("button", "static_select", "overflow"):
            lines.append(markdown_of_slack(words, name) if is_mrkdwn else clean(words))
    return "\n".join(filter(None, lines))


def _rich(element: dict[str, Any], name: Name, depth: int = 0) -> str:
    kind = element.get("type")
    if kind == "rich_text_list" and depth < 10:
        lines = [_rich(each, name, depth + 1) for each in objects(element.get("elements"))]
        return "\n".join(f"- {each}" for each in lines if each)
    words = "".join(_rich_part(each, name) for each in objects(element.get("elements")))
    if kind == "rich_text_preformatted":
        return f"```\n{words.strip()}\n```"
    if kind == "rich_text_quote":
        return "\n".join(f"> {each}" for each in words.split("\n"))
    return words


def _rich_part(part: dict[str, Any], name: Name) -> str:
    kind, words = part.get("type"), text_at(part, "text")
    if kind == "link":
        return link(words, text_at(part, "url"))
    if kind in ("user", "channel"):
        return ("@" if kind == "user" else "#") + name(text_at(part, f"{kind}_id"))
    if kind == "usergroup":
        return "@" + text_at(part, "usergroup_id")
    if kind == "broadcast":
        return "@" + text_at(part, "range")
    if kind == "emoji":
        return f":{text_at(part, 'name')}:"
    if kind == "date":
        return text_at(part, "fallback")
    style = nested_value(part, "style")
    bare = words.strip()
    if not bare or not isinstance(style, dict):
        return words
    marked = f"`{bare}`" if style.get("code") else bare
    for key, mark in (("italic", "_"), ("bold", "**"), ("strike", "~~")):
        marked = f"{mark}{marked}{mark}" if style.get(key) and not style.get("code") else marked
    return words.replace(bare, marked, 1)


def text_of_attachments(attachments: Any, name: Name) -> str:
    """Return the Markdown of Slack's attachments, which Mattermost has, too; previews of links are left out."""
    return "\n".join(filter(None, (_attachment(each, name) for each in objects(attachments))))


def _attachment(item: dict[str, Any], name: Name) -> str:
    if item.get("from_url") or item.get("original_url"):
        return ""
    title = markdown_of_slack(text_at(item, "title"), name)
    url = text_at(item, "title_link")
    lines = [
        markdown_of_slack(text_at(item, "pretext"), name),
        link(title, url) if title and url and "](" not in title else title,
        markdown_of_slack(text_at(item, "text"), name),
        text_of_blocks(item.get("blocks") or nested_value(item, "message_blocks"), name),
    ]
    for each in objects(item.get("fields")):
        label, value = clean(text_at(each, "title", "name")), markdown_of_slack(text_at(each, "value"), name)
        lines.append(f"{label}: {value}" if label and value else label or value)
    words = "\n".join(filter(None, lines))
    return words or markdown_of_slack(text_at(item, "fallback"), name)


# -- cards of Microsoft Teams ------------------------------------------------------------------------------------------


def text_of_card(content: Any) -> str:
    """Return the texts of a card, which is JSON in a string: one a line."""
    if isinstance(content, str):
        try:
            content = json.loads(content)
        except (ValueError, RecursionError):
            return ""
    return "\n".join(_card_lines(content))


_CARD_TEXTS = ("title", "activityTitle", "activitySubtitle", "subtitle", "text", "activityText")
_CARD_PARTS = ("body", "items", "columns", "sections", "rows", "cells", "card", "content")


def _card_lines(card: Any, depth: int = 0) -> Iterator[str]:
    if depth > 20:
        return
    if isinstance(card, list):
        for each in card:
            yield from _card_lines(each, depth + 1)
        return
    if not isinstance(card, dict) or str(card.get("type", "")).startswith(("Action.", "Input.")):
        return
    for key in _CARD_TEXTS:
        words = text_at(card, key)
        if words:
            yield markdown_of_html(words) if looks_like_html(words) else clean(words)
    inlines = card.get("inlines")
    if isinstance(inlines, list):
        yield clean("".join(each if isinstance(each, str) else text_at(each, "text") for each in inlines))
    for fact in objects(card.get("facts")):
        label, value = clean(text_at(fact, "title", "name")).rstrip(":"), clean(text_at(fact, "value"))
        yield f"{label}: {value}" if value else label
    for key in _CARD_PARTS:
        yield from _card_lines(card.get(key), depth + 1)
