"""The codes are those of RFC 6238, appendix B (SHA-1), and the steps are counted as it counts them."""

from __future__ import annotations

from base64 import b32encode
from datetime import UTC, datetime, timedelta

import pytest

from her2dash.actions import codes

SECRET = b32encode(b"12345678901234567890").decode()

# Appendix B: seconds since 1970, the step in hexadecimal, the code of eight figures; six are its last six,
# since both are the same number modulo a power of ten (RFC 4226, 5.3).
APPENDIX_B = [
    (59, "0000000000000001", "94287082"),
    (1111111109, "00000000023523EC", "07081804"),
    (1111111111, "00000000023523ED", "14050471"),
    (1234567890, "000000000273EF07", "89005924"),
    (2000000000, "0000000003F940AA", "69279037"),
    (20000000000, "0000000027BC86AA", "65353130"),
]


def at(seconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


@pytest.mark.parametrize(("seconds", "step", "code"), APPENDIX_B)
def test_step_and_code_are_those_of_the_standard(seconds: int, step: str, code: str) -> None:
    assert codes.step_of(at(seconds)) == int(step, 16)
    assert codes.code_of(SECRET, int(step, 16)) == code[-6:]
    assert codes.step_of_code(SECRET, code[-6:], at(seconds)) == int(step, 16)


@pytest.mark.parametrize(
    ("seconds", "taken"), [(-31, False), (-30, True), (29, True), (30, True), (59, True), (60, False)]
)
def test_one_step_of_drift_is_taken_each_way_and_no_more(seconds: int, taken: bool) -> None:
    begins = 1234567890 - 1234567890 % 30
    found = codes.step_of_code(SECRET, "005924", at(begins + seconds))
    assert found == (0x273EF07 if taken else None)


@pytest.mark.parametrize("typed", ["005 924", " 005924 "])
def test_spaces_in_a_code_do_not_matter(typed: str) -> None:
    assert codes.step_of_code(SECRET, typed, at(1234567890)) == 0x273EF07


@pytest.mark.parametrize("typed", ["", "5924", "0059240", "89005924", "٠٠٥٩٢٤", "00592x", "+05924"])
def test_what_is_not_six_figures_is_no_code(typed: str) -> None:
    assert codes.step_of_code(SECRET, typed, at(1234567890)) is None


def test_each_secret_is_another_and_has_160_bits() -> None:
    drawn = {codes.new_secret() for _ in range(20)}
    assert len(drawn) == 20
    assert {len(secret) * 5 for secret in drawn} == {160}


def test_the_link_names_the_place_the_person_and_the_secret_as_apps_read_it() -> None:
    link = codes.link(SECRET, login="anna", study="her2pet")
    assert link == f"otpauth://totp/her2dash%20her2pet:anna?secret={SECRET}&issuer=her2dash%20her2pet"
