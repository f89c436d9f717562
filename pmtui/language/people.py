"""Whether the subject of a verb is a person, a group, or a machine, by the words before it."""

import re

from pmtui.language.pattern import Subject


def _words(block: str) -> frozenset[str]:
    return frozenset(block.split())


ACTOR = (
    r"(?:engineer|developer|admin(?:istrator)?|sre|dba|responder|reviewer|author|manager|commander|person|team"
    r"|colleague|employee|contractor|intern|lead)"
)
"""One of the people who work on systems, as a regular expression."""

ROLES = (
    r"(?:(?:engineer|operator|developer|admin(?:istrator)?|sre|dba|responder|reviewer|author|manager|commander|person"
    r"|human|user|team|colleague|employee|contractor|intern)s?|on-?call(?: engineers?)?|people|somebody|someone|he"
    r"|she|they|we|i)"
)
"""Anyone an answer may be about, as a regular expression."""

_PRONOUNS = _words(
    """
we you i he she us nobody someone anybody anyone everybody everyone noone no-one
"""
) | {"somebody"}  # words: ok
_SUBJECTS = frozenset(["we", "i", "he", "she", "us", "they"])
_IT = _words(
    """
it this that these those there here nothing something everything anything which
"""
)

_PERSON = _words(
    """
accountant admin administrator advisor analyst apprentice approver architect archivist attendant auditor author
boss captain caretaker cashier ceo chemist chief cleaner clerk colleague committer consultant contractor cook
coworker crew cto curator dba designer dev developer devs director doctor electrician employee engineer executive
expert facilitator fitter foreman founder freelancer gardener human individual inspector instructor intern janitor
junior lawyer lead leadership librarian maintainer mechanic moderator newcomer nurse officer on-call on-caller
oncall organizer people person personnel pharmacist physician plumber porter professor programmer ranger
receptionist representative researcher responder reviewer scientist secretary senior specialist sre staff steward
sysadmin teacher technician teller tester trainee trainer typist volunteer warden welder
"""
) | {"organiser"}  # words: ok
_GROUP = _words(
    """
agency airline bank bureau carrier committee company contractor council department depot desk helpdesk hotline
insurer isp landlord manufacturer ministry office organization partner police provider registrar
reseller shop squad subsidiary supplier support team utility vendor
"""
) | {"organisation"}  # words: ok
"""Groups of people; `group` and `branch` themselves are as often groups of consumers, and branches of code."""

_DEPARTMENTS = frozenset(
    [
        "accounting",
        "editorial",
        "finance",
        "hr",
        "legal",
        "logistics",
        "marketing",
        "ops",
        "procurement",
        "purchasing",
        "sales",
    ]
)
"""Groups of people, unless an article comes before them."""

_MACHINE_MODIFIERS = _words(
    """
auth authentication credentials dns identity login oauth oidc openid proxy resource saml session sso storage-class
metrics trace credential config data-source service cluster leader raft partition shard replica background build
cron pool queue thread gunicorn celery web upload render
"""
)
"""Before a person or a group, these make it a machine: an identity provider, a raft leader, a queue worker."""

_MAYBE_MACHINES = frozenset(
    ["author", "provider", "registrar", "supplier", "director", "teller", "reviewer", "tester", "architect"]
)
_EITHER = _words(
    """
agent board branch builder commander controller coordinator dispatcher division editor group guard guide installer
leader management manager member operator owner pilot planner publisher scheduler supervisor translator unit
watcher worker
"""
)
"""Machines, unless the sentence makes them people."""

_PERSON_MODIFIERS = _words(
    """
account analytics api billing case change communications community customer database deputy duty editorial
engineering escalation facility finance fleet front general help human incident infrastructure it leadership line
local major middle network night office on-call oncall our payments people plant platform product program programme
project purchasing quality release relationship risk sales senior shift site store support team technical travel
upper working junior
"""
)
"""Before a machine's name, these make it a person: the release manager, the night operator."""

_HERS = re.compile(r"\b(?:he|she|his|her|him|herself|himself)\b")
_OUTSIDERS = _words(
    """
audience buyer caller citizen client consumer crawler customer donor driver guest member passenger patient player
public reader recipient resident shopper student subscriber tenant traveler traveller user viewer visitor voter
"""
)

