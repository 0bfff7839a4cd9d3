"""A letter as HTML: its paragraphs, the code large, nothing loaded from anywhere."""

from __future__ import annotations

from html import escape

from gethory.models import Mail

_PAGE = """<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body style="margin:0;padding:24px 16px;font:16px/1.5 system-ui,-apple-system,sans-serif">
<div style="max-width:32rem;margin:0 auto">
{paragraphs}
</div>
</body>
</html>
"""
_PLAIN = '<p style="margin:0 0 16px">{text}</p>'
_CODE = (
    '<p style="margin:0 0 16px;font-size:32px;line-height:1.2;font-weight:600;'
    'letter-spacing:4px">{text}</p>'
)
_LINK = '<p style="margin:0 0 16px;word-break:break-all"><a href="{text}">{text}</a></p>'


def html_of(mail: Mail) -> str:
    """The text of the mail as a page; everything in it is escaped."""
    paragraphs = [text for text in mail.text.strip().split("\n\n") if text]
    written = (_shape(mail, text).format(text=escape(text)) for text in paragraphs)
    return _PAGE.format(title=escape(mail.subject), paragraphs="\n".join(written))


def _shape(mail: Mail, text: str) -> str:
    if text == mail.code:
        return _CODE
    return _LINK if text == mail.link else _PLAIN
