"""The hook is told how a run ended, with personal data masked; a hook that fails changes nothing."""

import json
import shlex
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from flows.reporting.notification import HOOK_VARIABLE, Notice, notify

NOTICE = Notice(
    run="접수 처리",
    call="one",
    outcome="partly",
    message="홍길동.pdf 담당 010-1234-5678: 읽지 못함",
    index_page="i.html",
)


def test_command_gets_json_on_its_input(monkeypatch, tmp_path):
    said = tmp_path / "said.json"
    script = f"import sys; open({str(said)!r}, 'wb').write(sys.stdin.buffer.read())"
    monkeypatch.setenv(HOOK_VARIABLE, shlex.join([sys.executable, "-c", script]))
    assert notify(NOTICE)
    told = json.loads(said.read_text(encoding="utf-8"))
    assert told["outcome"] == "partly"
    assert "010-1234-5678" not in told["message"]


def test_address_is_sent_json(monkeypatch):
    bodies = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self):
            bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        monkeypatch.setenv(HOOK_VARIABLE, f"http://127.0.0.1:{server.server_port}/hook")
        assert notify(NOTICE)
        thread.join()
    assert bodies[0]["call"] == "one"


@pytest.mark.parametrize("hook", ["no-such-command-here", "false", "http://127.0.0.1:9/hook", "'unclosed"])
def test_hook_that_fails_is_logged_without_its_address_and_changes_nothing(monkeypatch, caplog, hook):
    monkeypatch.setenv(HOOK_VARIABLE, hook)
    assert not notify(NOTICE)
    assert HOOK_VARIABLE in caplog.text
    assert hook not in caplog.text.replace("FileNotFoundError", "")


def test_without_a_hook_nothing_is_called(monkeypatch):
    monkeypatch.delenv(HOOK_VARIABLE, raising=False)
    assert notify(NOTICE)
