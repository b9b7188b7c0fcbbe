"""`casino-club up`: starts every process of the product, keeps them alive, stops them in order."""

from casino_club.entrypoints.supervisor.run import up

__all__ = ["up"]
