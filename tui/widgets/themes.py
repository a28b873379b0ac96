"""The colours by name. Blue and orange, which everybody tells apart; a theme is a set of values for the same names."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="haulbook-dark",
    dark=True,
    primary="#62a9ea",
    secondary="#8fc7f4",
    accent="#f0a030",
    warning="#f0a030",
    error="#f0a030",
    success="#8fc7f4",
    foreground="#e4e8ec",
    background="#11161b",
    surface="#161c22",
    panel="#1d252d",
    variables={
        "ink-dim": "#9ba7b3",
        "ink-strong": "#ffffff",
        "bar": "#24567f",
        "bar-text": "#ffffff",
        "row": "#202e60",
        "inset": "#1a2845",
        "day-first": "#1f5f9e",
        "day-first-text": "#ffffff",
        "day-second": "#93c9f2",
        "day-second-text": "#0c1822",
        "day-both": "#f4f7fa",
        "day-both-text": "#0c1822",
        "day-over": "#f0a030",
        "day-over-text": "#140c00",
        "day-planned": "#1d3348",
        "day-planned-text": "#a9d4f7",
        "day-plenty": "#17222c",
        "day-plenty-text": "#6f93b3",
        "day-few": "#5c3d10",
        "day-few-text": "#ffdfae",
        "day-disputed": "#6d4480",
        "day-disputed-text": "#ffffff",
        "day-none": "#2c2115",
        "day-none-text": "#c08c48",
        "day-cursor": "#ffffff",
        "day-cursor-text": "#000000",
    },
)

LIGHT = Theme(
    name="haulbook-light",
    dark=False,
    primary="#0f3f70",
    secondary="#17588f",
    accent="#8c2e00",
    warning="#8c2e00",
    error="#8c2e00",
    success="#0f3f70",
    foreground="#1a2229",
    background="#f5f7f9",
    surface="#ffffff",
    panel="#e6ebf0",
    variables={
        "ink-dim": "#4d5760",
        "ink-strong": "#000000",
        "bar": "#17558f",
        "bar-text": "#ffffff",
        "row": "#d3e6f6",
        "inset": "#dcebf7",
        "day-first": "#2a6cab",
        "day-first-text": "#ffffff",
        "day-second": "#a6d2f4",
        "day-second-text": "#0c1822",
        "day-both": "#33414e",
        "day-both-text": "#ffffff",
        "day-over": "#e08600",
        "day-over-text": "#000000",
        "day-planned": "#cfe4f6",
        "day-planned-text": "#17558f",
        "day-plenty": "#eef3f7",
        "day-plenty-text": "#4f667d",
        "day-few": "#ffcf87",
        "day-few-text": "#522a00",
        "day-disputed": "#7d4a8f",
        "day-disputed-text": "#ffffff",
        "day-none": "#f7ecd9",
        "day-none-text": "#7a4a10",
        "day-cursor": "#000000",
        "day-cursor-text": "#ffffff",
    },
)

HIGH_CONTRAST = Theme(
    name="haulbook-high-contrast",
    dark=True,
    primary="#66ccff",
    secondary="#a6e3ff",
    accent="#ffc233",
    warning="#ffc233",
    error="#ffc233",
    success="#a6e3ff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#262626",
    variables={
        "ink-dim": "#d0d0d0",
        "ink-strong": "#ffffff",
        "bar": "#ffffff",
        "bar-text": "#000000",
        "row": "#002b66",
        "inset": "#00263f",
        "day-first": "#004a99",
        "day-first-text": "#ffffff",
        "day-second": "#99d6ff",
        "day-second-text": "#000000",
        "day-both": "#ffffff",
        "day-both-text": "#000000",
        "day-over": "#ffb000",
        "day-over-text": "#000000",
        "day-planned": "#00263f",
        "day-planned-text": "#99d6ff",
        "day-plenty": "#000000",
        "day-plenty-text": "#a0b8cc",
        "day-few": "#4d2f00",
        "day-few-text": "#ffd480",
        "day-disputed": "#5c2d75",
        "day-disputed-text": "#ffffff",
        "day-none": "#241800",
        "day-none-text": "#e0b060",
        "day-cursor": "#ffffff",
        "day-cursor-text": "#000000",
        "style-field": "underline",
    },
)


def _of_the_terminal(name: str, colours: dict[str, str], styles: dict[str, str]) -> Theme:
    """Returns a theme of the colours that the terminal itself has: its two (``default``) unless ``colours`` names some of its sixteen."""
    paper, ink = f"ansi_{colours.get('paper', 'default')}", f"ansi_{colours.get('ink', 'default')}"
    named = {key: f"ansi_{colours[key]}" for key in colours}
    plain = {key: ink if key.endswith("text") or key.startswith("ink") else paper for key in DARK.variables}
    accent, primary = named.get("accent", ink), named.get("primary", ink)
    return Theme(
        name=name,
        ansi=True,
        primary=primary,
        secondary=primary,
        accent=accent,
        warning=accent,
        error=accent,
        success=primary,
        foreground=ink,
        background=paper,
        surface=paper,
        panel=paper,
        variables={"ansi-background": paper, "ansi-foreground": ink} | plain | named | styles,
    )


_REVERSED = dict.fromkeys(("style-bar", "style-row"), "reverse") | dict.fromkeys(
    ("style-title", "style-late", "style-chosen", "style-match"), "bold reverse"
)

MONO = _of_the_terminal("haulbook-mono", {}, _REVERSED | {"style-field": "underline", "style-here": "bold reverse underline"})
"""Without a single colour code: what the others colour is bold, underlined or reversed."""

SIXTEEN = _of_the_terminal(
    "haulbook-sixteen",
    {
        "paper": "black",
        "ink": "white",
        "primary": "bright_cyan",
        "accent": "bright_yellow",
        "ink-strong": "bright_white",
        "bar": "blue",
        "bar-text": "bright_white",
        "row": "blue",
        "day-first": "blue",
        "day-first-text": "bright_white",
        "day-second": "cyan",
        "day-second-text": "black",
        "day-both": "white",
        "day-both-text": "black",
        "day-over": "bright_yellow",
        "day-over-text": "black",
        "day-planned-text": "bright_cyan",
        "day-few-text": "bright_yellow",
        "day-disputed": "magenta",
        "day-disputed-text": "bright_white",
        "day-cursor": "bright_white",
        "day-cursor-text": "black",
    },
    {},
)
"""For terminals of sixteen colours, where the nearest of them would not do: dim text on the row of the cursor would be gone."""

THEMES = {"dark": DARK, "light": LIGHT, "high-contrast": HIGH_CONTRAST, "mono": MONO}
"""The themes by the name that the laptop's settings know."""

STYLES = {
    "style-title": "bold",
    "style-late": "bold",
    "style-bar": "none",
    "style-row": "bold",
    "style-chosen": "bold",
    "style-here": "bold underline",
    "style-match": "bold",
    "style-field": "none",
}
"""How a text stands out beside its colours, where a theme does not say it."""


def theme_for(name: str, colours: str | None) -> Theme:
    """Returns the theme of that name, or the one that a terminal can show.

    ``colours`` is what it shows, as Rich says it: ``truecolor``, ``256``, ``standard`` (sixteen), None for none.
    """
    theme = THEMES.get(name, DARK)
    if colours is None:
        return MONO
    return SIXTEEN if colours == "standard" and theme is not MONO else theme
