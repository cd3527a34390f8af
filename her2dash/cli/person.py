"""People at the command line: adding one, their roles and second factors, and acting as one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from her2dash.access import Role
from her2dash.errors import SecondStep
from her2dash.settings import Settings

if TYPE_CHECKING:
    from her2dash.actions.desk import Desk, Office

_ROLE = click.Choice([role.value for role in Role])


@click.group()
def person() -> None:
    """People of the study."""


@person.command()
@click.argument("login")
@click.option("--name", required=True, help="The name printed under a signature.")
@click.option("--role", "roles", required=True, multiple=True, type=_ROLE)
@click.option("--site", help="Code of the person's site; none: serves every site.")
@click.option("--language", default="en", show_default=True, type=click.Choice(["en", "nl"]))
def add(login: str, name: str, roles: tuple[str, ...], site: str | None, language: str) -> None:
    """Add a person with one or more roles, and print the code with which the person sets a password."""
    from her2dash.actions.people import add_person

    desk, held = _desk(), [Role(role) for role in roles]
    add_person(desk, login=login, name=name, roles=held, site=site, language=language)
    click.echo(f"{login} is added as {', '.join(roles)}.")
    _tell_code(desk, login)


@person.command()
@click.argument("login")
def invite(login: str) -> None:
    """Print a new code for a person who forgot the password, or whose code has ended."""
    _tell_code(_desk(), login)


@person.command()
@click.argument("login")
@click.option("--give", type=_ROLE, help="A role that the person holds from now on.")
@click.option("--withdraw", type=_ROLE, help="A role that the person holds no longer.")
@click.option("--reason", default="", help="Why; it stands in the audit trail.")
def role(login: str, give: str | None, withdraw: str | None, reason: str) -> None:
    """Give a person a role, or withdraw one; it acts at the person's next click."""
    from her2dash.actions.people import give_role, withdraw_role

    if (give is None) == (withdraw is None):
        raise click.UsageError("Say --give ROLE or --withdraw ROLE, one of the two.")
    if give is not None:
        given = give_role(_desk(), login=login, role=Role(give), reason=reason)
        click.echo(f"{login} is {give} from now on." if given else f"{login} is {give} already.")
    if withdraw is not None:
        withdraw_role(_desk(), login=login, role=Role(withdraw), reason=reason)
        click.echo(f"{login} is no longer {withdraw}.")


@person.command()
@click.argument("login")
@click.option("--require/--not-required", default=None, help="Whether the person must sign in with a code.")
@click.option("--take-away", is_flag=True, help="Let the one that the person has work no longer.")
@click.option("--reason", default="", help="Why it is taken away; it stands in the audit trail.")
def second_factor(login: str, require: bool | None, take_away: bool, reason: str) -> None:
    """Tell how it stands with a person's second factor; require it or not, or take it away."""
    from her2dash.actions import second_factor as factors

    desk = _desk()
    if take_away:
        factors.take_away(desk, login=login, reason=reason)
    if require is not None:
        factors.require_of(desk, login=login, required=require)
    state = factors.state_of(desk, login=login)
    has, must = "has a" if state.is_set_up else "has no", "required" if state.required else "not required"
    click.echo(f"{login} {has} second factor; it is {must}.")


def _desk() -> Desk:
    from her2dash.actions.accounts import command_desk
    from her2dash.actions.office import open_office

    return command_desk(open_office(replace(Settings.from_environment(), demo=False)))


def _tell_code(desk: Desk, login: str) -> None:
    from her2dash.actions.invitations import invite as invited

    code, ends = invited(desk, login=login)
    click.echo(f"Code to set a password, once, until {ends:%Y-%m-%d %H:%M} UTC: {code}")
    click.echo(
        "The person types it at /sign-in/first. Tell it to nobody else; a telephone is better than a mail."
    )


def signed_in(login: str | None) -> Desk:
    """Return the desk of a person who signs in here; in a demo that of its investigator, unasked."""
    from her2dash.actions import accounts
    from her2dash.actions.office import open_office
    from her2dash.ui.passwords import Bcrypt

    office = open_office(Settings.from_environment(), passwords=Bcrypt())
    if office.demo:
        investigator = next(name for name, _, role in accounts.demo_people(office) if role == Role.PI)
        return office.desk(accounts.enter_demo(office, login=login or investigator, replaces=None))
    if login is None:
        raise click.UsageError("Say who takes the data: --as LOGIN")
    password = click.prompt("Password", hide_input=True)
    try:
        token = accounts.sign_in(office, login=login, password=password, address="command", replaces=None)
    except SecondStep as halfway:
        token = _finish(office, halfway.token)
    return office.desk(token)


def _finish(office: Office, step: str) -> str:
    from her2dash.actions import second_step

    if second_step.asked(office, step=step).shown is not None:
        raise click.UsageError("A second factor is required of you: set it up on the sign-in page first.")
    code = click.prompt("Code of six figures", hide_input=True)
    return second_step.finish(office, step=step, code=code, address="command", replaces=None)
