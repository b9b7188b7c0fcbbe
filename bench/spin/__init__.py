"""Slot spins over HTTP against pgbench doing the same writes, one function a transaction, on the same database."""
