"""Lantern Capsules: banners as data, pity as counters, and the exact odds of both."""
