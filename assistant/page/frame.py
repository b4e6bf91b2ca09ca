"""The frame around the parts: header, theme, and the styles and scripts that stand beside the parts' files."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

from assistant.page.markup import Markup, tag
from assistant.page.words import say

_FOLDER = Path(__file__).parent
_SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif")
_MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")


def header_html(language: str) -> Markup:
    """Return the page's name; on a narrow screen its buttons switch between chat and report."""
    switch = tag(
        "div",
        tag("button", say(language, "show_chat"), type="button", class_="show-chat", aria_pressed="true"),
        tag("button", say(language, "show_report"), type="button", class_="show-report", aria_pressed="false"),
        class_="pane-switch",
        role="group",
        aria_label=say(language, "pane_switch"),
    )
    name = tag("div", tag("h1", say(language, "title")), tag("p", say(language, "tagline"), class_="tagline"), class_="page-name")
    return tag("div", name, switch, class_="page-header")


def styles() -> str:
    """Return the styles of all parts."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(_FOLDER.glob("*.css")))


def scripts() -> str:
    """Return the scripts of all parts, for the page's head."""
    return "".join(f"<script>{path.read_text(encoding='utf-8')}</script>" for path in sorted(_FOLDER.glob("*.js")))


def theme() -> gr.themes.Base:
    """Return the theme: system fonts (nothing is fetched), quiet greys, one blue."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_sm,
        spacing_size=gr.themes.sizes.spacing_sm,
        text_size=gr.themes.sizes.text_md,
        font=list(_SANS),
        font_mono=list(_MONO),
    ).set(
        body_background_fill="#f6f7f9",
        body_background_fill_dark="#11151b",
        block_background_fill="#ffffff",
        block_background_fill_dark="#181d25",
        block_border_width="0px",
        block_border_width_dark="0px",
        block_shadow="none",
        block_shadow_dark="none",
        body_text_color="#1b2430",
        body_text_color_dark="#e3e8ef",
        body_text_color_subdued="#55606e",
        body_text_color_subdued_dark="#a3aebc",
        input_background_fill="#ffffff",
        input_background_fill_dark="#11151b",
        input_border_color="#b9c2cd",
        input_border_color_dark="#475364",
        input_placeholder_color="#626d7b",
        input_placeholder_color_dark="#97a3b2",
        button_primary_background_fill="#1d4f8c",
        button_primary_background_fill_dark="#9cc3f5",
        button_primary_background_fill_hover="#163f70",
        button_primary_background_fill_hover_dark="#bcd7f9",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#0d1f36",
        link_text_color="#1d4f8c",
        link_text_color_dark="#9cc3f5",
        color_accent="#1d4f8c",
        color_accent_soft="#e9f0f9",
        color_accent_soft_dark="#1d2b3d",
    )
