"""The marks that people leave in a template for an answer: `[TODO]`, `<date>`, `_Describe …_`, `YYYY-MM-DD`, `___`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TAGS = (
    "a|abbr|b|br|code|col|colgroup|dd|del|details|div|dl|dt|em|figure|h[1-6]|hr|i|img|input|ins|kbd|li|mark|ol|p|"
    "pre|s|script|section|small|span|strong|style|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul|video|"
    "iframe|font|center"
)
_DATE = (
    r"(?<!\w)(?:YYYY|yyyy|YY)[-/.](?:MM|mm)[-/.](?:DD|dd)(?!\w)|(?<!\w)(?:DD|dd|MM|mm)[-/.](?:MM|mm|DD|dd)[-/.]"
    r"(?:YYYY|yyyy|YY)(?!\w)|(?<!\w)XXXX-XX-XX(?!\w)|"
    r"(?<!\w)(?:\d{4}-(?:00-00|MM-DD|mm-dd|XX-XX|__-__)|20(?:XX|xx|__)-(?:MM-DD|mm-dd|XX-XX|xx-xx|__-__))(?!\w)|"
    r"(?<!\w)00[/.]00[/.](?:00|20)\d\d(?!\w)|(?<!\w)(?:DD?|dd?)[-/. ](?:MMM?M?|mmm?m?|Mon|mon|Month|month)"
    r"[-/. ](?:YYYY|yyyy|YY|yy)(?!\w)|(?<!\w)(?:Month|month|MMM|mmm) (?:DD|dd),? (?:YYYY|yyyy)(?!\w)|"
    r"(?<!\w)(?:YYYYMMDD|yyyymmdd|DDMMYY(?:YY)?)(?!\w)|"
    r"(?<![\w./-])(?:(?:DD|dd)[./-](?:MM|mm)(?![\w/-]|\.\w)\.?|(?:MM|mm)[/-](?:DD|dd)(?![\w/-]))"
)
_TIME = (
    r"(?<!\w)(?:(?:HH|hh|XX|xx|00|--|__):(?:MM|mm|XX|xx|00|--|__)(?::(?:SS|ss|XX|00))?|[Hh]:(?:MM|mm)|"
    r"HHMM|hhmm|HH\.MM)(?!\w)"
)
_DATE_TIME = rf"(?:{_DATE})(?:(?:[ T]|,? at |, (?:kl\.? |um )?)(?:{_TIME})(?: ?\(?(?:Z|UTC|GMT|[A-Z]{{2,4}}T)\b\)?)?)?"
_DIGITS = r"(?:yyyy|YYYY|_{2,}|#{2,}|n{2,}|N{2,}|x{2,}|X{2,}|0{3,})"
"""What is written for a number's digits."""