_DETERMINERS = _words(
    """
the a an our their his her its my your this that these those one no some every each another both all any
"""
)
_QUANTITIES = _words(
    """
one some none most many all few both several each two three four five six half member members nobody anybody anyone
someone rest
"""
) | {"somebody"}  # words: ok
_PREPOSITIONS = _words(
    """
about above across after against along among around at before behind below beneath beside besides between beyond by
despite down during except for from in inside into like near of off on onto out outside over past per since through
throughout to toward under until up upon via with within without unlike
"""
) | {"towards"}  # words: ok
_TIMES = frozenset(["after", "before", "since", "until"])
"""Prepositions that begin a clause as well: after the team restarted it."""

_BREAKS = _words(
    """
, ; : ( ) | – — and or but yet so because if when whenever while whereas although though as than how why where
whether what who that which once unless
"""
)
_BETWEEN = _words(
    """
also then later still just both all perhaps maybe never ever once first only again even now had has have was were
is are be been being to do did does would could should might may must will simply not however though therefore thus
apparently initially instead themselves ourselves himself herself itself probably most 've 'd wasn't weren't isn't
aren't hadn't haven't hasn't didn't doesn't don't couldn't wouldn't shouldn't
"""
)
_PAST = _words(
    """
took ran set put left gave sent made cut shut wrote read chose drew brought got told had did saw found kept built
held pasted hit went came led lost met paid sold spoke spent began broke drove forgot
"""
)
"""Irregular verbs before an object."""

_NO_ADVERBS = frozenset(["supply", "family", "assembly", "reply", "anomaly", "july", "italy", "only", "ally"])
_TOKEN = re.compile(r"[\w'@/.-]*\w|[,;:()|\u2013\u2014]")
_REACH = 150
"""Characters before a verb that are searched for its subject."""

_FEW = 5
"""Words from the start of a clause in which its subject is found."""


def subject_before(prose: str, begin: int, at: int) -> Subject:
    """Return the subject of the verb at a place of a lower-case text.

    Args:
        prose: the text.
        begin: where the sentence starts.
        at: where the verb, or what belongs to it, starts.
    """
    tokens = _TOKEN.findall(prose, max(begin, at - _REACH), at)
    around = prose[max(0, begin - _REACH) : at + _REACH]
    while tokens and (tokens[-1] in _BETWEEN or _is_adverb(tokens[-1])):
        tokens.pop()
    if len(tokens) > 1 and tokens[-1] == ",":
        tokens.pop()
    first = len(tokens)
    while first and tokens[first - 1] not in _BREAKS:
        first -= 1
    clause = tokens[first:]
    if clause and not (first and tokens[first - 1] == "who"):
        found = _of_clause(clause, around)
        if found is not Subject.NONE or first == 0 or tokens[first - 1] != ",":
            return found
    if first == 0:
        return Subject.NONE
    if tokens[first - 1] in ("that", "which"):
        return Subject.RELATIVE
    if tokens[first - 1] == "who":
        return (
            Subject.OUTSIDER if _kind(tokens[max(0, first - 3) : first - 1], "") is Subject.OUTSIDER else Subject.PEOPLE
        )
    return _shared(tokens[: first - 1], around)


_NAME_BEFORE = re.compile(
    r"(?:^|[,;:(] ?|\b(?:and|but|because|since|when|that|then|Then|Because|When|After|after) )"
    r"(?:@[\w.-]+|[A-Z][\w'-]+(?: (?:and )?[A-Z][\w'-]+){0,2})(?: (?:had|has|also|then|later|\w+ly))*,? $"
)


def is_name_before(written: str, begin: int, at: int) -> bool:
    """Return whether the subject right before a place is a name: capitalized words without an article."""
    found = _NAME_BEFORE.search(written[max(begin, at - _REACH) : at])
    return found is not None and found[0].split()[0].lower() not in _DETERMINERS | _IT


def _is_adverb(token: str) -> bool:
    return len(token) > 4 and token.endswith("ly") and token not in _NO_ADVERBS


def _of_clause(clause: list[str], sentence: str) -> Subject:
    """Return the subject of a clause, given the words up to the verb."""
    if clause[-1] in _SUBJECTS:
        return _kind(clause[-1:], sentence)
    for start in range(len(clause) - 1, -1, -1):
        if start and (clause[start - 1] in _PREPOSITIONS - _TIMES or _is_verb(clause[start - 1])):
            continue
        if clause[start] in _PRONOUNS or clause[start] in _DETERMINERS or clause[start] == "they":
            return _kind(clause[start:], sentence)
    return Subject.NONE if clause[0] in _PREPOSITIONS else _kind(clause, sentence)


