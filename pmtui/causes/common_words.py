"""Words that aren't names: a sentence that starts with one becomes lower case inside another sentence."""

from pmtui.causes.verbs import form_of, is_gerund

_WORDS = """
a about above after all although an another any anybody anyone anything as at because before below beside between both
but by due during each either enough even every everybody everyone everything few fewer for from half he her here his
how if in inside instead it its itself just less many more most much neither nearly no nobody none nor not nothing of
off on once one only or other our out outside over own part per rather she several since so some someone
something such than that the their them then there these they this those three though through to too two under unless
until up upon using we what when where whether which while who whose why with within without you your almost already
always also currently daily directly hardly initially later manually mostly never nightly often rarely recently seldom
sometimes still usually weekly bad big broken cold concurrent corrupt critical different duplicate empty excessive
existing expired external failed failing faulty first full half-open hard-coded heavy high hot incorrect insufficient
internal invalid large last late local long long-running low manual misconfigured missing new old outdated partial
poor previous primary scheduled second secondary shared short similar single slow small stale stuck sudden third
unbounded unexpected unknown unlimited unused upstream wrong
"""

_OF_THE_FIELD = """
access account action alarm alert alerting alerts app application apps automation backfill backoff backup backups
bandwidth batch bucket budget buffer bug build builds cache caches caching capacity certificate certificates change
changes check checklist checks clean-up cleanup client clients clock cluster clusters code command config
configuration connection connections container containers contract control copy cpu credentials cron customer
customers dashboard dashboards data database databases deadlock delivery demand dependency deploy deployment
deployments deploys design developer developers disk disks documentation downtime emails engineer engineers error
errors escalation events expiry export failover failure failures feature file files firewall fix flag fonts gateway
growth handoff hardware health host hosts image images index indexing instance instances job jobs kernel key keys
latency leader leak library limit limits link load lock locks log logging login logins logs maintenance memory
messages metadata metric metrics migration migrations mitigation module monitor monitoring monitors network node nodes
on-call onboarding operator operators ordering output owner ownership packet page pages paging partition password
patch people permission permissions pipeline pod pods policy pool power pressure primary process processes production
provider proxy queries query queue queues quota read reads rebuild recovery region release releases reload renewal
replica replicas replication report reports request requests responders response restart restarts restore retries
retry review reviewers reviews roll-back rollback rollout rotation routing rule rules runbook runbooks scaling
schedule scheduler schema script scripts search secret server servers service services session sessions setting
settings shard shards size snapshot snapshots software space spike staging state storage store support switch system
systems table tables task team teams test testing tests thread threads threshold throttling ticket tickets time
timeout timeouts timer token tokens tooling traffic update updates upgrade upload uploads usage user users validation
vendor version volume warm-up warning warnings window work worker workers write writes
"""

_OTHERS = """
alarms approval approvals audit audits backlog billing canary campaign campaigns churn compliance cooling cost costs
deployment drift engineering finance hiring impact legal marketing network operations order orders outage outages
ownership payroll payment payments phone prices procurement product products project projects purchasing race sales
scale security shipping spreadsheet spreadsheets staff status steps supervisor typo typos uploads volumes
"""

_NO_NAME = ("tion", "tions", "sion", "sions", "ment", "ments", "ness", "ship", "ility", "ance", "ency", "ures", "ities")
"""Endings of words that are hardly ever names."""

_NAMES = frozenset(["notion", "confluence", "harness", "segment", "station", "automation"])
"""Names that look like ordinary words."""

_ORDINARY = frozenset([*_WORDS.split(), *_OF_THE_FIELD.split(), *_OTHERS.split(), "somebody"])  # words: ok


def is_ordinary(word: str) -> bool:
    """Return whether a word isn't a name; a word that isn't known here keeps its capital, since it could be one."""
    lower = word.lower()
    if lower in _ORDINARY or is_gerund(lower) or form_of(lower) is not None:
        return True
    return lower.endswith(_NO_NAME) and len(lower) > 6 and lower not in _NAMES
