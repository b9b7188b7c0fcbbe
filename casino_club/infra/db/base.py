"""The declarative base: one metadata for all domains' tables, with names a migration can rely on."""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, DateTime, MetaData
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """Tables of our own. Relationships across domains do not exist; inside one they are `lazy="raise"`."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {}


TIMESTAMP = DateTime(timezone=True)
BIGINT = BigInteger()
JSON = JSONB()
UUID_COLUMN = UUID(as_uuid=True)
