"""The words in headings and questions that tell what is below: a part of the document, a list, a view, a field."""

PLANS = (
    r"^(?:\W|\d+[.)]?\s)*(?:and |so,? )?(?:"
    r"what (?:are we|will we|we(?:'ll| will|'re| are))(?: now)?(?: going to| planning to)? (?:do|doing|fix|fixing)"
    r"(?: (?:next|now|about (?:it|this)|from here))?|"
    r"where (?:do we|to) go from here|what now|(?:going|moving) forward|(?:the )?way forward|"
    r"(?:how|what) (?:do|will|can|should|could|are) we .{0,40}\b(?:again|in (?:the )?future|recurring)|"
    r"(?:so|making sure|to make sure|ensuring|make sure|keeping|stopping|preventing) .{0,40}\b(?:again|recurring)|"
    r"(?:the |our )?(?:plan|plan of action|homework|repairs|repair work|promises|pledges|remedies|"
    r"backlog(?: items)?|things to (?:do|fix)|work to (?:do|be done)|(?:outstanding|remaining|further) work|"
    r"(?:tickets|issues|stories) to (?:file|open|create|write)|fixes to (?:make|come))|"
    r"what we(?:'ve)? (?:promised?|agreed(?: on| to do)?|commit(?:ted)? to)|"
    r"what (?:we (?:should|must|need to|have to|want to)|(?:should|must) we|do we (?:need|have|want) to) "
    r"(?:do|change|fix|build|add|repair)(?: (?:now|next|about (?:it|this)))?|"
    r"steps (?:we are|we're|being) (?:taking|planning))\W*$"
)
"""Headings of action items in plain words."""

NOT_PLANS = (
    r"\bnot (?:to do|doing|to pursue|planned|pursued)\b|\b(?:won't|will not|wouldn't) (?:do|be|fix|change)\b|"
    r"decided against|\breject|\bdeclined\b|out of scope"
)
"""Headings of what isn't done."""

CONTEXTS = (
    ("vendor", r"\b(?:vendor|supplier|carrier|third[- ]part(?:y|ies)|provider)(?:'s)?\b(?!.*actions)"),
    ("readers", r"what (?:\w+ )?(?:users|customers|clients|players|people|you) (?:need|have|should|must|can)\b|"
                r"(?:actions?|steps|measures) (?:required |needed |expected |recommended )?(?:by|of|from|for) "
                r"(?:\w+ )?(?:users|customers|clients|you)\b|(?:customer|user)s? actions?\b"),
    ("response", r"(?:actions?|measures|steps) (?:already )?taken|counter-?measures taken|"
                 r"(?:immediate|emergency) response|steps taken|"
                 r"(?:response|mitigation|containment|eradication|recovery|restoration) (?:steps|actions?|measures)"),
    ("follow_up", r"(?:effectiveness|efficacy) (?:check|review|assessment|control)|follow[- ]?up review|"
                  r"(?:30|60|90)[- ]day"),
    ("approvals", r"sign[- ]?off|approv|acceptance|authori[sz]|endorse|signature"),
    ("review", r"\bretro\b|\bdebrief|review meeting|retrospective meeting|post-?mortem meeting"),
    ("actions", r"\bactions?\b|^\W*(?:[\d.]+ )?(?:\w+ )?measures\W*$|\bcapas?\b|commitments?\b|remedial|repair items|"
                r"follow[- ]?ups?\b|remediation|corrective|to[- ]?dos?\b|next steps|prevent|tasks|"
                r"recommendations?|improvements? (?:plan|items|actions)|work items|preventative|\bactionables?\b|"
                r"^\W*changes\W*$|our plan|plan of action|(?:planned|further) (?:fixes|changes|work)|"
                r"what(?:'s| is| happens| comes| do we do| will we do| are we doing)(?: \w+)? next\b|^\W*next\W*$|"
                r"what(?:'s| is) different now|what we(?:'ve| have)? (?:already )?changed\b|"
                r"what we(?:'ll| will|'re| are)(?: going to)? (?:be )?(?:do|doing|fix|fixing|improv\w+|changing)\b"
                r"(?! differently)|counter-?measures|" + PLANS),
    ("lessons", r"lesson|learn|went|retrospect|takeaway|reflection|lucky|improve"),
    ("timeline", r"timeline|chronolog|sequence of events|log of events|key (?:times|events|timestamps|dates)"),
    ("communication", r"communicat|notification|stakeholder|status page|messaging"),
    ("detection", r"detect|monitor|alert|discover"),
    ("impact", r"impact|affected|experience|consequence|blast|damage|scope|business|customer"),
    ("causes", r"cause|\bwhys?\b|\brca\b|analysis|factor|fault|trigger|technical|what happened"),
    ("resolution", r"resol|recover|\bfix|restor|mitigat|remed"),
    ("response", r"respon|escalat|triage|people|participant|roles|team"),
    ("review", r"review|meeting"),
    ("references", r"reference|\blinks?\b|appendi|supporting|resource|artifact|evidence|related|attachment|"
                   r"documentation"),
    ("header", r"metadata|overview|details|general|information|basics|summary|header|at a glance|incident|"
               r"post-?mortem"),
)  # fmt: skip
"""What a heading is about, the more specific first."""