_MARK = re.compile(
    "|".join(
        (
            r"(?P<brace>(?<![{$])\{\{(?![<%#/!>-]| *(?:if|end|range|else|with|for)\b)[^{}\n]*\}\}(?!\})|\$\{[^{}\n]+\}|"
            r"(?<![\\{$])\{[A-Za-z][^{}\n%]*\}(?!\}))",
            r"(?P<other><%=?[^%<>\n]+%>|<<[^<>\n]+>>|%\(\w+\)s|%%?[A-Z][A-Z_]+%%?|@@[A-Za-z_]+@@|(?<!\w)__[A-Z][A-Z_]+__(?!\w)"
            r"|\$[A-Z][A-Z_]{2,}\b|«[^«»\n]+»|‹[^‹›\n]+›|\[\[(?!_?TOC)[^\[\]\n]+\]\])",
            r"(?P<told>\((?:insert|your|add|enter|fill in|name of|link to|date|time|names?|describe|number|"
            r"describe)\b[^()\n]{0,60}\)"
            r"|(?<=\()(?:task|person|owner|event|action|assignee|who|what|when|by when|due|due date|role|team|"
            r"ticket|reason|url|yes/no)(?=\)))",
            r"(?P<escaped>\\\[[^\[\]\n]+?\\\]|\\<[^<>\n]+?\\?>)",
            r"(?P<link>!?\[(?P<words>[^\[\]\n]*)\]\((?P<address>[^()\s]*)\))",
            r"(?P<bracket>\[(?!(?<![$€£]\[)[ xX]\]|\^|_?TOC_?\])[^\[\]\n]+\](?![\[(]))",
            rf"(?P<angle><(?!/|!|(?:{_TAGS})\b|https?:|mailto:)[A-Za-z#][^<>\n]*>)",
            rf"(?P<moment>{_DATE_TIME}|{_TIME})",
            rf"(?P<code>(?<![\w-])(?![XN]+\b)(?:[A-Z](?=0{{4}}|#{{3}}|_{{3}})|[A-Z]{{2,8}})(?:[-/](?:\d{{2,4}}[-/])?|(?![A-Z]))(?P<number>(?:{_DIGITS}[-/])*{_DIGITS})(?!\w))",
            r"(?P<rule>(?<![\w*])_{3,}(?!\w)|(?<![^\s(/$€£~+-])__(?![^\s)%,;/]))",
            r"(?P<dots>(?:(?:[._]{2,}|…)\s?[/-]\s?){1,2}(?:20)?(?:[._]{2,}|…)|\.{4,}|…{2,}|(?<=[\s(:\[])…(?=\s*$|"
            r"[,;)/|·]|\s+[/|·;(—–→-]))",
            r"(?P<person>(?<![\w@.])@(?:…|\.{3}|_{2,}|(?:mention|who|when|owner|name|handle|user(?:name)?|assignee|person|someone|dri|"
            r"lead|author|team)s?(?!\w)))",
            r"(?P<single>(?<=`)[€$£]?[NMPXY]%?(?=`))",
            r"(?P<url>https?://[^\s<>()\[\]|]*(?:…|\.{3}))",
            r"(?P<todo>(?<!\w)(?:TODO|TBD|TBA|TBC|FIXME|XXX+)(?!\w))",
            r"(?P<sum>\$(?:X+|N+|_+)(?:,X+)*\b)",
            r"(?P<letters>(?<![\w-])(?:XX+|NN+|X(?=\s?%|\s(?:hours?|minutes?|mins?|users|customers|requests|"
            r"people)\b)|nn+)(?![\w-]))",
        )
    )
)
_EMPTY_ADDRESS = re.compile(
    r"|#|\.{3}|…|url|link|<.*|\[.*|todo|tbd|https?://(?:\.{3}|link|url|…)?|.*example\.(?:com|org).*", re.I
)
_LINK_WORDS = re.compile(
    r"^(?:(?:link|url|insert|add|your|todo|tbd|title|name|ticket|[A-Z]+-[XN#0]+)\b|#?[0N#X]+$)", re.I
)
_ITALIC = re.compile(r"(?:(?<!\*)\*(?![*\s])([^*\n]+)\*|(?<!_)_(?![_\s])([^\n]+?)_|\*\*\*([^*\n]+)\*\*\*)[.:]?")
_ALONE = re.compile(
    r"@(?:\w+)(?:[ ,]+@(?:\w+))+|@(?:name|handle|user(?:name)?|mention|person|someone|team|owner|author|today|date|who|"
    r"when|assignee|dri|lead)s?|\([^()]{1,80}\)|[.…]{2,}|…|-{1,3}|–|—|(?:sev|p|s)[- ]?[xn#?]|x{3,}(?:,? x{3,})+|"
    r"first ?name(?: (?:last ?name|surname))?|[<{(\[][.…?\s_-]{1,12}[>})\]]|"
    r"\?+|n/?a|x+|tbd|todo|tbc|none|(?:click|tap)(?: or (?:click|tap))?(?: here)? to (?:enter|add|edit)(?: (?:an?|"
    r"the|some|your))?(?: \w+)?|\"\.{3}\"|\(\.{3}\)|\$|%|\$x+|x+ ?%|\[\]|\[ *\]\(\)|\[\.{3}\]",
    re.I,
)
_AMOUNT = (
    r"[-+~±<>≤≥≈$€£¥]?\s?(?:0+(?:[.,]0+)*|_+|#+|\?+|…|\.{2,}|(?:[xyz]{1,4}|n{1,4}|hh?|mm|ss)(?![a-z]))\s?"
    r"(?:%|percent|h(?:rs?|ours?)?|m(?:ins?|inutes?)?|s(?:ecs?|econds?)?|[mµ]s|d(?:ays?)?|weeks?|users?|customers?|"
    r"clients?|tenants?|accounts?|requests?|req/s|tickets?|people|errors?|orders?|[kmgt]b?|[rqt]ps|usd|eur|gbp)?(?!\w)"
)
_AMOUNTS = re.compile(
    rf"(?!y\s?/\s?n\b)(?:(?:usd|eur|gbp)\s)?{_AMOUNT}(?:(?:\s*(?:out of|of|per|and|to|[/,:–-])\s*|\s+){_AMOUNT})*", re.I
)
"""A number that isn't filled in: `0 %`, `0 of 0`, `€ 0`, `__ h __ min`, `x hours y minutes`."""

