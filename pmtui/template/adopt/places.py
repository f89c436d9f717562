"""Finds the places of a Markdown text where an answer goes: in its settings, its headings, and its sections."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pmtui.template.adopt.blocks import add_blocks
from pmtui.template.adopt.finder import Finder
from pmtui.template.adopt.labels import BYLINE
from pmtui.template.adopt.lines import BOLD_LINE, COMMENT, DAY, ITEM, content_of
from pmtui.template.adopt.marks import CLOSE, EXAMPLE, OPEN, Mark, clean, is_instruction, marks, options, whole
from pmtui.template.adopt.model import Form, Found, Span
from pmtui.template.adopt.outline import Page, Section, outline, template_in_fence

_NOT_TEXT = ("table", "fence", "code_block")

_NUMBER_WORDS = re.compile(r"(?i)\b(?:ids?|number|no\.?|#|key|ticket|inc(?:ident)?[-_]?(?:\d*[xn#]+|0+))$|^\w*#+$")
_OTHER_WORDS = re.compile(r"(?i)\b(?:date|day|severity|sev|service|system|product|team|yyyy|author|version)")
_TITLE_TO_COME = re.compile(
    r"(?i)(?:^|[:–—-] |/ ?|^\W+)(?P<title>untitled(?: [\w-]+){0,2}|(?:insert )?"
    r"(?:(?:the |an? )?(?:incident|event|occurrence|outage|problem|post-?mortem|"
    r"short|brief|descriptive|document|report|your) ){0,2}"
    r"(?:title|headline)(?: of (?:the |an? )?"
    r"\w+)?(?: (?:goes )?here)?)$"
)
"""The words of a heading in whose place the title goes."""
_DAY_WORDS = re.compile(r"(?i)^(?:incident |outage )?(?:date|day)\b|\byyyy\b")
_WHAT_IT_WAS = re.compile(
    r"(?i)(?:(?:in )?(?:a )?(?:few|one|two|three|\d+) words?:? ?)?(?:what (?:happened|broke|failed|was (?:broken|down|"
    r"affected)|went (?:wrong|down)|stopped(?: working)?)|(?:the )?(?:problem|symptoms?|issue|failure|fault|incident|"
    r"outage|event)|(?:the |an? )?(?:(?:very )?(?:short|brief|concise|one[- ]line|plain) )?(?:summary|description|"
    r"name|phrase|sentence)(?: of (?:the |what ).*)?|(?:incident|outage|event|problem|short|brief) (?:name|summary|"
    r"description)|in (?:a few|one|two) words?)(?:,? (?:in|at most) .*)?"
)
"""What a placeholder of a document's title says that's for the rest of it, beside a day or a service."""
_ITALIC_PART = re.compile(r"(?<!\*)\*(?!\*)[^*\s][^*\n]{0,60}\*(?!\*)")
_KIND_OF_DOCUMENT = re.compile(
    r"(?i)(?:[\w-]+ ){0,2}(?:post[- ]?mortem|report|review|retrospective|rca|outage|incident|analysis|pir|coe)"
    r"(?: (?:for|of|on))?\s*(?P<id>(?:#|no\.? ?)?(?:[A-Z]{2,}-)?\d[\w-]*|)(?:\s*[:–—]|\s+-)\s+|"
    r"(?P<key>[A-Z]{2,}-\d[\w-]*)(?:\s*[:–—]|\s+-)?\s+|(?P<day>\d{4}-\d\d-\d\d)(?:\s*[:–—]|\s+-)?\s+"
)
"""What a finished postmortem's title begins with: what kind of document it is, and which."""

_ONLY_KIND = re.compile(
    r"(?i)(?:(?:reason|for|the|of|after|action|root|cause|analysis|major|public|customer|post|incident|outage|report|"
    r"review|retrospective|mortem|post-?mortem|rca|rfo|pir|coe)\b[\W_]*){2,}"
)
"""A title that only tells what kind of document it is: it's for every incident."""

_DAY_AT_END = re.compile(rf"(?:^|,|\s[–—-]|\s\(|:|\s\||\s[Oo]n|\s[Oo]f)\s*(?P<day>{DAY}(?: \d{{4}})?)\)?$")
"""When it happened, at the end of a finished postmortem's title: `…, March 9`, `… (2024-03-09)`."""

