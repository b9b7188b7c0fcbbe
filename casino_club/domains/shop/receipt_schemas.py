"""Receipts over HTTP."""

from typing import Any, Literal

from casino_club.infra.http.schemas import Out


class SignatureOut(Out):
    """`value` is base64; `key_id` the beginning of the public key's SHA-256, in hex."""

    alg: Literal["Ed25519"]
    key_id: str
    value: str


class SignedReceiptOut(Out):
    """What is signed is `document` as canonical JSON (RFC 8785)."""

    document: dict[str, Any]
    signature: SignatureOut


class ReceiptKeyOut(Out):
    """`public_key` is base64 of the 32 bytes."""

    key_id: str
    alg: Literal["Ed25519"]
    public_key: str
