"""Text from files, made fit for an event: cleaned, masked, escaped, recognized as an emoji or as an error."""

import re
import unicodedata

from pmtui.text import clean_prose

_COLORS = re.compile(
    r"\x1b(?:\[[0-9;:?]{0,40}[A-Za-z]|\][^\x07\x1b]{0,500}(?:\x07|\x1b\\)|[@-Z\\-_])|\x9b[0-9;]{0,40}m"
)
_INVISIBLE = re.compile(
    "[\u200b\u200c\u200e\u200f\u2060\u2061-\u2064\ufeff\u202a-\u202e\u2066-\u2069\u00ad\ue000\ue001]"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BLANK_ENDS = re.compile(r"(?<![ \t])[ \t]++$", re.MULTILINE)
_MANY_BREAKS = re.compile(r"\n{3,}")
_SHORT_NAME = re.compile(r":[\w+'’.-]{1,60}:|<a?:\w{1,60}:\d{1,25}>")
_JOINERS = "\u200d\ufe0e\ufe0f\u20e3"


def clean(text: str) -> str:
    """Return text without color codes, control characters, and characters that can't be seen."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = _INVISIBLE.sub("", _COLORS.sub("", text).replace("\r\n", "\n"))
    text = _CONTROLS.sub("", clean_prose(text.replace("\r", "\n")) if not text.isprintable() else text)
    text = re.sub("[\u2400-\u2421]", "", text)
    return _MANY_BREAKS.sub("\n\n", _BLANK_ENDS.sub("", text.replace("\u00a0", " "))).strip()


_MARKS = re.compile(
    r"(?<![\w`])[*_](?=[^\s*_])|(?<=[^\s*_])[*_](?![\w`])|`|~~|<(?=[A-Za-z/!?])|\](?=\()|^(?:#{1,6}|>)(?=\s)"
)


def plain(text: str) -> str:
    """Return text that isn't Markdown as Markdown that shows the same."""
    text = clean(text)
    return _MARKS.sub(lambda mark: "\\" + mark[0], text)


def code(text: str) -> str:
    """Return text as a code span, or as a fence if it has several lines."""
    text = clean(text)
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    if "\n" in text:
        fence = "`" * max(3, longest + 1)
        return f"{fence}\n{text}\n{fence}"
    ticks = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}" if text else ""


def link(label: str, url: str) -> str:
    """Return a Markdown link; only the label if the address isn't one that a document may have."""
    label, url = clean(label).replace("\n", " "), clean(url)
    if not re.match(r"(?:https?|mailto|ftp)://?|mailto:", url, re.IGNORECASE) or re.search(r"[\s<>]", url):
        return label or url
    if not label or label == url:
        return url
    if url.lower() == f"mailto:{label}".lower():
        return label
    escaped = label.replace("[", "\\[").replace("]", "\\]")
    return f"[{escaped}]({url.replace('(', '%28').replace(')', '%29')})"


def is_only_emoji(text: str) -> bool:
    """Return whether a message says nothing but emoji."""
    rest = _SHORT_NAME.sub("", text).strip()
    if not rest:
        return bool(text.strip())
    if len(rest) > 200:
        return False
    symbols = [each for each in rest if not each.isspace() and each not in _JOINERS]
    return bool(symbols) and all(
        unicodedata.category(each) in ("So", "Sk") or 0x1F000 <= ord(each) <= 0x1FFFF for each in symbols
    )


_WORD = r"(?:'[^']*'|\"(?:[^\"\\]|\\.)*\"|\\.|\$\([^()\n]{0,200}\)|[^\s'\"\\&;|])++"
"""A word of a shell: quoted and bare parts without a space between them."""