def _shared(tokens: list[str], sentence: str) -> Subject:
    """Return the subject of a clause that has none of its own: the one before it has it."""
    first = len(tokens)
    while first and (tokens[first - 1] not in _BREAKS or tokens[first - 1] in ("and", "or", ",")):
        first -= 1
    clause = tokens[first:][: _FEW + 3]
    for number, token in enumerate(clause[:_FEW]):
        if token in _PRONOUNS or token == "they":
            return _kind([token], sentence)
        if (found := _kind(clause[: number + 1], sentence)) in (Subject.PEOPLE, Subject.OUTSIDER):
            after = clause[number + 1] if number + 1 < len(clause) else ""
            return found if _singular(after) not in _PERSON | _GROUP | _EITHER else Subject.PEOPLE
    if first and tokens[first - 1] in ("that", "which"):
        return Subject.RELATIVE
    return Subject.SYSTEM if clause else Subject.NONE


def _kind(phrase: list[str], sentence: str) -> Subject:
    """Return what a noun phrase, with what follows it ("on call", "of the change"), is about."""
    if not phrase:
        return Subject.NONE
    if phrase[0] == "they":
        return _antecedent(sentence)
    if phrase[0] in _PRONOUNS or phrase[:2] == ["no", "one"]:
        return Subject.PEOPLE
    end = next((n for n in range(1, len(phrase)) if _ends_noun(phrase, n)), len(phrase))
    head, before, after = phrase[end - 1], phrase[: end - 1], phrase[end:]
    if head in _QUANTITIES and after[:1] == ["of"]:
        of = after[1:]
        return (
            Subject.PEOPLE if of[:1] == ["us"] or of[:1] == ["them"] else _kind(of, sentence) if of else Subject.SYSTEM
        )
    if head in _IT:
        return Subject.SYSTEM
    noun = _singular(head)
    modifiers = set(before)
    if noun in _EITHER:
        is_person = bool(modifiers & _PERSON_MODIFIERS) or (
            after[:1] == ["on"] and after[1:2] in (["duty"], ["shift"], ["call"])
        )
        return Subject.PEOPLE if is_person or _HERS.search(sentence) else Subject.SYSTEM
    if head in _DEPARTMENTS and not before:
        return Subject.PEOPLE
    if noun == "support" and after[:1] == ["for"]:
        return Subject.SYSTEM
    if noun in _OUTSIDERS:
        return Subject.OUTSIDER
    if noun in _PERSON or noun in _GROUP:
        return Subject.SYSTEM if noun in _MAYBE_MACHINES and modifiers & _MACHINE_MODIFIERS else Subject.PEOPLE
    return Subject.SYSTEM


def _ends_noun(phrase: list[str], at: int) -> bool:
    """Return whether a word of a noun phrase isn't part of its nouns: a preposition, or a verb with an object."""
    if phrase[at] in _PREPOSITIONS:
        return True
    has_object = at + 1 < len(phrase) and phrase[at + 1] in _DETERMINERS
    return has_object and _is_verb(phrase[at])


def _is_verb(token: str) -> bool:
    """Return whether a word before an object is probably a verb."""
    return token in _PAST or token.endswith(("ing", "ed"))


def _singular(noun: str) -> str:
    noun = noun.removesuffix("'s")
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-2] if noun.endswith("ches") else noun.removesuffix("s") if not noun.endswith("ss") else noun


def _antecedent(sentence: str) -> Subject:
    """Return who "they" are: people, unless the sentence names other things before it, and no people."""
    before = sentence[: max(0, sentence.rfind("they"))]
    kinds = {_kind([token], "") for token in _TOKEN.findall(before) if token not in _BREAKS and token not in _IT}
    if Subject.PEOPLE in kinds or not kinds:
        return Subject.PEOPLE
    return Subject.OUTSIDER if Subject.OUTSIDER in kinds else Subject.SYSTEM


def people_pattern() -> str:
    """Return a regular expression for one or several people, without an article."""
    names = sorted(
        _PERSON | _GROUP | {"member", "operator", "planner", "manager", "worker", "driver", "shift", "owner"}
    )
    return rf"(?:everyone|everybody|(?:{'|'.join(names)})(?:s|es)?)"