_REFERENCE = re.compile(r"(?:\[[^\[\]\n]+\])?\[(?P<name>[^\[\]\n]+)\](?!\()")
_NO_BRACKETS = str.maketrans({"[": OPEN, "]": CLOSE})
_DEFINITION = re.compile(r"(?m)^ {0,3}\[(?P<name>[^\[\]\n]+)\]:[ \t]+(?:https?:|mailto:|[<./#]|\S+\.\w+/?$)")
_OF_POST = frozenset({"layout", "slug", "permalink", "categories", "category", "excerpt", "draft", "author", "authors"})
_OF_INCIDENT = frozenset(
    {"severity", "sev", "incident", "incident_id", "service", "services", "impact", "duration", "priority"}
)
"""Keys of a blog post's front matter, whose `date` is when it was published, and of an incident's."""
_SUMMARY = re.compile(r"(?i)summary|overview|abstract|synopsis|tl;?dr|in short|at a glance")
_LONG_ENOUGH = 80
"""Characters of a paragraph that says something of one incident, unlike `All times in UTC.`"""

_FOR_THE_AUTHOR = re.compile(
    r"(?i)how to (?:use|fill|write|complete)|using this|about this (?:template|document)|^instructions\b|"
    r"template (?:usage|notes|instructions)|^(?:severity|priority) (?:definitions|levels|matrix|guide)|definitions?$|"
    r"^guidelines\b|reminder"
)
"""Headings of what a template tells its users."""


def find_places(text: str) -> tuple[tuple[Found, ...], bool]:
    """Return the places of a Markdown text where an answer goes, in order, and whether it's a template.

    Otherwise it's a finished postmortem, whose answers are the places.
    """
    text = _without_references(text)
    inside = template_in_fence(text)
    if inside is not None:
        start, end = inside
        blank = re.sub(r"[^\n]", " ", text)
        places = _places_of(outline(blank[:start] + text[start:end] + blank[end:]))
        return tuple(replace(place, in_fence=True) for place in places), True
    page = outline(text)
    return _places_of(page), page.is_template


def _without_references(text: str) -> str:
    """Return a text of the same length in which links by reference, `[our runbook]`, don't look like placeholders."""
    defined = {match["name"].lower() for match in _DEFINITION.finditer(text)}

    def changed(link: re.Match[str]) -> str:
        return link[0].translate(_NO_BRACKETS) if link["name"].lower() in defined else link[0]

    return _REFERENCE.sub(changed, text) if defined else text


def _places_of(page: Page) -> tuple[Found, ...]:
    finder = Finder(page)
    _add_settings(finder, page.settings)
    for section in page.sections:
        _add_section(finder, section)
    return tuple(sorted(finder.found, key=lambda place: (place.start, place.end)))


def _add_settings(finder: Finder, settings: range) -> None:
    """Add the values of the document's front matter."""
    keys = {finder.lines[index].partition(":")[0].strip().lower() for index in settings}
    is_post = bool(keys & _OF_POST) and not keys & _OF_INCIDENT
    for index in settings:
        line = finder.lines[index]
        match = re.match(r"(?P<key>[A-Za-z][\w -]*):(?P<space>[ \t]*)(?P<value>.*?)(?P<note>\s+#.*)?$", line)
        below = finder.lines[index + 1] if index + 1 < settings.stop else ""
        if match and not match["value"]:
            _add_setting_items(finder, index, settings.stop, _words_of_key(match["key"]))
        if not match or (not match["value"] and re.match(r"\s+\S|-(\s|$)", below)):
            continue
        value = match["value"]
        start_of = match.start("value")
        if value[:1] in ("|", ">", "&", "!") or (value.startswith(("[", "{")) and not value.endswith(("]", "}"))):
            continue
        lead = "" if match["space"] or value else " "
        quote = value[:1] if len(value) > 1 and value[:1] in "'\"" and value.endswith(value[:1]) else ""
        inner = value[1:-1] if quote else value
        mark = whole(inner)
        note = (match["note"] or "").strip(" #")
        if quote and mark and mark.words and inner.endswith(" "):  # it's before each title: `"[INCIDENT] "`
            start_of, value, mark = start_of + len(inner), quote * 2, whole("")
        finder.add(
            index,
            start_of + len(quote),
            start_of + len(value) - len(quote),
            Form.YAML,
            label="Published" if is_post and match["key"] == "date" else _words_of_key(match["key"]),
            words=mark.words if mark and mark.words else note or ("" if mark else inner),
            lead=lead,
            is_sample=mark is None and not options(inner),
        )


