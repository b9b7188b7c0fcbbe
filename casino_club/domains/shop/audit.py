"""Purchases, their timelines, postings and grants tell the same story."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.infra.db.invariants import run_checks
from casino_club.kernel.invariants import Finding

_CHECKS: Final[dict[str, str]] = {
    "purchases_stand_where_their_steps_lead": """
        SELECT 'purchase ' || p.receipt AS what, count(*) OVER () AS total
        FROM purchases p LEFT JOIN (
            SELECT DISTINCT ON (purchase_id) purchase_id, after, cause FROM purchase_steps
            ORDER BY purchase_id, number DESC
        ) s ON s.purchase_id = p.id
        WHERE (s.after, s.cause) IS DISTINCT FROM (p.status, p.cause)""",
    "purchase_steps_are_unbroken": """
        SELECT 'step ' || number || ' of ' || purchase_id AS what, count(*) OVER () AS total FROM (
            SELECT purchase_id, number, before,
                row_number() OVER w AS expected, lag(after) OVER w AS came_from
            FROM purchase_steps WINDOW w AS (PARTITION BY purchase_id ORDER BY number)
        ) s WHERE number <> expected OR before IS DISTINCT FROM came_from""",
    "paid_purchases_gave_once": """
        SELECT 'purchase ' || coalesce(p.receipt, g.key) AS what, count(*) OVER () AS total
        FROM (
            SELECT p.receipt, p.user_id, p.bundle FROM purchases p
            WHERE EXISTS (SELECT FROM purchase_steps s WHERE s.purchase_id = p.id AND s.after = 'succeeded')
        ) p FULL JOIN (SELECT user_id, key, bundle FROM reward_grants WHERE reason = 'purchase') g
            ON g.user_id = p.user_id AND g.key = 'purchase:' || p.receipt
        WHERE p.bundle IS DISTINCT FROM g.bundle""",
    "stock_taken_equals_purchases": """
        SELECT 'package ' || d.code AS what, count(*) OVER () AS total
        FROM products d LEFT JOIN (
            SELECT product_code, sum(quantity) AS held FROM purchases
            WHERE status NOT IN ('failed', 'cancelled', 'expired')
                AND (status IN ('created', 'pending') OR EXISTS (
                    SELECT FROM purchase_steps s WHERE s.purchase_id = purchases.id AND s.after = 'succeeded'))
            GROUP BY 1
        ) p ON p.product_code = d.code
        WHERE d.stock IS NOT NULL AND d.taken <> coalesce(p.held, 0)""",
    "promo_uses_equal_purchases": """
        SELECT 'promo ' || c.code AS what, count(*) OVER () AS total
        FROM promo_codes c LEFT JOIN (
            SELECT promo_code, count(*) AS uses FROM purchases
            WHERE promo_code IS NOT NULL AND status NOT IN ('failed', 'cancelled', 'expired')
                AND (status IN ('created', 'pending') OR EXISTS (
                    SELECT FROM purchase_steps s WHERE s.purchase_id = purchases.id AND s.after = 'succeeded'))
            GROUP BY 1
        ) p ON p.promo_code = c.code
        WHERE c.used <> coalesce(p.uses, 0)""",
    "purchases_equal_what_was_spent": """
        SELECT 'purchase ' || p.receipt AS what, count(*) OVER () AS total
        FROM purchases p LEFT JOIN (
            SELECT t.ref, a.owner_id, t.currency, t.amount
            FROM postings t JOIN accounts a ON a.id = t.debit_account WHERE t.kind = 'shop_spend'
        ) t ON t.ref = p.id
        WHERE p.currency IN ('gold', 'gem')
            AND (p.status IN ('succeeded', 'refunded')) IS DISTINCT FROM
                ((t.owner_id, t.currency, t.amount) IS NOT DISTINCT FROM (p.user_id, p.currency, p.amount))""",
    "refunded_equals_refunds": """
        SELECT 'purchase ' || p.receipt AS what, count(*) OVER () AS total
        FROM purchases p LEFT JOIN (
            SELECT purchase_id, sum(amount) AS amount FROM purchase_refunds
            WHERE kind <> 'return' AND refused_at IS NULL GROUP BY 1
        ) r ON r.purchase_id = p.id
        WHERE p.refunded <> coalesce(r.amount, 0)""",
    "refunds_took_what_they_say": """
        SELECT 'refund ' || r.id || ' of ' || m.currency AS what, count(*) OVER () AS total
        FROM purchase_refunds r CROSS JOIN (VALUES ('gold'), ('gem')) m (currency)
        LEFT JOIN (
            SELECT ref, currency, sum(amount) AS amount FROM postings
            WHERE kind = 'shop_refund' AND credit_account IN (3, 4) GROUP BY 1, 2
        ) p ON p.ref = r.id AND p.currency = m.currency
        WHERE coalesce((r.taken->>m.currency)::bigint, 0) <> coalesce(p.amount, 0)""",
    "money_equals_purchases": """
        SELECT 'purchase ' || coalesce(p.receipt, m.id::text) AS what, count(*) OVER () AS total
        FROM (
            SELECT id, receipt, currency, amount - refunded AS kept FROM purchases
            WHERE currency IN ('KRW', 'USD')
                AND EXISTS (SELECT FROM purchase_steps s WHERE s.purchase_id = purchases.id AND s.after = 'succeeded')
        ) p FULL JOIN (
            SELECT coalesce(r.purchase_id, t.ref) AS id, t.currency,
                sum(CASE WHEN t.credit_account IN (11, 12) THEN t.amount ELSE -t.amount END) AS kept
            FROM postings t LEFT JOIN purchase_refunds r ON r.id = t.ref
            WHERE t.kind IN ('payment', 'payment_refund', 'chargeback') GROUP BY 1, 2
        ) m ON m.id = p.id
        WHERE (p.currency, p.kept) IS DISTINCT FROM (m.currency, m.kept)""",
    "open_purchases_have_their_order": """
        SELECT 'purchase ' || p.receipt AS what, count(*) OVER () AS total
        FROM purchases p LEFT JOIN payment_orders o ON o.receipt = p.receipt
        WHERE p.status IN ('created', 'pending')
            AND (o.currency, o.amount) IS DISTINCT FROM (p.currency, p.amount)""",
}


async def findings(session: AsyncSession) -> list[Finding]:
    """Run every check over all purchases."""
    return await run_checks(session, _CHECKS)
