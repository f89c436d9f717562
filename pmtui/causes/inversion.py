"""Turns a statement into a question: "the certificate expired" becomes "Why did the certificate expire?".

There's no parser of English here: a statement is only turned around if its subject and verb are certain. Everything
else is refused, and its reader asks "Why?" in another way.
"""

import re

from pmtui.causes.verbs import COMPLEMENT, Form, Tense, form_of, is_participle

_BE = frozenset(["was", "were", "is", "are", "am"])
_MODALS = frozenset(["could", "can", "would", "will", "must"])
_NEGATED = frozenset(
    ["wasn't", "weren't", "isn't", "aren't", "hadn't", "hasn't", "haven't", "couldn't", "can't", "cannot", "didn't"]
    + ["doesn't", "don't", "wouldn't", "won't"]
)
_HAVE = frozenset(["had", "has", "have"])
_DO = frozenset(["did", "does", "do"])
_UNCLEAR = frozenset(
    ["may", "might", "should", "shall", "ought", "shouldn't", "mustn't", "mightn't", "needn't", "ain't"]
)
"""Auxiliaries that mean something else in a question: "Why should the disk be full?"."""

_FINITE = _BE | _MODALS | _NEGATED | _HAVE | _DO | _UNCLEAR

_SUBORDINATORS = frozenset(
    ["that", "which", "who", "whose", "whom", "when", "where", "while", "because", "if", "until", "till", "after"]
    + ["before", "as", "since", "whether", "how", "why", "what", "whatever", "whoever", "whichever", "wherever"]
    + ["whenever", "unless", "although", "though", "than", "once", "whereas", "lest"]
)
_COORDINATORS = frozenset(["and", "but", "or", "nor", "so", "yet", "then"])
_PREPOSITIONS = frozenset(
    ["in", "on", "at", "by", "for", "with", "without", "from", "during", "under", "over", "about", "into", "through"]
    + ["throughout", "despite", "besides", "except", "upon", "within", "between", "among", "due", "to", "of", "via"]
    + ["per", "like", "unlike", "instead", "according", "given", "apart", "against", "across", "outside", "inside"]
)
_NO_SUBJECT = frozenset(
    ["not", "never", "also", "then", "too", "here", "now", "today", "yesterday", "tomorrow", "later", "afterwards"]
    + ["soon", "maybe", "perhaps", "however", "therefore", "thus", "hence", "still", "again", "often", "sometimes"]
    + ["please", "well", "ok", "okay", "yes", "nope", "hopefully", "meanwhile", "neither", "either", "both"]
    + ["see", "likely", "same", "probably", "instead", "anyway", "let's", "just", "even", "etc", "eg", "ie"]
)  # words: ok
"""Words that begin a sentence without being its subject, or part of it."""