KEYWORDS = (
    ("figures.duration", r"(?:for|lasted|after) … (?:minutes|hours|h\b|min)|… (?:minutes|hours)"),
    ("figures.users_affected", r"… (?:users|customers|people|accounts|tenants|merchants)"),
    ("figures.failed_requests", r"… (?:requests|errors)"),
    ("figures.started", r"(?:from|began at|started at|since) …"),
    ("figures.ended", r"(?:until|ended at|resolved at|restored at) …"),
    ("lessons.lucky", r"\bluck"),
    ("lessons.surprises", r"surpris|unexpected"),
    ("lessons.went_wrong", r"(?:n't|not) (?:go|work|do)\b.*well|went (?:wrong|bad|poor)|go wrong|poorly|badly|"
                           r"didn't work|could have gone better"),
    ("lessons.went_well", r"(?:went|go|gone|worked|do|did|done|going)\b.*\bwell|went right|go right"),
    ("lessons.do_differently", r"differently"),
    ("causes.slow_recovery", r"(?:recover|mitigat|resol|fix|restor|respon)\w*.*\b(?:so long|slow\w*|delay\w*|longer|"
                             r"harder)|(?:slow|delay|hinder|hamper)\w* .*(?:recover|mitigat|resol|respon)"),
    ("causes.late_detection", r"(?:detect|notic|alert|discover)\w*.*\b(?:so long|late|delay\w*|slow\w*)|"
                              r"why .*(?:monitor|alert)\w*"),
    ("causes.not_caught", r"why .*(?:caught|catch|slip|tests?\b|review)"),
    ("detection.could_improve", r"(?:detect|notic|alert|found|spot)\w*.*(?:sooner|earlier|faster|improve|better|"
                                r"in half|halve|reduc|shorten)|(?:halve|reduce|shorten|cut) .*detect|"
                                r"(?:test|alert|check|monitor)\w* (?:would|could|might|should) have|"
                                r"improve .*detect"),
    ("resolution.verification", r"verif|confirm\w* .*(?:fix|resol|recover|work)"),
    ("detection.description", r"\bhow\b.*(?:detect|discover|notic|find out|found out|alerted|learn(?:ed)? (?:of|"
                              r"about) (?:it|the (?:incident|problem|outage)))"),
    ("resolution.fix", r"(?!.*(?:improv|faster|sooner|better|quick|reduc|shorten))"
                       r"\bhow\b.*(?:resolv|fixed|fix it|restor|mitigat|recover|stop(?:ped)? (?:it|the bleeding))|"
                       r"what (?:fixed|stopped|resolved)"),
    ("response.steps", r"\bhow\b.*respon|what did (?:we|you|the team|responders) do\b|what (?:we|the team|"
                       r"responders) (?:did|tried)|steps (?:we |were )?(?:took|taken)|what was done"),
    ("causes.contributing.*.factor", r"contribut"),
    ("causes.trigger", r"trigger|set it off|what changed"),
    ("causes.lead_up", r"\bled up|lead[- ]?up|leading up|before the incident|background"),
    ("causes.root", r"(?!.*(?:diagnos|identif|determin|found\b))(?:root cause|underlying)|"
                    r"\bwhy did (?:it|this) (?:happen|break|fail)|what caused|the cause\b|"
                    r"why it (?:happened|broke|failed)"),
    ("figures.users_affected", r"how many (?:\w+ )?(?:users|customers|people|accounts|tenants|clients)|(?:users|"
                               r"customers|accounts|tenants) (?:were )?(?:affected|impacted|hit)"),
    ("figures.duration", r"how long (?:did it|was (?:it|the)|were)"),
    ("references.related_incidents", r"(?:related|similar|previous|past|earlier|prior) (?:incident|outage|"
                                     r"postmortem)|happened before|seen (?:this|it) before"),
    ("impact.users_experience", r"what did .*(?:users|customers|clients) (?:see|notice|experience)|(?:users|"
                                r"customers) (?:saw|noticed|experienced)"),
    ("impact.user_facing", r"what was the (?:impact|effect)|who was (?:affected|impacted|hit)|who (?:noticed|felt)|"
                           r"impact on|how bad"),
    ("lessons.learned", r"\blearn"),
    ("lessons.could_improve", r"improve|could be better|do better"),
    ("actions.*.description", r"prevent .*(?:again|future|recurr)|(?:make sure|stop it|keep it from) .*again|"
                              r"what (?:are we|will we|we(?:'re| are)) (?:going to )?(?:do|chang)|next steps"),
    ("summary", r"what happened|summar|in (?:a few|two|three|one|2|3) (?:sentence|line)|tl;?dr|short version|"
                r"in a nutshell"),
    ("timeline.*.event", r"timeline|sequence of events|chronolog"),
)  # fmt: skip
"""What a heading or a question is about, if it isn't one of the usual names: the first that fits."""

