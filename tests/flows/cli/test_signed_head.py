"""A signed head of the audit log finds every change of the log before it, and every change of itself."""

import json
import sqlite3

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from flows.cli.exit_codes import DONE, SOME_UNREADABLE, UNUSABLE
from records import Records
from records.audit import FIRST, row_digest
from records.database.history_tables import EventRow
from rules import load_call

CALL = "regional-ai-2026"


def write_keys(folder, name="key"):
    key = Ed25519PrivateKey.generate()
    private, public = folder / f"{name}.pem", folder / f"{name}-public.pem"
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return private, public


@pytest.fixture
def out(tmp_path):
    """Records with three events."""
    with Records(f"sqlite:///{tmp_path / 'out' / 'simsa.db'}") as records:
        records.archive.register_call(load_call(CALL))
        records.archive.keep_original(b"one")
        records.archive.keep_original(b"two")
    return tmp_path / "out"


@pytest.fixture
def signed(out, tmp_path, simsa_here):
    """The signed head and the public key."""
    private, public = write_keys(tmp_path)
    path = tmp_path / "head.json"
    path.write_text(simsa_here("audit", "head", "--sign", private, "--out", out).stdout, encoding="utf-8")
    return path, public


@pytest.fixture
def verify(simsa_here, out, signed):
    path, public = signed
    return lambda key=public: simsa_here("audit", "verify", "--signed", path, "--key", key, "--out", out)


def test_head_of_an_untouched_log_is_confirmed_also_when_the_log_went_on(verify, out):
    assert verify().returncode == DONE
    with Records(f"sqlite:///{out / 'simsa.db'}") as records:
        records.archive.keep_original(b"three")
    result = verify()
    assert result.returncode == DONE
    assert "서명 확인" in result.stdout
    assert "이상 없음: 기록 4건" in result.stdout


def test_log_that_was_written_anew_with_all_hashes_right_is_found(verify, out):
    rewrite(out / "simsa.db")
    with Records(f"sqlite:///{out / 'simsa.db'}") as records:
        assert records.audit_problems() == ()
    result = verify()
    assert result.returncode == SOME_UNREADABLE
    assert "보관해 둔 해시가 기록에 없음" in result.stdout


def rewrite(path):
    """Put another actor into the first event and make every hash after it right."""
    from sqlalchemy.orm import Session

    from records.database.engine import open_engine

    engine, previous = open_engine(f"sqlite:///{path}"), FIRST
    with Session(engine) as session, session.begin():
        for row in session.query(EventRow).order_by(EventRow.id):
            row.actor, row.previous_hash = "다른 사람", previous
            columns = [column.name for column in EventRow.__table__.columns if column.name != "hash"]
            previous = row.hash = row_digest({name: getattr(row, name) for name in columns})
    engine.dispose()


def test_log_whose_end_was_cut_off_is_found(verify, out):
    connection = sqlite3.connect(out / "simsa.db")
    with connection:
        connection.execute(
            "DELETE FROM originals WHERE size = 3 AND stored_at = (SELECT max(stored_at) FROM originals)"
        )
        connection.execute("DELETE FROM events WHERE id = 3")
    connection.close()
    assert verify().returncode == SOME_UNREADABLE


@pytest.mark.parametrize("field", ["head", "events", "signed_at", "signature", "format"])
def test_changed_statement_is_refused(verify, signed, field):
    path, _ = signed
    statement = json.loads(path.read_text(encoding="utf-8"))
    other = {"head": "0" * 64, "events": 9, "signed_at": "2020-01-01T00:00:00Z", "signature": "AAAA", "format": "x"}
    path.write_text(json.dumps({**statement, field: other[field]}), encoding="utf-8")
    result = verify()
    assert result.returncode == UNUSABLE
    assert "서명이 이 공개키의 것이 아니거나" in result.stderr


def test_other_key_and_what_is_no_key_are_refused(verify, tmp_path, simsa_here, out):
    _, other = write_keys(tmp_path, "other")
    assert "서명이 이 공개키의 것이 아니거나" in verify(other).stderr
    (tmp_path / "none.pem").write_bytes(b"none")
    assert "공개키" in verify(tmp_path / "none.pem").stderr
    rsa = generate_private_key(65537, 2048)
    path = tmp_path / "rsa.pem"
    path.write_bytes(rsa.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    assert "Ed25519" in simsa_here("audit", "head", "--sign", path, "--out", out).stderr


def test_export_holds_the_signed_head_of_its_moment(out, tmp_path, simsa_here):
    private, public = write_keys(tmp_path)
    folder = tmp_path / "export"
    assert simsa_here("export", CALL, "--to", folder, "--sign", private, "--out", out).returncode == DONE
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert json.loads((folder / "audit-head.json").read_text(encoding="utf-8"))["head"] == manifest["audit_head"]
    signed = ("--signed", folder / "audit-head.json", "--key", public)
    assert simsa_here("audit", "verify", *signed, "--out", out).returncode == DONE
    plain = simsa_here("audit", "head", "--out", out).stdout.strip()
    assert plain == manifest["audit_head"]
