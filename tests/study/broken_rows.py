"""Repeating pages, hanging questions, sums, conflicts and rules with one fault each."""

from __future__ import annotations

from tests.study.broken import PET, PRE, PROTOCOL, Broken

CTC, THERAPY = "forms/ctc.v1.toml", "forms/therapy.v1.toml"
SUVMAX = '[[groups.items]]\nid = "lesion_suvmax"\nkind = "number"\n'
DAYS = 'days = { since = "ctc.drawn_on", until = "ctc.analysed_on", at_most = 3 }'

# ruff: noqa: E501 - an edit stands on the line that it makes
# fmt: off
BROKEN_ROWS = {
    "a page that wants rows and does not repeat": Broken(
        PET, 'id = "remarks"\n', 'id = "remarks"\nat_least = 1\n',
        "page remarks", "only a repeating page", "Add repeats",
    ),
    "a repeating page called like a question": Broken(
        PET, 'id = "lesions"\n', 'id = "comment"\n',
        "page comment", 'a question is called "comment" too', "another id",
    ),
    "more rows wanted than allowed": Broken(
        THERAPY, "at_least = 1", "at_least = 31",
        "page regimen", "at_least 31 is above at_most 30", "Exchange",
    ),
    "a repeating page that waits for a later question": Broken(
        THERAPY, 'ask_if = [{ item = "outcome", is = ["regimen"] }]', 'ask_if = [{ item = "source", is = ["chart"] }]',
        "page regimen", '"source"', "earlier question outside repeating pages",
    ),
    "a question that looks into a row": Broken(
        PET, '[[groups.items]]\nid = "comment"\n',
        '[[groups.items]]\nid = "comment"\nask_if = [{ item = "lesion_site", answered = true }]\n',
        "question comment", "once in every row of lesions", "asked once",
    ),
    "a sum of nothing": Broken(
        CTC, 'total = "total"', 'total = "totals"',
        "sum totals", '"totals" is no question that is asked once', "Name a number",
    ),
    "a sum of days": Broken(
        CTC, 'total = "total"', 'total = "drawn_on"',
        "sum drawn_on", 'of kind "date"', "number question",
    ),
    "reasons from an unknown list": Broken(
        PET, 'missing = "no_value"', 'missing = "no_values"',
        "question liver_suv", 'no code list "no_values"', "no_value",
    ),
    "reasons for a choice": Broken(
        PRE, 'id = "status"\n', 'id = "status"\nmissing = "no_value"\n',
        "question status", '"missing" does not limit', 'Remove "missing"',
    ),
    "unusual without a limit": Broken(
        PET, SUVMAX, '[[groups.items]]\nid = "more"\nkind = "number"\nlabel = { en = "?", nl = "?" }\n'
        'unusual = { ask = { en = "?", nl = "?" } }\n' + SUVMAX,
        "question more", '"unusual" has no limit', "below or above",
    ),
    "a reason for a limit that is not there": Broken(
        PET, SUVMAX, '[[groups.items]]\nid = "more"\nkind = "number"\nlabel = { en = "?", nl = "?" }\n'
        'impossible = { en = "?", nl = "?" }\n' + SUVMAX,
        "question more", "there is none", "minimum or maximum",
    ),
    "a whole text": Broken(
        PET, '[[groups.items]]\nid = "comment"\n', '[[groups.items]]\nid = "comment"\nwhole = true\n',
        "question comment", '"whole" does not fit', 'Remove "whole"',
    ),
    "a question that is a row": Broken(
        PET, '[[groups.items]]\nid = "comment"\nkind = "text"\nmax_length = 2000\n', '[[groups.items]]\nid = "comment"\nkind = "row"\n',
        "question comment", 'kind "row" is not for a question', "page repeat",
    ),
    "a conflict at nothing": Broken(
        PRE, 'at = "identity"', 'at = "identities"',
        "conflict at identities", '"identities" is no question', "of this form",
    ),
    "a conflict on an unknown code": Broken(
        PRE, 'is = ["unconfirmed"]', 'is = ["unsure"]',
        "conflict at identity", '"unsure"', "unconfirmed",
    ),
    "a rule between days that are not there": Broken(
        PROTOCOL, 'since = "ctc.drawn_on"', 'since = "ctc.taken_on"',
        "rule ctc_analysed_late", 'no day "ctc.taken_on"', "pet.scanned_on",
    ),
    "a rule that allows every day": Broken(
        PROTOCOL, DAYS, DAYS.replace(", at_most = 3", ""),
        "rule ctc_analysed_late", "any number of days", "at_least or at_most",
    ),
    "a rule that allows no day": Broken(
        PROTOCOL, DAYS, DAYS.replace("at_most = 3", "at_least = 4, at_most = 3"),
        "rule ctc_analysed_late", "at_least 4 is above at_most 3", "Exchange",
    ),
    "a rule on a day of a row": Broken(
        PROTOCOL, 'since = "therapy.decided_on", until = "status.ended_on"', 'since = "therapy.started_on", until = "status.ended_on"',
        "rule decided_after_end", 'no day "therapy.started_on"', "asked once",
    ),
    "a rule without days or conditions": Broken(
        PROTOCOL, DAYS, "",
        "rule ctc_analysed_late", "needs days or when", "tables of when",
    ),
    "a rule on an unknown code": Broken(
        PROTOCOL, '{ item = "therapy.outcome", is = ["none"] }', '{ item = "therapy.outcome", is = ["nothing"] }',
        "rule month3_though_none", '"nothing"', "regimen, none",
    ),
    "a rule on a group of no agent": Broken(
        PROTOCOL, '{ item = "therapy.agent", group = "anti_her2" }', '{ item = "therapy.agent", group = "her2" }',
        "rule therapy_not_in_month3", 'group "her2"', "anti_her2",
    ),
    "a rule on words": Broken(
        PROTOCOL, '{ item = "therapy.agent", group = "anti_her2" }', '{ item = "therapy.comment", is = ["x"] }',
        "rule therapy_not_in_month3", "no question with a code list", "by choosing",
    ),
    "two rules of one name": Broken(
        PROTOCOL, 'id = "month3_late"', 'id = "month3_early"',
        "rule month3_early", "used twice", "its own id",
    ),
    "a marker that is no number": Broken(
        PROTOCOL, 'positive = ["ctc.her2_3"]', 'positive = ["ctc.state"]',
        "marker", 'of kind "single"', "number",
    ),
    "an ending without a meaning": Broken(
        PROTOCOL, 'lost = ["lost"]', "lost = []",
        "meaning ended", '"lost" of list ending has no meaning', "not_included",
    ),
    "samples that never speak for the present disease": Broken(
        PROTOCOL, 'metastasis = ["metastasis", "local_recurrence"]', 'metastasis = []',
        "meaning metastasis", "no origin of a sample", "Name one",
    ),
    "an unknown site with an uptake of its own": Broken(
        PROTOCOL, 'own_uptake = ["liver"]', 'own_uptake = ["spleen"]',
        "meaning own_uptake", 'has no code "spleen"', "liver",
    ),
    "unknown list of reasons for what is not obtained": Broken(
        PROTOCOL, 'not_obtained = "not_obtained"', 'not_obtained = "gone"',
        "study", 'not_obtained names the code list "gone"', "not_obtained",
    ),
}
