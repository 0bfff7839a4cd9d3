"""Mails: who carries them, the outbox that loses none, and a page to read them on a laptop."""
