"""Our own study: what the protocol and the house rules ask of it."""

from __future__ import annotations

import hashlib
import math
import re
import tomllib
from collections.abc import Iterator
from fractions import Fraction

import pytest

from her2dash.errors import NotFound
from her2dash.study.load import HER2PET, find_faults, load_study
from her2dash.study.model import Form, Item, ItemRef, Kind, Study, Text
from her2dash.study.released import form_print, list_print

FORMS = ["q_pre", "workup", "pet", "ctc", "q_post", "therapy", "q_month3", "status"]
QUESTIONNAIRES = ["q_pre", "q_post", "q_month3"]


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study()


def wordings(study: Study) -> Iterator[Text]:
    """Yield every wording of the study."""
    yield from (study.title, study.short, *(event.title for event in study.events))
    for codes in study.codes.values():
        yield from (code.label for code in codes.codes)
    for form in study.forms.values():
        yield from (form.title, form.intro, form.meaning, *(group.title for group in form.groups))
        for item in form.items:
            yield from (item.label, *([item.hint] if item.hint else []))


def test_our_study_has_no_fault() -> None:
    assert find_faults(HER2PET) == ()


def test_it_has_its_forms_in_the_order_of_the_schedule(study: Study) -> None:
    assert list(study.forms) == FORMS


@pytest.mark.parametrize("form", FORMS)
def test_a_form_asks_at_most_twelve_answers_on_at_most_four_pages(study: Study, form: str) -> None:
    assert sum(item.required for item in study.form(form).items) <= 12
    assert 1 <= len(study.form(form).groups) <= 4


def test_every_wording_stands_in_english_and_in_dutch(study: Study) -> None:
    said = list(wordings(study))
    assert len(said) > 200
    assert all(set(words) == {"en", "nl"} and words["en"].strip() and words["nl"].strip() for words in said)


def test_the_dutch_wording_addresses_the_reader_formally(study: Study) -> None:
    informal = re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
    assert [words["nl"] for words in wordings(study) if informal.search(words["nl"])] == []


def test_two_thirds_of_twenty_is_fourteen_patients_exactly(study: Study) -> None:
    assert (study.target, study.threshold) == (20, Fraction(2, 3))
    assert math.ceil(study.threshold * study.target) == 14
    assert Fraction(13, 20) < study.threshold <= Fraction(14, 20)
    assert Fraction(12, 18) >= study.threshold  # a rounded 0.667 would refuse it


def test_every_role_leads_to_a_question(study: Study) -> None:
    roles = [(role, ref) for role, ref in study.roles if ref is not None]
    assert len(roles) == len(type(study.roles).model_fields)  # ours lacks none
    assert all(isinstance(study.item(ref), Item) for _, ref in roles)
    assert study.item(study.roles.index_scan or ItemRef("", "")).kind is Kind.DATE


def test_confidence_is_confidence_in_the_plan_on_one_scale_of_five_points(study: Study) -> None:
    refs = (study.roles.confidence_pre, study.roles.confidence_post, study.roles.confidence_later)
    items = [study.item(ref) for ref in refs if ref]
    assert [(item.kind, item.codes) for item in items] == [(Kind.SCALE, "confidence")] * 3
    assert [code.code for code in study.codelist("confidence").codes] == ["1", "2", "3", "4", "5"]
    assert study.codelist("confidence").position("4") == 4


def test_every_scale_of_a_questionnaire_stands_on_five_worded_points(study: Study) -> None:
    asked = [item for form in QUESTIONNAIRES for item in study.form(form).items]
    scales = {item.codes for item in asked if item.kind is Kind.SCALE}
    assert {len(study.codelist(scale).codes) for scale in scales} == {5}


def test_every_plan_and_agent_belongs_to_one_of_four_groups(study: Study) -> None:
    for codes in (study.codelist("plan"), study.codelist("agents")):
        assert {code.group for code in codes.codes} == {"anti_her2", "chemo", "endocrine", "other"}


def test_every_anti_her2_agent_is_known_as_one(study: Study) -> None:
    named = "trastuzumab pertuzumab margetuximab t_dm1 t_dxd lapatinib neratinib tucatinib pyrotinib"
    found = study.codelist("agents").codes_in(study.meanings.anti_her2_group)
    assert set(found) == {*named.split(), "anti_her2_other", "anti_her2_unspecified"}


def test_the_conflicts_of_plan_and_agents_name_every_anti_her2_agent(study: Study) -> None:
    anti = set(study.codelist("agents").codes_in(study.meanings.anti_her2_group))
    for form in QUESTIONNAIRES:
        named = [
            set(condition.is_ or condition.is_not or ())
            for rule in study.form(form).conflicts
            for condition in rule.when
            if condition.item == "agents"
        ]
        assert named == [anti, anti], form


