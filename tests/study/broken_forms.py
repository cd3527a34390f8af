"""Forms, code lists and releases with one fault each."""

from __future__ import annotations

from tests.study.broken import CODES, PET, PRE, RELEASED, Broken

STATUS_EN = 'label.en = "What do you suspect the HER2 status of the current disease to be?"\n'
LEVEL = '[[groups.items]]\nid = "status"'
TOO_MANY = "".join(
    f'[[groups.items]]\nid = "more_{n}"\nkind = "text"\nrequired = true\nlabel = {{ en = "?", nl = "?" }}\n'
    for n in range(4)
)
FIFTH = '[[groups]]\nid = "fifth"\ntitle = { en = "Five", nl = "Vijf" }\n' + TOO_MANY.replace(
    " = true", " = false"
)
ASKED = 'ask_if = [{ item = "plan", is = ["other"] }]'

# fmt: off
BROKEN_FORMS = {
    "no TOML": Broken(PRE, "version = 1", "version = ", "file", "not TOML", "Mend the line"),
    "unknown key of a question": Broken(
        PRE, 'kind = "single"\n', 'kind = "single"\nrequird = true\n',
        "question identity", '"requird"', '"required"',
    ),
    "a default": Broken(
        PRE, 'kind = "single"\n', 'kind = "single"\ndefault = "a"\n',
        "question identity", '"default"', "known keys",
    ),
    "unknown key of a condition": Broken(
        PRE, ASKED, ASKED.replace("is =", "equals ="),
        "question plan_other", "equals", "at_least",
    ),
    "missing key": Broken(PRE, "minutes = 4\n", "", "form", '"minutes" is missing', 'Add "minutes"'),
    "missing translation of a question": Broken(PRE, STATUS_EN, "", "question status", '"en"', "label.en"),
    "missing translation of a code": Broken(
        CODES, ', nl = "Helemaal niet zeker"', "",
        "list confidence, code 1", '"nl"', "label.nl",
    ),
    "empty wording": Broken(
        PRE, "De juiste patiënt", " ",
        "page patient", 'empty in "nl"', "Write the words",
    ),
    "wording in a strange language": Broken(
        PRE, "title.nl", 'title.de = "Fragebogen"\ntitle.nl',
        "form", '"de"', "languages; now: en, nl",
    ),
    "wording without languages": Broken(
        CODES, '{ en = "Positive", nl = "Positief" }', '"Positive"',
        "list call", '"codes[1].label" is "Positive"', "{ en =",
    ),
    "unknown code list": Broken(
        PRE, 'codes = "her2_status"', 'codes = "hers"',
        "question status", '"hers"', "her2_status",
    ),
    "no code list": Broken(
        PRE, 'codes = "her2_status"\n', "",
        "question status", "needs a code list", "Add codes",
    ),
    "a list for a text": Broken(
        PRE, 'kind = "text"', 'kind = "text"\ncodes = "plan"',
        "question plan_other", "has no code list", 'Remove "codes"',
    ),
    "unknown kind": Broken(
        PRE, '"single"', '"slider"',
        "question identity", '"slider"', "'single', 'several'",
    ),
    "id used twice": Broken(
        PRE, 'id = "plan_other"', 'id = "plan"',
        "question plan", "used twice", "its own id",
    ),
    "condition pointing forward": Broken(
        PRE, LEVEL, LEVEL + '\nask_if = [{ item = "comment", answered = true }]',
        "question status", "points forward", "before this one",
    ),
    "condition on nothing": Broken(
        PRE, ASKED, ASKED.replace('"plan"', '"plans"'),
        "question plan_other", '"plans"', "earlier question",
    ),
    "condition on an unknown code": Broken(
        PRE, ASKED, ASKED.replace('"other"', '"otter"'),
        "question plan_other", '"otter"', "anti_her2_chemo",
    ),
    "two conditions in one": Broken(
        PRE, ASKED, ASKED.replace("is =", "answered = true, is ="),
        "question plan_other", "2 conditions", "exactly one",
    ),
    "a comparison without numbers": Broken(
        PRE, ASKED, 'ask_if = [{ item = "plan", at_least = "3" }]',
        "question plan_other", "at_least", "Use is",
    ),
    "too many required": Broken(
        PRE, '[[groups]]\nid = "her2"', TOO_MANY + '[[groups]]\nid = "her2"',
        "form", "13 required", "required = false",
    ),
    "too many pages": Broken(
        PRE, '[[groups]]\nid = "her2"', FIFTH + '[[groups]]\nid = "her2"',
        "form", "5 pages", "together",
    ),
    "minimum above maximum": Broken(
        PRE, 'kind = "text"\nmax_length = 200\n', 'kind = "number"\nminimum = 3\nmaximum = 2.5\n',
        "question plan_other", "minimum 3 is above maximum 2.5", "Exchange",
    ),
    "a limit of another kind": Broken(
        PRE, 'kind = "text"\n', 'kind = "text"\nminimum = 3\n',
        "question plan_other", '"minimum"', 'Remove "minimum"',
    ),
    "not before something that is no date": Broken(
        PET, 'not_before = "injected_on"', 'not_before = "call"',
        "question scanned_on", "not a date", "Name a date",
    ),
    "code used twice": Broken(
        CODES, 'code = "2"', 'code = "1"',
        "list confidence", '"1" stands there twice', "own",
    ),
    "empty code": Broken(
        CODES, 'code = "two_primaries"', 'code = ""',
        "list dilemma", '"codes[1].code" is ""', "small letters",
    ),
    "file with another version inside": Broken(
        PRE, "version = 1", "version = 2",
        "file name", "version 2", "q_pre.v2.toml",
    ),
    "file with another id inside": Broken(
        PRE, 'id = "q_pre"', 'id = "q_prae"',
        "file name", '"q_prae"', "mend them",
    ),
    "form released and gone": Broken(
        RELEASED, "", '[forms]\n"q_old.v1" = "0"\n',
        "released form", "no longer there", "Put it back", blamed="forms/q_old.v1.toml",
    ),
    "form changed after its release": Broken(
        RELEASED, "", '[forms]\n"q_pre.v1" = "0"\n',
        "released form", "after its release", "forms/q_pre.v2.toml", blamed=PRE,
    ),
    "list changed after its release": Broken(
        RELEASED, "", '[codes]\nplan = "0"\n',
        "list plan", "after its release", "plan_2", blamed=CODES,
    ),
    "released by an unknown word": Broken(
        RELEASED, "", 'q_pre = "0"',
        "q_pre", "unknown key", "forms, codes",
    ),
}