def _add_setting_items(finder: Finder, index: int, stop: int, key: str) -> None:
    """Add the list below a setting: the first item is the place, and the others go with it."""
    items = []
    for each in range(index + 1, stop):
        item = re.match(r"\s*-\s+(?P<quote>[\"']?)(?P<value>[^\s\"':#{\[][^\"':#]*?)(?P=quote)\s*$", finder.lines[each])
        if not item:
            break
        items.append(item)
    following = finder.lines[index + 1 + len(items) : stop]
    if not items or (following and re.match(r"\s*-|\s+\S", following[0])):
        return
    mark = whole(items[0]["value"])
    finder.groups += 1
    finder.add(
        index + 1, items[0].start("quote"), items[0].end("value") + len(items[0]["quote"]), Form.YAML, label=key,
        words=mark.words if mark else "", is_sample=mark is None, group=finder.groups,
    )  # fmt: skip
    finder.drop_after(index + 1, index + 2, [(index + 1 + n, index + 2 + n) for n in range(1, len(items))])


def _words_of_key(key: str) -> str:
    """Return a setting's key as words: `last_updated`, `lastUpdated`, `last-updated`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]+", " ", key)


def _add_section(finder: Finder, section: Section) -> None:
    """Add the places of a heading and of what is below it."""
    finder.headings = section.headings
    if any(_FOR_THE_AUTHOR.search(heading) for heading in section.headings):
        return
    if section.level:
        _add_heading(finder, section)
    before = len(finder.found)
    finder.leftovers = []
    finder.asked = None
    add_blocks(finder, section.start, section.end)
    finder.merge(before)
    _add_unanswered(finder, section, before)
    own = finder.found[before:]
    if own:
        if not finder.page.is_template:
            first = (place.line - 1 for place in own if place.label not in BYLINE)
            _add_lead(finder, section, next(first, section.end))
        else:
            _add_narrative(finder, section, own)
        return
    if not finder.leftovers and finder.asked:  # a question with nothing below it isn't a label
        finder.leftovers = [finder.asked]
    if finder.leftovers:
        _add_leftovers(finder, section)
    elif section.level and not section.has_children and not _begins_with_code(finder, section):
        _add_empty(finder, section)


def _add_narrative(finder: Finder, section: Section, own: Sequence[Found]) -> None:
    """Add a place for an instruction that asks for prose, besides what the section has for labels and tables."""
    if any(place.form is Form.PROSE for place in own):
        return
    for start, end in finder.leftovers:
        words = clean(" ".join(finder.lines[start:end]))
        below = next((index for index in range(end, section.end) if finder.lines[index].strip()), section.end)
        is_next_to_list = below < section.end and (finder.kinds[below] or ITEM.match(finder.lines[below]))
        if not _NARRATIVE.match(words) or is_next_to_list or any(finder.kinds[start:end]):
            continue
        if below == end and below < section.end:
            continue
        finder.add(start, 0, finder.length(start, end), Form.PROSE, label=section.title, words=words)
        return


_NARRATIVE = re.compile(
    r"(?i)(?:please |briefly |in detail,? )*(?:describe|explain|summari[sz]e|outline|"
    r"tell (?:us |the )?(?:what|how|story)|"
    r"state (?:what|how|why)|(?:give|write) (?:a|an|the) (?:\w+ )?(?:summary|description|account|overview|paragraph)|"
    r"write (?:one|two|a few)|in (?:a few|one|two|plain)\b|what (?:happened|broke|went)|how (?:was|did|the)\b|"
    r"one or two sentences|(?:a )?(?:short|brief) (?:summary|description|account))"
)
"""An instruction that asks for prose, unlike one for a list or table below it."""


def _begins_with_code(finder: Finder, section: Section) -> bool:
    """Return whether indented code is the first below a heading: it would go into an answer above it that is a list."""
    lines = range(section.start, section.end)
    return next((finder.kinds[index] for index in lines if finder.lines[index].strip()), "") == "code_block"


def _add_heading(finder: Finder, section: Section) -> None:
    """Add the placeholders of a heading, or a finished postmortem's title."""
    index = section.start - 1
    while index > 0 and not finder.lines[index].strip(" =-"):
        index -= 1
    line = finder.lines[index]
    finder.headings = section.headings[:-1]
    found = list(marks(line))
    if not found and finder.page.is_template:
        found = [Mark(each.start(), each.end(), clean(each[0])) for each in _ITALIC_PART.finditer(line)]
    before = 0
    for mark in found:
        label = clean(line[before : mark.start].strip("# :-–—"))
        if section.level == 1:
            label = _called_in_title(mark, label, is_only=len(found) == 1)
        finder.add(index, mark.start, mark.end, Form.INLINE, label=label, words=mark.words)
        before = mark.end
    rest = _TITLE_TO_COME.search(line[before:].rstrip()) if found and section.level == 1 else None
    if rest:
        start = before + rest.start("title")
        finder.add(index, start, start + len(rest["title"]), Form.INLINE, label="Title", words=clean(rest["title"]))
    if not found:
        _add_title(finder, section, index)
    finder.headings = section.headings