_TODO_WITH_WORDS = re.compile(
    r"[\[(*_]{0,3}(?:TODO|TBD|TBA|TBC|FIXME|XXX|FILL (?:ME|IN|OUT))[\])*_]{0,3}(?:\([^()\n]{0,30}\))?"
    r"(?::[*_]{0,2}\s*|\s+[–—-]+\s+|\s+(?=\())(?P<words>\S[^\n]*)|"
    r"(?:TODO|TBD|FIXME)\s+(?P<after>(?i:describe|explain|list|add|write|fill|insert|summari[sz]e|who|what|when|why|how|"
    r"which|link)\b[^\n]*)"
)
"""A mark with what goes there: `TODO: a few paragraphs`, `[TBD] – who noticed?`."""
_CODE_BEFORE = re.compile(r"(?P<code>[A-Z]{2,8}[-#])(?P<rest>(?:\\?[<\[{]|_|…|\.{3}|\?)[^\n]*)$")
"""A key's letters before a placeholder: `INC-[number]`."""

_DOTTED_DATE = re.compile(r"(?:(?:[._]{2,}|…)\s?[/-]\s?){1,2}(?:20)?(?:[._]{2,}|…)")
_LONGEST_AMOUNT = 40

OPEN, CLOSE = "\u2045", "\u2046"
"""What is instead of the brackets of a link while places are found."""

_LONGEST = 2_000
"""Characters of a line with a placeholder; more is a paragraph of prose."""

_WRAPS = ("**", "__", "`", '"', "*", "_")
_CODE = re.compile(r"`[^`\n]+`")
EXAMPLE = re.compile(r"^[\W_]*(?:for )?(?:example|sample|e\.g)s?\b", re.I)


_ASKED_BY = {"moment": "date", "person": "person", "link": "link", "address": "link", "url": "link"}
"""What the groups of `_MARK` ask for."""


@dataclass(frozen=True)
class Mark:
    """A placeholder in a line.

    Attributes:
        start: where it begins in the line.
        end: where it ends.
        words: its text, without the marks around it.
        code: what is written before it and belongs to it, as in `INC-####`; empty for nothing.
        asks_for: what its form asks for: a date, a person, a link; empty for any answer.
    """

    start: int
    end: int
    words: str
    code: str = ""
    asks_for: str = ""


def marks(line: str) -> Iterator[Mark]:
    """Yield the placeholders in a line, in order."""
    if len(line) > _LONGEST:
        return
    codes = [match.span() for match in _CODE.finditer(line)]
    for match in _MARK.finditer(line):
        words = match[0]
        if match["code"] is not None:
            yield Mark(match.start("number"), match.end(), "", line[match.start() : match.start("number")])
            continue
        if match["link"] is not None:
            if not (_EMPTY_ADDRESS.fullmatch(match["address"]) or _LINK_WORDS.match(match["words"])):
                continue
            if match["words"].strip().lower() in ("x", "") and not match["address"]:
                words = ""
            words = match["words"]
        elif match["told"] is not None:
            words = re.sub(r"^\((?:insert|your|add|enter|fill in)\s*|\)$", "", match[0])
        elif match["person"] is not None:
            words = _of_person(match[0])
        elif match["dots"] is not None or match["url"] is not None:
            words = ""
        elif match["letters"] is None and match["moment"] is None and match["todo"] is None and match["sum"] is None:
            words = words.strip("[]{}<>$\\_% ")
        if any(start < match.start() and match.end() < end - 1 for start, end in codes):
            continue
        if match["other"] is not None:
            words = match[0].strip("<%=>()@$«»‹›[]_ ").removesuffix(")s")
        if match["brace"] is not None or match["other"] is not None:
            words = re.sub(
                r"^(?:incident|inputs?|data|params?|page|pm|postmortem|doc|context|vars?)[.]|\s*\|.*",
                "",
                words.lstrip(". "),
            )
            words = re.sub(r"(?<=[a-z])(?=[A-Z])|[_.]+", " ", words).strip()
        yield Mark(match.start(), match.end(), clean(words), asks_for=_ASKED_BY.get(match.lastgroup or "", ""))


