"""The ideas in the words of a postmortem: which words mean the same to a team, whatever its trade."""

import re
from functools import cache

_IDEAS = """
user: user* customer* client* subscriber* member* player* passenger* patient* account* tenant* merchant* guest*
    citizen* policyholder* cardholder* shopper* buyer* seller* viewer* consumer* learner* student* traveler*
    traveller* caller* sender* recipient* visitor* household* gamer* depositor* borrower* payer* pupil* rider*
    headcount
team: engineer* developer* responder* staff personnel crew* team* colleague* employee* people person* anyb* anyone
    someb* someone everyone everybody human* operator* operative* nobody individual* on-call oncall
affected: affect* impacted impacting hit hurt touched suffered suffering disrupted
impact: impact impacts effect effects consequence* repercussion* fallout ramification* aftermath implication*
damage: damage* harm* corrupt* lost loss losses lose losing
data: data record* integrity
money: revenue money financial* finance* cost* monetary earnings income turnover takings dollar* sales price* euro*
    pound* commercial budgetary billing
count: number count* quantity no nr tally headcount figure* amount many
share: percent* share fraction proportion ratio
when: when date* time times timestamp datetime day clock moment hour
long: duration* length lasted downtime unavailab* minute* hours
start: start* began begin* onset commence* since outset inception
end: end ended ending ends over finish* until stop stopped stops
occur: occur* happen* arose arise*
fix: fix* resolv* resolution repair* remed* solution* solve* cure* rectif*
recover: recover* restor* resum* reinstat*
mitigate: mitigat* contain* workaround* stabili* stopgap* relief
detect: detect* reported discover* notic* spot* aware* observ* recogni* recogniz* found find* reveal*
alert: alert* alarm* page pages paged paging pager* monitor* warn* observability instrumentation telemetry
acknowledge: acknowledg* ack acks acked
respond: respon* handling handled handle react* interven* countermeasure*
identify: diagnos* identif* pinpoint* understood understand* known isolat*
cause: rca cause* reason* causation causal culprit* why's
root: rca root underlying fundamental deep* systemic latent basic ultimate probable primary main
weak: weakness* flaw* vulnerable
trigger: trigger* spark* initiat* precipitat* catalyst* provok*
direct: direct proximate proximal immediate
before: before beforehand prelude background prior preced* precondition* lead-up leadup run-up runup buildup
    previously earlier past previous
situation: situation* context condition* circumstance* environment* setting state
contribute: contribut* factor* aggravat* enabler* enabling compound* circumstance* exacerbat* amplif*
service: service* system* application* app apps component* product* platform* subsystem* microservice* software ci cis
    module* surface* website* dataset* pipeline* database* cluster* machine* device* equipment host hosts server*
    queue queues network* tool tools node nodes partition* pod pods job jobs line lines
feature: feature* function* capabilit* operation* journey* flow flows action* transaction*
broken: broken break breaks broke fail* unavailab* unusable degraded blocked impossible inoperative down
fault: fault* failure* malfunction* defect* bug bugs error*
region: region* countr* market* geograph* location* datacenter* site sites territor* zone zones where area* az azs
unaffected: unaffected unimpacted untouched spared
work: work works worked working function functioned
well: well ok okay fine smoothly good right great positive* success* strong strength* highlight* best happy kudos
    bright helped help helpful
    helps
bad: bad* suck* rough bumpy ugly poor* wrong negative* ill lowlight* worst hurt hinder* hamper* hindrance*
    struggl* frustrat* shortcoming* weakness* mistake* obstacle* blocker* difficult* hard harder pain* lacked
luck: luck* fortun* fluke* chance
improve: improv* better enhance* strengthen* optimi*
faster: soon* faster earl* quick* shorten* speed
slow: slow* delay* late lateness lag* drag* hold-up impede* hinder* hamper* obstacle*
missed: miss missed misses slip* uncaught undetected unnoticed escaped blind* overlooked
catch: catch* caught
test: test* qa staging ci/cd review* check* canary
why: why
how: how
who: who who*
surprise: surpris* unexpected* unforeseen expected expect* confus* puzzl* counterintuitive
know: know* knew known knowledge know-how understanding
learn: learn* lesson* takeaway* insight* taught teach* finding* moral
differently: different* otherwise
next: next future going-forward
change: change* changed changing changeover
procedure: procedure* process* practice* policy policies sop sops checklist*
defence: defence* defense* safeguard* barrier* control controls safety-net* protection* guardrail* line-of-defence
held: held hold holding survive* robust resilient
gap: gap* missing lack* absent hole* inadequate insufficient failed
verify: verif* validat* confirm* proof proved proven prove evidence* check* sure test tested testing
decide: decision* decid* rationale trade-off* tradeoff* judgment*
option: option* alternativ* instead considered
step: step* action* measure* effort* attempt* activit* tried try work intervention*
taken: taken took did done carried performed
severity: sev severity severit* criticality
priority: priorit* urgency
level: level class* rating grade rank score scale tier* category
title: title* headline* name* called call subject* heading one-liner
id: id ids number no nr identifier* key reference* ref refs slug code num
status: status state stage
version: version* revision* rev edition
document: document* doc docs report reports reporting postmortem* pir coe writeup write-up paper
author: author authors authored authoring written wrote writer* prepared drafted compiled
owner: owner* owned lead* accountable
review: review* reviewer* retro* retrospective* debrief* meeting* postmortem* pir board
attend: attend* present participant* participat* invit* came joined
recording: recording* recorded video
note: note* minutes comment* remark* discussion* feedback
publish: publish* publication issued released release circulated issue distributed
update: updat* modif* edited amended revised change* revision
distribution: distribut* circulation readership audience recipient* mailing copy copied cc
summary: summar* overview synopsis abstract nutshell tldr brief* gist recap
description: description* account* narrative* story
related: related similar like comparable associated linked duplicate repeat* recurr* same again
event: incident* outage* event* occurrence* disruption* accident* interruption* problem* crash* disturbance*
    issue issues breakdown* mishap* irregularit*
experience: experienc* symptom* visible see saw seen look* felt noticed perceive* feel
could: could can couldn't cannot unable can't
still: still kept keep continu* remain* unaffected
not: not n't never without no nothing none
ticket: ticket* case cases
support: support helpdesk service-desk desk contact* call calls conversation* inbound inquir* enquir* zendesk intercom
complain: complain*
request: request* response* api query queries transaction* 5xx 500s message*
error: error* fail* failure* failed 5xx dropped rejected lost timeout*
rate: rate ratio percentage
latency: latency latencies slowest response-time p99 p95
peak: peak* max* worst highest slowest
normal: normal baseline usual* typical
sla: sla slas contractual service-level
slo: slo slos objective*
credit: credit* refund*
breach: breach* violat* missed miss broken broke
budget: budget* error-budget
used: used consumed burn* burnt spent burned consumption
left: left remaining remain
effort: effort* person-hour* man-hour* hours hour spent labor labour
reputation: reputation* press media brand publicity perception
channel: channel* room chat bridge war-room slack thread teams-call zoom
inform: inform* notif* told tell* communicat* kept-informed contacted
stakeholder: stakeholder* management leadership executive* internal* partie* parties departments
status_page: status-page statuspage
email: email* e-mail* mail* mailed mailing
social: social twitter tweet* facebook mastodon
public: public* external*
text: text wording draft message copy content template notice
dashboard: dashboard* grafana board boards panel*
metric: metric* graph* chart* screenshot* plot* figures
log: log logs logfile* trace* excerpt*
preserved: preserved kept secured retained stored saved collected captured file files available
link: link* url* where
deploy: deploy* release* rollout pull-request pr merge-request mr chg rfc
commit: commit* sha changeset patch
revert: revert* rollback* rolled
runbook: runbook* playbook* sop sops
configuration: config* setting* parameter*
attachment: attachment* material* document* appendi* reading resource* artifact* artef*
vendor: vendor* supplier* third-party provider* advisory advisories
architecture: architect* diagram* topology design built infrastructure
effective: effective* useful actionable work worked quality
deadline: deadline due
followup: follow-up followup check-in
recur: recur* again repeat* reoccur*
prevent: prevent* avoid* stop
production: production prod live customers' reach*
timeline: timeline* chronolog* chronicle* sequence order minute-by-minute
trace: trace
tag: tag* keyword* label*
act: sent posted made received raised created filed opened logged submitted given entered held scheduled
zone: timezone*
where: where
technical: technic*
see: see saw seen look*
plan: plan planned
part: part played play role
"""

