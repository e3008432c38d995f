"""Mentions in, programmes out: which mentions are one programme, and where they restate each other."""