def whole(text: str) -> Mark | None:
    """Return the placeholder that a text is as a whole, without what is around it such as `**`; None if it isn't one.

    An empty text is a placeholder of no length.
    """
    if len(text) > _LONGEST:
        return None
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start >= end:
        return Mark(start if start < len(text) else 0, start if start < len(text) else 0, "")
    core = text[start:end]
    if (
        _ALONE.fullmatch(core)
        or _DOTTED_DATE.fullmatch(core)
        or (len(core) <= _LONGEST_AMOUNT and _AMOUNTS.fullmatch(core))
    ):
        return Mark(start, end, clean(core[1:-1]).strip(".… ") if core.startswith("(") else _of_person(core))
    found = _ITALIC.fullmatch(core)
    if found and not core.rstrip("*_").endswith(":"):
        return Mark(start, end, clean(next(filter(None, found.groups()))))
    for wrap in _WRAPS if core.strip("*_") else ():  # a line of underscores has none around it
        if wrap in "*_" and core.startswith(2 * wrap):
            continue
        if core.startswith(wrap) and core.endswith(wrap) and len(core) > 2 * len(wrap):
            inner = whole(core[len(wrap) : -len(wrap)])
            if inner is not None and inner.end > inner.start:
                return Mark(start + len(wrap) + inner.start, start + len(wrap) + inner.end, inner.words)
    told = _TODO_WITH_WORDS.fullmatch(core)
    if told:
        words = clean(told["words"] or told["after"])
        return Mark(start, end, words[1:-1] if re.fullmatch(r"\([^()]*\)", words) else words)
    parts = re.split(r",\s*|\s+and\s+", core)
    if len(parts) > 1 and len(set(parts)) == 1 and (one := whole(parts[0])) is not None and one.end:
        return Mark(start + one.start, start + len(core) - len(parts[0]) + one.end, one.words, one.code)
    coded = _CODE_BEFORE.match(core)
    if coded and (inside := whole(coded["rest"])) is not None and inside.end - inside.start == len(coded["rest"]):
        return Mark(start + coded.start("rest"), end, "", coded["code"])
    first = next(marks(core), None)
    if first is not None and first.code and first.end == len(core) and first.start == len(first.code):
        return Mark(start + first.start, end, first.words, first.code)
    if re.fullmatch(r"[A-Z][A-Z']+(?:[ _/-][A-Z']+)+|(?i:(?:your|enter|insert|add)\b.{1,40}|.{2,40}\bhere)", core):
        is_sentence = core.endswith((".", "?"))
        return Mark(
            start, end, clean(core if is_sentence else re.sub(r"(?i)^(?:your|enter|insert|add)\b|\bhere$", "", core))
        )
    if first is None or first.start:
        if core.startswith("[") and core.endswith("]") and _closes_at_end(core):
            return Mark(start, end, clean(core[1:-1]))
        return None
    rest = core[first.end :]
    if not rest.strip(" .,;:%"):
        return Mark(start, start + first.end, first.words)
    if core.startswith("[") and core.endswith("]") and _closes_at_end(core):
        return Mark(start, end, clean(core[1:-1]))
    return None


def kind_of_blank(text: str) -> str:
    """Return what a blank's form asks for: a 'moment', an 'amount', a 'share'; empty for anything."""
    core = text.strip(" *`_")
    if re.search(_DATE, core) and re.search(_TIME, core):
        return "moment"
    if (
        len(core) > _LONGEST_AMOUNT
        or not _AMOUNTS.fullmatch(core)
        or not re.search(r"[a-z%€$£]", re.sub(r"[xyzn]", "", core))
    ):
        return ""
    return "share" if "%" in core else "" if re.fullmatch(_TIME, core) else "amount"


_LENGTH = re.compile(
    r"(?:about |around |approx(?:imately|\.)? |~ ?|< ?|> ?)?\d+(?:[.,]\d+)? ?"
    r"(?:d|days?|h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?|weeks?)\b",
    re.I,
)
_CLOCK_OR_DAY = re.compile(r"\d{1,2}:\d\d|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}")


def kind_of_answer(text: str) -> str:
    """Return what an answer in a finished postmortem is: a 'length', a 'range', a 'moment'; empty for anything."""
    core = text.strip(" *`_")
    if _LENGTH.match(core):
        return "length"
    ends = re.split(r"\s+(?:–|—|-|to|until|→)\s+", core)
    if len(ends) == 2 and all(_CLOCK_OR_DAY.match(each) for each in ends):
        return "range"
    return "moment" if _CLOCK_OR_DAY.match(core) else ""


def _of_person(text: str) -> str:
    """Return what a mention asks for: `owner` for `@owner`; empty for any person."""
    asked = re.fullmatch(r"@(who|when|owner|assignee|date|dri|lead|author|team)s?", text.strip(), re.I)
    return asked[1].lower() if asked else ""