def _called_in_title(mark: Mark, label: str, *, is_only: bool) -> str:
    """Return what a placeholder of a document's title asks for."""
    if mark.code or _NUMBER_WORDS.search(mark.words):
        return "Incident ID"
    if _DAY_WORDS.search(mark.words):
        return "Incident date"
    is_title = is_only and not _OTHER_WORDS.search(mark.words)
    return (
        "Title"
        if is_title or _WHAT_IT_WAS.fullmatch(mark.words) or re.search(r"(?i)\b(?:title|headline)\b", mark.words)
        else label
    )


def _add_title(finder: Finder, section: Section, index: int) -> None:
    """Add a title without a placeholder: a template's `Untitled incident`, or a finished postmortem's with its ID."""
    line = finder.lines[index]
    stop = len(line.rstrip(" #"))
    text = line[:stop].lstrip("# ")
    start = stop - len(text)
    if finder.page.is_template:
        named = _TITLE_TO_COME.search(text)
        is_heading = not section.has_children and not any(map(str.strip, finder.lines[section.start : section.end]))
        below = next((each for each in finder.lines[section.start : section.end] if each.strip()), "")
        if (
            named
            and section in finder.page.sections[:3]
            and section.level < 3
            and not is_heading
            and whole(below or "a") is None
        ):
            finder.add(
                index, start + named.start("title"), stop, Form.INLINE, label="Title", words=clean(named["title"])
            )
        return
    if section.level > 1 or not text:
        return
    kind = _KIND_OF_DOCUMENT.match(text)
    if kind and (kind["id"] or kind["key"]):
        which = "id" if kind["id"] else "key"
        finder.add(
            index, start + kind.start(which), start + kind.end(which), Form.INLINE, label="Incident ID", is_sample=True
        )
    if kind and kind["day"]:
        at = start + kind.start("day")
        finder.add(index, at, at + len(kind["day"]), Form.INLINE, label="Incident date", is_sample=True)
    start += kind.end() if kind else 0
    day = None if kind and kind["day"] else _DAY_AT_END.search(line[start:stop])
    end = start + day.start() if day else stop
    if start < end and not _ONLY_KIND.fullmatch(text):
        finder.add(index, start, end, Form.INLINE, label="Title", is_sample=True)
    if day:
        finder.add(
            index, start + day.start("day"), start + day.end("day"), Form.INLINE, label="Incident date", is_sample=True
        )


def _add_empty(finder: Finder, section: Section) -> None:
    """Add a place below a heading that has nothing below it."""
    index = section.start - 1
    while index > 0 and not finder.lines[index].strip():
        index -= 1
    length = len(finder.lines[index].rstrip("\r"))
    finder.add(index, length, length, Form.PROSE, label=section.title, lead="\n\n")


def _add_unanswered(finder: Finder, section: Section, before: int) -> None:
    """Add a place below each question of a template that is a separate paragraph with nothing below it."""
    if not finder.page.is_template:
        return
    asked = [index for index in range(section.start, section.end) if _is_question(finder, index, section)]
    own = finder.found[before:]
    if len(asked) < 2 and not own:
        return
    taken = {place.line - 1 for place in own}
    for index in asked:
        below = next((each for each in range(index + 1, section.end) if finder.lines[each].strip()), section.end)
        is_open = below == section.end or below in asked or bool(BOLD_LINE.match(finder.lines[below]))
        if is_open and index not in taken and below not in taken:
            length = len(finder.lines[index].rstrip())
            finder.add(index, length, length, Form.PROSE, label=clean(finder.lines[index]), lead="\n\n")
            finder.leftovers = [part for part in finder.leftovers if part[0] != index]
            finder.asked = None if finder.asked and finder.asked[0] == index else finder.asked


def _is_question(finder: Finder, index: int, section: Section) -> bool:
    """Return whether a line is a short question in a separate paragraph."""
    line = finder.lines[index].strip()
    is_alone = not (
        (index > section.start and finder.lines[index - 1].strip())
        or (index + 1 < section.end and finder.lines[index + 1].strip())
    )
    is_text = not finder.kinds[index] and not ITEM.match(line) and line[:1].isupper()
    return is_alone and is_text and line.endswith("?") and line.count("?") == 1 and len(line.split()) <= 15


