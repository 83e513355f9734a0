"""The pattern book: loads, validates and compiles what ``patterns/`` declares."""