_ADJECTIVES_WITH_LY = frozenset(["only", "early", "daily", "hourly", "weekly", "monthly", "quarterly", "yearly"])
_PRONOUNS = frozenset(
    ["i", "we", "you", "he", "she", "it", "they", "this", "that", "these", "those", "there", "nobody", "somebody"]
    + ["someone", "everyone", "everybody", "anyone", "nothing", "something", "everything", "none", "people", "who"]
)
_PLURAL_PRONOUNS = frozenset(["i", "we", "you", "they", "people"])
_DETERMINERS = frozenset(
    ["the", "a", "an", "its", "their", "our", "his", "her", "my", "your", "this", "these", "those", "that", "no", "any"]
    + ["some", "every", "each", "all", "both", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    + ["ten", "twelve", "twenty", "thirty", "forty", "fifty", "many", "most", "several", "few", "another", "which"]
    + ["more", "only", "enough"]
)
_OBJECTS = _DETERMINERS | frozenset(["it", "them", "us", "him", "me", "itself", "themselves", "nothing", "everything",
                                     "whether", "how", "what", "nobody", "something", "anything", "too"])  # fmt: skip
"""Words that an object begins with: the word before them is a verb."""

_PARTICLES = frozenset(
    ["up", "down", "out", "off", "back", "away", "over", "through", "along", "apart", "short", "dry"]
)
_ADVERBS = frozenset(
    ["never", "always", "also", "still", "just", "often", "only", "then", "even", "already", "rarely", "seldom", "once"]
    + ["no", "longer", "ever", "sometimes", "usually", "not"]
)
"""Adverbs that come between a subject and its verb."""

_COUNTED_WORDS = """
account agent alarm alert app application backup bastion battery bucket budget buffer bug build cache canary
certificate change check checklist client cluster column command config connection consumer container contract
controller copy counter cron-job customer dashboard database dependency deploy deployment developer device disk
dns-record document domain engineer entry error event exporter feature field file filter firewall fix flag form
gateway handler health-check host image incident index instance job key laptop leader level library limit link list
load-balancer lock loop machine manager member message metric migration module monitor network node operator package
page patch phone pipeline plan pod policy pool port primary process producer project provider proxy query queue rate
region release replica report request resource restart restore retry review rollback rollout router rule runbook
scheduler schema script secret sensor server service session setting shard snapshot step store switch system table task
team template test thread threshold ticket timeout timer token tool topic typo update upgrade upload user value variable
vendor version volume webhook website window worker
"""
_COUNTED = frozenset(_COUNTED_WORDS.split())
"""Nouns that need an article: a question with "disk" alone reads like a telegram."""

_NO_NOUN = (
    _FINITE | _PREPOSITIONS | _COORDINATORS | _SUBORDINATORS | _PARTICLES | _OBJECTS
    | frozenset(["late", "early", "twice", "again", "first", "everywhere", "there", "here", "overnight", "together"])
    | frozenset(["too", "instead", "anyway", "forever", "yesterday", "today", "better", "worse", "faster", "longer"])
)  # fmt: skip
_ONE = frozenset(["a", "an", "each", "every", "this", "that", "another", "one", "no"])
_SINGULAR_PRONOUNS = frozenset(
    ["it", "he", "she", "nobody", "somebody", "someone", "everyone", "everybody", "nothing", "something", "everything"]
)  # words: ok
_PRODUCTS_WORDS = """
akamai ansible argo aws azure bigquery cassandra celery chef cilium clickhouse cloudflare consul datadog docker
elasticsearch envoy etcd fastly flink fluentd gcp git github gitlab grafana haproxy helm istio jenkins kafka kibana
kubernetes linux logstash mariadb memcached mongodb mysql nginx nomad okta opsgenie packer pagerduty postgres
postgresql prometheus puppet rabbitmq redis sentry slack spark splunk statuspage systemd terraform thanos traefik
varnish vault zookeeper
"""
_PRODUCTS = frozenset(_PRODUCTS_WORDS.split())
"""Names of products: one word that a verb can follow."""

_FARTHEST = 8
"""A verb further on than this many words is rarely the one of the subject that starts the sentence."""

_OPAQUE = re.compile(r"`[^`]*+`|\"[^\"]*+\"|\u201c[^\u201c\u201d]*+\u201d")
"""Code and quotes: words inside aren't the sentence's own."""

_REASON = re.compile(
    r"[,;]? \(?(?:because"
    r"|since(?! (?:\d|last\b|yesterday|then\b|[a-z]+day\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]*\b))|so that|as (?=(?:it|they|we|there|no one|nobody) )|due to|owing to|thanks to"
    r"|as a result|in order to|for (?:\w+ )?reasons?)\b"
    r"|(?:[,;]| [-\u2013\u2014]) (?:so|which|as|but only because|hence|thus|therefore|making|causing|leaving|leading"
    r"|resulting|meaning|e\.g\.|for example|probably|presumably|apparently)\b| [\u2013\u2014-] |: |; |\u2014",
    re.IGNORECASE,
)
"""What may follow an answer's main clause: a reason, a result, or a comment. The question is about the clause alone."""

_CONTRACTED = (
    (re.compile(r"^(there|it|that|this|here)['\u2019]s (?=(?:been|had|got|gone)\b)", re.IGNORECASE), r"\1 has "),
    (
        re.compile(
            r"^(there|it|that|this)['\u2019]s (?!(?:\w+ly |always |never |also |not |just |still )?\w+(?:ed|en)\b)",
            re.IGNORECASE,
        ),
        r"\1 is ",
    ),
    (re.compile(r"^(we|you|they)['\u2019]re ", re.IGNORECASE), r"\1 are "),
    (re.compile(r"^(we|you|they|I)['\u2019]ve ", re.IGNORECASE), r"\1 have "),
    (re.compile(r"^(I)['\u2019]m ", re.IGNORECASE), r"\1 am "),
)
_TOKEN = re.compile(r"[\w`\ue000]")


def _main_clause(text: str) -> str:
    """Return an answer's main clause, without a reason, a result, or a comment after it."""
    masked, hidden = _masked(text)
    cut = next((match.start() for match in _REASON.finditer(masked) if _may_cut(masked, match)), len(masked))
    return _unmasked(masked[:cut], hidden).rstrip(" ,;:.")


def _may_cut(masked: str, match: re.Match[str]) -> bool:
    """Return whether what comes before a reason can be a sentence: "It was | due to a restart" can't."""
    before = masked[max(0, match.start() - 60) : match.start()].split()
    return len(before) > 1 and before[-1].lower() not in _BE | _NEGATED | {"been", "not", "be", "mainly", "partly"}


def inverted(sentence: str) -> str:
    """Return "the disk was full" as a question, "Why was the disk full?"; empty if it isn't clear how.

    Args:
        sentence: a statement on one line, in lower case at its beginning unless that's a name.
    """
    for pattern, words in _CONTRACTED:
        sentence = pattern.sub(words, sentence)
    masked, hidden = _masked(_main_clause(sentence).replace("\u2019", "'"))
    listed = _MONTH.sub("\ue002", masked).split()
    if len(listed) < 2 or masked.endswith("?") or not _begins_with_subject(listed):
        return ""
    question = _turned(listed)
    return _unmasked(f"Why {question}?", hidden).replace("\ue002", "May") if question else ""


_MONTH = re.compile(r"(?<=\w )May\b")
"""A month, which isn't the verb."""


def is_about_now(sentence: str) -> bool:
    """Return whether a statement is certainly in the present tense: it says how something is, not what happened."""
    return inverted(sentence).startswith(_ASKED_NOW)


_ASKED_NOW = tuple(
    f"Why {word} " for word in ("do", "does", "is", "are", "can", "don't", "doesn't", "isn't", "aren't", "can't")
)


def _masked(text: str) -> tuple[str, list[str]]:
    """Return a text with each piece of code and each quote as one word, and these pieces."""
    hidden: list[str] = []

    def hide(match: re.Match[str]) -> str:
        hidden.append(match[0])
        return f"\ue000{len(hidden) - 1}\ue001"

    return _OPAQUE.sub(hide, text.replace("\ue000", "").replace("\ue001", "")), hidden


def _unmasked(text: str, hidden: list[str]) -> str:
    return re.sub("\ue000(\\d+)\ue001", lambda match: hidden[int(match[1])], text)


def _plain(word: str) -> str:
    return word.lower().strip(",;:()*_")


def _begins_with_subject(words: list[str]) -> bool:
    first = _plain(words[0])
    if first.partition("'")[0] in _PRONOUNS and "'" in first and first not in _FINITE:
        return False  # "it's always worked": is, or has
    if first in _FINITE | _SUBORDINATORS - {"that"} | _COORDINATORS | _PREPOSITIONS | _NO_SUBJECT:
        return False
    if first.endswith("ly") and first not in _ADJECTIVES_WITH_LY and words[0].islower():
        return False
    form = form_of(first)
    second = _plain(words[1])
    if form is not None and form.is_past:
        return False
    is_verb_first = form is not None and (form.tense is Tense.PAST or not form.is_noun)
    return not (is_verb_first and second in _OBJECTS | _PREPOSITIONS | _PARTICLES | _SUBORDINATORS)


def _turned(words: list[str]) -> str:
    """Return the question without "Why" and its mark; empty if it isn't clear which word is the verb."""
    plain = [_plain(word) for word in words]
    unsure: list[Tense] = []  # of the words passed so far that may have been the verb
    for index, word in enumerate(plain[:_FARTHEST]):
        if index == 0:
            continue
        if word in _SUBORDINATORS | _UNCLEAR or "," in words[index - 1] or word in ("to", "but", "so", "nor"):
            return ""
        if word in _PRONOUNS - {"one", "people", "this", "that", "these", "those"} and plain[:2] != ["no", "one"]:
            return ""
        if word in _FINITE:
            return _with_auxiliary(words, plain, index)
        form = form_of(word)
        if Tense.PAST in unsure and (form is not None or word in _COORDINATORS):
            return ""
        if form is None:
            continue
        if unsure and form.tense is Tense.PAST and not form.is_past and _has_bare_object(plain, index):
            return ""  # "the alert counts failed requests": either may be the verb
        if _is_verb_here(form, plain, words, index):
            return _with_do(words, plain, index, form)
        if form.is_noun and form.tense is Tense.PRESENT_WITH_S and _may_be_verb(plain, index):
            return ""
        if form.tense is not Tense.BASE:
            unsure.append(form.tense)
    return ""


def _may_be_verb(plain: list[str], index: int) -> bool:
    """Return whether a word that's a noun or a verb is followed by a noun, so it may well be the verb."""
    after = plain[index + 1] if index + 1 < len(plain) else ""
    return (
        bool(after)
        and after not in _FINITE | _PREPOSITIONS | _COORDINATORS | _SUBORDINATORS
        and not ((form := form_of(after)) is not None and not form.is_noun)
    )


# -- an auxiliary: it comes first --------------------------------------------------------------------------------------


def _with_auxiliary(words: list[str], plain: list[str], index: int) -> str:
    aux, after = plain[index], plain[index + 1 :]
    if not after or not _is_subject(words[:index], plain[:index]) or _has_other_verb(plain, index + 1, ""):
        return ""
    if aux in _HAVE and not _is_perfect(after):
        return _with_do(words, plain, index, Form("have", {"had": Tense.PAST, "has": Tense.PRESENT_WITH_S}.get(
            aux, Tense.BASE)))  # fmt: skip
    if aux in _HAVE and after[0] != "been" and is_participle(after[0]) and not _ends_participle(after[1:2]):
        return ""  # "had broken links": stuck between two readings
    if aux in _DO and not _is_do_support(after):
        return _with_do(words, plain, index, Form("do", {"did": Tense.PAST, "does": Tense.PRESENT_WITH_S}.get(
            aux, Tense.BASE)))  # fmt: skip
    aux = "can't" if aux == "cannot" else aux
    rest = [*words[:index], *words[index + 1 :]]
    return f"{aux} {' '.join(rest)}"


def _is_perfect(after: list[str]) -> bool:
    """Return whether "had" is followed by a participle, or by something that can only belong to one."""
    at = 0
    while at < len(after) and (after[at] in _ADVERBS - {"no", "only"} or after[at].endswith("ly")):
        at += 1
    return at < len(after) and is_participle(after[at])


def _ends_participle(after: list[str]) -> bool:
    """Return whether a participle isn't an adjective, as in "had broken links", by what comes after it."""
    return not after or after[0] in _NO_NOUN or after[0].endswith("ly") or is_participle(after[0])


def _is_do_support(after: list[str]) -> bool:
    at = 1 if after[0] in _ADVERBS - {"no", "only"} else 0
    form = form_of(after[at]) if at < len(after) else None
    return after[0] == "not" or (form is not None and form.tense is Tense.BASE) or after[at : at + 1] == ["have"]


# -- another verb: "did" or "does" comes first -------------------------------------------------------------------------


def _is_verb_here(form: Form, plain: list[str], words: list[str], index: int) -> bool:
    """Return whether a word that can be a verb is one, with the words before it as its subject."""
    after = plain[index + 1] if index + 1 < len(plain) else ""
    before = plain[index - 1]
    has_object = after in _OBJECTS or after[:1].isdigit() or after[:1] == "\ue000"
    if plain[0] in _PLURAL_PRONOUNS and form.tense is Tense.BASE:
        return all(word in _ADVERBS or word.endswith("ly") for word in plain[1:index])
    if form.tense is Tense.BASE:
        is_plural = before.endswith("s") and not before.endswith(("ss", "us")) and form_of(before) is None
        return is_plural and (has_object or not (form.is_noun or form.needs_object))
    if form.is_noun and form.tense is Tense.PRESENT_WITH_S and _is_singular(plain, index):
        return True
    if form.is_noun:
        is_when = not form.needs_object and after in ("every", "each", "all", "one", "both")
        return has_object and not is_when and not (before in _DETERMINERS and before not in _PRONOUNS)
    if form.tense is Tense.PRESENT_WITH_S or form.is_past:
        return True
    if after == "by" and form.needs_object:
        return False
    is_noun_before = before in _COUNTED or before in _PRONOUNS or (index == 1 and _is_a_name(plain[0], words[0]))
    if _has_bare_object(plain, index) and not has_object and not is_noun_before:
        return False  # "the old failed disks": a participle before its noun
    return has_object or not form.needs_object or _has_bare_object(plain, index)


def _is_a_name(plain: str, word: str) -> bool:
    """Return whether a word is certainly a name: K8s, eu-west-1, etcd."""
    return plain in _PRODUCTS or any(char.isdigit() for char in word) or sum(char.isupper() for char in word) > 1


def _is_singular(plain: list[str], index: int) -> bool:
    """Return whether what's before a word can't be a part of a plural: "each client", "it only", "Ansible".

    "A health check times" is a noun and its verb; "health check times" may be a plural.
    """
    if plain[0] in _ONE and index > 1 and not _PREPOSITIONS.intersection(plain[:index]):
        return True
    if plain[0] in _SINGULAR_PRONOUNS or plain[:2] == ["no", "one"]:
        begin = 2 if plain[:2] == ["no", "one"] else 1
        return all(word in _ADVERBS or word.endswith("ly") for word in plain[begin:index])
    after = plain[index + 1] if index + 1 < len(plain) else ""
    return index == 1 and plain[0] in _PRODUCTS and after.endswith("s") and form_of(after) is None


def _has_bare_object(plain: list[str], index: int) -> bool:
    """Return whether a noun without an article follows, as in "the rule matched requests"."""
    after = plain[index + 1] if index + 1 < len(plain) else ""
    return bool(after) and after not in _NO_NOUN and not after.endswith("ly")


def _with_do(words: list[str], plain: list[str], index: int, form: Form) -> str:
    start = index
    while start > 1 and (plain[start - 1] in _ADVERBS or plain[start - 1].endswith("ly")):
        start -= 1
    if plain[start] == "no" and plain[start + 1 : start + 2] != ["longer"]:
        start += 1
    subject = words[:start]
    if start == 0 or not _is_subject(subject, plain[:start]) or _has_other_verb(plain, index + 1, form.base):
        return ""
    if form.tense is Tense.PRESENT_WITH_S and _is_plural(plain[:start]):
        return ""
    if start == 1 and plain[0] in _DETERMINERS - _PRONOUNS:
        return ""  # "two failed disks"
    do = {Tense.PAST: "did", Tense.PRESENT_WITH_S: "does", Tense.BASE: "do"}[form.tense]
    return " ".join([do, *subject, *words[start:index], form.base, *words[index + 1 :]])


def _is_plural(plain: list[str]) -> bool:
    """Return whether a subject is certainly a plural: "our health checks"."""
    return plain[0] in _PLURAL_PRONOUNS | {"these", "those", "many", "several", "most", "few", "two", "three", "both"}


# -- what a question can't be made with --------------------------------------------------------------------------------


def _is_subject(words: list[str], plain: list[str]) -> bool:
    """Return whether some words are a subject that can follow a verb: "the disk", "Kafka", "no one", and not "disk"."""
    if not words or any(word.endswith((",", ";", ":")) for word in words):
        return False
    if plain[0] in _DETERMINERS | _PRONOUNS or plain[0][:1].isdigit() or "'" in words[0]:
        return len(words) > 1 or plain[0] not in ("the", "a", "an", "no", "every", "its", "our", "their")
    if any(word in _COORDINATORS for word in plain) and not plain[-1].endswith("s"):
        return False
    form = form_of(plain[0])
    is_adjective = len(plain) == 1 and (plain[0].endswith("ly") or (form is not None and form.tense is Tense.PAST))
    is_owned = any(word.endswith(("'s", "s'")) for word in words)
    return not is_adjective and (is_owned or _head(plain) not in _COUNTED)


def _head(plain: list[str]) -> str:
    """Return the noun that a subject is about: "job" in "a job with three steps"."""
    at = next((index for index, word in enumerate(plain) if word in _PREPOSITIONS), len(plain))
    return plain[at - 1] if at else plain[0]


def _has_other_verb(plain: list[str], start: int, base: str) -> bool:
    """Return whether another verb with its own tense follows, which a question would leave without a subject.

    Args:
        plain: the words of the sentence.
        start: where to look from.
        base: the verb before it, empty for an auxiliary.
    """
    takes_clause = base in COMPLEMENT
    is_joined = is_below = False
    for index in range(start, len(plain)):
        word, after = plain[index], plain[index + 1] if index + 1 < len(plain) else ""
        if word in _COORDINATORS:
            is_joined = True
            if after in _PRONOUNS - {"this", "that", "these", "those"}:
                return True
        if word in _SUBORDINATORS:
            is_below = True  # up to the next "and", verbs belong to that clause
        is_infinitive = word in ("have", "do") and (index == start or plain[index - 1] in _FINITE | _ADVERBS | {"to"})
        if word in _FINITE and (is_joined or not (takes_clause or is_below)) and not is_infinitive:
            return True
        form = form_of(word)
        if form is not None and form.is_past and plain[index - 1] in _OF_TIME:
            return True  # "the night before broke it"
        if form is None or plain[index - 1] in _NO_VERB_AFTER or form.tense is Tense.BASE:
            continue
        if is_joined:
            is_listed = not base and is_participle(word) and not after and is_participle(plain[index - 2])
            is_joint = form.is_past or not form.is_noun or after in _OBJECTS or plain[index - 1] in _COORDINATORS
            is_thing = form.is_noun and plain[index - 1] in _COORDINATORS and after not in _OBJECTS
            if is_joint and not is_listed and not is_thing:
                return True
        elif not (takes_clause or is_below) and (form.is_past or (base and not form.is_noun and after in _OBJECTS)):
            return True
    return False


_OF_TIME = frozenset(
    ["when", "while", "if", "until", "till", "after", "before", "as", "since", "once", "than", "unless"]
)
_NO_VERB_AFTER = _DETERMINERS | {"to"}


def lacks_verb(words: str) -> bool:
    """Return whether a phrase is "no monitoring on the replica": a few words with no, and nothing like a verb."""
    return _NO_SUCH_THING.fullmatch(words) is not None and not any(
        (form := form_of(word)) is not None and form.tense is not Tense.BASE and not form.is_noun
        for word in words.lower().split()
    )


_NO_SUCH_THING = re.compile(
    r"no (?!longer|matter|way|idea|doubt|clue|wonder|more|sooner|need|point)(?:[\w-]*[a-rt-z0-9] )?[\w-]+"
    r"(?: (?:in|on|for|of|at|to|between|from|against|with|over|before|after|during) (?:[\w'`-]+ ){0,4}[\w'`-]+)?",
    re.IGNORECASE,
)
