"""Protocols with one fault each."""

from __future__ import annotations

from tests.study.broken import PROTOCOL, Broken

AFTER = """[[schedule]]
form = "q_post"
event = "after"
filled_by = ["physician"]
read_by = ["physician", "pi", "monitor"]
window = { anchor = "release", opens = 0, due = 14, late_after = 14, proposed = true }
"""
THRESHOLD = ("study", '"threshold"', '"2/3"')

# fmt: off
BROKEN_PROTOCOLS = {
    "unknown key of the study": Broken(
        PROTOCOL, "target = 20", "target = 20\nn = 1",
        "study", '"n"', "Remove it",
    ),
    "missing translation of an event": Broken(
        PROTOCOL, 'title.nl = "Voor de PET"', "",
        "event before", '"nl"', "title.nl",
    ),
    "unknown form scheduled": Broken(
        PROTOCOL, AFTER, AFTER + AFTER.replace("q_post", "q_none"),
        "schedule of q_none", 'no form "q_none"', "q_pre",
    ),
    "form not scheduled": Broken(
        PROTOCOL, AFTER, "",
        "schedule", '"q_post" is not scheduled', "Add [[schedule]]",
    ),
    "form scheduled twice": Broken(
        PROTOCOL, AFTER, AFTER + AFTER,
        "schedule of q_post", "twice", "Remove one",
    ),
    "unknown event": Broken(
        PROTOCOL, 'event = "after"', 'event = "later"',
        "schedule of q_post", '"later"', "before, pet",
    ),
    "unknown filler": Broken(
        PROTOCOL, '["imaging"]', '["radiologist"]',
        "schedule of pet", '"radiologist"', "imaging",
    ),
    "due before it opens": Broken(
        PROTOCOL, "opens = 90, due = 120", "opens = 90, due = 80",
        "window of q_month3", "due (80) before", "opens or later",
    ),
    "late before it is due": Broken(
        PROTOCOL, "due = 7, late_after = 14", "due = 7, late_after = 3",
        "window of pet", "late (3) before", "due or later",
    ),
    "unknown anchor": Broken(
        PROTOCOL, '"pet.scanned_on", opens', '"pet.scan", opens',
        "window of q_month3", '"pet.scan"', "enrolment, planned",
    ),
    "anchor without a date": Broken(
        PROTOCOL, '"pet.scanned_on", opens', '"pet.call", opens',
        "window of q_month3", "not a date", "pet.scanned_on",
    ),
    "threshold as a decimal": Broken(PROTOCOL, '"2/3"', "0.667", *THRESHOLD),
    "threshold above one": Broken(PROTOCOL, '"2/3"', '"4/3"', *THRESHOLD),
    "threshold by nothing": Broken(PROTOCOL, '"2/3"', '"2/0"', *THRESHOLD),
    "target of nobody": Broken(
        PROTOCOL, "target = 20", "target = 0",
        "study", '"target" is 0', "greater than 0",
    ),
    "role naming an unknown question": Broken(
        PROTOCOL, '"q_pre.plan"', '"q_pre.plans"',
        "role plan_pre", '"q_pre.plans"', "that a form has",
    ),
    "role naming no question": Broken(
        PROTOCOL, '"q_pre.plan"', '"plan"',
        "roles", '"plan_pre"', "pet.call",
    ),
    "role naming the wrong kind": Broken(
        PROTOCOL, '"pet.scanned_on"\ni', '"pet.call"\ni',
        "role index_scan", 'kind "single"', "kind date",
    ),
    "unknown role of the analysis": Broken(
        PROTOCOL, "solved =", "resolved =",
        "roles", '"resolved"', '"solved"',
    ),
    "meaning naming an unknown code": Broken(
        PROTOCOL, 'positive = ["positive"]', 'positive = ["positive", "pos"]',
        "meaning index_call", '"pos"', "equivocal",
    ),
    "code without a meaning": Broken(
        PROTOCOL, ', "not_scanned"]', "]",
        "meaning index_call", '"not_scanned" of list call', "not_evaluable",
    ),
    "code with two meanings": Broken(
        PROTOCOL, 'none = ["none"]', 'none = ["none", "regimen"]',
        "meaning therapy_outcome", "two meanings", "Leave one",
    ),
    "group of no agent": Broken(
        PROTOCOL, 'anti_her2_group = "anti_her2"', 'anti_her2_group = "her2"',
        "meaning anti_her2_group", '"her2"', "chemo",
    ),
    "release of an unknown form": Broken(
        PROTOCOL, 'sealed_first = "q_pre"', 'sealed_first = "q_0"',
        "release", 'sealed_first names "q_0"', "q_pre",
    ),
    "unknown list of dilemmas": Broken(
        PROTOCOL, 'dilemmas = "dilemma"', 'dilemmas = "d"',
        "study", '"d"', "dilemma",
    ),
    "sites with one code": Broken(
        PROTOCOL, 'code = "02"', 'code = "01"',
        "site 01", "used twice", "its own code",
    ),
    "events with one id": Broken(
        PROTOCOL, '[[events]]', '[[events]]\nid = "after"\ntitle = { en = "A", nl = "A" }\n\n[[events]]',
        "event after", "used twice", "its own id",
    ),
    "no language": Broken(
        PROTOCOL, '["en", "nl"]', "[]",
        "study", '"languages" is empty', "Add at least one",
    ),
    "a language twice": Broken(
        PROTOCOL, '["en", "nl"]', '["en", "nl", "en"]',
        "study", 'language "en" stands there twice', "Remove one",
    ),
    "unknown zone": Broken(
        PROTOCOL, "Europe/Amsterdam", "Europe/Atlantis",
        "study", "Atlantis", "Europe/Amsterdam",
    ),
    "number without a pattern": Broken(
        PROTOCOL, '"[0-9]{2}-', '"[0-9{2}-',
        "study", "number_pattern", "[0-9]{3}",
    ),
}