_PHRASES = (
    (r"status[ -]?pages?", "status_page"),
    (r"how long (?:until|till|before|did it take (?:us )?(?:to|until|before))|"
     r"(?:min(?:ute)?s|hours|time|duration|delay) (?:to|until|till|before)(?! date)|"
     r"(?:time|start|onset) to (?=\w)|from (?:start|onset) to|mean time to", "time_to"),
    (r"how long|how many (?:minutes|hours)|time (?:down|out of service|unavailable|offline)|"
     r"(?:minutes|hours) (?:down|of (?:down ?time|outage|impact|disruption))|"
     r"(?:outage|downtime|impact) minutes", "long"),
    (r"how many|number of|count of|amount of|no\. of|# of|volume of", "count"),
    (r"how much|what (?:did|does) it cost", "money count"),
    (r"how (?:bad|severe|serious|critical)(?:ly)?", "severity"),
    (r"(?:what|which) (?:percentage|share|fraction|proportion|part) of|%", "share"),
    (r"(?:on )?(?:what|which) (?:date|day)|what time|at what time", "when"),
    (r"found out|find out|f(?:ou|i)nd it out|c[ao]me to light|hea(?:r|rd|ring) (?:about|of)|bec[ao]me aware|"
     r"learn(?:ed|t)? (?:of|about) (?:it|the)", "detect"),
    (r"pick(?:s|ed)? up|first response|first responder", "acknowledge"),
    (r"set(?:s|ting)? (?:\w+ ){0,2}off|kick(?:s|ed)? (?:\w+ ){0,2}off|touch(?:ed)? (?:\w+ ){0,1}off", "trigger"),
    (r"led up|lead(?:ing)?[ -]up|run[ -]?up|going on before|in the run|(?:got|get|came) (?:here|to this point)|"
     r"led (?:us )?(?:to|here)(?! (?:detection|discovery|recovery))|setting the scene|"
     r"the (?:day|night|hours?|week) before", "before"),
    (r"play(?:ed|ing)? (?:a |its |their )?(?:part|role)", "contribute"),
    (r"back to normal|back (?:up|online|in service)|normal service|all[ -]clear|up again|(?:service|it) (?:was )?back",
     "recover"),
    (r"(?:bleeding|impact|it) stopped|stop(?:ped)? the bleeding|(?:in|put in) place", "mitigate"),
    (r"(?:cause|why) (?:was )?found|(?:cause|why|it) (?:was )?(?:understood|known|identified|clear)", "identify cause"),
    (r"so long|long time", "slow"),
    (r"pull requests?|merge requests?|change (?:request|ticket|record|number)s?", "deploy"),
    (r"service[ -]desk|help ?desk|contact cent(?:er|re)|call cent(?:er|re)", "support"),
    (r"person[- ]hours?|man[- ]hours?|staff hours|engineer(?:ing)?[- ]hours|hours (?:spent|worked)", "effort"),
    (r"error budget", "budget"),
    (r"response times?", "latency"),
    (r"error rates?", "error rate"),
    (r"service[ -]levels?(?: agreements?)?(?! objective)", "sla"),
    (r"service[ -]level objectives?", "slo"),
    (r"social media", "social"),
    (r"war ?room|chat ?room|bridge call|conference bridge", "channel"),
    (r"follow[- ]?up|check[- ]in", "followup"),
    (r"one[- ]liner|headline|(?:sh\w+|do|did|will) (?:we|you|i) call (?:it|this)", "title"),
    (r"(?:could|can|were|was)(?:n't| not)(?: be)?(?: able)?|cannot|unable", "could not"),
    (r"let (?:it|this|that|the \w+) (?:through|pass|in)|g[eo]t (?:through|past)|slip(?:ped)? (?:past|through|by)",
     "missed"),
    (r"slow(?:ed|ing)? (?:\w+ )?down|held (?:us|it|them) (?:up|back)", "slow"),
    (r"nobody|no[- ]one|none of us", "team not"),
    (r"took part|taken? part", "attend"),
    (r"next time", "next next_time"),
    (r"(?:minute|hour|blow|step)[- ]by[- ](?:minute|hour|blow)|what happened when|when what happened", "timeline"),
    (r"request for change|rfc", "deploy"),
    (r"post[- ]?incident reviews?|post[- ]?mortems?|after[- ]action (?:review|report)s?|correction of errors?",
     "document"),
    (r"roll(?:ed)?[ -]?back", "revert"),
    (r"know[- ]how", "know"),
    (r"recovery points?(?! objective)", "point"),
    (r"time ?zones?|times (?:are |given )?in", "zone"),
    (r"take ?aways?|take away|takes? from", "learn"),
    (r"got (?:\w+ )?wrong|went (?:wrong|badly|poorly)", "bad"),
    (r"e-?mails?", "email"),
    (r"due (?:date|by|on)", "deadline"),
    (r"(?:who|what) (?:is|was)(?= \w)|was there|were there", ""),
)  # fmt: skip
"""Phrases whose words mean something else alone."""