_NAMED = r"(?:token|password|passwd|passphrase|secret|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)"
_NAMES = ("token", "pass", "secret", "key", "credential")
_TOKENS = (
    "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "xapp-", "sk-", "sk_", "akia", "asia",
    "aiza", "eyj", "hvs.", "hvb.", "hvr.", "npm_", "pypi-", "dckr_pat_", "sg.",
)  # fmt: skip
_SECRETS: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (
        ("authorization:", "cookie:"),
        re.compile(
            r"(?i)(\b(?:(?:proxy-)?authorization:\s*(?:(?:bearer|basic|token|digest|geniekey)\s+(?:token=)?)?|"
            r"(?:set-)?cookie:\s*))([^'\"\n]+)"
        ),
    ),
    (
        ("bearer", "basic", "token", "geniekey", "apikey"),
        re.compile(r"(?i)(\b(?:bearer|basic|token|geniekey|apikey)[ =:]+(?:token=)?)(?!token\b|\$\()([^\s'\"`]{4,})"),
    ),
    ((*_NAMES, "-pw"), re.compile(rf"(?i)((?<![\w-])--?(?:[\w-]{{0,40}}{_NAMED}|pass|pw)(?:[ =]+|(?==)))({_WORD})")),
    ((*_NAMES,), re.compile(rf"(?i)({_NAMED}\s?=\s?)({_WORD})")),
    (
        (*_NAMES,),
        re.compile(
            rf"(?i)({_NAMED}\\?[\"']?\s?[=:]\s?)"
            r"(\\\"(?:[^\"\\]|\\[^\"])*\\\"|'[^']*'|\"[^\"]*\"|[^\s'\"&;|\\]+)"
        ),
    ),
    (
        ("pass", "_pw", "pwd=", "_key=", "_pat="),
        re.compile(
            r"(?i)(\b(?:PGPASSWORD|MYSQL_PWD|(?:\w{1,40}_)?PASS(?:PHRASE)?|\w{1,40}_(?:PW|PWD|KEY|PAT))=)" rf"({_WORD})"
        ),
    ),
    (
        ("set",),
        re.compile(
            rf"(?i)(\b(?:set\s+-[a-z-]{{1,20}}|setenv)\s+\w{{0,40}}(?:{_NAMED}|PASS|PWD?|KEY|PAT)\w{{0,20}}\s+)({_WORD})"
        ),
    ),
    (
        ("password", "identified"),
        re.compile(r"(?i)(\b(?:password|identified\s+by)\s+)('\\''[^']*'\\''|'[^']*'|\\\"[^\"]*\\\"|\"[^\"]*\")"),
    ),
    (("://",), re.compile(r"(\bhttps?://)(?!git@)([^\s:/@'\"]{1,300})(?=(?::(?:x-oauth-basic)?)?@)")),
    (("://",), re.compile(r"(\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@]{0,100}:)([^\s/'\"]{1,200})(?=@)")),
    (
        ("hooks.slack.com", "webhook", "api.telegram.org"),
        re.compile(
            r"(\b(?:hooks\.slack\.com/\w{1,20}|discord(?:app)?\.com/api/webhooks|office\.com/webhook\w{0,5}|"
            r"api\.telegram\.org)/)([^\s'\"]+)"
        ),
    ),
    (("-u", "-user"), re.compile(r"((?:^|\s)(?:-u|--(?:proxy-)?user)[ =]?'[^':]{1,100}:)([^']+)")),
    (("-u", "-user"), re.compile(r"((?:^|\s)(?:-u|--(?:proxy-)?user)[ =]?\"[^\":]{1,100}:)([^\"]+)")),
    (
        ("-u", "-user"),
        re.compile(rf"((?:^|\s)(?:-u|--(?:proxy-)?user)[ =]?(?!\d{{1,9}}:\d{{1,9}}\b)[^\s:'\"]{{1,100}}:)({_WORD})"),
    ),
    (("configure set",), re.compile(r"(?i)(\bconfigure set \S{0,80}(?:secret|token|key)\S{0,20} )(\S+)")),
    (("login",), re.compile(rf"(\b(?:docker|podman|registry|az|oc) login\b[^|;\n]{{0,200}}?\s-p[ =]?)({_WORD})")),
    (
        ("--password-stdin", "sudo"),
        re.compile(
            r"(\becho )((?:(?!\s?\|)[^|;\n]){1,500}+)(?=\s?\|[^|;\n]{1,200}(?:--password-stdin|\bsudo\s-\w{0,5}S))"
        ),
    ),
    (("pass:",), re.compile(rf"(\s-pass(?:in|out)? pass:)({_WORD})")),
    (("sshpass", "vault login"), re.compile(rf"(\b(?:sshpass\s+-p\s?|vault login )(?!-))({_WORD})")),
    (("mysql",), re.compile(rf"(\bmysql(?:dump|admin)?\b[^|;\n]{{0,200}}?\s-p)({_WORD})")),
    (
        ("redis-cli", "ldap", "ssh-keygen", "curl"),
        re.compile(
            r"(\b(?:redis-cli\b[^|;\n]{0,200}?\s-a|ldap\w{3,8}\b[^|;\n]{0,200}?\s-w|ssh-keygen\b[^|;\n]{0,200}?\s-N|"
            rf"curl\b[^|;\n]{{0,300}}?\s(?:-b|--cookie))[ =]?)({_WORD})"
        ),
    ),
    (("--from-literal",), re.compile(rf"(--from-literal[= ]['\"]?[\w.-]{{1,80}}=)({_WORD})")),
    (("private key",), re.compile(r"(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)([^-]+)")),
    (
        (*_TOKENS,),
        re.compile(
            r"()\b((?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|xapp-|sk[-_]|AKIA|ASIA|AIza|eyJ|hv[sbr]\.|npm_|pypi-|dckr_pat_|"
            r"SG\.)[A-Za-z0-9_.-]{10,})"
        ),
    ),
)
"""What masks secrets: patterns, each with the words, in small letters, of which a text needs one; most have none."""


