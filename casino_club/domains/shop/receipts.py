"""Receipts: what was bought as a document of whole numbers and words, and the club's signature under it.

A document holds no null, no fraction and only names of ASCII letters as keys, so that its canonical JSON is that of RFC
8785 to the byte. The signature is Ed25519 over those bytes (RFC 8032), the same for the same document.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from casino_club.domains.rewards.contracts import Bundle
from casino_club.domains.shop.contracts import Purchase, Refund, Status, Step
from casino_club.domains.shop.errors import ReceiptNotReadyError
from casino_club.kernel.clock import iso_z

FORMAT: Final = "casino-club-receipt/1"
ALG: Final = "Ed25519"
CLUB_NAME: Final = "Casino-Club"
PAID: Final[frozenset[Status]] = frozenset({"succeeded", "refunded", "charged_back"})
_GOODS: Final = ("gold", "gem", "exp", "vip_points", "protections", "pass_levels")
_KEY_ID_CHARS: Final = 16


def receipt_document(
    purchase: Purchase,
    steps: Sequence[Step],
    refunds: Sequence[Refund],
    *,
    club_name: str,
    club_url: str,
    issued_at: datetime,
    language: str,
) -> dict[str, Any]:
    """Everything a receipt says, of a purchase that was paid. Raises `ReceiptNotReadyError` for any other.

    Amounts are whole units of the currency, cents of a dollar. `paid_at` is when the club learned of the payment.
    """
    paid_at = next((step.at for step in steps if step.after in PAID), None)
    if purchase.status not in PAID or paid_at is None:
        raise ReceiptNotReadyError
    document: dict[str, Any] = {
        "format": FORMAT,
        "language": language,
        "receipt_code": purchase.receipt,
        "seller": {"name": club_name, "url": club_url},
        "player_id": purchase.user_id,
        "product": {"id": purchase.product_code, "name": purchase.product_name[language]},
        "quantity": purchase.quantity,
        "unit_price": purchase.unit_price,
        "unit_discount": purchase.unit_price - purchase.unit_effective,
        "promo_cut": purchase.promo_cut,
        "amount": purchase.amount,
        "currency": purchase.currency,
        "refunded": purchase.refunded,
        "refunds": [
            {"amount": one.amount, "at": iso_z(one.created_at), "kind": one.kind}
            for one in refunds
            if one.kind != "return" and one.refused_at is None
        ],
        "status": purchase.status,
        "granted": _granted(purchase.bundle if _was_given(steps) else Bundle()),
        "ordered_at": iso_z(purchase.created_at),
        "paid_at": iso_z(paid_at),
        "issued_at": iso_z(issued_at),
    }
    if purchase.promo_code is not None:
        document["promo_code"] = purchase.promo_code
    return document


def _was_given(steps: Sequence[Step]) -> bool:
    """What was paid and taken back before the club knew of either gave nothing."""
    return any(step.after == "succeeded" for step in steps)


def _granted(bundle: Bundle) -> list[dict[str, Any]]:
    """Goods as lines, so that no item's name becomes a key."""
    goods = [{"code": name, "count": getattr(bundle, name)} for name in _GOODS if getattr(bundle, name)]
    return goods + [{"code": code, "count": bundle.items[code]} for code in sorted(bundle.items)]


def canonical(document: Mapping[str, Any]) -> bytes:
    """The bytes that are signed: sorted keys, no spaces, UTF-8."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """The public half, 32 bytes."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def key_id(public_key: bytes) -> str:
    """What a key is called: the beginning of its SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:_KEY_ID_CHARS]


def sign(document: dict[str, Any], key: Ed25519PrivateKey) -> dict[str, Any]:
    """The document with its signature beside it."""
    value = base64.b64encode(key.sign(canonical(document))).decode()
    return {"document": document, "signature": {"alg": ALG, "key_id": key_id(public_bytes(key)), "value": value}}


def verify(signed: Mapping[str, Any], public_key: bytes) -> bool:
    """Whether exactly this document was signed by this key."""
    try:
        signature = signed["signature"]
        if (signature["alg"], signature["key_id"]) != (ALG, key_id(public_key)):
            return False
        proof = base64.b64decode(signature["value"], validate=True)
        Ed25519PublicKey.from_public_bytes(public_key).verify(proof, canonical(signed["document"]))
    except (InvalidSignature, LookupError, ValueError, TypeError):
        return False
    return True