_STOP = frozenset(
    """
    a an the of our we it its this that these those was is were be been to for did do does and or in on at any please
    us your you their they them his her s here all total overall list current general full main with from by as so
    then there i my me about into per out up if than what which briefly e.g eg latest recent therefore hence approx
    approximate approximately estimated roughly such has have had had also most more very just own via each every some
    exact actual thing things kind way ways point points else get got getting should would will might may must
    let may he she who've plain words word one two three sentence sentences first initial played during played time's
    quickly please yes already
    """.split()  # noqa: SIM905 - a list would take a line for each
)

_TELLING = frozenset(
    "describe explain give state include brief provide list note short outline detail summarize".split()  # noqa: SIM905
)
"""Words that are part of the instruction, if they come first."""


@cache
def _words() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return the ideas of each whole word, and of each beginning of words."""
    whole: dict[str, list[str]] = {}
    beginnings: dict[str, list[str]] = {}
    for entry in re.split(r"\n(?!    )", _IDEAS.strip()):
        idea, _, words = entry.partition(":")
        for word in words.split():
            table = beginnings if word.endswith("*") else whole
            table.setdefault(word.rstrip("*"), []).append(idea)
    return {word: tuple(ideas) for word, ideas in whole.items()}, {
        word: tuple(ideas) for word, ideas in beginnings.items()
    }


_LITERAL = re.compile(
    "|".join(f"(?P<p{number}>(?<!\\w)(?:{pattern})(?!\\w))" for number, (pattern, _) in enumerate(_PHRASES))
)
_TOKEN = re.compile(r"=?[\w#']+")


def read(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the words of a text that carry its meaning, in order, each with the ideas that it may stand for.

    Args:
        text: a label, a heading, or a question; in lower case.
    """
    text = _LITERAL.sub(_replaced, text)
    found = []
    for match in _TOKEN.finditer(text):
        word = match[0].strip("'")
        if word.startswith("="):
            found.append((word, frozenset((word[1:], *_MORE.get(word[1:], ())))))
            continue
        word = word.removesuffix("'s")
        ideas = frozenset({"not"}) if word.endswith("n't") and word not in ("can't", "couldn't") else ideas_of(word)
        if word in _TELLING and not match.start():
            continue
        if ideas or (word not in _STOP and not word.isdigit() and len(word) > 1):
            found.append((word, ideas))
    return tuple(found)


_MORE = {"direct": ("cause",), "slow": ("long",)}


def _replaced(match: re.Match[str]) -> str:
    _, ideas = _PHRASES[int((match.lastgroup or "p0")[1:])]
    return " " + " ".join(f"={idea}" for idea in ideas.split()) + " "


@cache
def ideas_of(word: str) -> frozenset[str]:
    """Return the ideas that a word may stand for; empty if it stands for none."""
    if word in _STOP:
        return frozenset()
    whole, beginnings = _words()
    found = set(whole.get(word, ()))
    for end in range(len(word), 1, -1):
        found.update(beginnings.get(word[:end], ()))
    return frozenset(found)


@cache
def all_ideas() -> frozenset[str]:
    """Return the name of every idea."""
    whole, beginnings = _words()
    return frozenset(idea for table in (whole, beginnings) for ideas in table.values() for idea in ideas) | {"time_to"}


_ASKING = frozenset({"who", "when", "how", "why", "where", "long", "count"})


def is_bare(label: str) -> bool:
    """Return whether a label only says what kind of question it is, such as `Who` or `How long`."""
    words = read(label.lower())
    return not words or (
        len(words) == 1 and bool(words[0][1] & _ASKING) and words[0][0] in (*_ASKING, "=long", "=count")
    )
