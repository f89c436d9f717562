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
active address addresses agent agents alarms amount amounts api-gateway approval approvals area attachment attachments
attack attacks audit audits authentication authorization autoscaler autoscaling average backend backends backlog
balance balancer bandwidth base batch batches batching billing binary board bot bots branch branches broker brokers
browser browsers bucket buckets bulk bus business busy byte bytes cable cables calendar call calls campaign campaigns
canary captcha card cards carrier category cause causes center central chain channel channels chart charts chat
checkout checksum checksums churn city cleaning clock-drift cloud code-review colleague colleagues column columns
comment comments commit commits common communication company comparison complete complexity compliance compression
concurrency condition conditions conflict conflicts confusion constant consumer consumers content context contractor
contractors conversion cookie cookies cooling core cost costs counter counters country crash crashes culture currency
current cursor cycle cycles day days debug debugging default defaults delay delays deletion dependencies deployment
desktop detail details device devices diagram diagrams difference digital directory disagreement discount distributed
docs document documents domain domains door double download downloads drift driver drivers duplicate dynamic edge
edges electricity email emergency employee employees encoding encryption endpoint endpoints engineering entries entry
environment environments estimate estimates evening event example exception exceptions experience expert experts
exporter extra failover fake false fan fans fast fault faults feed feedback fiber field fields filter filters final
finance firmware flaky flash flow flows folder folders foreign form format forms formula frame framework freelancer
frequent fresh front frontend frontends fuel function functions future garbage generator generators global good graph
graphs group groups guard guest guests guideline guidelines half hand hard hash header headers heap heartbeat
heartbeats heat hiring history holiday holidays hook hooks hour hours house human humidity idle impact implementation
import imports inbound incident incidents incomplete individual information input inputs inserts inspection install
installer interface interfaces interval intervals introduction invoice invoices isolation issue issues item items
iteration joint junior knowledge label labels lack lag language laptop laptops lead leadership learning lease leases
legacy legal letter level levels library lifecycle light lightning likely line lines list listener lists little live
load-balancer logic loop loops loss machine machines mail mails main management manager managers mandatory mapping
market marketing masks match matches meaning measurement measurements mechanism media meeting meetings member members
merge merges message method methods microservice microservices midnight minor mirror mirrors miscommunication mistake
mistakes mobile mode model models modern module modules money month months morning motion multiple mutex name names
naming native negative network newsletter newsletters night nights noise noisy noon normal note notes notification
notifications number numbers object objects office offices offline online open operating operation operations option
options order order-service orders organization original outage outages outbound outdated outside overflow overload
overnight ownership package packages pair parallel parameter parameters parent parser parsers parsing partial partner
partners passive patches path paths pattern patterns payment payments payroll peak peaks peer peers pending
performance period permanent phase phone phones physical pin pins placement plan planning plans platform platforms
player players plenty point pointer points polling popular port ports position possible power-cut pre-production
precision prefix prefixes preparation price prices priority private privilege privileges probe probes problem problems
procedure procedures procurement producer producers product production-like products profile profiles profiling
program programs project projects promotion prompt prompts proof protection protocol protocols public publishing
purchasing push quality quantity question questions race rack racks random range ranges rate rate-limiting rates ratio
raw real reason reasons record recording records redundancy refactoring reference references registration registry
regression regressions regular relevant remote removal report-generation repositories repository requirement
requirements research resource resources response-time responsibility restriction restrictions result results
retention revenue risk risks role roles rough round route router routers routes routine row rows safety sales sample
samples scale scope scraping screen screens seat security sensor sensors separate sequence series shift shifts
shipping side sign-ups signal signals silence silences silent simple site sites skill skills slot slots small smart
snow soft source sources spare special speed split spot spreadsheet spreadsheets staff stage stakeholders standard
standards standby startup static statistics status step steps storm stress strict string structure style subnet
subnets subscriber subscribers subscription success summer supervisor supplier suppliers surface switches
synchronization synthetic tag tags target targets teammate telemetry template templates temporary tenant tenants
terminal terms text theory thing things thresholds time-zone title titles tool tooling tools topic topics total trace
traces tracing tracking trade traditional training transaction transactions transfer transfers transient translation
transport triage trial trigger triggers true trust tunnel tunnels turnover two type types typo typos undocumented unit
units unreviewed untested unusual uploads urgent use useful utilization value values variable variables vendors
verification versions video view views virtual visibility visitor visitors voltage volumes waiting wall watch water
weather web webhook webhooks website websites week weekend weekends weeks weight whole wide wiki winter wire wires
wiring word words workflow workflows workload workloads workspace year years zero zone zones
"""

_NO_NAME = ("tion", "tions", "sion", "sions", "ment", "ments", "ness", "ship", "ility", "ance", "ency", "ures", "ities")
"""Endings of words that are hardly ever names."""

_NAMES = frozenset(["notion", "confluence", "harness", "segment", "station", "automation"])
"""Names that look like ordinary words."""

_ORDINARY = frozenset([*_WORDS.split(), *_OF_THE_FIELD.split(), *_OTHERS.split(), "somebody"])  # words: ok


_PREFIXES = frozenset(
    ["anti", "auto", "co", "cross", "in", "multi", "non", "pre", "post", "re", "semi", "sub", "un", "ups"]
)
_MOST_PARTS = 4
"""How many parts of a hyphenated word are checked."""


def is_ordinary(word: str) -> bool:
    """Return whether a word isn't a name; a word that isn't known here keeps its capital, since it could be one."""
    lower = word.lower()
    parts = lower.split("-", _MOST_PARTS)
    if 1 < len(parts) <= _MOST_PARTS and lower not in _ORDINARY:
        return all(part in _PREFIXES or is_ordinary(part) for part in parts)
    if lower in _ORDINARY or is_gerund(lower) or form_of(lower) is not None:
        return True
    return lower.endswith(_NO_NAME) and len(lower) > 6 and lower not in _NAMES