def _add_lead(finder: Finder, section: Section, before: int) -> None:
    """Take the paragraphs above a finished postmortem's first table or list for an answer, too."""
    parts: list[Span] = []
    for start, end in finder.leftovers:
        if start >= before or (parts and any(map(str.strip, finder.lines[parts[-1][1] : start]))):
            break
        if any(finder.kinds[start:end]) or ITEM.match(finder.lines[start]):
            break
        if not parts and finder.lines[start].lstrip()[:1] in ("*", "_", ">"):
            continue
        parts.append((start, end))
    if parts:
        start, end = parts[0][0], parts[-1][1]
        words = clean(" ".join(finder.lines[start:end]))
        if len(words) >= _LONG_ENOUGH:
            finder.add(
                start, 0, finder.length(start, end), Form.PROSE, label=_called_above(finder, section), example=words,
                is_sample=True,
            )  # fmt: skip


def _called_above(finder: Finder, section: Section) -> str:
    """Return what a section's first paragraphs are called: by its heading, or as what a document begins with."""
    if section.level > 1:
        return section.title
    has_summary = any(_SUMMARY.search(each.title) for each in finder.page.sections)
    return "Introduction" if has_summary else "Summary"


def _add_leftovers(finder: Finder, section: Section) -> None:
    """Take what a section says for the instructions of its answer, or for the answer itself."""
    parts = finder.leftovers
    if not finder.page.is_template and ITEM.match(finder.lines[parts[0][0]]):  # what closes a document isn't an item
        is_item = [bool(ITEM.match(finder.lines[first])) for first, _ in parts]
        parts = parts[: is_item.index(False)] if False in is_item else parts
    start, end = parts[0][0], parts[-1][1]
    if any(finder.kinds[index] in _NOT_TEXT for index in range(start, end)):
        start, end = parts[0]
        for one, other in parts[1:]:
            if any(finder.kinds[index] in _NOT_TEXT for index in range(end, one)):
                break
            end = other
    texts = [line for line in finder.lines[start:end] if line.strip()]
    text = "\n".join(texts)
    words = clean(COMMENT.sub(r"\1", " ".join(line.strip(" \t>-*+") for line in texts)))
    mark = whole(words)
    asks = (
        mark is not None
        or is_instruction(words)
        or (finder.page.is_template and _tells_what_to_write(words))
        or all(is_instruction(content_of(line)) for line in texts)
        or text.startswith("<!--")
    )
    if COMMENT.sub("", text).strip() == "" and not words.strip():
        return
    is_lead = section.level < 2 and not finder.page.is_template and len(words) >= _LONG_ENOUGH and not asks
    if is_lead and section.headings[:-1] == ():
        _add_lead(finder, section, end + 1)
        return
    if not section.level and not asks:
        return
    if section.has_children and mark is None and (not asks or finder.page.is_template):
        return
    first = ITEM.match(texts[0])
    if first and not asks and all(ITEM.match(line) or line[:1] in " \t" for line in texts):
        _add_sample_items(finder, start, end, section, first)
        return
    says = (mark.words if mark else words) if asks else ""
    finder.add(
        start, 0, finder.length(start, end), Form.PROSE, label=section.title, words=says,
        example="" if asks else words, is_sample=not asks,
    )  # fmt: skip


def _tells_what_to_write(words: str) -> bool:
    """Return whether a section's only text names what goes there: `Version, age, known defects`."""
    if re.search(
        r"(?i)\b(?:do not|don't|facts only|at most|no more than|half a page|replace this|this paragraph)\b", words
    ):
        return True
    if EXAMPLE.match(words):
        return True
    sentences = re.split(r"(?<=[.!?])\s+", words)
    if len(sentences) > 1 and any(is_instruction(each) for each in sentences):
        return True
    return "," in words and words[-1:] not in ".!:" and len(words.split()) <= 14


def _add_sample_items(finder: Finder, start: int, end: int, section: Section, first: re.Match[str]) -> None:
    """Add a list whose items are answers: the first is the place, and the others go with it."""
    line = finder.lines[start]
    following = finder.offsets[start] + len(line)
    last = finder.offsets[end - 1] + len(finder.lines[end - 1])
    finder.groups += 1
    finder.add(
        start, first.end(), len(line), Form.ITEMS, label=section.title, example=clean(line[first.end() :]),
        drop=((following, last),) if last > following else (), box=finder.box(start, first), is_sample=True,
        group=finder.groups,
    )  # fmt: skip