LISTS_BY_HEADING = (
    ("timeline", r"timeline|chronolog|sequence of events|event log|log of events"),
    ("revisions", r"revision|change ?log|document history|version history|change history"),
    ("causes.whys", r"\bwhys\b|why analysis"),
    ("causes.contributing", r"factor|contribut"),
    ("actions", r"\bactions?\b(?! taken)|(?<!counter)(?<!counter-)\bmeasures\b(?! taken)|\bcapas?\b|commitments?\b|"
                r"remedial|repair items|follow[- ]?ups?|remediation|corrective|to[- ]?dos?\b|next steps|prevent|"
                r"tasks|recommendations?|improvements?\b|" + PLANS),
    ("response.responders", r"responder|respon(?:se|ding) team|people|participant|roles|incident team|"
                            r"who was involved|team members|personnel|\bstaff\b|\bcrew\b|\binvolved\b|on duty"),
    ("impact.objectives", r"\bslos?\b|\bslas?\b|objectives"),
    ("impact.systems", r"systems|services|components|affected"),
    ("impact.metrics", r"metrics|key numbers|measurements?"),
)  # fmt: skip
"""The list that a table below a heading most likely holds."""

VIEWS_BY_HEADING = (
    (
        "immediate",
        r"immediate|already (?:done|implemented|taken)|completed|done|within (?:24|48) hours|this week|\bp0\b|"
        r"urgent|quick wins",
    ),
    (
        "short",
        r"short[- ]?term|this month|next (?:30 days|sprint|month|two weeks|2 weeks)|30 days|near[- ]term|"
        r"medium[- ]?term|mid[- ]?term",
    ),
    ("long", r"long[- ]?(?:er[- ])?term|next quarter|this quarter|strategic|90 days|backlog"),
    ("document", r"documentation|document|runbooks?"),
    ("detect", r"detect|monitor(?:ing)?|alert(?:ing|s)?|observability"),
    ("respond", r"respon(?:se|d)|mitigat|recover|react"),
    ("process", r"process|procedure|training|organizational"),
    ("prevent", r"prevent"),
    ("testing", r"test(?:s|ing)?\b"),
    ("deployment", r"deploy|release"),
    ("code_review", r"code review"),
    ("dashboards", r"dashboard"),
)
"""Which of the action items are below a heading within the action items."""
