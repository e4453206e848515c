"""Draws and encodes the sample kitchen clips that simulated cameras serve."""
