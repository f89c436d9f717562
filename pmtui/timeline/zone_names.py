"""What people call time zones: abbreviations, generic names, names in full. Data only; `zones` reads by it.

The abbreviations are those of the tz database since 2000, and beside them those that it has given up for numbers
(`BRT`, `SGT`, `GST`) and that people go on writing. They stand here and aren't worked out at run time: going through
all zones takes half a second, and what came out would differ from machine to machine.
"""

ABBREVIATIONS: dict[str, tuple[tuple[str, float | None], ...]] = {
    # North America
    "PT": (("America/Los_Angeles", None),),
    "PST": (("America/Los_Angeles", -8),),
    "PDT": (("America/Los_Angeles", -7),),
    "MT": (("America/Denver", None),),
    "MST": (("America/Denver", -7),),
    "MDT": (("America/Denver", -6),),
    "CT": (("America/Chicago", None),),
    "CST": (("America/Chicago", -6), ("Asia/Shanghai", 8), ("America/Havana", -5)),
    "CDT": (("America/Chicago", -5),),
    "ET": (("America/New_York", None),),
    "EST": (("America/New_York", -5),),
    "EDT": (("America/New_York", -4),),
    "AST": (("America/Halifax", -4), ("Asia/Riyadh", 3)),
    "ADT": (("America/Halifax", -3),),
    "NST": (("America/St_Johns", -3.5),),
    "NDT": (("America/St_Johns", -2.5),),
    "AKST": (("America/Anchorage", -9),),
    "AKDT": (("America/Anchorage", -8),),
    "HST": (("Pacific/Honolulu", -10),),
    "HDT": (("America/Adak", -9),),
    # South America
    "BRT": (("America/Sao_Paulo", -3),),
    "BRST": (("America/Sao_Paulo", -2),),
    "ART": (("America/Argentina/Buenos_Aires", -3),),
    "CLT": (("America/Santiago", -4),),
    "CLST": (("America/Santiago", -3),),
    "COT": (("America/Bogota", -5),),
    "PET": (("America/Lima", -5),),
    "UYT": (("America/Montevideo", -3),),
    "PYT": (("America/Asuncion", -3),),
    "VET": (("America/Caracas", -4),),
    # Europe
    "WET": (("Europe/Lisbon", 0),),
    "WEST": (("Europe/Lisbon", 1),),
    "BST": (("Europe/London", 1), ("Asia/Dhaka", 6)),
    "CET": (("Europe/Berlin", 1),),
    "CEST": (("Europe/Berlin", 2),),
    "MET": (("Europe/Berlin", 1),),
    "MEST": (("Europe/Berlin", 2),),
    "MEZ": (("Europe/Berlin", 1),),
    "MESZ": (("Europe/Berlin", 2),),
    "EET": (("Europe/Helsinki", 2),),
    "EEST": (("Europe/Helsinki", 3),),
    "MSK": (("Europe/Moscow", 3),),
    "MSD": (("Europe/Moscow", 4),),
    "TRT": (("Europe/Istanbul", 3),),
    "SAMT": (("Europe/Samara", 4),),
    # Africa
    "WAT": (("Africa/Lagos", 1),),
    "CAT": (("Africa/Maputo", 2),),
    "EAT": (("Africa/Nairobi", 3),),
    "SAST": (("Africa/Johannesburg", 2),),
    # Asia
    "IST": (("Asia/Kolkata", 5.5), ("Europe/Dublin", 1), ("Asia/Jerusalem", 2)),
    "IDT": (("Asia/Jerusalem", 3),),
    "IRST": (("Asia/Tehran", 3.5),),
    "GST": (("Asia/Dubai", 4),),
    "PKT": (("Asia/Karachi", 5),),
    "NPT": (("Asia/Kathmandu", 5.75),),
    "YEKT": (("Asia/Yekaterinburg", 5),),
    "NOVT": (("Asia/Novosibirsk", 7),),
    "ICT": (("Asia/Bangkok", 7),),
    "WIB": (("Asia/Jakarta", 7),),
    "WITA": (("Asia/Makassar", 8),),
    "WIT": (("Asia/Jayapura", 9),),
    "SGT": (("Asia/Singapore", 8),),
    "MYT": (("Asia/Kuala_Lumpur", 8),),
    "HKT": (("Asia/Hong_Kong", 8),),
    "PHT": (("Asia/Manila", 8),),
    "PHST": (("Asia/Manila", 8),),
    "JST": (("Asia/Tokyo", 9),),
    "KST": (("Asia/Seoul", 9),),
    "VLAT": (("Asia/Vladivostok", 10),),
    # Australia and the Pacific
    "AWST": (("Australia/Perth", 8),),
    "ACST": (("Australia/Adelaide", 9.5),),
    "ACDT": (("Australia/Adelaide", 10.5),),
    "AEST": (("Australia/Sydney", 10),),
    "AEDT": (("Australia/Sydney", 11),),
    "AET": (("Australia/Sydney", None),),
    "NZT": (("Pacific/Auckland", None),),
    "NZST": (("Pacific/Auckland", 12),),
    "NZDT": (("Pacific/Auckland", 13),),
    "SST": (("Pacific/Pago_Pago", -11), ("Asia/Singapore", 8)),
    "CHST": (("Pacific/Guam", 10),),
    "FJT": (("Pacific/Fiji", 12),),
}
"""Where a name's clocks are, and how many hours ahead of UTC it claims to be (None: summer and winter). The likeliest
place first; a second one only where both are in use today."""

