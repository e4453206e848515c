"""A GB/T 28181 supervision platform for tests, written from the standard and its RFCs.

It shares no code with the hub, on purpose: a mistake made in both would be seen by neither. docs/platform-tests.md.
"""