def masked(command: str) -> str:
    """Return a shell command with what looks like a password, a key or a token replaced by `***`."""
    folded = command.casefold()
    for needed, pattern in _SECRETS:
        if any(each in folded for each in needed):
            command = pattern.sub(lambda found: f"{found[1]}***", command)
    return command


_WRONG = re.compile(
    r"(?i)(?<![\w-])(?:error|errors|failed|failure|failing|fatal|panic|critical|crit|emerg|alert|killed|kill|segfault|"
    r"out of memory|oom(?:-kill(?:er)?)?|refused|timed? ?out|timeout|exception|traceback|unreachable|denied|corrupt\w*|"
    r"aborted|abort|crash\w*|can(?:no|')t|unable to|core dumped|i/o error|too many|exhausted|no space left|"
    r"read-only file ?system)(?![\w-])|[a-z](?:Error|Exception)\b"
)
_HARMLESS = re.compile(
    r"(?i)(?:\b0|\bno|\bwithout|\bzero) (?:errors?|failures?)\b|"
    r"(?:errors?|failed|failures?)[=:] ?(?:0|none|null|\"\")(?![\d.])"
)
_LEVEL = re.compile(
    r"^\W{0,3}(?:[\d:.,TZ/-]+\W{1,3})?"
    r"(?P<level>trace|debug|info|notice|warn(?:ing)?|err(?:or)?|crit(?:ical)?|fatal|panic|alert|emerg)\b",
    re.IGNORECASE,
)
_LOW = {"trace", "debug", "info", "notice", "warn", "warning"}


def sounds_wrong(text: str) -> bool:
    """Return whether a log line without a level says that something went wrong; a level in front counts first."""
    level = level_in_front(text)
    if level:
        return level not in _LOW
    start = text[:2000]
    return bool(_WRONG.search(start) and _WRONG.search(_HARMLESS.sub("", start)))


def level_in_front(text: str) -> str:
    """Return the level that a log line begins with, in small letters; empty if it has none."""
    found = _LEVEL.match(text[:200])
    return found["level"].lower() if found else ""