def _closes_at_end(core: str) -> bool:
    """Return whether the bracket that opens a text closes at its end."""
    depth = 0
    for index, char in enumerate(core):
        depth += (char == "[") - (char == "]")
        if not depth:
            return index == len(core) - 1
    return False


def clean(text: str) -> str:
    """Return a text's words: without Markdown's marks, on one line."""
    text = re.sub(r"<br\s*/?>", " ", text)
    text = re.sub(r"!?\[([^\[\]\n]*)\]\([^()\n]*\)", r"\1", text)
    text = re.sub(r"(?<!\S):[a-z][a-z0-9_+-]*:(?!\S)", "", text)
    return " ".join(re.sub(rf"[*`{OPEN}{CLOSE}]|(?<!\w)_+|_+(?!\w)", "", text).split()).strip()


_DATE_ALONE = re.compile(
    rf"[\W_]*(?:{_DATE})(?:\W|{_TIME}|[A-Z]{{1,4}}\b)*$|[\W_]*[dmyhDMYH]{{1,4}}(?:[/.: -]+[dmyhDMYH]{{1,4}})+\W*$"
)


def options(words: str) -> tuple[str, ...]:
    """Return the answers that a placeholder offers: `SEV1 | SEV2`, `Yes/No`; none if it offers none."""
    if _DATE_ALONE.match(words) or re.match(r"\W*\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\b", words):
        return ()
    text = re.sub(
        r"^(?:e\.g\.,?|one of:?|choose(?: one)?:?|select(?: one)?:?)\s*", "", words.strip("[]<>(){} "), flags=re.I
    )
    if re.search(r"[.!?:;]\s|\bif\b|https?:", text):
        text = re.split(r"\s+[-–—]\s+|,\s*(?:if|with)\b|\s*\(", text)[0]
    boxes = (
        [part.strip(" .,;|") for part in re.split(r"\[ ?\]|[☐□◻]", text)] if re.search(r"\[ ?\]|[☐□◻]", text) else []
    )
    if len(boxes) > 2 and not boxes[0] and all(0 < len(part) <= 24 for part in boxes[1:]):
        return tuple(dict.fromkeys(boxes[1:]))
    for separator in (r"\s*\|\s*", r"\s*/\s*", r"\s*,\s*(?:or\s+)?|\s+or\s+"):
        parts = [part.strip(" `*'\"[]().") for part in re.split(separator, text)]
        if len(parts) > 1 and all(0 < len(part) <= 24 and len(part.split()) <= 3 for part in parts):
            if "," in separator and not re.search(r"\bor\b", text) and len(parts) < 3:
                continue
            return tuple(dict.fromkeys(parts))
    spread = re.fullmatch(r"((?:SEV|P|S)[- ]?)(\d)\s*(?:-|–|to|\.\.\.?)\s*(?:(?:SEV|P|S)[- ]?)?(\d)", text, re.I)
    if spread and int(spread[2]) < int(spread[3]):
        return tuple(f"{spread[1]}{number}" for number in range(int(spread[2]), int(spread[3]) + 1))
    return ()


_ASKS = re.compile(
    r"^(?:please\s+|briefly\s+|in\s+(?:\d|one|two|a few)\b|an?\s+(?:\w+\s+)?(?:summary|description|list|overview|"
    r"timeline|explanation|paragraph|account|link|high[- ]level)\b|(?:brief|short|high[- ]level|detailed|\d+-\d+|"
    r"\d+–\d+|one|two|one-|two-|few)\b|(?:describe|explain|list|provide|include|write|summari[sz]e|give|note|detail|"
    r"outline|identify|document|add|fill|insert|enter|state|use|specify|record|capture|link|attach|paste|discuss|"
    r"consider|ask|mention|indicate|define|estimate|quantify|name|tell|focus|keep|be|do|avoid|copy|replace|who|what|"
    r"when|where|why|which|how|did|was|were|is|are|could|should|can|has|have|any|this section|the (?:root|sequence|"
    r"steps|people|number|impact|following|list|main)|optional|section|for each|start with|try to|remember|"
    r"make sure|think)\b)",
    re.I,
)


def is_instruction(text: str) -> bool:
    """Return whether a text tells the author what to write, and isn't an answer."""
    words = clean(text).strip("> -*+[]()_")
    return bool(words) and (words.endswith("?") or bool(_ASKS.match(words)))