ALSO_WORDS = frozenset({"ART", "CAT", "COT", "EAT", "ICT", "MET", "PET", "SAST", "SST", "VET", "WAT", "WEST", "WIT"})
"""Names that are as likely something else before other words: an acronym, a word in capitals."""

NO_ZONES = frozenset({
    "BEST", "BLAST", "BOOST", "BURST", "CAST", "COST", "DEST", "DIST", "DST", "EAST", "FAST", "FIRST", "FST",
    "GUEST", "HIST", "HOST", "INST", "JUST", "LAST", "LEAST", "LIST", "LOST", "MOST", "MUST", "NEST", "PAST",
    "POST", "REST", "ROST", "RUST", "SDT", "TEST", "TLST", "TRUST", "WORST",
})  # fmt: skip
"""Words in capitals that end as zones do."""

SMALL = frozenset({
    "pst", "pdt", "mst", "mdt", "cst", "cdt", "edt", "est", "bst", "cet", "cest", "eet", "eest", "msk", "jst",
    "kst", "sgt", "hkt", "aest", "aedt", "acst", "awst", "nzst", "nzdt", "brt",
})  # fmt: skip
"""Names that are read in small letters, too: none of them is a word."""

IN_FULL: dict[str, tuple[str, float | None, float | None]] = {
    "pacific": ("America/Los_Angeles", -8, -7),
    "mountain": ("America/Denver", -7, -6),
    "central": ("America/Chicago", -6, -5),
    "eastern": ("America/New_York", -5, -4),
    "atlantic": ("America/Halifax", -4, -3),
    "newfoundland": ("America/St_Johns", -3.5, -2.5),
    "alaska": ("America/Anchorage", -9, -8),
    "hawaii": ("Pacific/Honolulu", -10, None),
    "hawaii-aleutian": ("America/Adak", -10, -9),
    "brasilia": ("America/Sao_Paulo", -3, -2),
    "argentina": ("America/Argentina/Buenos_Aires", -3, None),
    "greenwich mean": ("UTC", 0, None),
    "coordinated universal": ("UTC", 0, None),
    "universal": ("UTC", 0, None),
    "uk": ("Europe/London", 0, 1),
    "british": ("Europe/London", 0, 1),
    "irish": ("Europe/Dublin", 1, 1),
    "western european": ("Europe/Lisbon", 0, 1),
    "central european": ("Europe/Berlin", 1, 2),
    "middle european": ("Europe/Berlin", 1, 2),
    "eastern european": ("Europe/Helsinki", 2, 3),
    "moscow": ("Europe/Moscow", 3, 4),
    "west africa": ("Africa/Lagos", 1, None),
    "central africa": ("Africa/Maputo", 2, None),
    "east africa": ("Africa/Nairobi", 3, None),
    "south africa": ("Africa/Johannesburg", 2, None),
    "south african": ("Africa/Johannesburg", 2, None),
    "israel": ("Asia/Jerusalem", 2, 3),
    "arabia": ("Asia/Riyadh", 3, None),
    "arabian": ("Asia/Riyadh", 3, None),
    "gulf": ("Asia/Dubai", 4, None),
    "pakistan": ("Asia/Karachi", 5, None),
    "india": ("Asia/Kolkata", 5.5, None),
    "indian": ("Asia/Kolkata", 5.5, None),
    "indochina": ("Asia/Bangkok", 7, None),
    "china": ("Asia/Shanghai", 8, None),
    "philippine": ("Asia/Manila", 8, None),
    "japan": ("Asia/Tokyo", 9, None),
    "korea": ("Asia/Seoul", 9, None),
    "korean": ("Asia/Seoul", 9, None),
    "australian western": ("Australia/Perth", 8, None),
    "australian central": ("Australia/Adelaide", 9.5, 10.5),
    "australian eastern": ("Australia/Sydney", 10, 11),
    "new zealand": ("Pacific/Auckland", 12, 13),
}
"""Names before `time`: where the clocks are, and how many hours ahead of UTC in `standard` and in `summer time`."""

LONE = frozenset({"pacific", "mountain", "central", "eastern"})
"""Names that stand for a zone without `time`, too, where nothing follows them."""
