"""The parts of the browser page, each in a file named after what it shows; ``app.py`` puts them together.

Where a part needs a style or a script of its own, they stand beside it under the same name (``report_view.py``, ``.css``, ``.js``).
Everything that comes from a report or a user passes through ``markup`` on its way into HTML.
"""