@pytest.mark.parametrize("form", QUESTIONNAIRES)
def test_every_clinical_question_can_be_answered_by_not_knowing(study: Study, form: str) -> None:
    open_lists = {
        "her2_status",
        "plan",
        "tests",
        "as_intended",
        "supported",
        "solved",
        "tissue",
        "tissue_her2",
    }
    unknowing = {"cannot_say", "unsure", "unknown", "not_determined"}
    used = {item.codes for item in study.form(form).items} & open_lists
    for name in used:
        assert unknowing & set(study.codelist(name).labels("en")), name


def test_wherever_other_can_be_chosen_it_can_be_specified(study: Study) -> None:
    for form in study.forms.values():
        for item in form.items:
            if item.codes and "other" in study.codelist(item.codes).labels("en"):
                assert specified(form, item), f"{form.id}.{item.id}"


def specified(form: Form, item: Item) -> bool:
    """Whether a text question waits for the answer "other"."""
    waiting = [(i, c) for i in form.items if i.kind is Kind.TEXT for c in i.ask_if if c.item == item.id]
    return any("other" in (condition.is_ or ()) for _, condition in waiting)


def test_no_question_is_asked_of_imaging_that_says_which_patient_it_is(study: Study) -> None:
    assert [form.id for form in study.forms.values() if "identity" in {item.id for item in form.items}] == [
        "q_pre"
    ]
    first = study.form("q_pre").items[0]
    assert (first.id, first.required, first.kind) == ("identity", True, Kind.SINGLE)


@pytest.mark.parametrize("form", QUESTIONNAIRES)
def test_questionnaires_are_never_read_by_imaging_or_laboratory(study: Study, form: str) -> None:
    row = study.scheduled(form)
    # The last one may be answered by a coordinator, from the chart or by telephone.
    others = {"coordinator"} if form == "q_month3" else set()
    assert row.filled_by[0] == "physician"
    assert {*row.filled_by} == {"physician"} | others
    assert {*row.read_by, *row.read_after_release} == {"physician", "pi", "monitor"} | others


def test_nobody_who_treats_or_images_reads_the_circulating_cells(study: Study) -> None:
    row = study.scheduled("ctc")
    assert {*row.filled_by, *row.read_by, *row.read_after_release} == {"laboratory", "pi", "monitor"}


def test_the_physician_reads_the_pet_only_after_its_release(study: Study) -> None:
    row = study.scheduled("pet")
    assert set(row.read_by) == {"imaging", "pi", "monitor", "coordinator"}
    assert row.read_after_release == ("physician",)
    assert (study.release.form, study.release.sealed_first) == ("pet", "q_pre")


def test_codes_mean_what_the_endpoint_needs(study: Study) -> None:
    call, outcome = study.meanings.index_call, study.meanings.therapy_outcome
    assert [call.of(code) for code in ("positive", "negative", "equivocal", "not_scanned", "?")] == [
        "positive", "negative", "equivocal", "not_evaluable", None,
    ]  # fmt: skip
    assert [outcome.of(code) for code in ("regimen", "none", "not_made", None)] == [
        "regimen", "none", None, None,
    ]  # fmt: skip
    ended = study.meanings.ended
    assert [ended.of(code) for code in ("died", "withdrew", "lost", "not_injected")] == [
        "died", "withdrew", "lost", "not_included",
    ]  # fmt: skip
    assert study.meanings.workup_conclusion.of("discordant") == "equivocal"


def test_every_form_and_every_list_of_ours_is_released_with_its_digest() -> None:
    released = tomllib.loads((HER2PET / "released.toml").read_text(encoding="utf-8"))
    lists = tomllib.loads((HER2PET / "codes.toml").read_text(encoding="utf-8"))
    files = {path.stem: form_print(path) for path in (HER2PET / "forms").glob("*.toml")}
    assert released == {"forms": files, "codes": {name: list_print(table) for name, table in lists.items()}}


def test_a_form_s_digest_is_the_plain_one_of_its_file() -> None:
    path = HER2PET / "forms" / "pet.v1.toml"
    assert form_print(path) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_sites_and_numbers_are_plainly_invented_and_match(study: Study) -> None:
    assert [site.code for site in study.sites] == ["01", "02", "03", "04"]
    assert all("(invented)" in site.name for site in study.sites)
    assert re.fullmatch(study.number_pattern, "01-001")
    assert not re.fullmatch(study.number_pattern, "1-1")


def test_an_unknown_name_is_not_found(study: Study) -> None:
    for ask in (study.form, study.codelist, study.scheduled, study.site, study.event, study.form("pet").item):
        with pytest.raises(NotFound):
            ask("nothing")
    assert study.site("01").name.startswith("Atlantis")
    assert study.event("pet").title["nl"] == "HER2-PET"
