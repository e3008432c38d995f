"""The head of the audit log, signed: who keeps it outside can show later that nothing before it was changed.

Signed is with Ed25519 (RFC 8032): whoever checks needs the public key alone, and cannot sign with it. Keys are PEM
files, as `openssl genpkey -algorithm ed25519 -out key.pem` and `openssl pkey -in key.pem -pubout -out public.pem` make.
"""

import base64
import binascii
import json
from datetime import datetime
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from pydantic import AwareDatetime, ValidationError

from schemas.base import Model
from schemas.errors import UsageError

FORMAT: Final = "simsa audit head 1"


class SignedHead(Model):
    """The hash of the log's last event, how many there were and when; `signature` is of all else, in base64."""

    format: str = FORMAT
    head: str
    events: int
    signed_at: AwareDatetime
    signature: str = ""

    @property
    def _signed(self) -> bytes:
        statement = self.model_dump(mode="json", exclude={"signature"})
        return json.dumps(statement, sort_keys=True, separators=(",", ":")).encode()

    def signed_with(self, key: Ed25519PrivateKey) -> "SignedHead":
        """The same with the signature of a key."""
        return self.model_copy(update={"signature": base64.b64encode(key.sign(self._signed)).decode()})

    def check(self, key: Ed25519PublicKey) -> None:
        """Be sure that the key's owner signed this.

        Raises:
            UsageError: it was signed with another key, or changed since.
        """
        try:
            key.verify(base64.b64decode(self.signature, validate=True), self._signed)
        except (InvalidSignature, binascii.Error) as error:
            raise UsageError("서명이 이 공개키의 것이 아니거나, 서명한 뒤 내용이 바뀜") from error


def sign_head(head: str, events: int, at: datetime, private_key: bytes) -> SignedHead:
    """A head signed with a private key in PEM, without a password.

    Raises:
        UsageError: it is no such key.
    """
    try:
        key = load_pem_private_key(private_key, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UsageError("읽을 수 없는 개인키(암호 없는 PEM, Ed25519)") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError("Ed25519 개인키가 아님(openssl genpkey -algorithm ed25519)")
    return SignedHead(head=head, events=events, signed_at=at).signed_with(key)


def checked_head(signed: bytes, public_key: bytes) -> SignedHead:
    """A signed head that the key's owner signed and nobody changed.

    Raises:
        UsageError: it is none, or it is no public key in PEM.
    """
    try:
        head = SignedHead.model_validate_json(signed)
    except ValidationError as error:
        raise UsageError("서명된 감사기록 해시가 아님(simsa audit head --sign)") from error
    try:
        key = load_pem_public_key(public_key)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UsageError("읽을 수 없는 공개키(PEM)") from error
    if not isinstance(key, Ed25519PublicKey):
        raise UsageError("Ed25519 공개키가 아님")
    head.check(key)
    return head
