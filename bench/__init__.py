"""Benchmarks: every published number has a command here. Each prints its figures and appends a JSON
line to bench/results.
"""
