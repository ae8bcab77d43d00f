"""Shared by pages: errors, headers, redirects, rendering of text."""
