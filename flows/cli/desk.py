"""`simsa desk`: the reviewers' web application on the records, on this machine unless told otherwise."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.exit_codes import DONE
from flows.cli.stored import database_url, out_folder
from flows.terminal import tell
from schemas.errors import UsageError

if TYPE_CHECKING:
    from desk import DeskSettings
    from records import Records
    from records.people import People
    from schemas import Call

LOOPBACK = "127.0.0.1"
FIRST_ACCOUNT = "officer"
_KEEP_ALIVE_S = 75
"""How long a connection may rest: longer than people read, or their next click may meet one that is being closed."""


@click.command("desk")
@click.option("--call", "call_names", multiple=True, metavar="CALL", help="보일 공고 (기본: 심사자료가 있는 모든 공고)")
@out_folder
@database_url
@click.option("--host", default=LOOPBACK, show_default=True, help="기다릴 주소")
@click.option("--port", default=8620, show_default=True, type=click.IntRange(0, 65535), help="기다릴 포트")
@click.option("--name", "names", multiple=True, metavar="HOST", help="--host 밖에 사용자가 입력하는 호스트 이름")
@click.option("--https", "is_https", is_flag=True, help="앞의 프록시가 HTTPS를 맡음 (쿠키를 HTTPS에만 보냄)")
@click.option("--proxy", "proxies", multiple=True, metavar="IP", help="로그인을 대신하는 프록시의 주소")
@click.option("--proxy-header", metavar="NAME", help="프록시가 로그인한 사람의 아이디를 적는 머리글")
@click.option("--new-link", metavar="ACCOUNT", help="이 계정의 비밀번호를 다시 정할 일회용 링크도 출력")
def desk(
    call_names: tuple[str, ...],
    out: Path,
    database: str | None,
    host: str,
    port: int,
    names: tuple[str, ...],
    proxies: tuple[str, ...],
    proxy_header: str | None,
    new_link: str | None,
    *,
    is_https: bool,
) -> int:
    """검토자 화면을 엶 (끝내려면 Ctrl+C)"""
    import uvicorn

    from desk import Services, create_app
    from extractors.isolation import draw_isolated
    from flows.actor import actor
    from flows.database import existing_database
    from records import Records
    from rules import judge

    settings = _settings(host, names, proxies, proxy_header, is_https=is_https)
    with Records(existing_database(database, out), actor=actor()) as records:
        services = Services(records, _calls(call_names, records), judge, draw_isolated)
        app = create_app(services, settings)
        address = f"http://{host}:{port}"
        tell(f"검토자 화면: {address}")
        for token in _tokens(records.people, new_link):
            tell(f"비밀번호를 정할 일회용 링크: {address}/first/{token}")
        uvicorn.run(
            app,
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_keep_alive=_KEEP_ALIVE_S,
            forwarded_allow_ips=",".join(proxies) or None,
            proxy_headers=bool(proxies),
        )
    return DONE


def _settings(
    host: str, names: tuple[str, ...], proxies: tuple[str, ...], proxy_header: str | None, *, is_https: bool
) -> "DeskSettings":
    from desk import DeskSettings, TrustedProxy
    from desk.settings import LOOPBACK as LOOPBACK_NAMES

    if bool(proxies) != bool(proxy_header):
        raise UsageError("--proxy와 --proxy-header는 함께 적음")
    proxy = TrustedProxy(proxy_header, frozenset(proxies)) if proxy_header else None
    return DeskSettings(hosts=LOOPBACK_NAMES | {host, *names}, is_https=is_https, proxy=proxy)


def _calls(names: tuple[str, ...], records: "Records") -> "dict[str, Call]":
    """The calls that were named, as their packs are now, or those that are kept, as they stood last."""
    from rules import load_call

    if names:
        return {call.id: call for call in map(load_call, names)}
    return {call_id: records.archive.calls(call_id)[-1] for call_id in records.archive.call_ids()}


def _tokens(people: "People", name: str | None) -> list[str]:
    """Links to print: for a first officer where there is none who could sign in, and for the account that was named."""
    from records.people import Role

    accounts = people.accounts()
    tokens = []
    if not any(each.role is Role.OFFICER and each.is_open and each.has_password for each in accounts):
        first = people.account(FIRST_ACCOUNT) or people.add(FIRST_ACCOUNT, "담당관", Role.OFFICER)
        tokens.append(people.make_link(first))
    if name is not None:
        account = people.account(name)
        if account is None:
            raise UsageError(f"{name}: 없는 계정")
        tokens.append(people.make_link(account))
    return tokens
