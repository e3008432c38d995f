"""Content is kept once under its hash, whole or not at all, for its owner alone."""

import stat
from pathlib import Path

import fsspec
import pytest

from records.preservation.content_store import ContentStore
from schemas.errors import StorageError, StorageUnavailable


@pytest.fixture(params=["folder", "memory"])
def store(request, tmp_path):
    if request.param == "folder":
        return ContentStore(tmp_path / "originals")
    fsspec.filesystem("memory").rm("/", recursive=True) if fsspec.filesystem("memory").ls("/") else None
    return ContentStore("memory://originals")


def test_what_is_kept_comes_back(store):
    sha256 = store.keep(b"plan")
    assert store.has(sha256)
    assert store.read(sha256) == b"plan"
    assert store.keep(b"plan") == sha256


def test_unknown_content_is_said(store):
    assert not store.has("0" * 64)
    with pytest.raises(StorageError, match="보관된 원본 없음"):
        store.read("0" * 64)


def test_content_that_was_changed_is_not_given_out(tmp_path):
    store = ContentStore(tmp_path)
    sha256 = store.keep(b"plan")
    (tmp_path / sha256[:2] / sha256).write_bytes(b"other")
    with pytest.raises(StorageError, match="손상"):
        store.read(sha256)


def test_only_the_owner_may_read_what_is_kept(tmp_path):
    root = tmp_path / "originals"
    sha256 = ContentStore(root).keep(b"plan")
    for path in (root, root / sha256[:2], root / sha256[:2] / sha256):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_failed_write_leaves_nothing_behind(tmp_path, monkeypatch):
    store = ContentStore(tmp_path)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store._files, "mv", full)
    with pytest.raises(StorageUnavailable, match="No space left"):
        store.keep(b"plan")
    assert [path for path in Path(tmp_path).rglob("*") if path.is_file()] == []


def test_file_system_that_is_not_installed_is_one_line():
    with pytest.raises(StorageError):
        ContentStore("nosuchprotocol://place")
